"""A readers' page shown at another address than its own.

The page itself knows nothing of it: what it links to is led elsewhere when it is finished. So no template can forget
to, and what was typed by hand is led too: links in a story's text, at the foot of the page, in the redirects.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix

# As our templates and articles.body write them: no "<" stands in words, no double quote within an attribute.
OPENING = re.compile(r"""<[a-z][a-z0-9]*\s(?:[^>"]|"[^"]*")*>""")
LINK = re.compile(r'(?<=\s)(href|src|action|srcset)="([^"]*)"')
CANDIDATE = re.compile(r"[^\s,][^\s]*(?=\s|$)")
# The link that skips to the text stays the first stop for the keyboard.
TOP, HEAD_END = re.compile(r'<body\b[^>]*>(?:\s*<a class="skip".*?</a>)?', re.DOTALL), "</head>"

Lead = Callable[[str], str]


def leading(request: HttpRequest, lead: Lead) -> Lead:
    """Return what leads an address as `lead` does a path of the site's own; addresses of elsewhere stay as they are.

    A path may carry a query. Files of the site's design are nobody's page and stay, and so does what is relative.
    """
    root = get_script_prefix()
    own = re.compile(rf"(?:https?:)?//{re.escape(request.get_host())}(?=[/?#]|$)", re.IGNORECASE)

    def led(address: str) -> str:
        path = own.sub("", address, count=1) if own.match(address) else address
        if path != address and not path.startswith("/"):
            path = f"{root}{path}"
        if not path.startswith(root) or path.startswith(("//", settings.STATIC_URL)):
            return address
        return lead(path)

    return led


def led_html(html: str, lead: Lead) -> str:
    """Return a page with every link, form and picture led."""

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        value = CANDIDATE.sub(lambda one: lead(one[0]), value) if name == "srcset" else lead(value)
        return f'{name}="{value}"'

    return OPENING.sub(lambda tag: LINK.sub(attribute, tag[0]), html)


def with_notice(html: str, head: str, notice: str) -> str:
    """Return a page with a notice over it, and what that needs in the head."""
    html = html.replace(HEAD_END, f"{head}{HEAD_END}", 1)
    return TOP.sub(lambda top: f"{top[0]}\n{notice}", html, count=1)


def led_response(response: HttpResponseBase, lead: Lead, head: str, notice: str) -> HttpResponseBase:
    """Lead what a response links to and where it redirects, put a notice over it, and have it kept nowhere.

    head: HTML for the head of the page. notice: HTML that stands before all else in the body; neither is led.
    """
    if "Location" in response:
        response["Location"] = lead(response["Location"])
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        html = response.content.decode(response.charset)
        response.content = with_notice(led_html(html, lead), head, notice).encode(response.charset)
    return kept_nowhere(response)


def kept_nowhere(response: HttpResponseBase) -> HttpResponseBase:
    """Let no cache and no index keep a response."""
    for name in ("ETag", "Last-Modified", "Expires"):
        if name in response:
            del response[name]
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
