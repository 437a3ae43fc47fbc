"""The server is killed with -9, two hundred times in all: between and during saves and autosaves."""

import os
import random
import time
from collections import Counter

import pytest

from tests.articles.desk.two import make_story
from tests.conftest import person
from tests.faults.editor import Editor
from tests.faults.ground import PATIENCE, Newsroom
from tests.faults.ledger import Ledger
from tests.faults.table import Tally

pytestmark = [pytest.mark.fault("server killed (-9)"), pytest.mark.django_db(transaction=True)]

KILLS = int(os.environ.get("FAULTS_KILLS", "100"))  # in each of the two runs
SEED = int(os.environ.get("FAULTS_SEED", "20260302"))
# What is under way when the server is killed, and how long after it began, at most (seconds).
MOMENTS = {"keep": 0.04, "save": 0.16}
BETWEEN = "between"


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_killed_while_two_write(newsroom: Newsroom, tally: Tally, seed: int) -> None:
    """Two editors write in one story and begin new ones, while what answers them is killed again and again."""
    chance = random.Random(seed)
    ana, ben = person("Ana", "Reporter"), person("Ben", "Desk editor")
    story = make_story()
    ledger = Ledger(tally)
    with newsroom.serve() as server:
        editors = [Editor(who, story, server, ledger, chance.random()) for who in (ana, ben)]
        for editor in editors:
            editor.start()
        struck: Counter[str] = Counter()
        for _ in range(KILLS):
            kind = chance.choices([*MOMENTS, BETWEEN], [11, 7, 2])[0]
            if kind == BETWEEN:
                with ledger.still():
                    server.kill()
                struck[BETWEEN] += 1
            else:
                ledger.wait_for(kind)
                time.sleep(chance.uniform(0, MOMENTS[kind]))
                struck.update(name for name, many in ledger.under_way.items() if many > 0)
                server.kill()
            tally.tries += 1
        for editor in editors:
            editor.enough.set()
        for editor in editors:
            editor.join(PATIENCE)
            assert not editor.is_alive()
    print(struck, len(ledger.forms))
    assert min(struck[name] for name in (*MOMENTS, BETWEEN)) > KILLS / 40
    ledger.settle()
