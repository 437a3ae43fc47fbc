"""A request that breaks off is no request: without this a form that was cut on its way would be saved half."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """The body of a request, which has a length; raises OSError where it ends before that.

    Neither WSGI (PEP 3333) nor Django tells a body that was cut off from one that is shorter than was said.
    """

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes, or all that are left."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        parts = []
        while wanted:
            parts.append(self._counted(self.stream.read(wanted)))
            wanted -= len(parts[-1])
        return b"".join(parts)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return a line, or so many bytes of it."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        return self._counted(self.stream.readline(wanted)) if wanted else b""

    def _counted(self, part: bytes) -> bytes:
        if not part:
            raise OSError(f"The request broke off: {self.left} bytes of its body are missing.")
        self.left -= len(part)
        return part


def whole(application: Application) -> Application:
    """Return an application that sees no body that was cut off: Django cannot read such a form, and refuses it."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return guarded
