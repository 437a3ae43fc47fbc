"""The disk is full: editors are told in words, lose nothing that was acknowledged, and go on once there is room."""

import random
from pathlib import Path

import pytest

from tests.articles.desk.browsing import ADD, change
from tests.articles.desk.two import make_story
from tests.conftest import person
from tests.faults.editor import Client, Window
from tests.faults.ledger import Ledger
from tests.faults.table import Tally
from tests.faults.trouble import newsroom_on, small_disk

pytestmark = [pytest.mark.fault("disk full"), pytest.mark.django_db(transaction=True)]

# Far more than a database keeps in reserve, and nothing that it could make shorter.
LONG = f"<p>{random.Random(1).randbytes(100_000).hex()}</p>"


@pytest.mark.parametrize("new", [False, True], ids=["a story", "a new story"])
def test_full_while_somebody_writes(tmp_path: Path, tally: Tally, new: bool) -> None:
    with small_disk(24) as disk, newsroom_on(disk, tmp_path) as newsroom:
        ben = person("Ben", "Desk editor")
        story = make_story()
        ledger = Ledger(tally)
        with newsroom.serve() as server:
            window = Window(Client(server, ben, ledger), ADD if new else change(story), ben, ledger)
            for number in range(3):
                body = window.values["body"][0]
                window.type(
                    [f"before{number}"], headline=f"Harbour before{number}", body=f"{body}<p>before{number}</p>"
                )
                assert window.kept()
                disk.fill()
                tally.tries += 1
                window.type([f"full{number}"], body=f"{body}<p>before{number} full{number}</p>{LONG}")
                status, answer = window.tell()
                assert (status, "disk is full" in answer["message"]) == (507, True)
                status, _, page = window.post()
                assert (status, b"disk of this newsroom is full, so nothing was saved" in page) == (507, True)
                disk.make_room()
                assert window.kept()
                status, where, _ = window.post()
                assert status == 302
                window = Window(window.client, where, ben, ledger)
                window.values["body"] = [window.values["body"][0].replace(LONG, "")]
        ledger.settle()
