"""Legal hold: readers see nothing new of a story while it lasts."""

from collections.abc import Iterator

from articles.models import Content

from .facts import Facts
from .finding import Finding
from .registry import check


@check("legal-hold", "Legal hold", hard=True)
def is_not_on_hold(content: Content, facts: Facts) -> Iterator[Finding]:
    """Nothing of a story that is on legal hold goes to readers until the hold is lifted."""
    if facts.held is not None:
        yield held_because(facts.held)


def held_because(reason: str) -> Finding:
    """Return what is said of a story that is held for a reason."""
    return Finding("hold", f"This story is on legal hold: {reason}", hint="The hold is lifted first.", hard=True)
