"""The gate before every act that shows readers something: what the house rules say, and who may let it out anyway."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from articles.holding import Refused, permit
from articles.house_rules import Finding, HouseRules, facts_for, photos_of
from articles.house_rules.hold import held_because
from articles.models import Act, Article, Content, Embargo, OverriddenFinding, Override, Version
from articles.recording import record
from articles.rights import against_rights
from articles.windows import told

OVERRIDE = "articles.override_gate"


@dataclass(frozen=True)
class Passed:
    """That a content may go out: against which findings, by whom and for what reason, where it needed that."""

    against: tuple[Finding, ...] = ()
    by: Any = None
    reason: str = ""

    def keep(self, version: Version) -> None:
        """Write down with the version, and on record, what it went out against."""
        if not self.against:
            return
        messages = [finding.message for finding in self.against]
        record(self.by, Act.OVERRODE, version.article, after={"Against": messages}, reason=self.reason)
        override = Override.objects.create(version=version, by=self.by, reason=self.reason)
        OverriddenFinding.objects.bulk_create(
            OverriddenFinding(override=override, check_name=finding.check, message=finding.message)
            for finding in self.against
        )


def pass_gate(article: Article, content: Content, *, at: dt.datetime, by: Any, override: str = "") -> Passed:
    """Let a content of a story through that is to go live at an instant (aware), with the story's row held.

    by: None is the newsroom's own machinery, which is asked only what the house rules ask everywhere.
    override: why the content goes out against what blocks it.
    Raises Refused with everything that blocks it, and with what nobody may override; PermissionDenied where `by` may
    not override.
    """
    stops = _stops(article, content, at=at, by=by)
    if not stops:
        return Passed()
    reason = override.strip()
    if not reason:
        raise Refused(*stops)
    if hard := [finding for finding in stops if finding.hard]:
        raise Refused(*hard)
    permit(by, OVERRIDE)
    return Passed(tuple(stops), by, reason)


def pass_again(version: Version, *, at: dt.datetime, by: Any) -> None:
    """Let a version that has passed go live at another instant (aware), with the story's row held.

    What it went out against then does not stop it now. Raises Refused with everything else that blocks it.
    """
    override = Override.objects.filter(version=version).prefetch_related("findings").first()
    known = {(one.check_name, one.message) for one in override.findings.all()} if override else set()
    stops = _stops(version.article, version.content(), at=at, by=by)
    if new := [finding for finding in stops if finding.hard or (finding.check, finding.message) not in known]:
        raise Refused(*new)


def may_follow(last: Version | None, *, by: Any) -> None:
    """Let readers see a story again after the last version of it that they saw (None: none) was taken from them.

    What was removed for legal reasons is shown again only by who may remove. Raises PermissionDenied.
    """
    if last is not None and last.end == Version.End.REMOVED:
        permit(by, "articles.remove_article")


def too_early(embargo: Embargo | None, at: dt.datetime) -> list[Finding]:
    """Return what an embargo has against showing anything new of its story from an instant (aware) on."""
    if embargo is None or not embargo.holds(at):
        return []
    message = f"Embargoed until {told(embargo.until)}: nobody can publish it for an earlier time."
    return [Finding("at", message, hard=True)]


def _stops(article: Article, content: Content, *, at: dt.datetime, by: Any) -> list[Finding]:
    rules = HouseRules.current()
    early = too_early(Embargo.objects.filter(article=article).first(), at)
    if by is None:
        held = [held_because(article.hold_reason)] if article.held_at else []
        photos = photos_of(content)
        return [*held, *early, *rules.refusals(content, photos), *against_rights(content, photos, article, at)]
    found = rules.findings(content, facts_for(content, article, at))
    return [*early, *(finding for finding in found if not finding.advice)]
