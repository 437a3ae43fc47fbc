"""The desk's pages of fronts: what stands where and when, and one draft to arrange by search, drag, keys or buttons."""

import json
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import arranging, fronting
from articles.arranging import Box, Overtaken
from articles.desk.editor import configuration
from articles.desk.front_form import FrontForm
from articles.desk.front_places import address, fronts, may_arrange, who
from articles.desk.front_rows import differing, offered, shown_boxes, tell
from articles.desk.front_sheet import Sheet
from articles.desk.pages import Page, page_of
from articles.desk.presence import open_forms
from articles.desk.questions import TimeQuestion
from articles.desk.times import Moment
from articles.desk.unsaved import keeping_context, posted, take_over, taken_from, wanted
from articles.desk.whose import Person, site_record
from articles.desk.wording import joined
from articles.holding import Refused
from articles.models import Arrangement, Container, Front, FrontVersion, OpenForm, Section, Tag, person
from articles.models.arrangement import ON_TOP
from media.keys import is_key

KEPT_SHOWN = 10
LONGEST = 200


class WhenQuestion(TimeQuestion):
    """From when on do readers see it, or as of when is it looked at? No part of what is arranged, and not kept."""

    prefix = "when"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data-aside"] = True


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """Return the addresses: front/ and front/7/."""

    def wrapped(view: Any) -> Any:
        return site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(never_cache(partial(view, site=site))))

    return [
        path("front/", wrapped(fronts), name="fronts"),
        path("front/<int:pk>/", wrapped(front), name="articles_front_change"),
    ]


def front(request: HttpRequest, pk: int, *, site: admin.AdminSite) -> HttpResponse:
    """Show a draft to arrange, and take what is done to it."""
    may_arrange(request)
    found = get_object_or_404(Front.objects.select_related("section", "tag", "arrangement__made_by"), pk=pk)
    if request.method == "POST":
        act = next((one for one in ("_duplicate", "_rename", "_delete", "_take") if one in request.POST), "")
        return _aside(request, found, act) if act else _posted(request, site, found)
    when = WhenQuestion(None)
    if "preview" in request.GET:
        return _preview(found, WhenQuestion(request.GET, prefix="") if "date" in request.GET else when)
    zone = site_record(request).tz
    row = wanted(request, page_of(found))
    if row:
        sheet = Sheet.posted(posted(row), zone)
        return _shown(request, site, found, sheet, sheet.boxes(found), when, row.base or 0, row=row)
    boxes = arranging.boxes_of(found.arrangement)
    return _shown(request, site, found, Sheet.of(boxes, zone), boxes, when, found.arrangement_id)


def _posted(request: HttpRequest, site: admin.AdminSite, front: Front) -> HttpResponse:
    """Save what was arranged and do what else was asked, or show it again with what is wrong."""
    when = WhenQuestion(request.POST if {"_schedule", "_preview"} & {*request.POST} else None)
    sheet = Sheet.posted(request.POST, site_record(request).tz)
    sheet.act(request.POST)
    base = _state(request, "keeping-base")
    boxes = sheet.boxes(front)
    again = partial(_shown, request, site, front, sheet, boxes, when)
    if not sheet.is_sound or (when.is_bound and not when.is_valid()):
        return again(base, status=422)
    try:
        with transaction.atomic():
            state = arranging.save(front, boxes, _state(request, "_over") or base, by=request.user)
            OpenForm.objects.put_away(request.POST, user=request.user, page=page_of(front))
    except Overtaken as overtaken:
        return again(base, theirs=overtaken.state, status=409)
    try:
        return _goes_on(request, front, when, state)
    except Refused as refused:
        return again(state.pk, refused=" ".join(finding.message for finding in refused.findings), status=422)


def _state(request: HttpRequest, name: str) -> int:
    """Return the key of a state that a form posts; 0 for none."""
    key = request.POST.get(name, "")
    return int(key) if is_key(key) else 0


def _goes_on(request: HttpRequest, front: Front, when: WhenQuestion, state: Arrangement) -> HttpResponse:
    """Do what was asked besides saving, and lead back to the draft or on to its preview. Raises Refused.

    state: what was saved; readers are shown that, or nothing new where somebody saved another since.
    """
    if "_preview" in request.POST:
        return _preview(front, when)
    if others := taken_from(request, page_of(front)):
        take_over(others, by=request.user, thing=front)
        return HttpResponseRedirect(f"{address(front)}?unsaved={others.pk}" if others.typed else address(front))
    if "_publish" in request.POST:
        fronting.publish_front(front, by=request.user, state=state.pk)
        messages.success(request, f"Readers see this on {front.place_name} now.")
    elif "_schedule" in request.POST:
        at = when.cleaned_data["at"]
        fronting.publish_front(front, by=request.user, at=at, state=state.pk)
        messages.success(request, f"Readers see this from {Moment(at, site_record(request).tz).exact}.")
    elif "_save" in request.POST:
        messages.success(request, "Saved. Readers don’t see it until it is published.")
    words = " ".join(request.POST.get("q", "").replace("\0", "").split())[:LONGEST]
    query = f"?{urlencode({'q': words})}" if words else ""
    anchor = "#stories" if "_search" in request.POST else ""
    return HttpResponseRedirect(f"{address(front)}{query}{anchor}")


def _preview(front: Front, when: WhenQuestion) -> HttpResponse:
    at = when.cleaned_data["at"] if when.is_bound and when.is_valid() else timezone.now()
    return HttpResponseRedirect(reverse("as_of_draft", args=[front.pk, at]))


def _aside(request: HttpRequest, front: Front, act: str) -> HttpResponse:
    """Do what is done to a draft as a whole; nothing of its form is saved by that."""
    name = request.POST.get("name", "").replace("\0", "")
    try:
        if act == "_delete":
            _alone(request, front)
            arranging.delete_draft(front, by=request.user)
            messages.success(request, f"The draft “{front.name}” is deleted. What readers see stays.")
            return HttpResponseRedirect(reverse("admin:fronts"))
        if act == "_rename":
            arranging.rename(front, name, by=request.user)
        elif act == "_duplicate":
            front = arranging.duplicate(front, name, by=request.user)
            messages.success(request, f"This is the copy, “{front.name}”.")
        else:
            _taken(request, front)
    except Refused as refused:
        messages.error(request, " ".join(finding.message for finding in refused.findings))
    except Overtaken as overtaken:
        messages.error(request, f"{who(overtaken.state)} saved this front meanwhile. Look at it, then choose again.")
    return HttpResponseRedirect(address(front))


def _alone(request: HttpRequest, front: Front) -> None:
    """Raise Refused while another has the draft before them: what they arrange would go with it."""
    if there := open_forms([page_of(front)], request.user):
        names = joined(sorted(Person(row.user).name for row in there[page_of(front)]))
        raise Refused(fronting.Finding("front", f"{names} has this draft open. Take over from them, then delete it."))


def _taken(request: HttpRequest, front: Front) -> None:
    """Let a draft stand as it stood before; what it holds now stays among the earlier states."""
    key = request.POST.get("_take", "")
    state = front.states.filter(pk=key).first() if is_key(key) else None
    if state is None:
        raise Refused(fronting.Finding("state", "This state is kept no more."))
    arranging.save(front, arranging.boxes_of(state), front.arrangement_id, by=request.user)
    messages.success(request, "The draft stands as it stood then. What it held before is among the earlier states.")


def _shown(
    request: HttpRequest,
    site: admin.AdminSite,
    front: Front,
    sheet: Sheet,
    boxes: list[Box],
    when: WhenQuestion,
    base: int,
    *,
    row: OpenForm | None = None,
    theirs: Arrangement | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a draft to arrange.

    boxes: what the sheet's rows come to. base: the state with which the arranging began. row: the open form whose
    unsaved state this is. theirs: what somebody saved since. refused: why it is saved, but readers do not see it.
    """
    zone = site_record(request).tz
    whole = not (front.section_id or front.tag_id)
    words = " ".join((request.POST.get("q") or request.GET.get("q", "")).replace("\0", "").split())[:LONGEST]
    kinds = {row.kind for row in sheet.rows}
    page = Page.of(FrontForm(site), front)
    context = {
        **site.each_context(request),
        **keeping_context(request, page, base=base, row=row),
        "title": front.name,
        "front": front,
        "saved": Moment(front.arrangement.made_at, zone) if sheet.is_sound else None,
        "sheet": sheet,
        "boxes": shown_boxes(sheet, boxes, whole=whole, zone=zone),
        "offered": offered(words, zone),
        "words": words,
        "fills": [(f"section:{one.pk}", one.name) for one in Section.objects.all()],
        "tags": Tag.objects.standing()[:LONGEST],
        "kinds": [one for one in Container.Kind if one not in ON_TOP or one not in kinds],
        "standing": _standing(front, zone),
        "states": _states(front, zone),
        "when": when,
        "zone": zone,
        "photos": json.dumps({"photos": configuration()["photos"]}, separators=(",", ":")),
        "clashes": _clash(boxes, theirs, zone) if theirs else None,
        "to_choose": "Not saved: choose which one stands",
        "refused": refused,
    }
    return TemplateResponse(request, "admin/front/edit.html", context, status=status)


def _clash(mine: list[Box], theirs: Arrangement, zone: Any) -> dict[str, Any]:
    """Return who was faster, when, and which stories only one of the two arrangements places."""
    boxes = arranging.boxes_of(theirs)
    known = tell({spot.article for box in [*mine, *boxes] for spot in box.spots}, zone)
    ours, others = differing(mine, boxes, known)
    return {
        "state": theirs.pk,
        "who": who(theirs),
        "at": Moment(theirs.made_at, zone).clock,
        "mine": ours,
        "theirs": others,
    }


def _standing(front: Front, zone: Any) -> dict[str, Any]:
    """Return what readers see on top of the place, and what they are to see."""
    versions = FrontVersion.objects.of(front.section, front.tag)
    now = timezone.now()
    live = versions.live(now).select_related("arrangement", "made_by").first()
    return {
        "live": live,
        "since": Moment(live.live_from, zone) if live else None,
        "by": person(live.made_by) if live else "",
        "same": bool(live and live.arrangement_id == front.arrangement_id),
        "own": bool(live and live.arrangement.front_id == front.pk),
        "ahead": [(one, Moment(one.live_from, zone)) for one in versions.upcoming(now)],
    }


def _states(front: Front, zone: Any) -> list[tuple[Arrangement, Moment, str]]:
    earlier = front.states.exclude(pk=front.arrangement_id).select_related("made_by")[:KEPT_SHOWN]
    return [(one, Moment(one.made_at, zone), who(one)) for one in earlier]
