"""What readers are sent, compressed."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# The desk's pages and previews hold secrets beside words that a request may choose: the length of the two compressed
# together would give the secrets away (BREACH). Readers' pages hold none.
NEVER = ("/admin/", "/preview/")
TEXT = ("text/", "application/json", "application/xml")
TEXT_TOO = ("+json", "+xml")


class Compressed(GZipMiddleware):
    """Compress readers' pages, feeds and sitemaps for whoever takes gzip; pictures are as small as they get."""

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed if it may be and is worth it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        text = kind.startswith(TEXT) or kind.endswith(TEXT_TOO)
        if response.streaming or not text or request.path_info.startswith(NEVER):
            return response
        return super().process_response(request, response)
