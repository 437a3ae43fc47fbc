"""Who is asking, as far as it is needed: an address for the record of log-ins, and a name for a day for everybody else.

The address of a reader is never kept. What is kept, for a day, is a hash of it with a key that the site's secret and
the day make: enough to tell that two requests of one day came from one place, and nothing that leads back to it.
"""

import datetime as dt
import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

DAY = dt.timedelta(days=1)
# A household has a network of this size in IPv6, and every address in it.
HOUSEHOLD = 64


def address_of(request: HttpRequest | None) -> str | None:
    """Return where a request came from: as the proxy in front of us tells it, where there is one; None if unknown."""
    if request is None:
        return None
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # Our own proxy adds the last one; those before it are whatever the visitor claims.
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or told
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return None


def sender_of(address: str | None, at: dt.datetime | None = None) -> str:
    """Return the name that an address has on the day (UTC) of an instant (aware; None is now); unknown ones share one.

    HMAC-SHA256 (RFC 2104). Of IPv6 the network of a household is what counts.
    """
    day = (at or timezone.now()).astimezone(dt.UTC).date().isoformat()
    return keyed(f"sender {day}", _place(address))


def keyed(purpose: str, *words: str) -> str:
    """Return a hash of words that nobody can make without the site's secret: 32 hexadecimal digits."""
    message = "\0".join([purpose, *words]).encode(errors="surrogatepass")
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def _place(address: str | None) -> str:
    if address is None:
        return ""
    known = ipaddress.ip_address(address)
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, HOUSEHOLD), strict=False))
    return str(known)
