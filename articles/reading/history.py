"""The versions of a story that readers have seen: listed with minor edits folded, and two of them chosen."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Self

from articles.models import Kind, Version

from .comparison import Comparison

LISTED = 200
NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Step:
    """A version, and the one before it that it changed: of substance, unless it is itself a minor edit."""

    version: Version
    before: Version | None = None

    @property
    def minor(self) -> bool:
        """Whether it changed nothing that the story says."""
        return self.version.kind == Kind.MINOR


@dataclass(frozen=True)
class Run:
    """Steps in a row, the newest first: one of substance, or minor edits, which are folded."""

    minor: bool
    steps: list[Step]


class History:
    """What readers have seen of a story by an instant. versions: the newest first, one at least, at most LISTED."""

    def __init__(self, article: int, at: dt.datetime, versions: list[Version]) -> None:
        self.article, self.at, self.versions = article, at, versions

    @classmethod
    def of(cls, article: int, at: dt.datetime) -> Self:
        """Read what readers have seen of a story (the key of its article) by an instant, in one query."""
        seen = Version.objects.seen(at).filter(article=article).order_by("-live_from")
        return cls(article, at, list(seen.only("number", "kind", "note", "live_from", "redacted_at")[:LISTED]))

    @cached_property
    def steps(self) -> list[Step]:
        """Every version listed with the one before it, the newest first."""
        steps: list[Step] = []
        last: Version | None = None
        substance: Version | None = None
        for version in reversed(self.versions):
            minor = version.kind == Kind.MINOR
            steps.append(Step(version, last if minor else substance))
            last, substance = version, substance if minor else version
        return steps[::-1]

    @cached_property
    def runs(self) -> list[Run]:
        """The list as it is printed."""
        runs: list[Run] = []
        for minor, run in groupby(self.steps, key=lambda step: step.minor):
            together = list(run)
            runs += [Run(True, together)] if minor else [Run(False, [step]) for step in together]
        return runs

    @cached_property
    def usual(self) -> list[int]:
        """The numbers of the two compared when none are chosen: before and after the last change of substance."""
        changes = [(step.minor, step.before.number, step.version.number) for step in self.steps if step.before]
        if not changes:
            return [self.versions[0].number] * 2
        _, before, after = min(changes, key=lambda change: change[0])
        return [before, after]

    def chosen(self, *asked: str) -> Comparison | None:
        """Compare the versions with the numbers asked for, "" being the usual one, in the order readers saw them.

        Returns None where one is no version that readers have seen.
        """
        numbers = [
            int(number) if NUMBER.fullmatch(number) else usual if not number else 0
            for number, usual in zip(asked, self.usual, strict=True)
        ]
        seen = Version.objects.seen(self.at).filter(article=self.article, number__in=numbers)
        found = {version.number: version for version in seen.for_comparing().order_by("live_from")}
        if set(found) != set(numbers):
            return None
        before, after = sorted((found[number] for number in numbers), key=lambda version: version.live_from)
        return Comparison(before, after)

    def choices(self, comparison: Comparison) -> list[Version]:
        """Return what can be chosen, the oldest first: the versions of substance, and the two that are compared."""
        offered = {version.number: version for version in self.versions if version.kind != Kind.MINOR}
        offered |= {version.number: version for version in (comparison.before, comparison.after)}
        return sorted(offered.values(), key=lambda version: version.live_from)
