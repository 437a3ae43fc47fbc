"""From the desk copy to the readers: what a line's instants ask of publishing."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles import publishing
from articles.models import CORRECTIONS, Article, Content
from articles.wire.incoming import PLAIN, Why, first_version

KEPT = "The line has no “published”: the desk copy was updated, and readers see what they saw."
WITHDRAWN = "Readers no longer see this story: only its desk copy was updated."
SCHEDULED = "Somebody at the desk has scheduled this story: only its desk copy was updated."
CALLED_OFF = "Somebody at the desk has called this story’s publication off: only its desk copy was updated."


@dataclass(frozen=True)
class ToShow:
    """A story on the desk, its content, and the instants of its line.

    new: no line has offered it to readers yet. fresh: it was made in this very transaction, so nobody else has either.
    """

    number: int
    article: Article
    content: Content
    published: dt.datetime | None
    updated: dt.datetime | None
    new: bool
    fresh: bool = False
    why: Why = PLAIN


def show(stories: list[ToShow]) -> dict[int, str]:
    """Do for each story what its line says; return, by line number, why something was left undone."""
    notes: dict[int, str] = {}
    first: list[ToShow] = []
    here = [story.article.pk for story in stories if not story.fresh]
    states: dict[int, Any] = Article.objects.filter(pk__in=here).with_state().in_bulk() if here else {}
    for story in stories:
        state = states.get(story.article.pk)
        if state is None or not (state.was_live or state.next_version):
            if story.published is None:
                continue
            if story.new:
                first.append(story)
            else:
                notes[story.number] = CALLED_OFF
        elif note := _show_again(story, state):
            notes[story.number] = note
    return notes | _show_first(first)


def _show_first(stories: list[ToShow]) -> dict[int, str]:
    by_article = {story.article.pk: story.number for story in stories}
    refused = publishing.backfill(
        [
            first_version(story.article, story.content, story.published, story.updated, story.why)
            for story in stories
            if story.published
        ]
    )
    return {by_article[pk]: " ".join(map(str, findings)) for pk, findings in refused.items()}


def _show_again(story: ToShow, state: Any) -> str:
    """Publish a story that readers know or are to see; return why not, or ""."""
    article = story.article
    if story.published is None:
        return KEPT
    if state.live_version:
        if story.updated and story.updated > timezone.now():
            publishing.schedule(article, story.updated, by=None, note=story.why.note)
        elif story.content.digest != state.live_digest:
            _update(article, *story.why)
        return ""
    if state.was_live:
        return WITHDRAWN
    due = list(article.versions.upcoming())
    if any(version.made_by_id for version in due):
        return SCHEDULED
    for version in due:
        publishing.unschedule(version, by=None)
    return " ".join(_show_first([story]).values())


def _update(article: Article, kind: str, note: str) -> None:
    if kind in CORRECTIONS:
        publishing.correct(article, note, by=None, kind=kind)
    else:
        publishing.update(article, by=None, kind=kind, note=note, sure=True)
