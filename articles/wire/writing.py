"""The write of a batch: what lines name, their desk copies, and what readers see of them. One transaction."""

from articles.models import Article, Site
from articles.search.indexing import index_new_copies
from articles.wire.cast import Cast
from articles.wire.desk_copies import refuse_edited, write_again, write_new
from articles.wire.incoming import Incoming, Why, make_missing
from articles.wire.showing import ToShow, show


def write(stories: list[Incoming], cast: Cast, site: Site, file: str) -> None:
    """Write lines that nothing stands against; each is told what it became and what was left undone, and why.

    Stories with related ones are shown to readers later, when those are in. Raises EditedError, and the database's
    errors; the caller's transaction then takes everything back.
    """
    make_missing(stories, cast)
    for one in stories:
        one.taken.complete()
    write_new([one for one in stories if one.article is None], cast, site.language, file)
    for one in stories:
        if not one.created and one.article:
            article = Article.with_deleted.select_for_update().get(pk=one.article.pk)
            refuse_edited(article, site)
            write_again(one, article, cast, site.language, file)
    notes = show(
        [
            ToShow(
                one.number,
                one.article,
                one.content,
                one.line.published,
                one.line.updated,
                one.new,
                one.created,
                Why.of(one.line),
            )
            for one in stories
            if one.article and one.content and not one.line.related
        ]
    )
    index_new_copies((one.article, one.content) for one in stories if one.created and one.article and one.content)
    for one in stories:
        one.notes += [notes[one.number]] if one.number in notes else []
