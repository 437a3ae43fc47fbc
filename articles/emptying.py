"""Taking the text out of a desk copy, for a story that is retracted without it."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import translation

from articles import body
from articles.freezing import thaw
from articles.holding import hold, permit
from articles.models import Article, Content, Revision
from articles.reading.language import catalogue
from articles.reading.words import TEXT_TAKEN_AWAY


@transaction.atomic
def take_text_away(article: Article, *, by: Any) -> None:
    """Leave of a desk copy its headline and a sentence in its language; what it held stays among the revisions.

    `by` must be allowed to change stories; None is the newsroom's own machinery. Raises PermissionDenied.
    """
    permit(by, "articles.change_article")
    hold(article)
    Revision.objects.keep(article, by)
    thaw(article, without_text(article.content()))
    Revision.objects.keep(article, by, note="Text taken away for a retraction")


def without_text(content: Content) -> Content:
    """Return a content without standfirst, photo and text, a sentence in its language standing for them."""
    with translation.override(catalogue(content.language)):
        text = body.from_paragraphs([str(TEXT_TAKEN_AWAY)])
    return replace(content, kicker="", standfirst="", body=text, lead_photo=None, lead_caption="", lead_crops="")
