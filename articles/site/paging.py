"""Lists of stories, the newest first, page by page.

A page is told by the place where it begins, not by a number: no page counts or skips what stands before it, so that
page 10,000 costs what page 1 does, and a story published meanwhile moves nothing.
"""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest

from articles.models import Version, VersionQuerySet

SIZE = 20
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
KEY = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})")

Place = tuple[dt.datetime, int]


@dataclass(frozen=True)
class Listing:
    """One page of a list; newer, older: the query strings of the pages beside it, "" where there is none.

    key: its own query string, "" on the first page.
    """

    stories: list[Version]
    newer: str = ""
    older: str = ""
    key: str = ""


def listing(request: HttpRequest, which: Q, *, through: str = "") -> Listing:
    """Return the page of live stories that a request asks for by ?before= or ?after=, in two queries.

    which: narrows versions down. through: the prefix of a relation that carries the first publication and the version
    ("tags__"), whose index then gives the order; `which` makes sure that it leads to a version once. Raises Http404 for
    a key that is none.
    """
    moment, version = f"{through}first_published", f"{through}version_id" if through else "pk"
    return paged(request, Version.objects.live().for_cards(), moment, version, which)


def paged(
    request: HttpRequest, versions: VersionQuerySet, moment: str, version: str = "pk", which: Q | None = None
) -> Listing:
    """Return the page that a request asks for of versions, the newest first by the field `moment`, in one query.

    version: the field that tells two of one moment apart. which: narrows versions down, and is asked in one filter with
    the place: in two, a relation that leads to many would be joined twice, and the place be one of any of its rows.
    Raises Http404 for a key that is none.
    """
    narrowed = which or Q()
    before, after = place(request.GET.get("before")), place(request.GET.get("after"))
    if before and after:
        raise Http404
    order = [moment, version] if after else [f"-{moment}", f"-{version}"]
    if before:
        narrowed &= _beyond(moment, version, "lt", before)
    if after:
        narrowed &= _beyond(moment, version, "gt", after)
    found = list(versions.filter(narrowed).order_by(*order)[: SIZE + 1])
    more, stories = len(found) > SIZE, found[:SIZE]
    if after:
        stories.reverse()
    return Listing(
        stories,
        newer=_query("after", stories[:1], moment) if before or (after and more) else "",
        older=_query("before", stories[-1:], moment) if after or more else "",
        key=urlencode([(name, value) for name, value in request.GET.items() if name in {"before", "after"}]),
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
