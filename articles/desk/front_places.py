"""The desk's page of all fronts: every place, what readers see on top of it, its drafts; and the breaking-news bar."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles import arranging, fronting
from articles.desk.times import Moment, read_clock
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import Arrangement, Article, Breaking, Front, FrontVersion, Section, Tag, Version, person
from media.keys import is_key

NEWEST = 30
# How long the bar stands, in minutes, and that in words; the second is what is chosen at first.
LASTS = [("30", "30 minutes"), ("60", "1 hour"), ("120", "2 hours"), ("360", "6 hours")]


def fronts(request: HttpRequest, *, site: admin.AdminSite) -> HttpResponse:
    """Show every place that has a front, with its drafts and what readers see; begin a draft, take one down."""
    may_arrange(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_begun(request))
        except Refused as refused:
            errors = {one.field: one.message for one in refused.findings if "_break" in request.POST}
            messages.error(request, " ".join(finding.message for finding in refused.findings))
    zone = site_record(request).tz
    bars = list(Breaking.objects.live_or_later().select_related("article", "made_by"))
    told = [(one, Moment(one.live_from, zone), Moment(one.live_until, zone), person(one.made_by)) for one in bars]
    now = timezone.now()
    context = {
        **site.each_context(request),
        "title": "Fronts",
        "bar": next((one for one in told if one[0].live_from <= now), None),
        "bars_ahead": [one for one in told if one[0].live_from > now],
        "errors": errors,
        "lasts": LASTS,
        "newest": Version.objects.live().newest_first().defer("body")[:NEWEST],
        "due": [(one, Moment(one.live_from, zone)) for one in _due()],
        "places": _places(zone),
        "sections": [(f"section:{one.pk}", one.name) for one in Section.objects.all()],
        "typed": request.POST,
        "zone": zone,
    }
    return TemplateResponse(request, "admin/front/list.html", context)


def address(front: Front) -> str:
    """Return where a draft is arranged."""
    return reverse("admin:articles_front_change", args=[front.pk])


def who(state: Arrangement) -> str:
    """Return who saved a state."""
    return person(state.made_by) or "The newsroom"


def may_arrange(request: HttpRequest) -> None:
    """Raise PermissionDenied for those who may not arrange fronts."""
    user: Any = request.user
    if not user.has_perm(arranging.PERMISSION):
        raise PermissionDenied


def _begun(request: HttpRequest) -> str:
    """Make a draft, call off or take down, set the bar or end it; return where to go on. Raises Refused."""
    if "_break" in request.POST:
        _broken(request)
        return reverse("admin:fronts")
    if "_end_breaking" in request.POST:
        fronting.end_breaking(by=request.user)
        return reverse("admin:fronts")
    if key := request.POST.get("_call_off_breaking", ""):
        fronting.call_off_breaking(int(key) if is_key(key) else 0, by=request.user)
        return reverse("admin:fronts")
    for act in ("_call_off", "_take_down"):
        if key := request.POST.get(act, ""):
            version = FrontVersion.objects.filter(pk=key).first() if is_key(key) else None
            if version is None:
                raise Refused(fronting.Finding("at", "This front is called off already."))
            (fronting.call_off_front if act == "_call_off" else fronting.take_down)(version, by=request.user)
            return reverse("admin:fronts")
    place = _place_of(request)
    live = FrontVersion.objects.of(**place).live().select_related("arrangement").first()
    from_live = live and request.POST.get("from") != "empty"
    boxes = arranging.boxes_of(live.arrangement) if live and from_live else arranging.automatic(**place)
    name = request.POST.get("name", "").replace("\0", "")
    return address(arranging.start(name, boxes, by=request.user, **place))


def _broken(request: HttpRequest) -> None:
    """Put the breaking-news bar over every page, now or from a time to come. Raises Refused."""
    zone = site_record(request).tz
    key, lasts = request.POST.get("story", ""), request.POST.get("lasts", "")
    story = Article.objects.filter(pk=key).first() if is_key(key) else None
    if key and story is None:
        raise Refused(fronting.Finding("story", "This story is gone. Choose another."))
    at, error = read_clock(request.POST.get("starts", ""), zone)
    if error:
        raise Refused(fronting.Finding("starts", error))
    if lasts == "at":
        until, error = read_clock(request.POST.get("until", ""), zone)
        if until is None:
            raise Refused(fronting.Finding("until", error or "Until when? It needs an end."))
    else:
        until = (at or timezone.now()) + dt.timedelta(minutes=int(lasts) if lasts in dict(LASTS) else int(LASTS[1][0]))
    words = request.POST.get("words", "").replace("\0", "")
    bar = fronting.break_news(words, until, by=request.user, article=story, at=at)
    begins = f"from {Moment(bar.live_from, zone).exact} " if at else ""
    stands = "will stand" if at else "stands"
    messages.success(request, f"“{bar}” {stands} over every page {begins}until {Moment(bar.live_until, zone).exact}.")


def _due() -> Any:
    """Return the next versions by which stories that readers do not see begin, for bars that are to begin with them."""
    live = Version.objects.live().values("article")
    return (
        Version.objects.upcoming()
        .filter(number=1)
        .exclude(article__in=live)
        .order_by("live_from")
        .defer("body")[:NEWEST]
    )


def _place_of(request: HttpRequest) -> dict[str, Any]:
    """Return the place that was chosen. Raises Refused for one that there is not."""
    kind, _, key = request.POST.get("place", "").partition(":")
    if kind == "tag":
        typed = request.POST.get("tag", "").replace("\0", "")
        tag = Tag.objects.like(typed) if typed.strip() else None
        if tag is None:
            raise Refused(fronting.Finding("tag", f"There is no tag “{typed.strip()}”."))
        return {"section": None, "tag": tag}
    section = Section.objects.filter(pk=key).first() if is_key(key) else None
    if kind == "section" and section is None:
        raise Refused(fronting.Finding("place", "This section is gone. Choose another."))
    return {"section": section, "tag": None}


def _places(zone: Any) -> list[dict[str, Any]]:
    """Return the site, and every section and tag with a draft or a front, each with what it has; three queries."""
    now = timezone.now()
    versions = FrontVersion.objects.live_or_later(now).select_related("section", "tag", "made_by", "arrangement")
    drafts = Front.objects.select_related("section", "tag", "arrangement__made_by")
    found: dict[tuple[Any, Any], dict[str, Any]] = {(None, None): {"name": "Front page", "url": reverse("front")}}
    rows: list[Any] = [*drafts, *versions.order_by("live_from")]
    for one in rows:
        place = found.setdefault((one.section_id, one.tag_id), {"name": one.place_name, "url": one.place_url})
        if isinstance(one, Front):
            told = (one, Moment(one.arrangement.made_at, zone), who(one.arrangement))
            place.setdefault("drafts", []).append(told)
        elif one.live_from <= now:
            place["live"] = (one, Moment(one.live_from, zone), person(one.made_by))
        else:
            place.setdefault("ahead", []).append((one, Moment(one.live_from, zone), person(one.made_by)))
    return list(found.values())
