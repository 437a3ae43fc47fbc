"""Translations, linked with what they were translated from when all lines are in."""

from collections.abc import Iterator

from django.db import transaction

from articles.holding import Refused
from articles.models import Act, Article, Record
from articles.translating import connect
from articles.wire.incoming import Incoming
from articles.wire.ledger import Ledger, Translated
from articles.wire.report import Outcome, Report, Told

AT_ONCE = 200


def translated(stories: list[Incoming]) -> Iterator[Translated]:
    """Give what must be remembered of translations until all lines are in. They have been written."""
    for one in stories:
        if one.line.translation_of and one.article:
            yield Translated(one.number, one.article.pk, one.line.id, one.line.translation_of)


def link_translations(ledger: Ledger, report: Report) -> None:
    """Link the translations that wait with their originals, and tell of those that cannot be."""
    for batch in ledger.translated(AT_ONCE):
        with transaction.atomic():
            told = [Told(one.number, Outcome.WARNING, words, one.source_id) for one, words in _link(batch)]
        for warning in told:
            report.tell(warning)


def _link(batch: list[Translated]) -> Iterator[tuple[Translated, str]]:
    originals = {one.source_id: one for one in Article.objects.filter(source_id__in=[one.of for one in batch])}
    articles = Article.objects.in_bulk([one.article for one in batch])
    for one in batch:
        article, original = articles.get(one.article), originals.get(one.of)
        if original is None:
            yield one, f"It was translated from “{one.of}”, which is neither in the file nor in the newsroom."
        elif article and not _together(article, original) and not _parted(article):
            try:
                connect(article, original)
            except Refused as refusal:
                yield one, f"It is not linked with “{one.of}”. {refusal}"


def _together(article: Article, original: Article) -> bool:
    article.refresh_from_db(fields=["translations"])
    original.refresh_from_db(fields=["translations"])
    return article.translations_id is not None and article.translations_id == original.translations_id


def _parted(article: Article) -> bool:
    """Whether somebody at the desk has unlinked a story: what they did is never undone."""
    return Record.objects.about(article).filter(act=Act.TRANSLATION_UNLINKED).exists()
