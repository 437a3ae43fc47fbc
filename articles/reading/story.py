"""A story's page: the version, and everything it prints besides."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import DateField, Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.body.providers import sources
from articles.models import CORRECTIONS, Credit, Kind, Tag, Version, instant
from articles.statements import Given, Statement, given_moment, given_words
from articles.weighing_comments import discussion_of
from media.lasting import lasting
from media.made_of import note, note_until
from media.models import Photo
from media.printing import part

from . import related
from .bringing import with_contents
from .series import SeriesPlace, place_of
from .translations import Translations, translations_of

CHANGES = 20
# How many words are read in a minute: M. Brysbaert, "How many words do we read per minute?" (2019), 238 of non-fiction.
READ_IN_A_MINUTE = 238
SIZES = {
    "lead": "(min-width: 77rem) 60rem, (min-width: 60rem) calc(92vw - 17rem), 100vw",
    "wide": "(min-width: 77rem) 60rem, (min-width: 60rem) calc(92vw - 17rem), 100vw",
    "text": "(min-width: 48rem) 39rem, 100vw",
    "gallery": "(min-width: 48rem) 19rem, 48vw",
    "embed": "(min-width: 48rem) 39rem, 100vw",
}
SHAPES = {"lead": "card", "wide": "wide", "text": "full", "gallery": "card", "embed": "wide"}
VERSION = Statement(
    lambda: related.with_related_flag(
        Version.objects.live(given_moment("at")).filter(
            slug=given_words("slug"), published_on=Given("day", DateField())
        )
    ).for_page()[:1]
)
# What a button says that shows a video, a post or a map where it stands.
SHOW = {"video": _("Play here"), "post": _("Show the post here"), "map": _("Show the map here")}


@dataclass(frozen=True)
class Story:
    """A version, saved or not, and what its page prints besides, so that the template asks nothing.

    photos: by primary key, those of the lead and the body. changes: the versions readers have seen, the newest first;
    empty for a story that never changed. related: what stands under "You might also like". translations: None for a
    story that is not linked with any. place: in its series, None for a story in none.
    """

    version: Version
    bylines: list[Credit] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    photos: dict[int, Photo] = field(default_factory=dict)
    changes: list[Version] = field(default_factory=list)
    related: list[Version] = field(default_factory=list)
    translations: Translations | None = None
    place: SeriesPlace | None = None

    @property
    def lead_caption(self) -> str:
        """The caption written for this story, or else the photo's own."""
        photo = self.version.shown_photo
        return self.version.lead_caption or (photo.caption if photo else "")

    @property
    def corrections(self) -> list[Version]:
        """The versions that said something was wrong, the newest first."""
        return [change for change in self.changes if change.is_correction]

    @property
    def retraction(self) -> Version | None:
        """The version whose note stands on top of a retracted story."""
        retractions = (change for change in self.changes if change.kind == Kind.RETRACTION)
        return next(retractions, None) if self.version.retracted else None

    @property
    def notes(self) -> list[Version]:
        """The corrections that stand before the body, the newest first: all but what stands on top."""
        return [change for change in self.corrections if change is not self.retraction]

    @property
    def updated(self) -> dt.datetime | None:
        """When readers were last given other facts; None while there are only the first ones, minor edits apart."""
        if not self.changes:
            return self.version.updated
        facts = (change.live_from for change in self.changes if change.kind not in {Kind.FIRST, Kind.MINOR})
        return next(facts, None)

    @cached_property
    def text(self) -> SafeString:
        """The body's HTML as readers get it. Rendered in the active language."""
        return mark_safe(body.render(self.version.body, self._figure, self._embed))

    @property
    def minutes(self) -> int:
        """How many minutes it takes to read, at least one."""
        return max(1, round(self.version.words / READ_IN_A_MINUTE))

    @property
    def has_gallery(self) -> bool:
        """Whether the text holds a gallery, whose photos can be looked at one by one."""
        return body.has_gallery(self.version.body)

    @cached_property
    def embeds(self) -> list[body.Embed]:
        """What the text holds that stands on other sites."""
        return body.embeds(self.version.body)

    @property
    def frames(self) -> list[str]:
        """The origins from which the page may show frames, once a reader asks for it."""
        return sources(one.address for one in self.embeds)

    def shown(self, pk: int | None) -> Photo | None:
        """Return a photo of the page, while it may be shown."""
        photo = self.photos.get(pk) if pk else None
        return photo if photo and photo.is_shown() else None

    def _embed(self, embed: body.Embed) -> str:
        photo = self.shown(embed.photo)
        context = {"embed": embed, "photo": photo, "shape": SHAPES["embed"], "sizes": SIZES["embed"]}
        show = SHOW[embed.known.provider.kind] if embed.known else ""
        return render_to_string("articles/_embed.html", {**context, "show": show})

    def _figure(self, pk: int, caption: str, look: str) -> str:
        photo = self.shown(pk)
        if photo is None:
            return ""
        return figure(photo, mark_safe(caption) if caption else photo.caption, look or "text")


@part("articles/_figure.html")
def _figure(photo: Photo, caption: str, place: str) -> dict[str, object]:
    return {
        "photo": photo,
        "caption": caption,
        "place": place,
        "shape": SHAPES[place],
        "sizes": SIZES[place],
        **({"whole": photo.picture("full")} if place == "gallery" else {}),
    }


def figure(photo: Photo, caption: str, place: str) -> SafeString:
    """Return the one figure: picture, caption, credit. place: a key of SHAPES; a plain caption is escaped."""
    return _figure(photo, caption, place)


@lasting
def story_at(day: dt.date, slug: str) -> Story | None:
    """Return the page of what readers see now at the address of a day and a slug; None without a story there."""
    version = version_at(day, slug)
    if version is None:
        return None
    discussion_of(version.article)  # it came with the version, and its changes are told apart
    return story_of(version)


def version_at(day: dt.date, slug: str, at: dt.datetime | None = None) -> Version | None:
    """Return what readers see at the address of a day and a slug, with all of it that a page prints, in four queries.

    It says in `has_picks` whether any stories were picked to stand under it.
    """
    found = VERSION.ask(at=at or instant(), day=day, slug=slug)
    return with_contents(found[0]) if found else None


def story_of(version: Version, *, at: dt.datetime | None = None) -> Story:
    """Fill the page of a version that `version_at` found, in at most four queries more."""
    tags = [tagging.tag for tagging in version.tags.all()]
    place = place_of(version, at)
    return Story(
        version=version,
        bylines=list(version.bylines.all()),
        tags=tags,
        photos={shown.photo_id: shown.photo for shown in version.photos.all()},
        changes=changes_of(version, at) if version.number > 1 or version.is_correction else [],
        related=related_to(version, at, listed_with(place)),
        translations=translations_of(version, at),
        place=place,
    )


def listed_with(place: SeriesPlace | None) -> frozenset[int]:
    """Return the stories (keys of articles) that a page lists as parts of its series, and so not as related."""
    return frozenset(part.version.article_id for part in place.parts) if place else frozenset()


def changes_of(version: Version, at: dt.datetime | None = None) -> list[Version]:
    """Return the versions of the same story that readers have seen, the newest first: corrections and the last few."""
    told = Q(kind__in=CORRECTIONS) | Q(number__gt=version.number - CHANGES)
    seen = Version.objects.seen(at).filter(told, article=version.article_id).defer("body")
    return list(seen.order_by("-live_from"))


def related_to(version: Version, at: dt.datetime | None = None, listed: frozenset[int] = frozenset()) -> list[Version]:
    """Return what stands under a version, in one query, or in none where nothing was picked and it has no tags.

    listed: the stories (keys of articles) that stand on the page already.
    """
    reaches = {tagging.tag_id: tagging.reach for tagging in version.tags.all()}  # type: ignore[attr-defined]
    subjects = related.weights(reaches, at)
    note(*(f"tag-stories-{tag}" for tag in reaches))
    note_until(related.weighed_anew(at))
    if not subjects and not getattr(version, "has_picks", False):
        return []
    return related.standing_under(version, subjects, listed, at)
