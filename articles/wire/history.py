"""What happened to the sample edition's stories after they were first published, told afterwards."""

import datetime as dt
import html
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import body, publishing
from articles.freezing import Frozen, thaw
from articles.models import Article, Content, Kind, Revision, Version

KINDS = {
    "update": Kind.UPDATE,
    "schedule": Kind.UPDATE,
    "correct": Kind.CORRECTION,
    "clarify": Kind.CLARIFICATION,
    "retract": Kind.RETRACTION,
}
WITHDRAW = "withdraw"
NOTES = {
    "update": "Updated",
    "schedule": "Scheduled",
    "correct": "Corrected",
    "clarify": "Clarified",
    "retract": "Retracted",
}


@dataclass(frozen=True)
class Act:
    """One act, of KINDS or WITHDRAW: on the story with this id, at an aware instant.

    changes gives columns of the desk copy other values, and in "body_replace" lists [old words, new words].
    """

    story: str
    act: str
    at: dt.datetime
    note: str = ""
    changes: dict[str, Any] | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Act":
        """Return the act that edition.json tells."""
        return cls(**{**data, "at": dt.datetime.fromisoformat(data["at"])})


@transaction.atomic
def tell_history(article: Article, published: dt.datetime | None, acts: list[Act], digest: str) -> None:
    """Write the versions of a story that is a draft so far: as published, then one for each act, in order.

    The desk copy ends as the last act left it. digest is kept as that of the story's line.
    Raises ValueError when an act does not fit the story.
    """
    content = article.content()
    versions: list[Frozen] = []
    if published:
        article.created_at = published
        article.save(update_fields=["created_at"])
        _date(article, article.revisions.first(), published)
        versions.append(Frozen(article, content, live_from=published, first_published=published))
    for act in acts:
        if act.act == WITHDRAW:
            versions[-1] = replace(versions[-1], live_until=act.at, end=Version.End.WITHDRAWN, end_note=act.note)
            continue
        content = _changed(content, act)
        thaw(article, content)
        _date(article, Revision.objects.keep(article, note=NOTES[act.act]), act.at)
        first = versions[0].first_published if versions else act.at
        versions.append(
            Frozen(
                article,
                content,
                live_from=act.at,
                first_published=first,
                kind=KINDS[act.act],
                note=act.note,
                retracted=KINDS[act.act] == Kind.RETRACTION,
            )
        )
    for findings in publishing.backfill(versions).values():
        raise ValueError(f"{article.source_id}: {' '.join(map(str, findings))}")
    article.source_digest = digest
    article.save(update_fields=["source_digest"])


def _date(article: Article, revision: Revision | None, at: dt.datetime) -> None:
    """Give a state of the desk copy the time of its act, so that the story's history reads in order."""
    at = min(at, timezone.now())
    article.updated_at = at
    article.save(update_fields=["updated_at"])
    if revision is not None:
        revision.saved_at = at
        revision.save(update_fields=["saved_at"])


def _changed(content: Content, act: Act) -> Content:
    changes = dict(act.changes or {})
    text = content.body
    for old, new in changes.pop("body_replace", []):
        was, becomes = html.escape(old, quote=False), html.escape(new, quote=False)
        if text.count(was) != 1:
            raise ValueError(f"{act.story}: “{old}” stands {text.count(was)} times in the text, not once.")
        text = text.replace(was, becomes)
    return replace(content, **{"body": body.clean(text), **changes})
