"""Headers that differ between the desk and the readers' pages."""

from collections.abc import Callable

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponseBase


def desk_policy(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the desk, and only the desk, show a picture that was dropped or pasted and is not uploaded yet."""
    with_previews = csp_update({"img-src": ["blob:"]})(get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return (with_previews if request.path_info.startswith("/admin/") else get_response)(request)

    return middleware
