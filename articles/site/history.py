"""What changed in a story: the versions that readers have seen, and two of them word by word."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Version, instant
from articles.reading import History, chrome, page_language
from media.made_of import kept

from .days import day_of
from .moved import elsewhere, led_on, once_at
from .responses import page


@kept("from", "to")
@require_safe
def history(request: HttpRequest, year: int, month: int, day_of_month: int, slug: str) -> HttpResponse:
    """Compare two versions of a live story, `?from=2&to=4`; say so, with 404, where readers have seen no such one."""
    head = chrome()
    day = day_of(year, month, day_of_month)
    if day is None or not head.site.shows_history:
        return led_on(request)
    now = instant()
    live = Version.objects.live(now).filter(slug=slug, published_on=day).defer("body").select_related("section")
    version = live.first()
    if version is None:
        return elsewhere(request, once_at(day, slug), "history/") or led_on(request)
    told = History.of(version.article_id, now)
    comparison = told.chosen(request.GET.get("from", "").strip(), request.GET.get("to", "").strip())
    unknown = comparison is None
    comparison = comparison or told.chosen("", "")
    context = {
        "version": version,
        "section": version.section,
        "told": told,
        "comparison": comparison,
        "choices": told.choices(comparison) if comparison else [],
        "unknown": unknown,
        "canonical": "",
    }
    language = page_language(version.language, head.site.language)
    return page(request, "articles/history.html", head, context, language=language, status=404 if unknown else 200)
