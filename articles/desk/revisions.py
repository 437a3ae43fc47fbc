"""A story's revisions as its History lists them: who, when, and what changed, in words."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from articles.desk.changes import in_words
from articles.desk.times import Moment
from articles.models import Article, Content, Revision, person

LISTED = 20


@dataclass(frozen=True)
class Saved:
    """A revision, when and by whom it was saved, what it changed, and the number of the one before it (None: first)."""

    revision: Revision
    moment: Moment
    by: str
    changes: str
    before: int | None


@dataclass(frozen=True)
class History:
    """A page of a story's revisions, newest first; `older` is the number before which the next page begins."""

    saved: list[Saved]
    older: int | None


def history(article: Article, zone: ZoneInfo, before: int | None = None) -> History:
    """Return the newest revisions of a story, or the newest before a number; one query, however many there are."""
    kept = article.revisions.select_related("saved_by")
    if before is not None:
        kept = kept.filter(number__lt=before)
    found = list(kept[: LISTED + 1])
    contents = [Content.from_json(revision.content) for revision in found]
    saved = []
    for at, revision in enumerate(found[:LISTED]):
        earlier = at + 1 < len(found)
        changes = in_words(contents[at + 1], contents[at]) if earlier else "first saved"
        number = found[at + 1].number if earlier else None
        saved.append(Saved(revision, Moment(revision.saved_at, zone), person(revision.saved_by), changes, number))
    return History(saved, saved[-1].revision.number if len(found) > LISTED else None)
