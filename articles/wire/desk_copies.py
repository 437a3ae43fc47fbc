"""Desk copies, written as lines tell them: many new ones at once, or one that is here already."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from articles import body
from articles.freezing import thaw
from articles.models import (
    Article,
    ArticlePhoto,
    Byline,
    Content,
    Revision,
    Site,
    TaggedArticle,
    Version,
    free_slugs,
    person,
)
from articles.models.rows import create, insert
from articles.numbering import number
from articles.wire.cast import Cast
from articles.wire.incoming import Incoming

LOADED = "Loaded from "
AS_DRAFT = ", a draft"


class EditedError(Exception):
    """Somebody has edited or deleted a story since it was loaded; the message says who and when."""


def write_new(stories: list[Incoming], cast: Cast, language: str, file: str) -> None:
    """Write the desk copies of stories that are not here, in as many queries for one as for hundreds.

    What search has of them is written later: readers' versions mostly serve them.
    """
    slugs = free_slugs([one.line.headline for one in stories], "story", taken_slugs)
    contents = [one.content_told(cast, language, slug) for one, slug in zip(stories, slugs, strict=True)]
    articles = create(Article, (_article(*each) for each in zip(stories, contents, strict=True)))
    written = list(zip(articles, contents, strict=True))
    insert(
        Byline,
        ("article_id", "position", "role", "author_id", "agency_id"),
        (
            (article.pk, position, role, pk if kind == "author" else None, pk if kind == "agency" else None)
            for article, content in written
            for position, (role, kind, pk) in enumerate(content.bylines)
        ),
    )
    insert(
        TaggedArticle,
        ("content_object_id", "tag_id"),
        ((article.pk, tag) for article, content in written for tag in content.tags),
    )
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(article=article, photo_id=photo)
        for article, content in written
        for photo in dict.fromkeys(body.photo_ids(content.body))
    )
    now = timezone.now()
    insert(
        Revision,
        ("article_id", "number", "content", "note", "saved_at"),
        (
            (article.pk, 1, content.as_json(), _note(one, file), now)
            for one, (article, content) in zip(stories, written, strict=True)
        ),
    )
    for one, (article, content) in zip(stories, written, strict=True):
        one.article, one.content, one.created, one.new = article, content, True, True


def write_again(one: Incoming, article: Article, cast: Cast, language: str, file: str) -> None:
    """Give a story that is here the content of its line; its address stays, and what is related until all is in."""
    last = last_loaded(article)
    related = article.content().related if one.line.related else ()
    one.article, one.content = article, replace(one.content_told(cast, language, article.slug), related=related)
    if one.line.part:
        number(article, one.line.part, by=None)
    one.new = not article.source_digest or (last is not None and last.note.endswith(AS_DRAFT))
    thaw(article, one.content)
    Revision.objects.keep(article, note=_note(one, file))
    article.source_digest = "" if one.line.related else one.line.digest
    article.save(update_fields=["source_digest"])


def refuse_edited(article: Article | None, site: Site) -> None:
    """Raise EditedError if somebody has deleted a story, or changed its desk copy since a line made it what it was."""
    if article and article.deleted_at:
        raise EditedError(_deleted(article, site))
    last = article.revisions.select_related("saved_by").order_by("-number").first() if article else None
    if article is None or last is None or is_loaders(last):
        return
    loaded = last_loaded(article)
    if loaded is None or loaded.content != last.content:
        at = _told(last.saved_at, site)
        raise EditedError(
            f"{_who(last.saved_by)} edited this story after it was loaded, last on {at} ({site.tz.key}); it stays as "
            "it is."
        )


def _deleted(article: Article, site: Site) -> str:
    at, until = (_told(one, site) for one in (article.deleted_at, article.kept_until))
    return (
        f"{_who(article.deleted_by)} deleted this story on {at} ({site.tz.key}); it stays deleted. Until {until} it "
        "can be brought back, and then loaded again."
    )


def _who(user: Any) -> str:
    return person(user) or "Somebody"


def _told(at: Any, site: Site) -> str:
    return f"{at.astimezone(site.tz):%-d %B %Y at %H:%M}"


def last_loaded(article: Article) -> Revision | None:
    """Return the last state of a desk copy that a line made."""
    return article.revisions.filter(note__startswith=LOADED, saved_by=None).order_by("-number").first()


def is_loaders(revision: Revision) -> bool:
    """Return whether a line made this state of a desk copy."""
    return revision.note.startswith(LOADED) and revision.saved_by_id is None


def taken_slugs(slugs: list[str]) -> Iterable[str]:
    """Return which of these slugs belong to stories: on their desk copies or in any address they ever had."""
    copies = Article.every_row.filter(slug__in=slugs).values_list("slug", flat=True)
    return {*copies, *Version.objects.filter(slug__in=slugs).values_list("slug", flat=True)}


def _note(one: Incoming, file: str) -> str:
    return f"{LOADED}{file[-150:]}, line {one.number}{'' if one.line.published else AS_DRAFT}"


def _article(one: Incoming, content: Content) -> Article:
    """Return a desk copy as old as its line says, so that years of an archive don't stand before today's work."""
    now = timezone.now()
    began = min(one.line.published or now, now)
    return Article(
        created_at=began,
        updated_at=min(max(one.line.updated or began, began), now),
        source_id=one.line.id,
        source_digest="" if one.line.related else one.line.digest,
        digest=content.digest,
        revision_number=1,
        part=one.line.part,
        **content.columns(),
    )
