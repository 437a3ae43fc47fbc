"""Small makers for stories and what surrounds them."""

from typing import Any

from articles.models import Article, Author, Byline, Revision, Section, TaggedArticle, tags_named

TEXT = "<p>The harbour opened at noon, and the first ferry left an hour later.</p>"


def make_section(name: str = "World", **values: Any) -> Section:
    """Return the section with this name."""
    return Section.objects.named_or_new(name, **values)


def make_author(name: str = "Ana Verhallow", **values: Any) -> Author:
    """Return the author with this name."""
    return Author.objects.named_or_new(name, **values)


def make_article(
    headline: str = "Harbour opens",
    *,
    byline: Any = "Ana Verhallow",
    tags: list[str] | None = None,
    section: Any = "World",
    **values: Any,
) -> Article:
    """Return a saved story that the house rules have nothing against; None leaves byline or section out."""
    values.setdefault("body", TEXT)
    article = Article.objects.create(headline=headline, section=make_section(section) if section else None, **values)
    if byline:
        Byline.objects.create(article=article, author=make_author(byline))
    for tag in tags_named(tags or []):
        TaggedArticle.objects.create(content_object=article, tag=tag)
    Revision.objects.keep(article)
    return article


def edit(article: Article, **values: Any) -> Article:
    """Save other values on the desk copy, as the form does."""
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    Revision.objects.keep(article)
    return article
