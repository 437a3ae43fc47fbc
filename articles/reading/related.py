"""What stands under a story: what an editor picked, and after it the stories that share most with it.

What two stories share weighs more the rarer it is, and a newer story more than an older one: "ports" among a thousand
stories on politics says what a story is about, "politics" does not.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.aggregates import Sum

from articles.models import Article, Version, VersionQuerySet, VersionRelated, VersionTag
from articles.statements import Statement, given_float, given_key, given_moment, given_words
from media.instant import instant

from .bringing import with_fallbacks

MOST = 4
SUBJECTS = 8
# How many of the newest stories on each subject are looked at.
LOOKED_AT = 12
# A subject without a reach, because it has few stories, weighs as if they reached back so far.
RAREST = dt.timedelta(days=3650)
# How much a story counts that is at most so many days old; OLD beyond.
AGES = {2: 1.0, 14: 0.7, 90: 0.4, 365: 0.2}
OLD = 0.1
# How much a story counts that is in another language than the one above it.
FOREIGN = 0.3


@dataclass(frozen=True)
class Picks:
    """What an editor picked: the keys of articles, a list or a query, and as an expression the place of a version's."""

    articles: Any
    place: Any


@dataclass(frozen=True)
class Beside:
    """The story under which others stand: the key of its article, that of its translations, and its language.

    listed: the keys of articles that stand on its page already.
    """

    article: Any
    group: Any = None
    language: Any = ""
    listed: frozenset[Any] = frozenset()

    @property
    def articles(self) -> Any:
        """The keys of what tells the same story or is listed, a list or a query: nothing of it stands under it."""
        if self.group is not None:
            same = Q(translations=self.group) | Q(pk__in=self.listed)
            return Article.every_row.filter(same).order_by().values("pk")
        return [key for key in {self.article: None, **dict.fromkeys(self.listed)} if key is not None]


def picks_of(version: Any) -> Picks:
    """Return what was picked to stand under a version, or the key of one."""
    rows = VersionRelated.objects.filter(version=version)
    place = rows.filter(article=OuterRef("article")).values("position")[:1]
    return Picks(rows.values("article"), Subquery(place))


def picks_in(keys: list[int]) -> Picks:
    """Return the articles of these keys as picks, in their order."""
    places = (When(article=key, then=Value(place)) for place, key in enumerate(keys))
    return Picks(keys, Case(*places, default=Value(None), output_field=IntegerField()))


def with_related_flag(versions: VersionQuerySet) -> VersionQuerySet:
    """Add `has_picks`: whether any stories were picked to stand under a version."""
    return versions.annotate(has_picks=Exists(VersionRelated.objects.filter(version=OuterRef("pk"))))


def picked_under(version: Version) -> list[Version]:
    """Return those of the picks of a version that readers see, in their order."""
    return with_fallbacks(PICKED.ask(at=instant(), version=version.pk))


def _picked(picks: Picks, at: Any) -> VersionQuerySet:
    live = Version.objects.live(at).filter(article__in=picks.articles)
    return _cards(live).annotate(place=picks.place).order_by("place")[:MOST]


def weights(reaches: dict[int, dt.datetime | None], at: dt.datetime | None = None) -> dict[int, float]:
    """Return how much each subject of a story says about it, by the tag's key; reaches: `reach_of` each.

    The longer ago the last of a tag's newest stories was, the rarer it is.
    """
    now = _today(at)
    ages = {tag: now - reach if reach else RAREST for tag, reach in [*reaches.items()][:SUBJECTS]}
    return {tag: math.log2(2 + max(age / dt.timedelta(days=1), 0.0)) for tag, age in ages.items()}


def standing_under(
    version: Version, subjects: dict[int, float], listed: frozenset[int], at: dt.datetime | None = None
) -> list[Version]:
    """Return what stands under a version that was saved, as `under` has it."""
    at, group, listed = at or instant(), version.article.translations_id, listed - {version.article_id}
    statement = _statement(len(subjects), len(listed), in_group=group is not None)
    found = statement.ask(
        at=at,
        version=version.pk,
        article=version.article_id,
        group=group,
        language=version.language,
        **_numbered("listed", listed),
        **_numbered("tag", subjects),
        **_numbered("weight", subjects.values()),
        **_numbered("oldest", (moment for moment, _ in _ages(at))),
    )
    return with_fallbacks(found)


def _numbered(word: str, values: Iterable[Any]) -> dict[str, Any]:
    return {f"{word}_{number}": value for number, value in enumerate(values)}


@cache
def _statement(subjects: int, listed: int, *, in_group: bool) -> Statement:
    """Return `under` for a story of so many subjects, with so many others listed."""
    weights = {given_key(f"tag_{number}"): given_float(f"weight_{number}") for number in range(subjects)}
    others = frozenset(given_key(f"listed_{number}") for number in range(listed))
    beside = Beside(
        given_key("article"), given_key("group") if in_group else None, given_words("language"), listed=others
    )
    ages = [(given_moment(f"oldest_{number}"), share) for number, share in enumerate(AGES.values())]
    picks = picks_of(given_key("version"))
    return Statement(lambda: under(picks, weights, beside, given_moment("at"), ages).prefetch_related(None))


def under(
    picks: Picks,
    subjects: Mapping[Any, Any],
    beside: Beside,
    at: Any = None,
    ages: list[tuple[Any, float]] | None = None,
) -> VersionQuerySet:
    """Return the picks that readers see, in their order, and then what shares most with a story, in one query.

    subjects: `weights`. A translation of the story never stands there, and what is in its language comes before others.
    The newest few on each subject are found along the tag's own index and only those are weighed, so that a tag on half
    of all stories costs no more than a rare one.
    """
    # One list of keys, because PostgreSQL reads every row to find "one of these or one of those".
    keys = Version.objects.live(at).filter(article__in=picks.articles).order_by().values("pk")
    if beside.group is not None or beside.listed:
        keys = keys.exclude(article__id__in=beside.articles)
    near = [newest_on(tag, beside.articles, LOOKED_AT, at).values("pk") for tag in subjects]
    keys = keys.union(*near) if near else keys
    live = _cards(Version.objects.filter(pk__in=keys))
    found = live.annotate(place=picks.place, score=_score(subjects, beside.language, ages or _ages(at)))
    return found.order_by(F("place").asc(nulls_last=True), "-score", "-first_published", "-pk")[:MOST]


def _cards(versions: VersionQuerySet) -> VersionQuerySet:
    return versions.defer("body").with_pictures()


PICKED = Statement(lambda: _picked(picks_of(given_key("version")), given_moment("at")).prefetch_related(None))


def newest_on(tag: Any, besides: Any, most: int, at: Any = None) -> VersionQuerySet:
    """Return a tag's newest stories that readers see.

    besides: the keys of articles that are left out, a list or a query.
    """
    newest = (
        Version.objects.live(at)
        .filter(tags__tag=tag)
        .exclude(article__id__in=besides)
        .order_by("-tags__first_published", "-tags__version_id")
    )
    # The limit stands one level down, because SQLite takes none inside the parts of a union.
    return Version.objects.filter(pk__in=newest.values("pk")[:most]).order_by()


def _score(subjects: Mapping[Any, Any], language: Any, ages: list[tuple[Any, float]]) -> Any:
    """Return how near a version is to these subjects, as an expression: the weights that it shares, by its age.

    language: in which a story counts wholly. ages: `_ages`.
    """
    if not subjects:
        return Value(0.0)
    weight = Case(*(When(tag=tag, then=weight) for tag, weight in subjects.items()), output_field=FloatField())
    shared = VersionTag.objects.filter(version=OuterRef("pk"), tag__id__in=[*subjects]).order_by().values("version")
    age = Case(*(When(first_published__gte=moment, then=Value(share)) for moment, share in ages), default=Value(OLD))
    spoken = Case(When(language=language, then=Value(1.0)), default=Value(FOREIGN), output_field=FloatField())
    return Subquery(shared.annotate(sum=Sum(weight)).values("sum")) * age * spoken


def _ages(at: dt.datetime | None) -> list[tuple[dt.datetime, float]]:
    """Return how much a story counts that was first published at or after a moment, the last moment first."""
    now = _today(at)
    return [(now - dt.timedelta(days=days), share) for days, share in AGES.items()]


def weighed_anew(at: dt.datetime | None = None) -> dt.datetime:
    """Return when the stories under one are weighed anew by themselves."""
    return _today(at) + dt.timedelta(days=1)


def _today(at: dt.datetime | None) -> dt.datetime:
    """Return the midnight (UTC) before an instant: what stands under a story is weighed anew once a day."""
    return (at or instant()).astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
