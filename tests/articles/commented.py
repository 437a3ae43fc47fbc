"""Makers for comments: Cleo, the reader, writes under a story that is live."""

from typing import Any

from articles.commenting import Words, post
from articles.models import Comment, Discussion, Site, Version

HERE = "192.0.2.7"


def take_comments(taking: str = "after", **values: Any) -> Site:
    """Let the site take comments, shown at once unless said otherwise."""
    site, _ = Site.objects.update_or_create(pk=1, defaults={"name": "The Meridian", "comments": taking, **values})
    return site


def write(version: Version, text: str = "The ferry was late again.", **values: Any) -> Comment:
    """Have somebody comment on a story, from a place of their own each time."""
    known = Comment.objects.count() + 1
    address = values.pop("address", f"2001:db8:{known:x}::1")
    answers = values.pop("answers", None)
    name, email = values.pop("name", "Cleo"), values.pop("email", "")
    return post(version, Words(name, text, email, **values), address=address, answers=getattr(answers, "pk", answers))


def count_of(version: Version) -> int:
    """Return the count that the story's page prints; it is what readers see."""
    kept = Discussion.objects.filter(article=version.article_id).values_list("count", flat=True).first() or 0
    seen = Comment.objects.on(version.article_id).shown()
    assert kept == seen.count()
    for one in Comment.objects.on(version.article_id):
        assert one.replies == seen.filter(parent=one).count()
        assert one.thread == (one.parent_id or one.pk)
    return kept
