"""What the photos of a story have. Each photo is spoken of once, however often it is used."""

from collections.abc import Iterator

from articles import body
from articles.models import Content, Severity
from media.making import under_way
from media.models import Photo
from media.rights import Licence

from .facts import Facts
from .finding import Finding
from .registry import check


@check("photo", "Photos that exist", hard=True, everywhere=True)
def photos_exist(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every photo in the story is in the newsroom."""
    for field, pk in _used(content):
        if pk not in facts.photos:
            yield Finding(field, "A photo in the text no longer exists. Take it out or choose another.", pk)


@check("photo-made", "Photos that are prepared", hard=True, everywhere=True)
def photos_are_made(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every photo has the copies that readers get."""
    for field, photo, which in _shown(content, facts):
        if photo.being_made:
            held_up = under_way(photo)
            hint = held_up.reason if held_up else ""
            words = f"{which} is still being prepared. Publish again in a few seconds, or take another."
            yield Finding(field, words, photo.pk, hint=hint)


@check("credit", "Photo credit", everywhere=True, against="without a credit")
def photos_are_credited(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every photo says who made it."""
    for field, photo, which in _shown(content, facts):
        if not photo.credit_line:
            yield Finding(field, f"{which} has no credit.", photo.pk, hint="Readers must be told who made it.")


@check("alt-text", "Alt text", everywhere=True, against="without alt text")
def photos_are_described(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every photo says what it shows to those who cannot see it."""
    for field, photo, which in _shown(content, facts):
        if not photo.alt.strip():
            yield Finding(field, f"{which} has no alt text.", photo.pk, hint="Say what it shows to who cannot see it.")


@check("photo-rights", "Photo rights", hard=True)
def photos_may_be_used(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every photo may be shown when the story goes live, and in one story more."""
    yield from facts.rights


@check("obituary-photo", "Photos for obituaries only", Severity.ADVISORY, against="with a photo for obituaries only")
def photos_for_obituaries_stand_in_one(content: Content, facts: Facts) -> Iterator[Finding]:
    """A photo whose licence is for obituaries only stands in an obituary; whoever publishes says that it does."""
    for field, photo, which in _shown(content, facts):
        if photo.licence == Licence.OBITUARY:
            yield Finding(
                field,
                f"{which} may be used in obituaries only.",
                photo.pk,
                hint="Go on if this is one; otherwise choose another.",
            )


def _used(content: Content) -> list[tuple[str, int]]:
    """Return each photo once: the field it stands in first, and its primary key."""
    fields: dict[int, str] = {}
    if content.lead_photo is not None:
        fields[content.lead_photo] = "lead_photo"
    for pk in body.photo_ids(content.body):
        fields.setdefault(pk, "body")
    return [(field, pk) for pk, field in fields.items()]


def _shown(content: Content, facts: Facts) -> Iterator[tuple[str, Photo, str]]:
    """Give each photo that is there: its field, itself, and how a sentence begins that speaks of it."""
    for field, pk in _used(content):
        photo = facts.photos.get(pk)
        if photo is not None:
            yield field, photo, "The lead photo" if field == "lead_photo" else f"The photo “{photo}”"
