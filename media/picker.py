"""What the desk's scripts ask of the photos: find some, tell about one. For staff only, never cached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.contrib import admin
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from media.background import renew
from media.forms import ACCEPT
from media.keys import key_of, number_in
from media.making import under_way
from media.models import Photo
from media.rights import RightsState

View = Callable[[HttpRequest], HttpResponse]

ON_A_PAGE = 40
MOST_IDS = 200
# How long a number of days is at most.
DAYS = 4
# Killed photos can't be chosen, so nobody asks for them here.
RIGHTS = {value: label for value, label in RightsState.choices if value != RightsState.KILLED}

LOGGED_OUT = "You are logged out. Log in again in another window, then try once more."
NOT_ALLOWED = "You may not do this with photos. Ask an administrator."


def for_staff(permission: str) -> Callable[[View], View]:
    """Let in staff with the permission, "" for any. Others get a sentence, because a script can't follow a login."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not admin.site.has_permission(request):
                response: HttpResponse = JsonResponse({"errors": LOGGED_OUT}, status=401)
            elif permission and not request.user.has_perm(permission):
                response = JsonResponse({"errors": NOT_ALLOWED}, status=403)
            else:
                response = admin.site.admin_view(view, cacheable=True)(request)  # in the desk's own time
            patch_cache_control(response, private=True, no_store=True)
            return response

        return guarded

    return decorate


@require_GET
@for_staff("media.view_photo")
def photo_picker(request: HttpRequest) -> HttpResponse:
    """A fragment of HTML: the newest photos that hold the words of `q`, a page of them older than photo `before`.

    rights: one of RIGHTS for some of them. days: those added in the last so many.
    """
    words, before = request.GET.get("q", "").strip(), key_of(request.GET.get("before", ""))
    rights, days, now = request.GET.get("rights", ""), request.GET.get("days", ""), timezone.now()
    photos = Photo.objects.made().not_killed().matching(words).order_by("-pk")
    if rights in RIGHTS:
        photos = photos.in_rights_state(rights, now)
    if (number := number_in(days, DAYS)) is not None:
        photos = photos.filter(created_at__gte=now - dt.timedelta(days=number))
    if before:
        photos = photos.filter(pk__lt=before)
    found = list(photos[: ON_A_PAGE + 1])
    context = {
        "photos": found[:ON_A_PAGE],
        "oldest": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None,
        "words": words,
        "narrowed": urlencode({name: value for name, value in (("rights", rights), ("days", days)) if value}),
        "may_add": request.user.has_perm("media.add_photo"),
        "accept": ACCEPT,
    }
    return render(request, "media/picker.html", context)


@require_GET
@for_staff("media.view_photo")
def photo_json(request: HttpRequest) -> JsonResponse:
    """Answer with the photos of `ids` (numbers with commas), in that order; those that don't exist are left out."""
    ids = [key_of(one.strip()) for one in request.GET.get("ids", "").split(",")][:MOST_IDS]
    found = Photo.objects.select_related("making").in_bulk(ids)
    return JsonResponse({"photos": [as_json(found[pk]) for pk in dict.fromkeys(ids) if pk in found]})


@require_POST
@for_staff("")
def photo_alt(request: HttpRequest) -> JsonResponse:
    """Set alt text, caption, credit or licence (those that are sent) of the photo `id`; answer with the photo."""
    photo = get_object_or_404(Photo, pk=key_of(request.POST.get("id", "")))
    if not may_describe(request.user, photo):
        return JsonResponse({"errors": NOT_ALLOWED}, status=403)
    sent = [name for name in ("alt", "caption", "credit", "licence") if name in request.POST]
    form = modelform_factory(Photo, fields=sent)(request.POST, instance=photo)
    if not form.is_valid():
        return _refused(form.errors)
    photo = form.save(commit=False)
    photo.save(update_fields=[*sent, "updated_at"])  # two fields of a row may be saved at one time
    renew(photo)
    return JsonResponse(as_json(photo))


def may_describe(user: Any, photo: Photo) -> bool:
    """True for those who keep the pictures, and for whoever brought this one in."""
    return user.has_perm("media.change_photo") or (photo.uploaded_by_id is not None and photo.uploaded_by_id == user.pk)


def as_json(photo: Photo) -> dict[str, Any]:
    """What a script of the desk needs to show a photo and to say what it lacks."""
    picture, card = photo.picture("full"), photo.picture("card")
    return {
        "id": photo.pk,
        "title": str(photo),
        "src": picture.src,
        "srcset": picture.srcset,
        "width": picture.width,
        "height": picture.height,
        "thumb": photo.rendition_url("card", 320),
        "card": {"src": card.src, "srcset": card.srcset, "width": card.width, "height": card.height},
        "caption": photo.caption,
        "alt": photo.alt,
        "credit": photo.credit_line,
        "missing": photo.missing,
        "terms": photo.terms,
        "refusal": photo.refusal(),
        "killed": bool(photo.killed_at),
        "making": asdict(way) if (way := under_way(photo)) else None,
        "url": reverse("admin:media_photo_change", args=[photo.pk]),
    }


def _refused(errors: Any) -> JsonResponse:
    return JsonResponse(
        {"errors": {field: [str(word) for word in words] for field, words in errors.items()}}, status=400
    )
