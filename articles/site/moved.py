"""Addresses that were ours once: a story's earlier ones, and those of the system before this one."""

import datetime as dt
import unicodedata

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from articles.models import Redirect, Version

from .missing import not_found
from .responses import CACHE_CONTROL

LONGEST = 500


@require_safe
def moved(request: HttpRequest, path: str) -> HttpResponse:
    """Lead on from an address that no page has, or say that there is nothing."""
    return led_on(request)


def led_on(request: HttpRequest) -> HttpResponse:
    """Lead on to where the newsroom's list of redirects says, or to the same address with a slash; else answer 404."""
    path = request.path_info
    if len(path) <= LONGEST and path.isprintable():
        target = _listed(path, request.META.get("QUERY_STRING", "")) or _with_slash(request)
        if target:
            return permanently(target)
    return not_found(request)


def story_moved(day: dt.date, slug: str) -> str | None:
    """Return where a story is now that readers once found at an address; None for one that was never theirs to find.

    Capitals and decomposed accents, as some programs write them into links, lead to the story too.
    """
    spellings = [slug, unicodedata.normalize("NFC", slug), unicodedata.normalize("NFC", slug.casefold())]
    once = Version.objects.seen().filter(slug__in=spellings, published_on=day)
    return _address(Version.objects.live().filter(article__in=once.values("article")).defer("body").first())


def permanently(target: str) -> HttpResponse:
    """Answer 301. Browsers ask again each time, so that an address which moves back makes no circle."""
    return HttpResponsePermanentRedirect(target, headers={"Cache-Control": CACHE_CONTROL})


def _listed(path: str, query: str) -> str | None:
    """Return where a redirect leads: one for the very address, query included, before one without."""
    spellings = [f"{path}?{query}"] if query else []
    spellings += [path, path.rstrip("/") if path.endswith("/") else f"{path}/"]
    found = {one.path: one for one in Redirect.objects.filter(path__in=spellings)}
    redirect = next((found[spelling] for spelling in spellings if spelling in found), None)
    if redirect is None:
        return None
    if redirect.article_id is None:
        return redirect.target
    return _address(Version.objects.live().filter(article=redirect.article_id).defer("body").first())


def _with_slash(request: HttpRequest) -> str | None:
    """Return the same address with a slash at its end where that is a page."""
    if request.path_info.endswith("/"):
        return None
    try:
        match = resolve(f"{request.path_info}/")
    except Resolver404:
        return None
    return request.get_full_path(force_append_slash=True) if match.url_name != "moved" else None


def _address(version: Version | None) -> str | None:
    return version.get_absolute_url() if version else None
