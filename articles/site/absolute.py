"""Addresses as other sites and machines need them: whole."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest


def root_of(request: HttpRequest) -> str:
    """Return what stands before the paths of this site: as NEWSROOM_ADDRESS says, else as the request came in."""
    return settings.ADDRESS or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path of this site, which may carry a query, or of an address as it is written."""
    return urljoin(f"{root_of(request)}/", path)


def lasting_key(kind: str, key: int) -> str:
    """Return a name for something of this newsroom that stays when its address changes: a tag URI (RFC 4151)."""
    host = urlsplit(settings.ADDRESS).hostname or settings.ALLOWED_HOSTS[0]
    return f"tag:{host},2026:{kind}/{key}"
