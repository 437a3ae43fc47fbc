"""What people are told when the newsroom itself fails."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from articles.failing import disk_is_full

NOTHING_SAVED = (
    "The disk of this newsroom is full, so nothing was saved. What you typed is still in your browser: go back, keep a "
    "copy, and try again once someone has made room."
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed; a full disk is told in words an editor understands (507, RFC 4918)."""
    error = sys.exc_info()[1]
    if error is not None and disk_is_full(error):
        return HttpResponse(NOTHING_SAVED, status=507, content_type="text/plain; charset=utf-8")
    return defaults.server_error(request)
