"""The page of readers' comments on a story, where they are read, written, answered and reported.

Whoever reads gets no cookie and writes nothing. There is no cookie for who writes either: the address to which they are
led then shows them their own comment. See form_token for what guards the forms.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Comment, Version, instant, is_another_time
from articles.reading import Talk, chrome, page_language
from articles.reading.talk import mine_words
from articles.weighing_comments import discussion_of, rule_for

from .absolute import absolute
from .days import day_of
from .form_token import form_token, mine_of
from .moved import elsewhere, led_on, once_at
from .responses import page
from .writing_comments import Draft, Place, report_page, take, take_report, write_page

PLACE = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)
NOBODY_ELSE_S = "private, no-store"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, year: int, month: int, day_of_month: int, slug: str) -> HttpResponse:
    """Show the comments on a live story, or take one in; as of another time nothing is taken.

    What a reader had begun to write when the story moved is taken where it stands now.
    """
    day = day_of(year, month, day_of_month)
    if day is None:
        return led_on(request)
    live = Version.objects.live().select_related("section", "article__discussion").defer("body")
    version = live.filter(slug=slug, published_on=day).first()
    if version is None and request.method == "POST":
        version = live.filter(once_at(day, slug)).first()
    if version is None:
        return elsewhere(request, once_at(day, slug), "comments/") or led_on(request)
    head = chrome()
    rule = rule_for(version, discussion_of(version.article), head.site, instant())
    if not rule.shown:
        return led_on(request)
    place = Place(request, version, head, rule, page_language(version.language, head.site.language))
    if request.method == "POST":
        return take_report(place) if "report" in request.POST else take(place)
    if "reply" in request.GET and rule.open and not is_another_time():
        return write_page(place, Draft(answers=request.GET["reply"]))
    if "report" in request.GET and not is_another_time():
        return report_page(place, request.GET["report"])
    return _listed(place)


def _listed(place: Place) -> HttpResponse:
    """Show one page of comments, in one query; in one more where somebody's own is among what is asked for."""
    request, version = place.request, place.version
    after = _place(request.GET.get("after"))
    talk = Talk.of(place.rule, Comment.objects.on(version.article_id), after)
    mine = _mine(request, version)
    context: dict[str, Any] = {
        "version": version,
        "section": version.section,
        "talk": talk,
        "first": after is None,
        "here": request.path,
        "story_address": absolute(request, version.get_absolute_url()),
        "canonical": absolute(request, f"{request.path}?after={request.GET['after']}" if after else request.path),
        "unlisted": bool(set(request.GET) - {"after"}),
        "mine": mine,
        "mine_told": mine_words(mine) if mine else "",
        "reported": "reported" in request.GET,
        "draft": Draft() if place.rule.open and not is_another_time() else None,
        "token": form_token(version.article_id),
    }
    response = page(request, "articles/comments.html", place.head, context, language=place.language)
    if mine:
        response.headers["Cache-Control"] = NOBODY_ELSE_S
    return response


def _mine(request: HttpRequest, version: Version) -> Comment | None:
    key = mine_of(request.GET.get("mine", ""))
    return Comment.objects.filter(pk=key, article=version.article_id).first() if key else None


def _place(key: str | None) -> tuple[int, int] | None:
    """Return the place in the list that an address names; None for the first page. Raises Http404 for no place."""
    if key is None:
        return None
    match = PLACE.fullmatch(key)
    if match is None:
        raise Http404("This is no place in a list.")
    return int(match[1]), int(match[2])
