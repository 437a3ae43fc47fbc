"""Killing a story or a photo: out of everything readers can reach at once, on record, until it is brought back.

Nothing runs for it and nothing is deleted. A killed story's versions, past, present and to come, pass no gate of
`VersionQuerySet`; a killed photo is printed nowhere, and the addresses of its renditions answer 410. Both keep all that
they had, so that bringing them back is exact.

`by` must hold the permission to kill; None is the newsroom's own machinery. The acts raise PermissionDenied, Refused.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.freezing import settle
from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.house_rules.hold import held_because
from articles.models import Act, Article, Kill, Version
from articles.recording import on_record, record
from articles.windows import call_off
from media.models import Photo


@transaction.atomic
def kill_story(article: Article, *, by: Any, reason: str, note: str = "") -> Kill:
    """Take a story from its readers everywhere, with all its versions, those to come too.

    reason: for the newsroom; note: for readers who come to its address.
    """
    permit(by, "articles.kill_article")
    hold(article)
    if article.kills.in_force().exists():
        raise Refused(Finding("state", "This story is killed already."))
    if not article.versions.exists():
        raise Refused(Finding("state", "Readers have nothing of this story. A draft is deleted, not killed."))
    reason = _said(reason)
    with on_record(article, by, Act.KILLED, reason):
        killed = Kill.objects.create(article=article, at=timezone.now(), by=by, reason=reason, note=note.strip())
        article.versions.update(kill=killed)
    return killed


@transaction.atomic
def revive_story(article: Article, *, by: Any) -> list[Version]:
    """Bring a killed story back as it was; return the versions that would have begun while it was killed.

    Those are called off: nothing goes out because its time has passed meanwhile. What is due later is due again.
    """
    permit(by, "articles.kill_article")
    hold(article)
    killed = article.kills.in_force().first()
    if killed is None:
        raise Refused(Finding("state", "This story is not killed."))
    if article.held_at:
        raise Refused(held_because(article.hold_reason))
    now = timezone.now()
    missed = list(killed.versions.filter(live_from__gt=killed.at, live_from__lte=now).order_by("-live_from"))
    with on_record(article, by, Act.REVIVED):
        killed.versions.update(kill=None)
        killed.revived_at, killed.revived_by = now, by
        killed.save(update_fields=["revived_at", "revived_by"])
        for version in missed:
            call_off(version)
        settle(article)
    return missed


@transaction.atomic
def kill_photo(photo: Photo, *, by: Any, reason: str) -> None:
    """Take a photo off every page, list and card, out of the picker, and close the addresses of its renditions."""
    permit(by, "media.kill_photo")
    photo.refresh_from_db(from_queryset=Photo.objects.select_for_update())
    if photo.killed_at:
        raise Refused(Finding("state", "This photo is killed already."))
    reason = _said(reason)
    _mark(photo, at=timezone.now(), by=by, reason=reason)
    record(by, Act.KILLED, photo, before={"Readers see it": "yes"}, after={"Readers see it": "no"}, reason=reason)


@transaction.atomic
def revive_photo(photo: Photo, *, by: Any) -> None:
    """Bring a killed photo back wherever it stood and still stands."""
    permit(by, "media.kill_photo")
    photo.refresh_from_db(from_queryset=Photo.objects.select_for_update())
    if not photo.killed_at:
        raise Refused(Finding("state", "This photo is not killed."))
    _mark(photo, at=None, by=None, reason="")
    record(by, Act.REVIVED, photo, before={"Readers see it": "no"}, after={"Readers see it": "yes"})


def _mark(photo: Photo, *, at: dt.datetime | None, by: Any, reason: str) -> None:
    photo.killed_at, photo.killed_by, photo.kill_reason = at, by, reason
    photo.save(update_fields=["killed_at", "killed_by", "kill_reason", "updated_at"])


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(Finding("reason", "Say why, for those who come after you."))
    return reason.strip()
