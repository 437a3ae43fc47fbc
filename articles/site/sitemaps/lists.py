"""The lists of stories as sitemaps tell of them.

When a list last changed nobody knows without reading all of it, so nothing is said: a date that is not true is worse.
"""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from articles.models import Agency, Author, Section, Version, has_first
from articles.site.series import shown_series
from articles.site.tag import shown_tags

from . import MOST
from .writing import Url

# What stands beside the sections: pages that are always there.
FIXED = ("front", "tags", "corrections")


def found_in(kind: str) -> QuerySet[Any]:
    """Return what a kind of list is about: every section, and of all others those with live stories."""
    if kind == "sections":
        return Section.objects.all()
    if kind == "tags":
        return shown_tags().order_by("pk")
    if kind == "series":
        return shown_series().order_by("pk")
    field, names = {"authors": ("author", Author.objects), "agencies": ("agency", Agency.objects)}[kind]
    credited = Version.objects.live().filter(**{f"bylines__{field}": OuterRef("pk")})
    newest = credited.order_by("-bylines__first_published", "-bylines__version_id")
    return names.standing().filter(has_first(newest)).order_by("pk")


ROUTES = {"sections": "section", "series": "series", "tags": "tag", "authors": "author", "agencies": "agency"}


def urls_of(kind: str, part: int, root: str) -> list[Url]:
    """Return a part (from 1) of the lists of a kind, in one query. root: what stands before all paths."""
    start = (part - 1) * MOST
    slugs = found_in(kind).values_list("slug", flat=True)[start : start + MOST]
    paths = [reverse(one) for one in FIXED] if (kind, part) == ("sections", 1) else []
    return [Url(root + path) for path in [*paths, *(reverse(ROUTES[kind], args=[slug]) for slug in slugs)]]


def parts_of(kind: str) -> range:
    """Return the numbers of the files that the lists of a kind take, in one query."""
    count = found_in(kind).count() + (kind == "sections")
    return range(1, -(-count // MOST) + 1)
