"""What guards the readers' forms, which know no cookie and no log-in.

A form carries when it was printed and for which story, signed with the site's secret. That is enough where nobody has
rights that another site could borrow: whoever makes a browser send such a form does what they could do from their own.
It keeps out programs that never asked for the page, that send in no time at all, or that send one page for ever; and a
page that a cache hands out to many is as good as one of its own.
"""

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest

# In seconds: nobody writes faster, and nobody needs longer.
QUICK, OLD = 3, 24 * 3600
MINE_FOR = 30 * 24 * 3600


def form_token(article: int) -> str:
    """Return the token of a form on a story's page, as of now."""
    return _signer("form").sign(str(article))


def fault_of(request: HttpRequest, article: int, *, quick: int = QUICK) -> str:
    """Return what is wrong with the token that a form sends: "forged", "quick", "old"; "" for nothing.

    quick: how many seconds it takes at least.
    """
    token, signer = request.POST.get("token", ""), _signer("form")
    try:
        signed = signer.unsign(token, max_age=OLD)
    except SignatureExpired:
        return "old"
    except BadSignature:
        return "forged"
    # Browsers say where a form was sent from; of one from elsewhere its story cannot be known.
    if signed != str(article) or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return "forged"
    try:
        signer.unsign(token, max_age=quick - 1)
    except SignatureExpired:
        return ""
    return "quick" if quick else ""


def mine_token(comment: int) -> str:
    """Return what shows somebody their own comment while others do not see it."""
    return _signer("mine").sign(str(comment))


def mine_of(token: str) -> int | None:
    """Return the key of the comment that a token shows to who wrote it; None for any other token."""
    try:
        return int(_signer("mine").unsign(token, max_age=MINE_FOR)) if token else None
    except BadSignature:
        return None


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"articles.comments.{purpose}", sep=".")
