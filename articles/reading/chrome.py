"""What stands around every page."""

from dataclasses import dataclass

from articles.models import Section, Site


@dataclass(frozen=True)
class Chrome:
    """The site record, and the sections in the order of the navigation."""

    site: Site
    sections: list[Section]


def chrome(sections: list[Section] | None = None) -> Chrome:
    """Return head and foot of a page in one query, or in none from sections that brought the site along.

    A site without sections costs one query more.
    """
    if sections is None:
        sections = list(Section.objects.with_site())
    return Chrome(sections[0].site if sections else Site.objects.current(), sections)
