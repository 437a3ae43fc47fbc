"""What every act begins with: the story's row, held until the act is done; and what says that an act may not be."""

from articles.house_rules import Finding
from articles.models import Article


class Refused(Exception):  # noqa: N818
    """An act that the house rules or the story's state do not allow; `findings` says all that stands in the way."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = list(findings)


def hold(article: Article) -> None:
    """Hold the story's row until the transaction ends, and read what is saved. Raises Refused for a deleted one."""
    try:
        article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    except Article.DoesNotExist:
        raise Refused(Finding("state", "This story is deleted. Bring it back first.")) from None
