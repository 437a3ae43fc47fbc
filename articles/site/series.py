"""The page of a series. A series is there while readers see a story of it."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Series, Version, has_first
from articles.reading import chrome
from articles.reading.sharing import picture_of
from media.made_of import kept, note

from .absolute import root_of
from .following import Following
from .moved import led_on
from .paging import EPOCH, MICROSECOND, SIZE, Listing, listing
from .responses import list_page

KEY = re.compile(r"([0-9]{1,5})\.(-?[0-9]{1,18})\.([0-9]{1,18})")

Place = tuple[int, dt.datetime, int]


@kept("before", "after")
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a series is about, and its stories in its order."""
    found = shown_series().select_related("picture").filter(slug=slug).first()
    if found is None:
        return led_on(request)
    note(f"series-stories-{found.pk}")
    stories = listing(request, "series", found.pk) if found.is_newest_first else parts(request, found)
    picture = found.picture if found.picture and found.picture.is_shown() and not stories.key else None
    context: dict[str, Any] = {"series": found, "picture": picture}
    context["follow"] = Following("series_feed", found.name, slug)
    context["preview"] = picture_of(picture, root_of(request)) if picture else None
    return list_page(request, "articles/series.html", chrome(), stories, context)


def shown_series() -> "QuerySet[Series]":
    """Return the series of which readers see a story now."""
    return Series.objects.filter(has_first(Version.objects.live().filter(series=OuterRef("pk")).newest_first()))


def parts(request: HttpRequest, found: Series) -> Listing:
    """Return the page that a request asks for of a series' parts, the first one first, in one query.

    As `paging.listing`, but that the later parts are the `older` ones: what a reader comes to next. Raises Http404 for
    a key that is none.
    """
    before, after = place(request.GET.get("before")), place(request.GET.get("after"))
    if before and after:
        raise Http404
    versions = Version.objects.live().in_series(found).for_cards()
    if after:
        versions = versions.filter(_beyond("gt", after))
    if before:
        versions = versions.filter(_beyond("lt", before))
    order = ["part", "first_published", "pk"]
    rows = list(versions.order_by(*([f"-{name}" for name in order] if before else order))[: SIZE + 1])
    more, stories = len(rows) > SIZE, rows[:SIZE]
    if before:
        stories.reverse()
    return Listing(
        stories,
        newer=_query("before", stories[:1]) if after or (before and more) else "",
        older=_query("after", stories[-1:]) if before or more else "",
        key=urlencode([(name, value) for name, value in request.GET.items() if name in {"before", "after"}]),
    )


def place(key: str | None) -> Place | None:
    """Read a key: part, microseconds since 1970, a version's primary key, with dots. Raises Http404 for another."""
    if key is None:
        return None
    match = KEY.fullmatch(key)
    if match is None:
        raise Http404("This is no place in a series.")
    try:
        return int(match[1]), EPOCH + MICROSECOND * int(match[2]), int(match[3])
    except OverflowError:
        raise Http404("This is no place in a series.") from None


def key_of(version: Version) -> str:
    """Write the key of a version's place in its series."""
    return f"{version.part}.{(version.first_published - EPOCH) // MICROSECOND}.{version.pk}"


def _beyond(side: str, key: Place) -> Q:
    """Narrow down to one side ("lt" or "gt") of a place; the bound on the part alone is what an index can use."""
    part, first, pk = key
    same = Q(part=part) & (Q(**{f"first_published__{side}": first}) | Q(first_published=first, **{f"pk__{side}": pk}))
    return Q(**{f"part__{side}e": part}) & (Q(**{f"part__{side}": part}) | same)


def _query(name: str, stories: list[Version]) -> str:
    return urlencode({name: key_of(stories[0])}) if stories else ""
