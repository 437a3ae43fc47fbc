"""Whatever happens, a page at the door is the page that Django would make that very moment."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db.models.signals import post_init

from articles import commenting, fronting, killing, merging, numbering, publishing, redacting, translating
from articles.models import Article, Author, Breaking, Section, Series, Site, Tag, Version
from media.made_of import Noted
from media.making import make_all
from media.models import Photo
from newsroom.page_cache import door
from tests.articles.commented import take_comments, write
from tests.articles.fronts import BAND, LEAD, box, put_on_front, spot
from tests.articles.makers import edit, make_article
from tests.articles.translated import make_translation
from tests.media.makers import make_photo

from .asking import ask

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LISTS = [
    "/", "/section/world/", "/section/business/", "/tag/ports/", "/tag/ferries/", "/author/ana-verhallow/",
    "/series/the-quays/", "/series/the-quays/feed.xml", "/corrections/", "/archive/2026/03/", "/feed.xml",
    "/tag/ports/feed.json", "/sitemap.xml", "/sitemap-2026-03.xml", "/sitemap-tags.xml", "/sitemap-authors.xml",
    "/news-sitemap.xml", "/robots.txt", "/manifest.webmanifest",
]  # fmt: skip


def lead(headline: str) -> Version:
    """Return what readers see last of a story."""
    return Version.objects.filter(article__headline=headline).latest("pk")


def story(headline: str) -> Article:
    """Return a desk copy."""
    return Article.objects.get(headline=headline)


def rename(model: Any, old: str, new: str) -> Callable[[], None]:
    """Return an act that gives a thing another name, address and all."""

    def act() -> None:
        thing = model.objects.get(name=old)
        thing.name = new
        thing.save()

    return act


def acts() -> Iterator[Callable[[], Any]]:
    """What a newsroom does in a day."""
    yield lambda: publishing.publish(
        make_article("Bridge closes", tags=["ports", "bridges"], section="Business"), by=None
    )
    yield lambda: publishing.update(edit(story("Bridge closes"), standfirst="For a year."), by=None)
    yield lambda: publishing.correct(edit(story("Bridge closes"), standfirst="For two."), "It is two years.", by=None)
    yield lambda: publishing.schedule(make_article("Ferry sails", tags=["ferries"]), NOON + 90 * MINUTE, by=None)
    yield lambda: Photo.objects.update(credit="Mila Sandquist", caption="The quay at noon")
    yield lambda: Photo.objects.update(allowed_until=NOON + 30 * MINUTE)
    yield rename(Author, "Ana Verhallow", "Ana Verhallow-Quist")
    yield rename(Tag, "ports", "harbours and ports")
    yield rename(Section, "Business", "Money")
    yield lambda: Site.objects.update(name="The Evening Meridian")
    yield lambda: write(lead("Harbour opens"))
    yield lambda: commenting.set_discussion(story("Harbour opens"), by=None, openness="closed", taking="")
    yield lambda: put_on_front(
        box(LEAD, lead("Bridge closes")), box(BAND, spot(lead("Harbour opens"), headline="Open!"))
    )
    yield lambda: put_on_front(box(LEAD, lead("Harbour opens")), tag=Tag.objects.get(slug="ports"), name="Top")
    yield lambda: fronting.break_news("Fire at the quay", NOON + 100 * MINUTE, by=None, article=story("Bridge closes"))
    yield lambda: publishing.publish(make_translation(story("Harbour opens")), by=None)
    yield lambda: translating.unlink(story("Le port ouvre"), by=None)
    yield lambda: translating.link(story("Le port ouvre"), story("Harbour opens"), by=None)
    yield lambda: merging.merge_into(Tag.objects.get(slug="bridges"), Tag.objects.get(slug="ferries"), by=None)
    yield lambda: merging.merge_into(
        Author.objects.get(name="Omar Quist"), Author.objects.get(slug="ana-verhallow"), by=None
    )
    yield lambda: killing.kill_photo(Photo.objects.get(), by=None, reason="It is not ours.")
    yield lambda: killing.revive_photo(Photo.objects.get(), by=None)
    yield lambda: redacting.redact(story("Harbour opens"), ["ferry"], by=None, reason="A court said so.")
    yield lambda: publishing.withdraw(story("Bridge closes"), by=None, at=NOON + 140 * MINUTE, note="It was not so.")
    yield lambda: killing.kill_story(story("Harbour opens"), by=None, reason="It is not ours.")
    yield lambda: killing.revive_story(story("Harbour opens"), by=None)
    yield lambda: Section.objects.filter(name="Money").update(position=99)
    quays: list[Series] = []
    yield lambda: quays.append(Series.objects.create(name="The quays"))
    yield lambda: publishing.publish(make_article("The north quay", series=quays[0], part=1), by=None)
    yield lambda: publishing.publish(make_article("The south quay", series=quays[0], part=2), by=None)
    yield lambda: numbering.number(story("The north quay"), 3, by=None)
    yield rename(Series, "The quays", "All quays")
    yield lambda: fronting.end_breaking(by=None) if Breaking.objects.live().exists() else None


def begin() -> None:
    """Let readers see two stories, one with a photo."""
    take_comments()
    photo = make_photo(credit="Jonas Feld")
    make_all()
    publishing.publish(make_article("Harbour opens", tags=["ports", "ferries"], lead_photo=photo), by=None)
    publishing.publish(make_article("Quay rebuilt", tags=["ports"], byline="Omar Quist"), by=None)


def pages() -> list[str]:
    """Return every address, the stories' own too."""
    found = {version.get_absolute_url() for version in Version.objects.all()}
    return [*LISTS, *sorted(found)]


def check(gate: door.PageCache, after: str) -> None:
    """Ask for everything at the door, and for what was kept there behind it too, where no part of a page is kept.

    A page that was made of a part that holds no more is found when it is asked for next.
    """
    for address in pages():
        before = len(gate.application.asked)  # type: ignore[attr-defined]
        kept = ask(gate, address)
        if len(gate.application.asked) > before:  # type: ignore[attr-defined]
            continue
        fresh = ask(gate.application, address)
        assert (kept.status, kept.body.decode()) == (fresh.status, fresh.body.decode()), f"{address} after {after}"


@pytest.mark.django_db
def test_every_page_is_what_it_is_now(gate: door.PageCache) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        begin()
        check(gate, "the beginning")
        for number, act in enumerate(acts()):
            clock.shift(5 * MINUTE)
            act()
            check(gate, f"act {number}")
        clock.shift(dt.timedelta(days=1))
        check(gate, "a day")
        clock.shift(dt.timedelta(days=1))
        check(gate, "two days")


@pytest.mark.django_db
def test_all_that_is_read_for_a_kept_page_is_told_of(gate: door.PageCache) -> None:
    read: set[type] = set()

    def note(sender: type, **kwargs: Any) -> None:
        read.add(sender)

    with time_machine.travel(NOON, tick=False):
        begin()
        for act in acts():
            act()
        post_init.connect(note)
        try:
            for address in pages():
                ask(gate, address)
        finally:
            post_init.disconnect(note)
    own = {model.__name__ for model in read if not issubclass(model, Noted)}
    assert own <= TOLD_WITH_OTHERS


# Rows that are told of under the keys of what they belong to, see the constraints of their models.
TOLD_WITH_OTHERS = {
    "Article", "Container", "Slot", "VersionByline", "VersionPhoto", "VersionRelated", "VersionTag", "Record",
    "TranslationGroup",
}  # fmt: skip
