"""The lead photo as its card on the story's form shows it, and what may be added to the photo there."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Tag
from articles.models.naming import meant, without_accents
from articles.reading.story import SHAPES
from media.background import renew
from media.crops import Crop, crops_of_use, focus
from media.models import Photo
from media.picker import may_describe
from media.uses import readable

MOST_TAGS = 20
# As a story shows its lead photo: on its page and in lists, and on the cards of shared links.
LEAD_SHAPES = (SHAPES["lead"], "square", "social")
OF_ANOTHER = re.compile(r"photo-(?P<photo>\d{1,18})-(?P<fact>alt|credit)", re.ASCII)


@dataclass(frozen=True)
class LeadPhoto:
    """A chosen photo, who looks at it, and how the story crops it, "" for as the photo is."""

    photo: Photo
    user: Any
    crops: str = ""

    @property
    def windows(self) -> list[Crop]:
        """The shapes in which readers meet it, as this story crops them; as the photo is where nobody can read that."""
        return crops_of_use(self.photo, readable(self.crops), LEAD_SHAPES)

    @property
    def image(self) -> str:
        """A small picture of the whole photo, to draw a window with."""
        return focus(self.photo).image

    @property
    def cropped_here(self) -> str:
        """The shapes that the story crops by itself, in words; "" for none."""
        return ", ".join(window.label for window in self.windows if window.by_hand)

    @property
    def lacks_alt(self) -> bool:
        """Whether nobody has said yet what the photo shows."""
        return not self.photo.alt.strip()

    @property
    def lacks_credit(self) -> bool:
        """Whether nothing is known of who made it."""
        return not self.photo.credit_line

    @property
    def may_describe(self) -> bool:
        """Whether this person may add what the photo lacks."""
        return may_describe(self.user, self.photo)

    def keyword_tags(self) -> list[Tag]:
        """Return the tags that the photo's keywords name, whatever their case and accents; one query, or none."""
        names = [without_accents(word) for word in self.photo.keywords.split("\n") if word.strip()]
        found = Tag.objects.filter(plain__in=names).select_related("stands_for").order_by("name", "pk")[:MOST_TAGS]
        return list(dict.fromkeys(meant(tag) for tag in found)) if names else []

    @property
    def may_open(self) -> bool:
        """Whether the photo's own page is open to this person."""
        return self.user.has_perm("media.view_photo") or self.user.has_perm("media.change_photo")


def describe(photo: Photo, *, alt: str = "", credit: str = "", over: Collection[str] = ()) -> None:
    """Fill in an alt text or a credit where the photo has none; what it has stays, unless it is named in `over`."""
    fields = []
    if alt and alt != photo.alt and ("alt" in over or not photo.alt.strip()):
        photo.alt = alt
        fields.append("alt")
    if credit and credit != photo.credit and ("credit" in over or not photo.credit_line):
        photo.credit = credit
        fields.append("credit")
    if fields:
        photo.save(update_fields=[*fields, "updated_at"])
        renew(photo)


def said(photo: Photo) -> dict[str, str]:
    """Return what is known of a photo, by the form's field that would say it."""
    return {"lead_alt": photo.alt.strip(), "lead_credit": photo.credit_line}


def spoken_in(data: Mapping[str, str]) -> dict[str, str]:
    """Return what a form posts of photos that are not its lead any more: `photo-12-alt`, `photo-12-credit`."""
    return {name: data[name] for name in data if OF_ANOTHER.fullmatch(name)}


def said_of_others(data: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Return what a form says of photos that are not its lead any more, by their keys."""
    found: dict[int, dict[str, str]] = {}
    for name, text in spoken_in(data).items():
        _, photo, fact = name.split("-")
        found.setdefault(int(photo), {})[fact] = " ".join(text.split())
    return found


def speak_of(sheet_photo: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed of a photo as a form posts it once that photo is not its lead any more."""
    names = {"lead_alt": "alt", "lead_credit": "credit"}
    return {f"photo-{sheet_photo}-{names[name]}": text for name, text in facts.items() if text.strip()}
