"""What became of each line."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a line. A warning comes on top of one of the others."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    WARNING = "warning"


@dataclass(frozen=True)
class Told:
    """One line of the report: the line's number in the file, what became of it, why, and whose line it is."""

    number: int
    outcome: Outcome
    reason: str = ""
    source_id: str = ""

    def __str__(self) -> str:
        named = f" “{self.source_id}”" if self.source_id else ""
        return f"line {self.number}{named}: {self.outcome}{f': {self.reason}' if self.reason else ''}"


class Report:
    """Counts what became of the lines and passes each on; keeps none, so that it doesn't grow with the file."""

    def __init__(self, tell: Callable[[Told], None] = lambda told: None) -> None:
        self.counts: Counter[Outcome] = Counter()
        self._tell = tell

    def tell(self, told: Told) -> None:
        """Count one line of the report and pass it on."""
        self.counts[told.outcome] += 1
        self._tell(told)

    @property
    def loaded(self) -> int:
        """How many lines are in the newsroom now."""
        return self.counts[Outcome.CREATED] + self.counts[Outcome.UPDATED] + self.counts[Outcome.UNCHANGED]

    def __str__(self) -> str:
        shown = [outcome for outcome in Outcome if outcome != Outcome.WARNING]
        total = ", ".join(f"{self.counts[outcome]:,} {outcome}" for outcome in shown)
        warnings = self.counts[Outcome.WARNING]
        return total + (f"; {warnings:,} warning{'s' if warnings != 1 else ''}" if warnings else "")
