"""The lead photo as its card on the story's form shows it, and what may be added to the photo there."""

from dataclasses import dataclass
from typing import Any

from media.encode import renew
from media.models import Photo
from media.picker import may_describe


@dataclass(frozen=True)
class LeadPhoto:
    """A chosen photo, and who looks at it."""

    photo: Photo
    user: Any

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

    @property
    def may_open(self) -> bool:
        """Whether the photo's own page is open to this person."""
        return self.user.has_perm("media.view_photo") or self.user.has_perm("media.change_photo")


def describe(photo: Photo, *, alt: str = "", credit: str = "") -> None:
    """Fill in an alt text or a credit where the photo has none; what it has stays."""
    fields = []
    if alt and not photo.alt.strip():
        photo.alt = alt
        fields.append("alt")
    if credit and not photo.credit_line:
        photo.credit = credit
        fields.append("credit")
    if fields:
        photo.save(update_fields=[*fields, "updated_at"])
        renew(photo)
