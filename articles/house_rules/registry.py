"""The checks by name, and how much each weighs at this site."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from articles.models import CheckSetting, Content, Severity

from .facts import Facts, Photos
from .finding import Finding

Finds = Callable[[Content, Facts], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One house rule.

    name: how settings and the record know it. words: how editors do. default: what it does where the site says nothing.
    hard: whether it always blocks and cannot be overridden, because the database or the law would have it so.
    everywhere: whether the newsroom's machinery is asked it too; it then needs nothing but the content and its photos.
    against: what is said of a version that went out against it: “without a credit”.
    """

    name: str
    words: str
    default: Severity
    finds: Finds
    hard: bool
    everywhere: bool
    against: str

    @property
    def help(self) -> str:
        """What the rule says, in a sentence."""
        return (self.finds.__doc__ or "").strip()


CHECKS: dict[str, Check] = {}


def check(
    name: str,
    words: str,
    default: Severity = Severity.BLOCKING,
    *,
    hard: bool = False,
    everywhere: bool = False,
    against: str = "",
) -> Callable[[Finds], Finds]:
    """Make a function one of the house rules; its docstring says the rule in a sentence. Raises ValueError for a name
    that another has.
    """

    def known(finds: Finds) -> Finds:
        if name in CHECKS:
            raise ValueError(f"There are two checks named {name}.")
        CHECKS[name] = Check(name, words, default, finds, hard=hard, everywhere=everywhere, against=against)
        return finds

    return known


@dataclass(frozen=True)
class HouseRules:
    """The checks as the site has set them."""

    set_to: Mapping[str, str]

    @classmethod
    def current(cls) -> Self:
        """Return them as they are now, in one query."""
        return cls(dict(CheckSetting.objects.values_list("name", "severity")))

    def severity(self, one: Check) -> Severity:
        """Return what a check does when it finds something."""
        return Severity.BLOCKING if one.hard else Severity(self.set_to.get(one.name, one.default))

    @cached_property
    def in_force(self) -> list[Check]:
        """The checks that are not off, in the order in which their findings are told."""
        return [one for one in CHECKS.values() if self.severity(one) != Severity.OFF]

    def findings(self, content: Content, facts: Facts) -> list[Finding]:
        """Return everything that the checks have against a content; empty when all is well."""
        return [finding for one in self.in_force for finding in self._found(one, content, facts)]

    def refusals(self, content: Content, photos: Photos) -> list[Finding]:
        """Return what keeps a content from its readers even where the newsroom's machinery shows it."""
        facts = Facts(photos=photos)
        return [finding for one in self._refusing for finding in self._found(one, content, facts)]

    @cached_property
    def _refusing(self) -> list[Check]:
        return [one for one in self.in_force if one.everywhere and self.severity(one) == Severity.BLOCKING]

    def _found(self, one: Check, content: Content, facts: Facts) -> Iterator[Finding]:
        advice = self.severity(one) == Severity.ADVISORY
        return (replace(found, check=one.name, advice=advice, hard=one.hard) for found in one.finds(content, facts))
