"""oEmbed (https://oembed.com): what another site needs to show a link to a story as a card.

A link and no more, so that nothing of ours runs elsewhere and nothing of a withdrawn story stays there.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from articles.addresses import here
from articles.models import Site, Version
from articles.reading import page_language, speaking
from articles.reading.structured import AUTHORS, page_of
from articles.reading.words import titled
from media.renditions import SHAPES, address, rendition

from .absolute import root_of
from .days import day_of
from .markup import DECLARATION, element, said
from .moved import once_at
from .responses import CACHE_CONTROL

# Anybody's page may ask, and nobody is told anything that readers are not.
HEADERS = {"Cache-Control": CACHE_CONTROL, "Access-Control-Allow-Origin": "*"}


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Tell of the story at `?url=`, as `format` json or xml, with a picture no larger than maxwidth and maxheight."""
    fmt = request.GET.get("format", "json")
    if fmt not in {"json", "xml"}:
        return HttpResponse("The formats are json and xml.", status=501, content_type="text/plain")
    try:
        most = tuple(int(request.GET.get(name) or 10_000) for name in ("maxwidth", "maxheight"))
    except ValueError:
        return HttpResponseBadRequest("maxwidth and maxheight are numbers of pixels.", content_type="text/plain")
    version = _story_at(request.GET.get("url", ""))
    if version is None:
        raise Http404
    site = Site.objects.current()
    with speaking(site, page_language(version.language, site.language)):
        told = link_to(version, site, root_of(request), most)
    if fmt == "json":
        return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json", headers=HEADERS)
    xml = DECLARATION + element("oembed", *(said(name, value) for name, value in told.items()))
    return HttpResponse(xml, content_type="text/xml; charset=utf-8", headers=HEADERS)


def link_to(version: Version, site: Site, root: str, most: tuple[int, ...]) -> dict[str, Any]:
    """Return a story as a link, in the active language. most: how wide and how high its picture may be, in pixels."""
    writers = [credit for credit in version.bylines.all() if credit.role in AUTHORS]
    told = {
        "version": "1.0",
        "type": "link",
        "title": titled(version),
        "author_name": ", ".join(credit.printed for credit in writers),
        "provider_name": site.name,
        "provider_url": f"{root}/",
    }
    if len(writers) == 1:
        told["author_url"] = root + page_of(writers[0])
    return {name: value for name, value in {**told, **_thumbnail(version, root, most)}.items() if value}


def _thumbnail(version: Version, root: str, most: tuple[int, ...]) -> dict[str, Any]:
    """Return the largest picture that fits, with its credit, which the format knows no place for."""
    photo = version.list_photo
    sizes = [rendition(photo, "card", width, "jpg") for width in SHAPES["card"].widths] if photo else []
    fitting = [one for one in sizes if one.width <= most[0] and one.height <= most[1]]
    if not photo or not fitting:
        return {}
    made = fitting[-1]
    return {
        "thumbnail_url": root + address(photo.pk, made.name),
        "thumbnail_width": made.width,
        "thumbnail_height": made.height,
        "thumbnail_credit": photo.credit_line,
    }


def _story_at(link: str) -> Version | None:
    """Return what readers see of the story that a link leads to, by its address now or by an earlier one."""
    found = here(link)
    try:
        match = resolve(found[0]) if found else None
    except Resolver404:
        return None
    if match is None or match.url_name != "story":
        return None
    values = match.kwargs
    day = day_of(values["year"], values["month"], values["day_of_month"])
    if day is None:
        return None
    live = Version.objects.live().for_cards()
    now = live.filter(slug=values["slug"], published_on=day).first()
    return now or live.filter(once_at(day, values["slug"])).first()
