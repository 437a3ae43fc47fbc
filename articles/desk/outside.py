"""What a preview link opens: one story for somebody without a login, its photos, and nothing else.

Nothing of it is kept anywhere, found by a search engine, or told to the sites that the story links to. A link that is
expired, revoked or wrong, and one to a story that may not be shown, answer alike, so that nobody learns which it is.
Links in the page lead to what everybody can see.
"""

import re
from functools import partial
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, get_script_prefix, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import body
from articles.desk.mirror import led_html
from articles.desk.preview import unpublished
from articles.models import PreviewLink
from articles.previewing import content_of, count_opened, link_of, saved_in
from articles.reading import chrome, page_language, render_page, with_frames
from media.models import Photo
from media.renditions import FORMATS, current_name, open_rendition

RENDITION = re.compile(r"/photos/(?P<photo>[0-9]+)/(?P<name>[^/?#]+)")
KEPT_NOWHERE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


def addresses() -> list[URLPattern]:
    """Return the addresses that outsiders are given."""
    return [
        path("<str:token>/", require_safe(outside), name="outside"),
        path("<str:token>/photos/<int:photo_id>/<str:name>", require_safe(photo), name="outside_photo"),
    ]


def outside(request: HttpRequest, token: str) -> HttpResponse:
    """Show the story that a link opens, or say that it opens nothing. Sets no cookie and asks for no session."""
    link = link_of(token)
    head = chrome()
    if link is None:
        html = render_page("articles/outside_closed.html", head, {"canonical": ""})
        return HttpResponse(html, status=404, headers=KEPT_NOWHERE)
    if request.method == "GET":
        count_opened(link)
    story = unpublished(link.article, content_of(link), head.site.tz)
    version = story.version
    embargo = getattr(link.article, "embargo", None)
    embargo = embargo if embargo and embargo.holds(timezone.now()) else None
    section = version.section if version.section_id else None
    context: dict[str, Any] = {"story": story, "section": section, "canonical": "", "link": link, "embargo": embargo}
    # Nobody has published it, so no day stands on it.
    context["undated"] = link.article.first_published is None
    language = page_language(version.language, head.site.language)
    html = render_page("articles/outside.html", head, context, language=language)
    html = led_html(html, partial(_led, token=token, photos=set(story.photos)))
    return with_frames(HttpResponse(html, headers=KEPT_NOWHERE), story.frames)


def photo(request: HttpRequest, token: str, photo_id: int, name: str) -> HttpResponseBase:
    """Send a rendition of a photo that stands in the story which a link opens, while it may be shown."""
    link = link_of(token)
    wanted = photo_id if link and photo_id in _photos(link) else None
    found = Photo.objects.filter(pk=wanted).first() if wanted else None
    known = found and found.is_shown(timezone.now()) and current_name(found, name) == name
    file = open_rendition(found.pk, name) if found and known else None
    if file is None:
        words = "There is no picture at this address."
        return HttpResponse(words, status=404, content_type="text/plain", headers=KEPT_NOWHERE)
    headers = KEPT_NOWHERE | {"Content-Length": str(file.size)}
    return FileResponse(file, content_type=FORMATS[name.rpartition(".")[2]], headers=headers)


def _photos(link: PreviewLink) -> set[int]:
    """Return the keys of the photos that a link shows."""
    kept = saved_in(link)
    lead, text = (kept.lead_photo, kept.body) if kept else (link.article.lead_photo_id, link.article.body)
    return {pk for pk in [lead, *body.photo_ids(text)] if pk}


def _led(address: str, *, token: str, photos: set[int]) -> str:
    """Return where an address of the page leads: the story's own photos by way of the link, all else as for readers."""
    found = RENDITION.fullmatch(f"/{address.removeprefix(get_script_prefix())}")
    if found is None or int(found["photo"]) not in photos:
        return address
    return reverse("outside_photo", args=[token, int(found["photo"]), found["name"]])
