"""What people are told when the newsroom itself fails."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from articles.failing import database_is_away, disk_is_full
from newsroom.observing.watch import watched

NOTHING_SAVED = (
    "The disk of this newsroom is full, so nothing was saved. What you typed is still in your browser: go back, keep a "
    "copy, and try again once someone has made room."
)
NOT_YET = (
    "The database of this newsroom is busy or away, so nothing was saved. What you typed is still in your browser: go "
    "back, and try again in a moment."
)
PLAIN = "text/plain; charset=utf-8"


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed; a full disk (507, RFC 4918) and a locked database are told in an editor's words."""
    error = sys.exc_info()[1]
    if error is not None and disk_is_full(error):
        return HttpResponse(NOTHING_SAVED, status=507, content_type=PLAIN)
    if error is not None and database_is_away(error):
        return HttpResponse(NOT_YET, status=503, content_type=PLAIN, headers={"Retry-After": "10"})
    watch = watched()
    # Without the request, so that nothing is asked that may have failed.
    page = loader.render_to_string("500.html", {"quoted": watch.id if watch else ""})
    return HttpResponse(page, status=500)
