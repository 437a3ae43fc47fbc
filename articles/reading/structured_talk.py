"""What the comments on a story are, for machines: schema.org's Comment, as parts of the NewsArticle they are about."""

from typing import Any

from articles.models import Comment, Version
from articles.weighing_comments import Rule

from .structured import instant_of


def discussion(rule: Rule | None, address: str) -> dict[str, Any]:
    """Return what a NewsArticle (address: its own) says of its comments; nothing where readers are not led to any."""
    return {"commentCount": rule.count, "discussionUrl": f"{address}comments/"} if rule and rule.linked else {}


def talk_page(version: Version, comments: list[Comment], count: int, address: str) -> dict[str, Any]:
    """Return the comments that a page prints as those of its NewsArticle. address: the story's."""
    return {
        "@type": "NewsArticle",
        "url": address,
        "headline": version.headline,
        "commentCount": count,
        "comment": [_comment(comment, f"{address}comments/") for comment in comments if comment.is_shown],
    }


def _comment(comment: Comment, page: str) -> dict[str, Any]:
    told = {
        "@type": "Comment",
        "@id": f"{page}#comment-{comment.pk}",
        "text": comment.text,
        "dateCreated": instant_of(comment.posted_at),
        "author": {"@type": "Person", "name": comment.name},
    }
    return told | ({"parentItem": {"@id": f"{page}#comment-{comment.parent_id}"}} if comment.parent_id else {})
