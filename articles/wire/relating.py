"""Related stories, joined when all lines are in: a line may name one that stands further down."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F

from articles.models import Article, Content, RelatedArticle, Revision
from articles.wire.desk_copies import is_loaders
from articles.wire.incoming import Incoming, Why
from articles.wire.ledger import Ledger, Waiting
from articles.wire.report import Outcome, Report, Told
from articles.wire.showing import ToShow, show

AT_ONCE = 500
EDITED = "It was edited while the file was loaded: its related stories are left as they are, and it is not published."


@dataclass
class Joining:
    """A waiting story, its last revision, the content it had, and the primary keys of its related stories."""

    waiting: Waiting
    article: Article
    revision: Revision
    before: Content
    related: tuple[int, ...]

    @property
    def content(self) -> Content:
        """The content with its related stories."""
        return replace(self.before, related=self.related)


def relate(ledger: Ledger, report: Report) -> None:
    """Join the stories that wait to those they name, and do what their lines ask of publishing."""
    for batch in ledger.waiting(AT_ONCE):
        with transaction.atomic():
            warnings = _relate(batch)
        for warning in warnings:
            report.tell(warning)


def waiting(one: Incoming) -> Waiting:
    """Return what must be remembered of a story until all lines are in. It has been written."""
    line = one.line
    instants = [instant.isoformat() if instant else "" for instant in (line.published, line.updated)]
    pk = one.article.pk if one.article else 0
    return Waiting(one.number, pk, line.id, line.digest, line.related, instants, one.new, Why.of(line))


def _relate(batch: list[Waiting]) -> list[Told]:
    articles = Article.objects.select_for_update().in_bulk([one.article for one in batch])
    last = _last_revisions(articles)
    named = {name for one in batch for name in one.related}
    found = Article.with_deleted.filter(source_id__in=named).values_list("source_id", "pk")
    keys = {str(source_id): pk for source_id, pk in found}
    warnings: list[Told] = []
    ready: list[Joining] = []
    for one in batch:
        revision = last.get(one.article)
        if revision is None or not is_loaders(revision):
            warnings.append(Told(one.number, Outcome.WARNING, EDITED, one.source_id))
            continue
        warnings += [Told(one.number, Outcome.WARNING, words, one.source_id) for words in _strangers(one, keys)]
        related = tuple(keys[name] for name in one.related if name in keys and name != one.source_id)
        ready.append(Joining(one, articles[one.article], revision, Content.from_json(revision.content), related))
    _join(ready)
    ids = {one.waiting.number: one.waiting.source_id for one in ready}
    notes = show([_to_show(one) for one in ready])
    return warnings + [Told(number, Outcome.WARNING, note, ids[number]) for number, note in notes.items()]


def _strangers(one: Waiting, keys: dict[str, int]) -> Iterator[str]:
    """Say which of the stories that a line names cannot stand under it."""
    for name in one.related:
        if name == one.source_id:
            yield "It names itself among its related stories."
        elif name not in keys:
            yield f"It names “{name}” among its related stories, which is neither in the file nor in the newsroom."


def _last_revisions(articles: Iterable[int]) -> dict[int, Revision]:
    """Return the last state of each desk copy, by the primary key of its story."""
    last = Revision.objects.filter(article__in=articles, number=F("article__revision_number"))
    return {revision.article_id: revision for revision in last}


def _join(stories: list[Joining]) -> None:
    """Write the related stories into desk copy and revision; the revision is the line's own, so it tells them too."""
    changed = [one for one in stories if one.related != one.before.related]
    RelatedArticle.objects.filter(article__in=[one.article for one in changed if one.before.related]).delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=one.article, other_id=other, position=position)
        for one in changed
        for position, other in enumerate(one.related)
    )
    for one in stories:
        one.article.source_digest = one.waiting.digest
        one.article.digest = one.content.digest
        one.revision.content = one.content.as_json()
    Article.objects.bulk_update([one.article for one in stories], ["digest", "source_digest"], batch_size=100)
    Revision.objects.bulk_update([one.revision for one in changed], ["content"], batch_size=100)


def _to_show(one: Joining) -> ToShow:
    waiting = one.waiting
    published, updated = (dt.datetime.fromisoformat(text) if text else None for text in waiting.instants)
    return ToShow(waiting.number, one.article, one.content, published, updated, waiting.new, why=Why(*waiting.why))
