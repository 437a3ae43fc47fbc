"""How pages are answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from articles.reading import Chrome, render_page

from .absolute import absolute
from .following import WHOLE_SITE
from .paging import Listing

# A browser asks again each time, so that what was withdrawn is gone at the next look.
CACHE_CONTROL = "no-cache"


def page(
    request: HttpRequest,
    template: str,
    chrome: Chrome,
    context: dict[str, Any],
    *,
    language: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with a page. The template gets no request: only its own absolute address."""
    context = {"canonical": absolute(request, request.path), "follow": WHOLE_SITE, **context}
    html = render_page(template, chrome, context, language=language)
    return HttpResponse(html, status=status, headers={"Cache-Control": CACHE_CONTROL})


def list_page(
    request: HttpRequest, template: str, chrome: Chrome, stories: Listing, context: dict[str, Any]
) -> HttpResponse:
    """Answer with one page of a list of stories."""
    canonical = absolute(request, f"{request.path}?{stories.key}" if stories.key else request.path)
    return page(
        request, template, chrome, {"listing": stories, "here": request.path, "canonical": canonical, **context}
    )
