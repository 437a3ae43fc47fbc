"""Replacing a photo's file, on record: every story that uses the photo shows the new one once its copies stand."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.holding import Refused, permit
from articles.house_rules import Finding
from articles.models import Act
from articles.recording import Facts, record
from media import replacing
from media.intake import Incoming
from media.models import EarlierFile, Photo


def replace_file(photo: Photo, incoming: Incoming, *, by: Any, reason: str, keep_focus: bool = True) -> EarlierFile:
    """Give a photo another file, which `media.replacing.refuse_known` has nothing against; return the one it had.

    `by` must hold the permission to change photos; None is the newsroom's own machinery. reason: for the newsroom.

    Raises PermissionDenied; Refused for a killed photo, without a reason, and where somebody else was quicker.
    """
    permit(by, "media.change_photo")
    if photo.killed_at:
        raise Refused(Finding("state", "This photo is killed. Bring it back first."))
    if not reason.strip():
        raise Refused(Finding("reason", "Say why, for those who come after you."))
    before, at = told(photo), timezone.now()
    try:
        with transaction.atomic():
            earlier = replacing.replace_file(
                photo, incoming, by=by, reason=reason.strip(), at=at, keep_focus=keep_focus
            )
            record(by, Act.FILE_REPLACED, photo, before=before, after=told(photo), reason=reason.strip(), at=at)
    except replacing.OutdatedError:
        raise Refused(Finding("state", "Somebody else replaced the file meanwhile. Look at that one first.")) from None
    return earlier


def told(photo: Photo) -> Facts:
    """Return a photo's file in an editor's words."""
    return {"File": photo.file_name or "without a name", "Size": f"{photo.width} × {photo.height}"}
