"""House rules: what a story must have before readers may see it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from articles import body
from articles.models import Content
from media.models import Photo


@dataclass(frozen=True)
class Finding:
    """Something that is missing or wrong, and the field of the desk's form that mends it.

    photo: the primary key of the photo that is meant, where it is one in the text.
    """

    field: str
    message: str
    photo: int | None = None

    def __str__(self) -> str:
        return self.message


Photos = Mapping[int, Photo]
Rule = Callable[[Content, Photos], Iterator[Finding]]


def has_headline(content: Content, photos: Photos) -> Iterator[Finding]:
    """A story has a headline."""
    if not content.headline.strip():
        yield Finding("headline", "There is no headline.")


def has_body(content: Content, photos: Photos) -> Iterator[Finding]:
    """A story has a body."""
    if not body.plain_text(content.body).strip() and not body.photo_ids(content.body):
        yield Finding("body", "There is no text.")


def has_section(content: Content, photos: Photos) -> Iterator[Finding]:
    """A story is filed in a section."""
    if content.section is None:
        yield Finding("section", "No section is chosen.")


def has_byline(content: Content, photos: Photos) -> Iterator[Finding]:
    """Readers are told who says so."""
    if not content.bylines:
        yield Finding("bylines", "Nobody is named in the byline.")


def photos_are_credited_and_described(content: Content, photos: Photos) -> Iterator[Finding]:
    """Every photo says who made it, and says what it shows to those who cannot see it."""
    used = [("lead_photo", content.lead_photo), *(("body", pk) for pk in body.photo_ids(content.body))]
    told: set[int] = set()
    for field, pk in used:
        if pk is None or pk in told:
            continue
        told.add(pk)
        photo = photos.get(pk)
        if photo is None:
            yield Finding(field, "A photo in the text no longer exists. Take it out or choose another.", pk)
            continue
        which = "The lead photo" if field == "lead_photo" else f"The photo “{photo}”"
        if not photo.credit_line:
            yield Finding(field, f"{which} has no credit.", pk)
        if not photo.alt.strip():
            yield Finding(field, f"{which} has no alt text.", pk)


RULES: tuple[Rule, ...] = (has_headline, has_body, has_section, has_byline, photos_are_credited_and_described)


def check(content: Content, photos: Photos) -> list[Finding]:
    """Return everything that keeps a story from its readers, in the order of the form; empty when all is well."""
    return [finding for rule in RULES for finding in rule(content, photos)]


def photos_of(*contents: Content) -> dict[int, Photo]:
    """Return the photos that these stories show, by primary key, in one query (none where there are no photos)."""
    wanted = {pk for content in contents for pk in [content.lead_photo, *body.photo_ids(content.body)] if pk}
    return Photo.objects.in_bulk(wanted) if wanted else {}
