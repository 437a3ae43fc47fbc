"""Preview links: making one, taking it back, and finding what an address opens.

`by` must be allowed to change stories; None is the newsroom's own machinery. The acts raise PermissionDenied, Refused.
"""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.models import Act, Article, Content, PreviewLink, Site
from articles.recording import record
from articles.restoring import fit

LONGEST = dt.timedelta(days=90)
# Links in force of one story.
MOST = 20
HOLD = "articles.hold_article"


@transaction.atomic
def make_link(article: Article, *, by: Any, until: dt.datetime, frozen: bool, note: str = "") -> PreviewLink:
    """Let somebody without a login read a story until an instant (aware); return the link.

    frozen: whether it shows the desk copy as it is now, else as it goes on. A story that is on legal hold is shown by
    those alone who may lift the hold, and a killed one by nobody.
    """
    permit(by, "articles.change_article")
    hold(article)
    now = timezone.now()
    if article.kills.in_force().exists():
        raise Refused(Finding("state", "This story is killed: a link would show nothing. Bring it back first."))
    if article.held_at and by is not None and not by.has_perm(HOLD):
        raise Refused(Finding("state", "This story is on legal hold: only who may lift the hold makes links to it."))
    if until <= now:
        raise Refused(Finding("at", "That has passed. Choose a time to come."))
    if until > now + LONGEST:
        raise Refused(Finding("at", f"A link opens for {LONGEST.days} days at most. Make another one then."))
    if article.preview_links.in_force(now).count() >= MOST:
        raise Refused(Finding("state", f"There are {MOST} links to this story already. Revoke one that is not needed."))
    if frozen and not article.revision_number:
        raise Refused(Finding("state", "Nothing of this story is saved yet."))
    revision = article.revision_number if frozen else None
    link = PreviewLink.objects.create(
        article=article, revision=revision, note=note.strip(), made_at=now, made_by=by, expires_at=until
    )
    record(by, Act.PREVIEW_LINK_MADE, article, after=_told(link), at=now)
    return link


@transaction.atomic
def revoke_link(link: PreviewLink, *, by: Any) -> None:
    """Let a link open nothing any more, from now on."""
    permit(by, "articles.change_article")
    hold(link.article)
    _revoke(link.article, PreviewLink.objects.filter(pk=link.pk), by)


def revoke_all(article: Article, *, by: Any) -> None:
    """Let no link in force to a story open anything any more. A part of acts that hold the story's row."""
    _revoke(article, article.preview_links.all(), by)


def token_of(link: PreviewLink) -> str:
    """Return what stands in the address of a link."""
    return _signer().sign(link.key)


def link_of(token: str) -> PreviewLink | None:
    """Return the link that a token opens now, with its story; None for any other, whatever the reason.

    A token that we have not made costs no query.
    """
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    return PreviewLink.objects.opening().select_related("article__section", "article__embargo").filter(key=key).first()


def content_of(link: PreviewLink) -> Content:
    """Return what a link that opens shows: the desk copy as it stands, or what is still to be had of a revision."""
    kept = saved_in(link)
    return fit(kept, link.article)[0] if kept else link.article.content()


def saved_in(link: PreviewLink) -> Content | None:
    """Return what the revision holds that a link shows; None for one that shows the desk copy."""
    found = link.article.revisions.filter(number=link.revision).first() if link.revision else None
    return Content.from_json(found.content) if found else None


def count_opened(link: PreviewLink) -> None:
    """Note that a link was opened just now. Where the database takes nothing in, the story is shown all the same."""
    with suppress(OperationalError), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=timezone.now())


def _signer() -> Signer:
    return Signer(salt="articles.previewing", sep=".")


def _revoke(article: Article, links: Any, by: Any) -> None:
    now = timezone.now()
    for link in links.in_force(now):
        PreviewLink.objects.filter(pk=link.pk).update(revoked_at=now, revoked_by=by)
        record(by, Act.PREVIEW_LINK_REVOKED, article, before=_told(link), at=now)


def _told(link: PreviewLink) -> dict[str, str]:
    zone = Site.objects.current().tz
    until = f"{link.expires_at.astimezone(zone):%-d %B %Y, %H:%M:%S} ({zone})"
    return {"Shows": link.shows, "Until": until} | ({"For": link.note} if link.note else {})
