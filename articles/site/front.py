"""The front page."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Section, Version
from articles.reading import chrome
from articles.reading.related import chosen

from .edition import WANTED, lay_out
from .responses import page


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page, laid out from what readers may see now."""
    sections = list(with_reach(WANTED))
    edition = lay_out(sections, newest_of(sections), lambda lead: list(chosen(lead)))
    return page(request, "articles/front.html", chrome(sections), {"edition": edition, "front": True})


def with_reach(count: int) -> QuerySet[Any]:
    """Return the sections with `reach`: when the last of their newest so many live stories was first published.

    None for a section that has fewer. It is one step along an index for each section, whatever the section holds.
    """
    newest = Version.objects.live().filter(section=OuterRef("pk")).newest_first().values("first_published")
    return Section.objects.with_site().annotate(reach=Subquery(newest[count - 1 : count]))


def newest_of(sections: list[Any]) -> list[Version]:
    """Return the newest live stories of each section within its reach, the newest first, in two queries."""
    if not sections:
        return []
    within = (Q(section=one, **({"first_published__gte": one.reach} if one.reach else {})) for one in sections)
    return list(Version.objects.live().filter(reduce(or_, within)).for_cards().newest_first())
