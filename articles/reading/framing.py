"""Which frames a page may show: none, unless its story has embeds, and then those of their hosts."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def with_frames(response: Response, sources: Iterable[str]) -> Response:
    """Let a page show frames from these origins, once a reader asks for one. All else of its policy stays."""
    if allowed := list(sources):
        told = getattr(response, "_csp_update", None) or {}
        response._csp_update = {**told, "frame-src": allowed}  # type: ignore[attr-defined]
    return response
