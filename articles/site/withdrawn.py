"""The page of a story that was withdrawn."""

from django.http import HttpRequest, HttpResponse

from articles.models import Version
from articles.reading import chrome, page_language

from .responses import page


def withdrawn(request: HttpRequest, version: Version) -> HttpResponse:
    """Answer 410, in the story's language: that it was withdrawn or killed, when, and what the newsroom says of it.

    version: the last one readers saw. None of its words are told: they may be why it was withdrawn.
    """
    killed = version.kill
    at, note = (killed.at, killed.note) if killed else (version.live_until, version.end_note)
    head = chrome()
    language = page_language(version.language, head.site.language)
    context = {"version": version, "at": at, "note": note, "canonical": ""}
    return page(request, "articles/withdrawn.html", head, context, language=language, status=410)
