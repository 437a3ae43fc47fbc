"""Addresses that were ours once: a story's earlier ones, and those of the system before this one."""

import datetime as dt
import unicodedata
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from articles.models import Redirect, Version, instant

from .missing import not_found
from .responses import CACHE_CONTROL
from .withdrawn import withdrawn

LONGEST = 500


@require_safe
def moved(request: HttpRequest, path: str) -> HttpResponse:
    """Lead on from an address that no page has, or say that there is nothing."""
    return led_on(request)


def led_on(request: HttpRequest) -> HttpResponse:
    """Lead on to where the newsroom's list of redirects says, or to the same address with a slash; else answer 404."""
    path = request.path_info
    if len(path) <= LONGEST and path.isprintable():
        answer = _listed(request, path)
        if answer is None and (target := _with_slash(request)):
            answer = permanently(target)
        if answer:
            return answer
    return not_found(request)


def once_at(day: dt.date, slug: str) -> Q:
    """Narrow versions down to the story that readers once found at an address.

    Capitals and decomposed accents, as some programs write them into links, lead to the story too.
    """
    spellings = [slug, unicodedata.normalize("NFC", slug), unicodedata.normalize("NFC", slug.casefold())]
    at_address = Version.objects.filter(slug__in=spellings, published_on=day)
    once = at_address.seen() | at_address.seen_until_killed()
    return Q(article__in=once.values("article"))


def elsewhere(request: HttpRequest, story: Q, beneath: str = "") -> HttpResponse | None:
    """Lead to where a story is now, or say that it was withdrawn; None for one that is not there, whatever the reason.

    story: narrows versions down to its own. beneath: what follows its address, as in “history/”.
    """
    now = instant()
    live = Version.objects.live(now).filter(story).defer("body").first()
    if live:
        return permanently(f"{live.get_absolute_url()}{beneath}")
    gone = Version.objects.withdrawn(now).filter(story).defer("body").first() or _killed(story)
    return withdrawn(request, gone) if gone else None


def stood_for(request: HttpRequest, route: str, kind: Any, slug: str, *more: str) -> HttpResponse:
    """Lead on from the page of a thing that stands for another, or as `led_on` does.

    more: what follows the slug in the arguments of the route.
    """
    synonym = kind.objects.filter(slug=slug).exclude(stands_for=None).select_related("stands_for").first()
    return permanently(reverse(route, args=[synonym.stands_for.slug, *more])) if synonym else led_on(request)


def _killed(story: Q) -> Version | None:
    """Return the last version that readers saw of a killed story; None where that had been removed before."""
    last = Version.objects.seen_until_killed().filter(story).select_related("kill").defer("body").order_by("live_from")
    version = last.last()
    return None if version is None or version.end == Version.End.REMOVED else version


def permanently(target: str) -> HttpResponse:
    """Answer 301. Browsers ask again each time, so that an address which moves back makes no circle."""
    return HttpResponsePermanentRedirect(target, headers={"Cache-Control": CACHE_CONTROL})


def _listed(request: HttpRequest, path: str) -> HttpResponse | None:
    """Answer as a redirect says: one for the very address, query included, before one without."""
    query = request.META.get("QUERY_STRING", "")
    spellings = [f"{path}?{query}"] if query else []
    spellings += [path, path.rstrip("/") if path.endswith("/") else f"{path}/"]
    found = {one.path: one for one in Redirect.objects.filter(path__in=spellings)}
    redirect = next((found[spelling] for spelling in spellings if spelling in found), None)
    if redirect is None:
        return None
    return permanently(redirect.target) if redirect.target else elsewhere(request, Q(article=redirect.article_id))


def _with_slash(request: HttpRequest) -> str | None:
    """Return the same address with a slash at its end where that is a page."""
    if request.path_info.endswith("/"):
        return None
    try:
        match = resolve(f"{request.path_info}/")
    except Resolver404:
        return None
    return request.get_full_path(force_append_slash=True) if match.url_name != "moved" else None
