"""What every act begins with: the story's row, held until the act is done; and what says that an act may not be."""

from typing import Any

from django.core.exceptions import PermissionDenied

from articles.house_rules import Finding
from articles.models import Article


class Refused(Exception):  # noqa: N818
    """An act that the house rules or the story's state do not allow; `findings` says all that stands in the way."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = list(findings)


def begin(article: Article, by: Any, *permissions: str) -> None:
    """Check permissions on stories, then hold the story's row until the act is done and read what is saved.

    by: who acts; None is the newsroom's own machinery. Raises PermissionDenied, and Refused for a killed story.
    """
    permit(by, *(f"articles.{permission}" for permission in permissions))
    hold(article)
    if article.kills.in_force().exists():
        raise Refused(Finding("state", "This story is killed: readers see nothing of it. Bring it back first."))


def permit(by: Any, *permissions: str) -> None:
    """Raise PermissionDenied where a person (None: the newsroom's own machinery) lacks one: “articles.kill_article”."""
    for permission in permissions:
        if by is not None and not by.has_perm(permission):
            raise PermissionDenied(f"{by} lacks the permission {permission}.")


def hold(article: Article) -> None:
    """Hold the story's row until the transaction ends, and read what is saved. Raises Refused for a deleted one."""
    try:
        article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    except Article.DoesNotExist:
        raise Refused(Finding("state", "This story is deleted. Bring it back first.")) from None
