"""The page "Read again from the file": what would change, field by field, and the changing of what is chosen."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from media.background import renew
from media.facts import BY_NAME
from media.metadata import Told
from media.models import Photo
from media.pixels import UnreadableError
from media.reading import as_columns, fingerprint, lines, notes_on, read_file, remember


def read_again(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Show what the file says beside what the photo does, each to be chosen; a POST takes what was chosen.

    What an editor changed is not chosen unless somebody chooses it. If file or photo say something else by now than
    what was looked at, nothing is taken and the page is shown anew.
    """
    photo = get_object_or_404(Photo.objects.select_related("reading"), pk=photo_id)
    may = request.user.has_perm
    if not may("media.change_photo"):
        raise PermissionDenied
    try:
        told = read_file(photo)
    except (OSError, UnreadableError):
        messages.error(request, "The original can’t be read, so nothing was changed. Ask an administrator to look.")
        return HttpResponseRedirect(reverse("admin:media_photo_change", args=[photo.pk]))
    found = lines(photo, told.facts)
    seen, outdated = fingerprint(found), False
    if request.method == "POST":
        outdated = request.POST.get("seen") != seen
        if not outdated:
            return _taken(request, photo, told)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "photo": photo,
        "page_title": f"Read again: {photo}",
        "differing": [line for line in found if line.differs],
        "same": [line.label for line in found if not line.differs],
        "notes": notes_on(told),
        "seen": seen,
        "outdated": outdated,
        "told_nothing": not found,
    }
    return render(request, "media/admin/photo_read_again.html", context, status=409 if outdated else 200)


def _taken(request: HttpRequest, photo: Photo, told: Any) -> HttpResponse:
    user = cast("User", request.user)
    changed = take_from_file(photo, told, request.POST.getlist("take"), at=timezone.now())
    names = ", ".join(BY_NAME[name].label for name in changed)
    if changed:
        LogEntry.objects.log_actions(
            user.pk, [photo], CHANGE, change_message=f"Read again from the file: {names}.", single_object=True
        )
    said = f"Taken from the file: {names}." if changed else "Nothing was changed."
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:media_photo_change", args=[photo.pk]))


@transaction.atomic
def take_from_file(photo: Photo, told: Told, names: Collection[str], *, at: datetime) -> list[str]:
    """Give the named columns what the file says, and keep what it says for later comparing; return what changed.

    What is not named stays as it is, whatever the file says.
    """
    says = as_columns(told.facts)
    changed = [name for name in says if name in names and getattr(photo, name) != says[name]]
    for name in changed:
        setattr(photo, name, says[name])
    if changed:
        photo.save(update_fields=[*changed, "updated_at"])
        renew(photo)
    remember(photo, told, at)
    return changed
