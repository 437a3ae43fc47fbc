"""What feeds tell of stories: read first, without the texts, and made into HTML only where somebody asks for them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.db.models import F, Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import body
from articles.models import Credit, Site, Version, instant
from articles.reading import Story, direction, page_language, speaking
from articles.reading.structured import AUTHORS, page_of
from articles.reading.translations import in_groups
from articles.reading.words import KINDS, titled
from articles.site.absolute import lasting_key
from media.models import Photo
from media.renditions import FORMATS, Rendition, rendition
from media.renditions import address as address_of

from .channel import MOST, Channel

# As articles.body writes links; no "<" stands in words.
OWN_LINK = re.compile(r'<a href="/(?!/)')


@dataclass(frozen=True)
class Named:
    """A name, and the whole address of its page. A section or a tag has a slug, and what stands before it there."""

    name: str
    address: str
    slug: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Picture:
    """A story's photo. address: whole, of a JPEG; width and height in pixels; credit: never without it."""

    address: str
    width: int
    height: int
    caption: str
    credit: str
    type: str = FORMATS["jpg"]


@dataclass(frozen=True)
class Entry:
    """One story as feeds tell it, or one note of what was wrong in a story. Addresses are whole.

    key: stays when the address changes. html: the whole text, in the entry's language. alternates: (language, address)
    of the story in other languages.
    """

    key: str
    address: str
    title: str
    summary: str
    html: str
    language: str
    published: dt.datetime
    updated: dt.datetime
    authors: list[Named] = field(default_factory=list)
    categories: list[Named] = field(default_factory=list)
    picture: Picture | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)


class Stories:
    """The stories of a feed as the database has them now, all but their texts."""

    def __init__(self, channel: Channel, site: Site, root: str) -> None:
        """Read them in six queries, seven with translations. root: what stands before this site's paths."""
        self.channel, self.site, self.root = channel, site, root
        newest = channel.newest().defer("body").select_related("section", "lead_photo")
        linked = newest.with_last_fact().with_contents().annotate(group=F("article__translations"))
        self.versions: list[Any] = list(linked[:MOST])
        self.tongues = in_groups(one.group for one in self.versions if one.group and not channel.corrections)
        self.live = self._live() if channel.corrections else {}
        keys = [version.article_id for version in self.versions]
        noted = Version.objects.corrections().filter(article__in=keys).defer("body").order_by("-live_from")
        self.notes = list(noted) if keys and not channel.corrections else []

    def _live(self) -> dict[int, Version]:
        live = Version.objects.live().filter(article__in=[version.article_id for version in self.versions])
        return {story.article_id: story for story in live.defer("body").select_related("section")}

    @cached_property
    def photos(self) -> dict[int, Photo]:
        """Every photo that one of the stories shows, by primary key."""
        return {shown.photo_id: shown.photo for version in self.versions for shown in version.photos.all()}

    def facts(self) -> Iterator[Any]:
        """Yield everything that a feed could print of them: equal facts, equal feeds."""
        yield self.root, _row(self.site)
        for version in self.versions:
            yield _row(version), _row(version.section)
            yield [(_row(credit), _row(credit.who)) for credit in version.bylines.all()]
            yield [_row(tagging.tag) for tagging in version.tags.all()]
        yield [_row(note) for note in (*self.notes, *self.live.values())]
        yield self.tongues
        yield [(_row(photo), photo.is_shown()) for photo in self.photos.values()]

    def changed_at(self) -> dt.datetime | None:
        """Return when a photo of theirs last changed, in its words or in whether it may be shown."""
        now = instant()
        moments = (
            moment
            for photo in self.photos.values()
            for moment in (photo.updated_at, photo.allowed_from, photo.allowed_until)
            if moment and moment <= now
        )
        return max(moments, default=None)

    def entries(self) -> list[Entry]:
        """Make them into what a feed tells, in one query for all texts."""
        if self.channel.corrections:
            return [self._note(version) for version in self.versions if version.article_id in self.live]
        keys = [version.pk for version in self.versions]
        texts = dict(Version.objects.filter(pk__in=keys).values_list("pk", "body")) if keys else {}
        return [self._entry(version, texts[version.pk]) for version in self.versions if version.pk in texts]

    def _entry(self, version: Version, text: str) -> Entry:
        notes = [note for note in self.notes if note.article_id == version.article_id]
        story = Story(version, changes=notes)
        photo = version.shown_photo
        with speaking(self.site, page_language(version.language, self.site.language)):
            return Entry(
                key=lasting_key("story", version.article_id),
                address=self.root + version.get_absolute_url(),
                title=titled(version),
                summary=version.standfirst,
                html=self._html(story, text),
                language=version.language,
                published=version.first_published,
                updated=getattr(version, "last_fact", None) or version.first_published,
                authors=[self._person(one) for one in version.bylines.all() if one.role in AUTHORS],
                categories=self._categories(version),
                picture=self._picture(photo, story.lead_caption) if photo else None,
                alternates=self._alternates(version),
            )

    def _alternates(self, version: Any) -> list[tuple[str, str]]:
        others = (one for one in self.tongues.get(version.group, ()) if one.language != version.language)
        return [(one.language, self.root + one.url) for one in others]

    def _note(self, version: Version) -> Entry:
        """Tell of a correction, with the story as readers see it now."""
        story = self.live[version.article_id]
        with speaking(self.site, page_language(version.language, self.site.language)):
            title = f"{KINDS[version.kind]}: {story.headline}"
            address = self.root + story.get_absolute_url()
            context = {"version": version, "story": story, "address": address}
            html = render_to_string("articles/feed_note.html", context)
        return Entry(
            key=lasting_key("correction", version.pk),
            address=address,
            title=title,
            summary=version.note,
            html=html,
            language=version.language,
            published=version.live_from,
            updated=version.live_from,
            categories=self._categories(version),
        )

    def _html(self, story: Story, text: str) -> str:
        photo = story.version.shown_photo
        words = body.render(text, lambda pk, caption, look: self._figure(pk, mark_safe(caption)), self._embed)
        context = {
            "story": story,
            "text": mark_safe(OWN_LINK.sub(f'<a href="{self.root}/', words)),
            "lead": self._figure(photo.pk, story.lead_caption) if photo else "",
            "direction": direction(story.version.language),
        }
        return render_to_string("articles/feed_story.html", context)

    def _figure(self, pk: int, caption: str) -> str:
        told = self._told(pk)
        if not told:
            return ""
        return render_to_string("articles/feed_figure.html", {**told, "caption": caption or told["photo"].caption})

    def _embed(self, embed: body.Embed) -> str:
        told = self._told(embed.photo) if embed.photo else {}
        return render_to_string("articles/feed_embed.html", {**told, "embed": embed})

    def _told(self, pk: int) -> dict[str, Any]:
        """Return a photo and the picture of it that feeds show; nothing where it may not be shown."""
        photo = self.photos.get(pk)
        if photo is None or not photo.is_shown():
            return {}
        made = rendition(photo, "full", 800, "jpg")
        return {"photo": photo, "picture": made, "src": self._src(photo, made)}

    def _src(self, photo: Photo, made: Rendition) -> str:
        return self.root + address_of(photo.pk, made.name)

    def _person(self, credit: Credit) -> Named:
        return Named(credit.printed, self.root + page_of(credit))

    def _categories(self, version: Version) -> list[Named]:
        tags = [("tag", tagging.tag) for tagging in version.tags.all()]
        return [self._category(route, one) for route, one in [("section", version.section), *tags]]

    def _category(self, route: str, one: Any) -> Named:
        address = self.root + reverse(route, args=[one.slug])
        return Named(one.name, address, one.slug, address.removesuffix(f"{quote(one.slug)}/"))

    def _picture(self, photo: Photo, caption: str) -> Picture:
        made = rendition(photo, "card", 1200, "jpg")
        return Picture(self._src(photo, made), made.width, made.height, caption, photo.credit_line)


def _row(row: Model) -> list[Any]:
    """Return all that was read of a row."""
    left_out = row.get_deferred_fields()
    return [getattr(row, one.attname) for one in row._meta.concrete_fields if one.attname not in left_out]
