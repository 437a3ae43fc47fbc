"""How many queries an answer cost, told in a header."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def counted(get_response: Answer) -> Answer:
    """Count what is asked of the database for each request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = 0

        def count(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response.headers["X-Queries"] = str(asked)
        return response

    return middleware
