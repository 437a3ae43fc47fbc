"""Headers that differ between the desk and the readers' pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


def desk_policy(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the desk, and only the desk, show a picture that was dropped or pasted and is not uploaded yet."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith("/admin/"):
            told = getattr(response, "_csp_update", None) or {}
            response._csp_update = {**told, "img-src": ["blob:"]}  # type: ignore[attr-defined]
        return response

    return middleware
