"""Many photos in one drop: what scripts send and ask, and a page of rows that works without any.

Every file is a row of its own. A refused one says why, and the others don't notice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from media.background import renew, resume
from media.forms import LacksForm
from media.keys import key_of
from media.models import Arrival, Photo, without_credit
from media.picker import NOT_ALLOWED, as_json, for_staff, may_describe
from media.receiving import OVERLAP, receive

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ON_A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """A file of a drop as the page shows it.

    form: for what its photo lacks; None where nothing may be written. alike: photos that it looks like.
    """

    arrival: Arrival
    form: LacksForm | None
    alike: tuple[Photo, ...] = ()

    @property
    def photo(self) -> Photo | None:
        """The photo that it became, or was."""
        return self.arrival.photo if self.arrival.state == Arrival.State.TAKEN else None


@dataclass(frozen=True)
class Drop:
    """What came together: how many files, and how many of them are here, wait, were refused, lack something."""

    key: uuid.UUID
    count: int
    taken: int
    waiting: int
    refused: int
    lacking: int


@require_http_methods(["GET", "POST"])
@for_staff("media.add_photo")
def arrivals(request: HttpRequest) -> JsonResponse:
    """Take the file `file` in under the key `key`, as part of the drop `drop`; or tell how those of a drop stand.

    A GET tells of those that changed since `after`, what the last answer gave as `now`; with `rows` also as HTML.
    """
    if request.method == "POST":
        return _sent(request)
    drop = _key(request.GET.get("drop", ""))
    if drop is None:
        return JsonResponse({"errors": "Which photos?"}, status=400)
    resume()
    now = timezone.now()
    after = _instant(request.GET.get("after", ""))
    changed = _of(request.user, drop)
    if after:
        changed = changed.filter(
            Q(changed_at__gte=after - OVERLAP) | Q(photo__isnull=False, photo__standing__isnull=True)
        )
    found = list(changed)
    told = [_told(request, row, html="rows" in request.GET) for row in _rows(request.user, found)]
    return JsonResponse({"arrivals": told, "now": now.isoformat()})


def _sent(request: HttpRequest) -> JsonResponse:
    key, drop = (_key(request.POST.get(name, "")) or uuid.uuid4() for name in ("key", "drop"))
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"errors": {"file": ["Choose a photo."]}}, status=400)
    arrival = receive(file, key=key, drop=drop, by=cast("User", request.user))
    transaction.on_commit(resume)
    [row] = _rows(request.user, [arrival])
    return JsonResponse(_told(request, row, html="rows" in request.POST), status=202)


@require_POST
@for_staff("media.add_photo")
def keep_both(request: HttpRequest) -> JsonResponse:
    """Say of the photo `id` that it is none of those that it looks like, or that it stays beside them."""
    pk = request.POST.get("id", "")
    decided = _decided(request.user, pk)
    return JsonResponse({} if decided else {"errors": NOT_ALLOWED}, status=200 if decided else 403)


def _decided(user: Any, pk: str) -> bool:
    photo = Photo.objects.filter(pk=key_of(pk)).first()
    if photo is None or not may_describe(user, photo):
        return False
    Arrival.objects.filter(photo=photo).update(alike=[], changed_at=timezone.now())
    return True


def _told(request: HttpRequest, row: Row, *, html: bool) -> dict[str, Any]:
    """What a script needs to show a row."""
    arrival = row.arrival
    told: dict[str, Any] = {"key": str(arrival.key), "drop": str(arrival.drop), "name": arrival.name}
    told |= {"state": arrival.state, "reason": arrival.reason, "known": arrival.was_known}
    if arrival.state == Arrival.State.WAITING:
        return told | {"held": bool(arrival.held_until)}
    if row.photo:
        told["photo"] = as_json(row.photo)
        if row.photo.being_made:
            told |= told["photo"]["making"] or {}
        told["alike"] = [{"id": one.pk, "title": str(one), "killed": bool(one.killed_at)} for one in row.alike]
    if html:
        told["html"] = render_to_string("media/admin/_arrival.html", {"row": row}, request)
    return told


def send(request: HttpRequest) -> HttpResponse:
    """Take in all files of a form, without scripts, and lead to the page of their rows."""
    if not request.user.has_perm("media.add_photo"):
        raise PermissionDenied
    files = cast("list[UploadedFile]", request.FILES.getlist("file"))
    if not files:
        messages.error(request, "Choose one photo or more.")
        return HttpResponseRedirect(reverse("admin:media_photo_changelist"))
    drop = uuid.uuid4()
    for file in files:
        receive(file, key=uuid.uuid4(), drop=drop, by=cast("User", request.user))
    transaction.on_commit(resume)
    return HttpResponseRedirect(reverse("admin:media_photo_drop", args=[drop]))


def drop_page(request: HttpRequest, drop: uuid.UUID) -> HttpResponse:
    """Show what came together, a row a file; a POST writes what was missing, of as many photos as one likes."""
    of_drop = _of(request.user, drop)
    if not request.user.has_perm("media.add_photo") or not of_drop.exists():
        raise Http404
    resume()
    page = Paginator(of_drop, ON_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST" and "keep" in request.POST and _decided(request.user, request.POST["keep"]):
        messages.success(request, "Both photos are kept.")
        return HttpResponseRedirect(request.get_full_path())
    counted = _counted(of_drop, drop)  # before the rows: what comes in between is at worst looked at once more
    rows = _rows(request.user, page, request.POST if request.method == "POST" else None)
    written = _written(rows) if request.method == "POST" else 0
    errors = any(row.form and row.form.errors for row in rows)
    if request.method == "POST" and not errors:
        messages.success(request, f"{_many(written)} saved." if written else "Nothing was changed.")
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "drop": counted,
        "rows": rows,
        "loads_again": counted.waiting and not any(row.form for row in rows),  # it would lose what is being written
        "page": page,
        "errors": errors,
        "page_title": "Photos that came together",
    }
    return render(request, "media/admin/photo_drop.html", context)


def last_drop(user: Any) -> Drop | None:
    """Return what somebody sent last, if that is less than a day ago."""
    since = timezone.now() - dt.timedelta(days=1)
    mine = Arrival.objects.filter(by=user, came_at__gte=since).order_by("-came_at")
    last = mine.values_list("drop", flat=True).first()
    return _counted(Arrival.objects.filter(drop=last, by=user), last) if last else None


def _counted(found: Any, drop: uuid.UUID) -> Drop:
    lacks = Q(photo__alt="") | Q(photo__licence="") | without_credit("photo__")
    states = {name.value: Count("pk", filter=Q(state=name)) for name in Arrival.State}
    lacking = Count("pk", filter=Q(state=Arrival.State.TAKEN, photo__isnull=False, was_known=False) & lacks)
    return Drop(key=drop, **found.order_by().aggregate(count=Count("pk"), lacking=lacking, **states))


def _written(rows: Iterable[Row]) -> int:
    """Save what was written about photos, each by itself; return how many were saved."""
    written: dict[int, Photo] = {}
    for row in rows:
        form = row.form
        if form and form.instance.pk not in written and form.has_changed() and form.is_valid():
            written[form.instance.pk] = form.save()
    renew(*written.values())
    return len(written)


def _rows(user: Any, found: Iterable[Arrival], data: Any = None) -> list[Row]:
    """Return the rows of some files; one query for all that they look like."""
    found = list(found)
    alike = Photo.objects.in_bulk({pk for arrival in found for pk in arrival.alike})
    return [
        Row(arrival, _form(user, arrival, data), tuple(alike[pk] for pk in arrival.alike if pk in alike))
        for arrival in found
    ]


def _form(user: Any, arrival: Arrival, data: Any) -> LacksForm | None:
    photo = arrival.photo
    new = photo is not None and arrival.state == Arrival.State.TAKEN and not arrival.was_known
    if photo is None or not new or not photo.lacks or not may_describe(user, photo):
        return None
    return LacksForm(data, instance=photo, prefix=f"photo-{photo.pk}", auto_id=f"row-{arrival.pk}-%s")


def _of(user: Any, drop: uuid.UUID) -> Any:
    """Return the files of a drop for who sent them, and for those who keep the pictures."""
    found = Arrival.objects.filter(drop=drop).in_order()
    return found if user.has_perm("media.change_photo") else found.filter(by=user)


def _many(number: int) -> str:
    return "1 photo is" if number == 1 else f"{number:,} photos are"


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _instant(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
