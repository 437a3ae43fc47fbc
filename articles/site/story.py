"""The page of one story."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import instant
from articles.reading import chrome, page_language, with_frames
from articles.reading.sharing import preview_of
from articles.reading.story import story_at
from articles.weighing_comments import discussion_of, rule_for
from media.made_of import kept

from .absolute import root_of
from .days import day_of
from .moved import elsewhere, led_on, once_at
from .responses import page


@kept()
@require_safe
def story(request: HttpRequest, year: int, month: int, day_of_month: int, slug: str) -> HttpResponse:
    """Show what readers see at an address now; lead on from one that was the story's before."""
    day = day_of(year, month, day_of_month)
    if day is None:
        return led_on(request)
    shown = story_at(day, slug)
    if shown is None:
        return elsewhere(request, once_at(day, slug)) or led_on(request)
    version, head = shown.version, chrome()
    language = page_language(version.language, head.site.language)
    context: dict[str, Any] = {"story": shown, "section": version.section}
    context["preview"] = preview_of(shown, head.site, root_of(request))
    context["talk"] = rule_for(version, discussion_of(version.article), head.site, instant())
    return with_frames(page(request, "articles/story.html", head, context, language=language), shown.frames)
