"""The database is held by somebody for longer than the server waits: editors are told in words, and lose nothing."""

import threading

import pytest

from tests.articles.desk.browsing import ADD, change
from tests.articles.desk.two import make_story
from tests.conftest import person
from tests.faults.editor import Client, Window
from tests.faults.ground import PATIENCE, Newsroom
from tests.faults.ledger import Ledger
from tests.faults.table import Tally
from tests.faults.trouble import locked

pytestmark = [pytest.mark.fault("database locked"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("new", [False, True], ids=["a story", "a new story"])
def test_locked_for_longer_than_the_server_waits(newsroom: Newsroom, tally: Tally, new: bool) -> None:
    ben = person("Ben", "Desk editor")
    story = make_story()
    ledger = Ledger(tally)
    with newsroom.serve(NEWSROOM_DATABASE_WAIT="1") as server:
        window = Window(Client(server, ben, ledger), ADD if new else change(story), ben, ledger)
        for number in range(2):
            window.type([f"before{number}"], headline=f"Harbour before{number}")
            assert window.kept()
            with locked():
                tally.tries += 1
                window.type([f"locked{number}"], headline=f"Harbour before{number} locked{number}")
                status, answer = window.tell()
                assert (status, "busy or away" in answer["message"]) == (503, True)
                status, _, page = window.post()
                assert (status, b"busy or away, so nothing was saved" in page) == (503, True)
            assert window.kept()
            status, where, _ = window.post()
            assert status == 302
            window = Window(window.client, where, ben, ledger)
    ledger.settle()


def test_locked_for_a_moment(newsroom: Newsroom, tally: Tally) -> None:
    """Who waits is served; nobody has to press anything again."""
    ana, ben = person("Ana", "Reporter"), person("Ben", "Desk editor")
    story = make_story()
    ledger = Ledger(tally)
    with newsroom.serve() as server:
        hers, his = (Window(Client(server, who, ledger), change(story), who, ledger) for who in (ana, ben))
        hers.type(["keeping"], headline="Harbour keeping")
        his.type(["saving"], standfirst="Somebody saving.")
        assert his.kept()
        answers: list[bool] = []
        asking = [
            threading.Thread(target=lambda: answers.append(hers.kept())),
            threading.Thread(target=lambda: answers.append(his.post()[0] == 302)),
        ]
        with locked():
            tally.tries += 1
            for one in asking:
                one.start()
            for kind in ("keep", "save"):
                ledger.wait_until(lambda kind=kind: ledger.under_way[kind] > 0)
        for one in asking:
            one.join(PATIENCE)
        assert answers == [True, True]
        assert hers.post()[0] == 302
    ledger.settle()
