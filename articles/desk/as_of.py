"""The whole site as of any instant: every readers' address, asked as it will answer then, or answered then.

The addresses are the readers' own under a prefix that names the instant: `…/2026-11-27T18:00:00+01:00/tags/`. What
answers is the site's own view, told another instant by `as_of`; what it links to keeps the prefix by `mirror`.
"""

import copy
import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, get_resolver, get_script_prefix, path, register_converter, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import arranging
from articles.desk.front_rows import parts_of_boxes
from articles.desk.mirror import leading, led_response
from articles.desk.questions import TimeQuestion
from articles.desk.whose import site_record
from articles.models import Front, as_of
from articles.reading.changes import last_change, next_change
from articles.reading.front import trying_out

SECOND = dt.timedelta(seconds=1)
PERMISSION = "articles.view_as_of"


class Instant:
    """An instant to the second, with the offset of its clocks; one between two seconds is told by the later one."""

    regex = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d(?::\d\d)?"

    def to_python(self, value: str) -> dt.datetime:
        """Return the instant. Raises ValueError for one that no calendar has."""
        try:
            at = dt.datetime.fromisoformat(value).astimezone(dt.UTC)
        except OverflowError as error:
            raise ValueError(value) from error
        if not 1 < at.year < dt.MAXYEAR:
            raise ValueError(value)
        return at

    def to_url(self, value: dt.datetime) -> str:
        """Return the instant by the clocks of the active time zone."""
        whole = value.replace(microsecond=0)
        return timezone.localtime(whole + SECOND if whole < value else whole).isoformat(timespec="seconds")


class Rest:
    """What follows, whatever it is."""

    regex = ".*"

    def to_python(self, value: str) -> str:
        """Return it."""
        return value

    def to_url(self, value: str) -> str:
        """Return it."""
        return value


register_converter(Instant, "instant")
register_converter(Rest, "rest")


def addresses(readers: str) -> list[URLPattern]:
    """Return the addresses of the site as of any instant; `readers` is the URLconf of what readers see."""
    wrap = admin.site.admin_view
    draft = wrap(require_safe(partial(show_draft, readers=readers)))
    return [
        path("", wrap(require_safe(choose)), name="as_of_choose"),
        path("draft/<int:pk>/<instant:at>/", draft, name="as_of_draft"),
        path("<instant:at>/<rest:rest>", wrap(require_safe(partial(show, readers=readers))), name="as_of"),
    ]


def site_as_of(at: dt.datetime, address: str = "/") -> str:
    """Return where a readers' address (a path as in a link, with or without a query) is seen as of an instant."""
    return reverse("as_of", args=[at, ""]) + address.removeprefix(get_script_prefix()).lstrip("/")


class WhenQuestion(TimeQuestion):
    """As of when? `path` is the readers' address that is looked at."""

    prefix = ""


def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the site as of the instant that was chosen, or of now; else ask for it. Raises PermissionDenied."""
    _check(request)
    address = request.GET.get("path", "/")
    if "now" in request.GET:
        return HttpResponseRedirect(site_as_of(timezone.now(), address))
    form = WhenQuestion(request.GET if "date" in request.GET else None)
    if form.is_valid():
        return HttpResponseRedirect(site_as_of(form.cleaned_data["at"], address))
    context = {"title": "The site as of another time", "form": form, "path": address}
    return TemplateResponse(request, "admin/as_of/choose.html", {**admin.site.each_context(request), **context})


def show(request: HttpRequest, at: dt.datetime, rest: str, *, readers: str) -> HttpResponseBase:
    """Answer as the readers' address does at an instant, with a bar that says so. Raises PermissionDenied."""
    _check(request)
    response = _answered(request, at, rest, readers)
    bar = render_to_string("admin/as_of/_bar.html", bar_of(request, at, _asked(request, rest).get_full_path()))
    return _led(request, at, response, bar)


def show_draft(request: HttpRequest, pk: int, at: dt.datetime, *, readers: str) -> HttpResponseBase:
    """Show the page that a draft of a front would make at an instant. Raises PermissionDenied."""
    user: Any = request.user
    if not user.has_perm(arranging.PERMISSION):
        raise PermissionDenied
    front = get_object_or_404(Front.objects.select_related("section", "tag", "arrangement"), pk=pk)
    boxes = arranging.boxes_of(front.arrangement)
    with trying_out(parts_of_boxes(boxes, at), front.section, front.tag):
        response = _answered(request, at, front.place_url.removeprefix(get_script_prefix()), readers)
    bar = render_to_string(
        "admin/as_of/_draft_bar.html", {"front": front, "at": at, "form": WhenQuestion(initial=_typed(at))}
    )
    return _led(request, at, response, bar)


def _answered(request: HttpRequest, at: dt.datetime, rest: str, readers: str) -> HttpResponseBase:
    """Answer as a readers' address does at an instant."""
    inner = _asked(request, rest)
    with as_of(at):
        try:
            match = resolve(inner.path_info, readers)
            inner.resolver_match = match
            return match.func(inner, *match.args, **match.kwargs)
        except Http404 as missing:
            nowhere: Any = get_resolver().resolve_error_handler(404)
            return nowhere(inner, missing)


def _led(request: HttpRequest, at: dt.datetime, response: HttpResponseBase, bar: str) -> HttpResponseBase:
    """Lead what an answer links to, and put a bar over it."""
    lead = leading(request, partial(site_as_of, at))
    return led_response(response, lead, head=render_to_string("admin/as_of/_head.html"), notice=bar)


@dataclass(frozen=True)
class Step:
    """An instant at which something changes, and the same page as of then."""

    at: dt.datetime
    address: str


def bar_of(request: HttpRequest, at: dt.datetime, address: str) -> dict[str, Any]:
    """Return what the bar says over a readers' address as of an instant, in four to six queries."""
    steps = {"later": next_change(at), "earlier": last_change(at - SECOND)}
    zone = site_record(request).tz
    return {
        "at": at,
        # Django's own filter says nothing in the hour that comes twice.
        "clocks": f"{at.astimezone(zone):%Z}, {zone.key}",
        "ahead": at > timezone.now(),
        "path": address,
        "form": WhenQuestion(initial=_typed(at)),
        **{name: Step(when, site_as_of(when, address)) if when else None for name, when in steps.items()},
    }


def _typed(at: dt.datetime) -> dict[str, Any]:
    local = timezone.localtime(at)
    return {"date": local.date(), "time": local.time(), "which": str(local.fold)}


def _check(request: HttpRequest) -> None:
    user: Any = request.user
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def _asked(request: HttpRequest, rest: str) -> HttpRequest:
    """Return the request as a reader would make it, who is nobody here."""
    inner: Any = copy.copy(request)
    inner.COOKIES, inner.user = {}, AnonymousUser()
    inner.path_info = f"/{rest}"
    inner.path = f"{get_script_prefix()}{rest}"
    inner.META = {**request.META, "PATH_INFO": inner.path_info}
    return inner
