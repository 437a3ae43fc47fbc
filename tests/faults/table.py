"""The table of faults: what was tried, how many words were typed and lost, how many saves were acknowledged and lost.

Each test of a fault has a `tally`; what it counts travels with the test's report, also from pytest-xdist's workers and
into the JUnit file, and the end of the run prints all of it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings

PROPERTY = "fault"
# Every fault that the table has to show, in its order.
FAULTS = (
    "network cut",
    "server killed (-9)",
    "session deleted",
    "tab closed",
    "browser killed (-9)",
    "second editor in every field",
    "disk full",
    "database locked",
)
COUNTED = ("tries", "words", "words lost", "saves", "saves lost")


@dataclass
class Tally:
    """What one test counts.

    tries: how often the fault struck. words: that were typed, each a word of its own. saves: that were acknowledged.
    notes: what helps to understand a loss.
    """

    fault: str
    record: Callable[[str, Any], None]
    tries: int = 0
    words: set[str] = field(default_factory=set)
    words_lost: set[str] = field(default_factory=set)
    saves: int = 0
    saves_lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def typed(self, words: str) -> str:
        """Count the words of a text, and return it."""
        self.words |= set(split(words))
        return words

    def look_in(self, *texts: str) -> None:
        """Note as lost what was typed and stands in none of these texts, where it is kept now."""
        self.words_lost |= self.words - {word for text in texts for word in split(text)}

    def saved(self, what: str, *, found: bool) -> None:
        """Count a save of which the editor was told that it is done; note whether it was found afterwards."""
        self.saves += 1
        if not found:
            self.saves_lost.append(what)

    def settle(self) -> None:
        """Hand the counts to the table, and fail for what was lost or where nothing was tried."""
        assert self.fault in FAULTS
        counted = (self.tries, len(self.words), len(self.words_lost), self.saves, len(self.saves_lost))
        self.record(PROPERTY, json.dumps({"fault": self.fault, **dict(zip(COUNTED, counted, strict=True))}))
        assert self.tries
        assert self.words
        assert not self.words_lost, (self.words_lost, self.notes)
        assert not self.saves_lost


def split(text: str) -> list[str]:
    """Return the words of a text, of HTML too."""
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text))


@pytest.fixture
def tally(request: pytest.FixtureRequest, record_property: Callable[[str, Any], None]) -> Tally:
    """The count of one test; `pytestmark = fault("network cut")` says of which fault."""
    return Tally(request.node.get_closest_marker("fault").args[0], record_property)


def show(reporter: pytest.TerminalReporter) -> None:
    """Print the table of a run that had faults in it."""
    rows = _rows([report for reports in reporter.stats.values() for report in reports])
    if not rows:
        return
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    reporter.section(f"Faults, on {engine}")
    reporter.line(f"{'fault':30}" + "".join(f"{name:>12}" for name in COUNTED))
    for fault in FAULTS:
        if fault in rows:
            reporter.line(f"{fault:30}" + "".join(f"{rows[fault][name]:>12}" for name in COUNTED))


def _rows(reports: list[Any]) -> dict[str, Counter[str]]:
    rows: dict[str, Counter[str]] = {}
    for report in reports:
        if getattr(report, "when", "") != "call":
            continue
        for name, value in report.user_properties:
            if name == PROPERTY:
                counted = json.loads(value)
                rows.setdefault(counted.pop("fault"), Counter()).update(counted)
    return rows
