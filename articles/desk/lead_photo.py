"""The lead photo as its card on the story's form shows it, and what may be added to the photo there."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from media.encode import delete_stale, make_renditions
from media.models import Photo


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


def may_describe(user: Any, photo: Photo) -> bool:
    """Whether a person may fill in what a photo lacks: those who keep the pictures, and whoever brought it in."""
    return user.has_perm("media.change_photo") or (photo.uploaded_by_id is not None and photo.uploaded_by_id == user.pk)


def describe(photo: Photo, *, alt: str = "", credit: str = "") -> None:
    """Fill in an alt text or a credit where the photo has none; what it has stays.

    A credit stands inside the renditions and their names, so they are made anew once it is saved for good.
    """
    fields = []
    if alt and not photo.alt.strip():
        photo.alt = alt
        fields.append("alt")
    if credit and not photo.credit_line:
        photo.credit = credit
        fields.append("credit")
        transaction.on_commit(lambda: _renew(photo))
    if fields:
        photo.save(update_fields=[*fields, "updated_at"])


def _renew(photo: Photo) -> None:
    make_renditions(photo)
    delete_stale(photo)
