"""Where a story stands in its series."""

from collections.abc import Iterator

from articles.models import Content, Severity

from .facts import Facts
from .finding import Finding
from .registry import check


@check("part", "Part of a series", Severity.ADVISORY, against="with a part’s number that is taken")
def part_is_free(content: Content, facts: Facts) -> Iterator[Finding]:
    """No two stories that readers see are the same part of a series."""
    if other := facts.same_part:
        yield Finding(
            "part",
            f"“{other.headline}” is part {other.part_number} already.",
            hint="Give one of the two another number.",
        )
