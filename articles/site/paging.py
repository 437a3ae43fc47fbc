"""Lists of stories, the newest first, page by page.

A page is told by the place where it begins, not by a number: no page counts or skips what stands before it, so that
page 10,000 costs what page 1 does, and a story published meanwhile moves nothing.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest

from articles.models import Tag, Version, VersionQuerySet, instant
from articles.reading.bringing import with_bylines, with_fallbacks
from articles.statements import Statement, few, given_key, given_moment
from media.lasting import lasting
from media.made_of import note

from .subjects import subjects_of

SIZE = 20
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
KEY = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})")

# The lists there are: the field that holds what each is of, and the relation, if any, that carries first publication
# and version, whose index then gives the order.
LISTS = {
    "section": ("section", ""),
    "series": ("series", ""),
    "tag": ("tags__tag", "tags__"),
    "author": ("bylines__author", "bylines__"),
    "agency": ("bylines__agency", "bylines__"),
}

Place = tuple[dt.datetime, int]


@dataclass(frozen=True)
class Listing:
    """One page of a list; newer, older: the query strings of the pages beside it, "" where there is none.

    key: its own query string, "" on the first page. subjects: what the stories are about, where that is asked for.
    """

    stories: list[Version]
    newer: str = ""
    older: str = ""
    key: str = ""
    subjects: list[Tag] = field(default_factory=list)


def listing(
    request: HttpRequest, kind: str, key: int, besides: Iterable[int] = (), *, subjects: bool = False
) -> Listing:
    """Return the page that a request asks for, by ?before= or ?after=, of a list of live stories, in two queries.

    kind: of LISTS; key: of what the list is of. besides: stories (keys of articles) that are left out. subjects:
    whether it is asked, in a third, what they are about. Raises Http404 for a key that is none.
    """
    return _listed(kind, key, request.GET.get("before"), request.GET.get("after"), tuple(besides), subjects)


@lasting
def _listed(
    kind: str, key: int, first: str | None, last: str | None, besides: tuple[int, ...], subjects: bool
) -> Listing:
    note(f"{kind}-stories-{key}")

    def read(before: Place | None, after: Place | None) -> list[Version]:
        at, pk = before or after or (EPOCH, 0)
        left_out = few([*besides])
        statement = _statement(kind, "lt" if before else "gt" if after else "", len(left_out))
        given = {f"besides_{number}": one for number, one in enumerate(left_out)}
        return statement.ask(at=instant(), key=key, moment=at, version=pk, **given)

    found = _page(first, last, lambda *places: with_fallbacks(with_bylines(read(*places))), "first_published")
    return replace(found, subjects=subjects_of(found.stories)) if subjects else found


def paged(request: HttpRequest, versions: VersionQuerySet, moment: str) -> Listing:
    """Return the page that a request asks for of versions, the newest first by the field `moment`, in one query.

    Raises Http404 for a key that is none.
    """

    def read(before: Place | None, after: Place | None) -> list[Version]:
        return list(_in_order(versions, moment, "pk", "lt" if before else "gt" if after else "", before or after))

    return _page(request.GET.get("before"), request.GET.get("after"), read, moment)


@cache
def _statement(kind: str, side: str, besides: int) -> Statement:
    """Return the statement for a kind of list, on a side ("lt", "gt", or "" for its beginning) of a place."""
    which, through = LISTS[kind]
    moment, version = f"{through}first_published", f"{through}version_id" if through else "pk"
    place: Any = (given_moment("moment"), given_key("version"))

    def versions() -> VersionQuerySet:
        # Of somebody who is credited twice for a story, one credit leads to it.
        once: dict[str, Any] = {"bylines__first_published__isnull": False} if through == "bylines__" else {}
        found = Version.objects.live(given_moment("at")).defer("body").with_pictures().prefetch_related(None)
        if besides:
            found = found.exclude(article__id__in=[given_key(f"besides_{number}") for number in range(besides)])
        return _in_order(found, moment, version, side, place, Q(**{which: given_key("key")}, **once))

    return Statement(versions, copied=True)


def _in_order(
    versions: VersionQuerySet, moment: str, version: str, side: str, place: Any, which: Q | None = None
) -> VersionQuerySet:
    """Return as many as a page holds, and one more, in order from a place on.

    version: the field that tells two of one moment apart. which: narrows versions down, and is asked in one filter with
    the place: in two, a relation that leads to many would be joined twice, and the place be one of any of its rows.
    """
    narrowed = (which or Q()) & (_beyond(moment, version, side, place) if side else Q())
    order = [moment, version] if side == "gt" else [f"-{moment}", f"-{version}"]
    return versions.filter(narrowed).order_by(*order)[: SIZE + 1]


def _page(
    first: str | None, last: str | None, read: Callable[[Place | None, Place | None], list[Version]], moment: str
) -> Listing:
    """Return the page before one key or after another."""
    before, after = place(first), place(last)
    if before and after:
        raise Http404
    found = read(before, after)
    more, stories = len(found) > SIZE, found[:SIZE]
    if after:
        stories.reverse()
    return Listing(
        stories,
        newer=_query("after", stories[:1], moment) if before or (after and more) else "",
        older=_query("before", stories[-1:], moment) if after or more else "",
        key=urlencode([(name, value) for name, value in (("before", first), ("after", last)) if value is not None]),
    )


def place(key: str | None) -> Place | None:
    """Read a key: microseconds since 1970, a dot, a version's primary key. Raises Http404 for anything else."""
    if key is None:
        return None
    match = KEY.fullmatch(key)
    try:
        return (EPOCH + MICROSECOND * int(match[1]), int(match[2])) if match else _no_place()
    except OverflowError:
        return _no_place()


def key_of(version: Version, moment: str = "first_published") -> str:
    """Write the key of a version's place in a list that goes by a field."""
    return f"{(getattr(version, moment.rpartition('__')[2]) - EPOCH) // MICROSECOND}.{version.pk}"


def _beyond(moment: str, version: str, side: str, key: Place) -> Q:
    """Narrow down to one side ("lt" or "gt") of a place; the bound on the moment alone is what an index can use."""
    at, pk = key
    further = Q(**{f"{moment}__{side}": at}) | Q(**{f"{version}__{side}": pk})
    return Q(**{f"{moment}__{side}e": at}) & further


def _no_place() -> Place:
    raise Http404("This is no place in a list.")


def _query(name: str, stories: list[Version], moment: str) -> str:
    return urlencode({name: key_of(stories[0], moment)}) if stories else ""
