"""Sorting stories: another section, or a tag more, on the desk copy. Readers see it when the story is updated.

`by` must be allowed to change stories; None is the newsroom's own machinery. The acts raise PermissionDenied, and
Refused for a deleted story. They return the revision they keep; None where the story was so already.
"""

from typing import Any

from django.db import transaction

from articles.holding import hold, permit
from articles.models import Article, Revision, Section, Tag, TaggedArticle


@transaction.atomic
def file_in(article: Article, section: Section, *, by: Any) -> Revision | None:
    """File a story in a section."""
    permit(by, "articles.change_article")
    hold(article)
    article.section = section
    article.save(update_fields=["section"])
    return Revision.objects.keep(article, by)


@transaction.atomic
def add_tag(article: Article, tag: Tag, *, by: Any) -> Revision | None:
    """Add a tag to a story, after those that it has."""
    permit(by, "articles.change_article")
    hold(article)
    TaggedArticle.objects.get_or_create(content_object=article, tag=tag)
    return Revision.objects.keep(article, by)
