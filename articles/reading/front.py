"""What the front page shows at an instant, for the site and for whoever asks where a photo stands."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from articles.models import Section, Version

from .edition import WANTED, Edition, lay_out
from .related import chosen


def front_edition(sections: list[Any] | None = None) -> Edition:
    """Lay the front page out from what readers may see. sections: as `with_reach` gives them, where they are there."""
    there = list(with_reach(WANTED)) if sections is None else sections
    return lay_out(there, newest_of(there), lambda lead: list(chosen(lead)))


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
