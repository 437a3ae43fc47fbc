"""What a page says of itself to whoever shows a link to it: OpenGraph (https://ogp.me), and cards as X has them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.cards import HEIGHT, WIDTH, card_of
from articles.models import Site
from articles.paths import path_to
from media.models import Photo
from media.printing import remembered
from media.renditions import address as path_of
from media.renditions import rendition

from .story import Story
from .structured import AUTHORS, instant_of, root_of
from .translations import locale_of
from .words import titled


@dataclass(frozen=True)
class Preview:
    """The picture of a shared link: its whole address, its size in pixels, and what it shows in words."""

    address: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Shared:
    """A page as others show it. more: further properties of its kind."""

    title: str
    address: str
    about: str = ""
    kind: str = "website"
    preview: Preview | None = None
    more: list[tuple[str, str]] = field(default_factory=list)

    def properties(self, site: Site) -> Iterable[tuple[str, str]]:
        """Yield what is told, name and value, nothing of it empty."""
        preview = self.preview
        told = [
            ("og:type", self.kind),
            ("og:site_name", site.name),
            ("og:title", self.title),
            ("og:description", self.about),
            ("og:url", self.address),
            *self.more,
        ]
        if preview:
            told += [
                ("og:image", preview.address),
                ("og:image:width", str(preview.width)),
                ("og:image:height", str(preview.height)),
                ("og:image:alt", preview.alt),
            ]
        return ((name, value) for name, value in told if value)


@remembered
def preview_of(story: Story, site: Site, root: str) -> Preview:
    """Return a story's card as the picture of a link. root: what stands before this site's paths."""
    version, photo = story.version, story.version.list_photo
    address = root + card_of(version, site, photo).get_absolute_url()
    return Preview(address, WIDTH, HEIGHT, photo.alt if photo else version.headline)


def portrait_of(photo: Photo, root: str) -> Preview:
    """Return a portrait as the picture of a link."""
    made = rendition(photo, "square", 640, "jpg")
    return Preview(root + path_of(photo.pk, made.name), made.width, made.height, photo.alt)


def picture_of(photo: Photo, root: str) -> Preview:
    """Return a photo as the picture of a link to a page that is no story's."""
    made = rendition(photo, "card", 1200, "jpg")
    return Preview(root + path_of(photo.pk, made.name), made.width, made.height, photo.alt)


def shared_story(story: Story, address: str, preview: Preview | None) -> Shared:
    """Return a story as others show it: https://ogp.me/#type_article."""
    version = story.version
    authors = [credit.author.slug for credit in story.bylines if credit.author and credit.role in AUTHORS]
    return Shared(
        title=titled(version),
        address=address,
        about=version.standfirst,
        kind="article",
        preview=preview,
        more=[
            ("article:published_time", instant_of(version.first_published)),
            ("article:modified_time", instant_of(story.updated) if story.updated else ""),
            *(("article:author", root_of(address) + path_to("author", slug)) for slug in authors),
            ("article:section", version.section.name),
            *(("article:tag", tag.name) for tag in story.tags),
            *_locales(story),
        ],
    )


def _locales(story: Story) -> Iterable[tuple[str, str]]:
    """Yield the languages of a story that readers have in several: its own, and the others."""
    told = story.translations
    if told and told.others:
        yield "og:locale", locale_of(told.own.language)
        yield from (("og:locale:alternate", locale_of(tongue.language)) for tongue in told.others)
