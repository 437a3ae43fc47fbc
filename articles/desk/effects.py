"""What an act on many stories would do to each of them, before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from articles.contents import contents
from articles.desk.standing import due
from articles.desk.turns import Turn
from articles.gating import too_early
from articles.house_rules import HouseRules, facts_for
from articles.models import Article, Section, Stage, TaggedArticle, Version

KILLED = "It is killed: bring it back first."
LATER = "Readers see that once it is updated."


@dataclass(frozen=True)
class Effect:
    """What happens to one story, in sentences; or why nothing does, each reason by itself. advice: worth a look."""

    told: list[str] = field(default_factory=list)
    why_not: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


Effects = dict[int, Effect]


def seen(article: Any) -> str:
    """Return what a form says of how a story from `with_state` stood when its effect was told."""
    return ".".join(
        str(one or 0)
        for one in (article.revision_number, article.live_version, article.next_version, int(article.is_killed))
    )


def publishing_them(articles: Iterable[Any], turns: Mapping[int, Turn]) -> Effects:
    """Return what publishing the desk copies now does. Asks the house rules of each story by itself."""
    now, rules, found = timezone.now(), HouseRules.current(), list(articles)
    desk = contents(Article, [one.pk for one in found])
    live = contents(Version, [one.live_version for one in found if one.live_version])
    effects: Effects = {}
    for article in found:
        if article.is_killed or (article.live_version and article.digest == article.live_digest):
            why = KILLED if article.is_killed else "Readers see all of it already."
            effects[article.pk] = Effect(why_not=[why])
            continue
        content = desk[article.pk]
        findings = [
            *too_early(getattr(article, "embargo", None), now),
            *rules.findings(content, facts_for(content, article, now)),
        ]
        told = [_shown(article, content.changed_from(live[article.live_version]) if article.live_version else [])]
        if article.next_version:
            told.append(f"What is scheduled for {due(article.next_from)} stays scheduled.")
        effects[article.pk] = Effect(
            told,
            why_not=[finding.message for finding in findings if not finding.advice],
            advice=[*_in_review(turns[article.pk]), *(finding.message for finding in findings if finding.advice)],
        )
    return effects


def withdrawing(articles: Iterable[Any]) -> Effects:
    """Return what withdrawing them now does."""
    found = list(articles)
    ahead = _live_and_to_come(found)
    effects = {}
    for article in found:
        versions = ahead.get(article.pk, [])
        told = [_taken(one) if one.pk == article.live_version else _called_off(one) for one in versions]
        why = KILLED if article.is_killed else "" if versions else "Readers see nothing of it."
        effects[article.pk] = Effect([] if why else told, why_not=[why] if why else [])
    return effects


def killing_them(articles: Iterable[Any]) -> Effects:
    """Return what killing them does."""
    found = list(articles)
    ahead = _live_and_to_come(found)
    effects = {}
    for article in found:
        versions = ahead.get(article.pk, [])
        told = [_taken(one) for one in versions if one.pk == article.live_version]
        told += [_stopped(one) for one in versions if one.pk != article.live_version]
        told.append("Nothing can be published in it until it is brought back.")
        why = "It is killed already." if article.is_killed else ""
        if not why and not versions and not article.was_live:
            why = "Readers have nothing of it. A draft is deleted, not killed."
        effects[article.pk] = Effect([] if why else told, why_not=[why] if why else [])
    return effects


def tagging(articles: Iterable[Any], name: str, key: int | None) -> Effects:
    """Return what adding a tag does. key: the tag's; None for one that is to be made."""
    found = list(articles)
    has = set(
        TaggedArticle.objects.filter(tag=key, content_object__in=found).values_list("content_object", flat=True)
        if key
        else []
    )
    return {
        one.pk: Effect(why_not=["It has this tag."])
        if one.pk in has
        else Effect([f"Gets the tag “{name}”.", *_later(one)])
        for one in found
    }


def filing(articles: Iterable[Any], section: Section) -> Effects:
    """Return what filing them in a section does."""
    return {
        one.pk: Effect(why_not=["It stands there."])
        if one.section_id == section.pk
        else Effect([f"From {one.section or 'no section'} to {section}.", *_later(one)])
        for one in articles
    }


def _shown(article: Any, changes: list[str]) -> str:
    if article.live_version:
        return f"Readers see version {article.live_number + 1} instead of {article.live_number}: {', '.join(changes)}."
    return "Readers see it again, at its old address." if article.was_live else "Readers see it from now on."


def _in_review(turn: Turn) -> list[str]:
    theirs = turn.stage == Stage.REVIEW and turn.ball.article.assigned_to and not turn.ball.is_theirs
    return [f"It is in review with {turn.name}."] if theirs else []


def _later(article: Any) -> list[str]:
    return [LATER] if article.live_version else []


def _live_and_to_come(articles: list[Any]) -> dict[int, list[Version]]:
    """Return what readers see of stories and are to see, by the story's primary key, the soonest first; one query."""
    now = timezone.now()
    found: dict[int, list[Version]] = {}
    rows = Version.objects.not_killed().live_or_later(now).filter(article__in=articles).order_by("live_from")
    for version in rows.defer("body", "standfirst"):
        found.setdefault(version.article_id, []).append(version)
    return found


def _taken(version: Version) -> str:
    return f"Readers lose {version.get_absolute_url()}."


def _stopped(version: Version) -> str:
    told = f"Version {version.number}, scheduled for {due(version.live_from)}, does not go out"
    return f"{told}, unless the story is brought back before."


def _called_off(version: Version) -> str:
    return f"Version {version.number}, scheduled for {due(version.live_from)}, is called off."
