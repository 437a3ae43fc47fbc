"""The addresses of feeds: beside every list of stories, `feed.xml`, `feed.atom` and `feed.json`."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.models import Agency, Author, Section, Site, Tag
from articles.reading import speaking
from articles.site.credited import credited
from articles.site.moved import led_on, stood_for
from articles.site.series import shown_series
from articles.site.tag import shown_tags
from articles.watched import STORIES
from media.made_of import kept, note

from .answers import answer
from .channel import Channel


@kept()
@require_safe
def site(request: HttpRequest, fmt: str) -> HttpResponse:
    """Send the newest stories of the whole site."""
    note(STORIES)
    record = Site.objects.current()
    return answer(request, fmt, record, Channel("", record.tagline, reverse("front")))


@kept()
@require_safe
def section(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """Send the newest stories of a section."""
    found = Section.objects.with_site().filter(slug=slug).first()
    if found is None:
        return led_on(request)
    note(f"section-stories-{found.pk}")
    channel = Channel(found.name, found.description, reverse("section", args=[slug]), Q(section=found))
    return answer(request, fmt, found.site, channel)


@kept()
@require_safe
def series(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """Send the newest stories of a series, whatever the order of its page."""
    found = shown_series().filter(slug=slug).first()
    if found is None:
        return led_on(request)
    note(f"series-stories-{found.pk}")
    channel = Channel(found.name, found.description, reverse("series", args=[slug]), Q(series=found))
    return answer(request, fmt, Site.objects.current(), channel)


@kept()
@require_safe
def tag(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """Send the newest stories on a tag."""
    found = shown_tags().filter(slug=slug).first()
    if found is None:
        return stood_for(request, "tag_feed", Tag, slug, fmt)
    note(f"tag-stories-{found.pk}")
    channel = Channel(found.name, found.description, reverse("tag", args=[slug]), Q(tags__tag=found), "tags__")
    return answer(request, fmt, Site.objects.current(), channel)


@kept()
@require_safe
def author(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """Send the newest stories of an author."""
    found = Author.objects.standing().filter(slug=slug).first()
    if found is None:
        return stood_for(request, "author_feed", Author, slug, fmt)
    note(f"author-stories-{found.pk}")
    home = reverse("author", args=[slug])
    channel = Channel(found.name, found.biography, home, credited(author=found), "bylines__")
    return answer(request, fmt, Site.objects.current(), channel)


@kept()
@require_safe
def agency(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:
    """Send the newest stories of an agency."""
    found = Agency.objects.standing().filter(slug=slug).first()
    if found is None:
        return stood_for(request, "agency_feed", Agency, slug, fmt)
    note(f"agency-stories-{found.pk}")
    channel = Channel(found.name, "", reverse("agency", args=[slug]), credited(agency=found), "bylines__")
    return answer(request, fmt, Site.objects.current(), channel)


@kept()
@require_safe
def corrections(request: HttpRequest, fmt: str) -> HttpResponse:
    """Send the newest corrections."""
    note(STORIES)
    record = Site.objects.current()
    with speaking(record, record.language):
        channel = Channel(gettext("Corrections"), "", reverse("corrections"), corrections=True)
    return answer(request, fmt, record, channel)
