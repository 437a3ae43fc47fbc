"""Numbering the parts of a series. Readers see the new order at once, and no story is published anew for it.

Membership is the version's, the number is the series' own: `models.series` says why. This is the only writer of
numbers besides the saving of a desk copy that readers have not seen in its series.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, PositiveSmallIntegerField, Value, When
from django.db.models.functions import Cast

from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.models import MOST_PARTS, UNNUMBERED, Act, Article, Series, Version
from articles.recording import record

AT_ONCE = 500
# How many stories the record names.
NAMED = 50
PERMISSION = "articles.change_series"


def shows_in(article: Article, series: Series | None) -> bool:
    """Whether readers see, have seen or are to see a story in a series; not in one that is not saved yet."""
    saved = article.pk and series and series.pk
    return bool(saved) and Version.objects.filter(article=article, series=series).exists()


@transaction.atomic
def number(article: Article, part: int | None, *, by: Any) -> None:
    """Give a story on the desk its number in its series; None takes it away.

    Raises PermissionDenied for who may not number what readers see there, and Refused for a number that cannot be.
    """
    hold(article)
    if article.part == part:
        return
    if article.series and shows_in(article, article.series):
        give_numbers(article.series, {article.pk: part}, by=by)
        article.part = part
    else:
        _check([part])
        article.part = part
        article.save(update_fields=["part"])


@transaction.atomic
def give_numbers(series: Series, parts: Mapping[int, int | None], *, by: Any) -> int:
    """Give stories of a series their numbers, by the keys of articles; return how many have another one now.

    None takes a number away. Stories that are not in the series are passed over. `by` must be allowed to change series;
    None is the newsroom's own machinery. Raises PermissionDenied, and Refused for a number that cannot be.
    """
    permit(by, PERMISSION)
    _check(parts.values())
    series = Series.objects.select_for_update().get(pk=series.pk)
    held = numbers_in(series)
    changed = {pk: part for pk, part in parts.items() if pk in held and held[pk] != part}
    if not changed:
        return 0
    before = _told(held)
    keys = sorted(changed)
    for start in range(0, len(keys), AT_ONCE):
        _write(series, {pk: changed[pk] for pk in keys[start : start + AT_ONCE]})
    record(by, Act.PARTS, series, before={"Parts": before}, after={"Parts": _told(held | changed)})
    return len(changed)


def numbers_in(series: Series) -> dict[int, int | None]:
    """Return the numbers of all stories that are in a series, on the desk or in a version, by the keys of articles."""
    versions = Version.objects.filter(series=series).order_by("live_from")
    frozen = {pk: None if part == UNNUMBERED else part for pk, part in versions.values_list("article", "part")}
    return frozen | dict(Article.with_deleted.filter(series=series).values_list("pk", "part"))


def _write(series: Series, parts: Mapping[int, int | None]) -> None:
    for rows, key, none in (
        (Article.every_row.filter(series=series, pk__in=parts), "pk", None),
        (Version.objects.filter(series=series, article__in=parts), "article", UNNUMBERED),
    ):
        told = (When(**{key: pk}, then=Value(none if part is None else part)) for pk, part in parts.items())
        # PostgreSQL takes a choice among nulls alone for text.
        rows.update(part=Cast(Case(*told, output_field=IntegerField()), PositiveSmallIntegerField()))


def _check(parts: Iterable[int | None]) -> None:
    if any(part is not None and not 1 <= part <= MOST_PARTS for part in parts):
        raise Refused(Finding("part", f"A part is a whole number from 1 to {MOST_PARTS:,}."))


def _told(parts: Mapping[int, int | None]) -> list[str]:
    """Return parts in their order, in words."""
    numbered = sorted((part, pk) for pk, part in parts.items() if part is not None)
    headlines = Article.with_deleted.only("headline").in_bulk([pk for _, pk in numbered[:NAMED]])
    told = [f"{part}: {headlines[pk]}" for part, pk in numbered[:NAMED] if pk in headlines]
    more = len(parts) - len(told)
    return [*told, *([f"{more} without a number, or further on"] if more else [])]
