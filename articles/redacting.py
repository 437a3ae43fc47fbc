"""Redaction: words taken out of everything that readers ever saw of a story. The one act that changes a version.

It cannot be undone, and the words are in no record of it.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils import timezone, translation

from articles import body
from articles.body.gaps import Gaps
from articles.freezing import note_last_digests, thaw
from articles.holding import Refused, hold, permit
from articles.house_rules import Finding
from articles.models import (
    HANDOVER_NOTE_LENGTH,
    HEADLINE_LENGTH,
    KICKER_LENGTH,
    PREVIEW_NOTE_LENGTH,
    Act,
    Article,
    Content,
    OpenForm,
    Revision,
    Site,
    Version,
)
from articles.models.naming import free_slug
from articles.reading.dates import printed
from articles.reading.language import catalogue
from articles.reading.words import REDACTED
from articles.recording import record
from articles.search.indexing import forget, index_versions

NOTE_LENGTH = REPR_LENGTH = 200
SHORTEST = 2
NOTE = "Words redacted for legal reasons"


@dataclass(frozen=True)
class Touched:
    """A version in which words would be redacted: in so many places, in these parts (names of a content's fields)."""

    version: Version
    places: int
    parts: list[str]


@transaction.atomic
def redact(article: Article, passages: Iterable[str], *, by: Any, reason: str, desk: bool = True) -> list[Version]:
    """Take passages out of every version of a story, for good; return the versions that had them, as they are now.

    Readers see a mark with the day in their place, and preview links open nothing any more. desk: whether the desk
    copy, its revisions and what is typed and not saved lose them too; else the words come back when the desk copy is
    published. reason: kept on record; it must not repeat the words. Raises PermissionDenied, and Refused for words that
    stand nowhere.
    """
    permit(by, "articles.redact_article")
    hold(article)
    now = timezone.now()
    redaction = Redaction(article, passages, now)
    if not reason.strip():
        raise Refused(Finding("reason", "Say why: the reason is kept on record."))
    if redaction.gaps(article.language).count(reason):
        raise Refused(Finding("reason", "The reason repeats the words, and it is kept on record."))
    redacted = []
    for version in article.versions.order_by("live_from"):
        if changes := redaction.changes(version):
            Version.objects.filter(pk=version.pk).update(**changes, redacted_at=now)
            version.refresh_from_db()
            redacted.append(version)
    index_versions(version.pk for version in redacted)
    on_desk = desk and _redact_desk(article, redaction, by)
    note_last_digests([article.pk])
    if not (redacted or on_desk):
        where = "nowhere in the story" if desk else "in no version of the story"
        raise Refused(Finding("passages", f"These words stand {where}."))
    forget(redaction.passages)
    told = {"Redacted": [f"version {version.number}" for version in redacted] + ["the desk copy"] * on_desk}
    if revoked := article.preview_links.in_force(now).update(revoked_at=now, revoked_by=by):
        told["Preview links revoked"] = [str(revoked)]
    # By its name without the words, which the desk copy may still have.
    about = Article(pk=article.pk, headline=redaction.gaps(article.language).in_text(article.headline))
    record(by, Act.REDACTED, about, after=told, reason=reason, at=now)
    return redacted


def touched(article: Article, passages: Iterable[str]) -> list[Touched]:
    """Return which versions hold the passages, the newest first: what redacting them would change. Raises Refused."""
    redaction = Redaction(article, passages, timezone.now())
    found: list[Touched] = []
    for version in article.versions.order_by("-live_from"):
        gaps = redaction.gaps(version.language)
        counts = {part: gaps.count(text) for part, text in _texts(version).items()}
        counts["slug"] = int(gaps.in_address(version.slug))
        parts = [part for part, count in counts.items() if count]
        if parts:
            found.append(Touched(version, sum(counts.values()), parts))
    return found


class Redaction:
    """Passages to be taken out of a story at an instant (aware), and what becomes of whatever holds them."""

    def __init__(self, article: Article, passages: Iterable[str], at: dt.datetime) -> None:
        """Raise Refused for passages that cannot be taken out."""
        self.article = article
        self.passages = [" ".join(one.split()) for one in passages if one.strip()]
        if not self.passages:
            raise Refused(Finding("passages", "Write the words to be taken out."))
        if short := [one for one in self.passages if len(one) < SHORTEST]:
            raise Refused(Finding("passages", f"“{short[0]}” is too short: it would stand everywhere."))
        self.day = at.astimezone(Site.objects.current().tz).date()
        self._gaps: dict[str, Gaps] = {}
        self._slugs: dict[str, str] = {}

    def gaps(self, language: str) -> Gaps:
        """Return what takes the passages out of words in a language."""
        return self._gaps.setdefault(language, Gaps(self.passages, mark(language, self.day)))

    def content(self, content: Content) -> Content:
        """Return a content without the passages, in its address neither."""
        gaps = self.gaps(content.language)
        text = gaps.in_body(content.body)
        return replace(
            content,
            kicker=gaps.in_text(content.kicker, KICKER_LENGTH),
            headline=gaps.in_text(content.headline, HEADLINE_LENGTH),
            standfirst=gaps.in_text(content.standfirst),
            lead_caption=gaps.in_text(content.lead_caption),
            body=body.clean(text) if text != content.body else text,
            slug=self._slug(content.slug, gaps),
        )

    def changes(self, version: Version) -> dict[str, Any]:
        """Return the columns of a version that change, by name; none where it holds no passage."""
        before, gaps = version.content(), self.gaps(version.language)
        after = self.content(before)
        notes = {"note": gaps.in_text(version.note), "end_note": gaps.in_text(version.end_note)}
        if after == before and notes == {"note": version.note, "end_note": version.end_note}:
            return {}
        return {**after.columns(), **notes, "digest": after.digest, "words": body.word_count(after.body)}

    def _slug(self, old: str, gaps: Gaps) -> str:
        """Return another address for one that names a passage: the same for each that is the same."""
        if not gaps.in_address(old):
            return old
        if old not in self._slugs:
            left = gaps.in_addresses.sub(" ", old.replace("-", " "))
            self._slugs[old] = free_slug(left, "story", self.article.taken_slugs)
        return self._slugs[old]


def mark(language: str, day: dt.date) -> str:
    """Return what stands for redacted words in a language: “[Redacted for legal reasons, 27 November 2026]”."""
    with translation.override(catalogue(language)):
        return f"[{REDACTED}, {printed(day, 'date')}]"


def _texts(version: Version) -> dict[str, str]:
    """Return the words of a version by part; those of its address apart."""
    texts = {name: getattr(version, name) for name in ("kicker", "headline", "standfirst", "lead_caption", "note")}
    return {**texts, "note at withdrawal": version.end_note, "body": body.plain_text(version.body)}


def _redact_desk(article: Article, redaction: Redaction, by: Any) -> bool:
    """Redact the desk copy, its revisions, what is typed and not saved, and notes; whether any had the words."""
    gaps = redaction.gaps(article.language)
    thaw(article, redaction.content(article.content()))
    changed = Revision.objects.keep(article, by, note=NOTE) is not None
    for revision in article.revisions.all():
        before = Content.from_json(revision.content)
        after, note = redaction.content(before), gaps.in_text(revision.note)[:NOTE_LENGTH]
        if after != before or note != revision.note:
            changed = True
            revision.content, revision.note = after.as_json(), note
            revision.save(update_fields=["content", "note"])
    for form in OpenForm.objects.on(f"{article._meta.label_lower}/{article.pk}").exclude(typed=""):
        pairs = [(name, _typed(name, value, gaps)) for name, value in form.pairs]
        if pairs != form.pairs:
            changed = True
            form.typed = json.dumps(pairs)
            form.save(update_fields=["typed"])
    for handover in article.handovers.exclude(note=""):
        article.handovers.filter(pk=handover.pk).update(note=gaps.in_text(handover.note, HANDOVER_NOTE_LENGTH))
    for link in article.preview_links.exclude(note=""):
        article.preview_links.filter(pk=link.pk).update(note=gaps.in_text(link.note, PREVIEW_NOTE_LENGTH))
    for entry in LogEntry.objects.filter(content_type__app_label="articles", object_id=str(article.pk)):
        entry.object_repr = gaps.in_text(entry.object_repr, REPR_LENGTH)
        entry.save(update_fields=["object_repr"])
    return changed


def _typed(name: str, value: str, gaps: Gaps) -> str:
    if name != "body":
        return gaps.in_text(value)
    cleaned = body.clean(value)
    left = gaps.in_body(cleaned)
    return body.clean(left) if left != cleaned else value
