"""House rules: named checks of what a story must have, or had better have, before readers may see it.

A check is one function over a story's content and the facts that were fetched for it, with `@check` before it:

    @check("standfirst", "Standfirst", Severity.ADVISORY)
    def has_standfirst(content: Content, facts: Facts) -> Iterator[Finding]:
        '''Readers are told in a sentence what happened.'''
        if not content.standfirst:
            yield Finding("standfirst", "There is no standfirst.")

That is all: the gate, the site's settings and the record know it by its name. What a check needs and the content does
not say is a field of `Facts`, fetched in a fixed number of queries for everything that is checked.

The newsroom's own machinery, the loader above all, is asked only the checks marked `everywhere`, which need nothing but
the content and its photos: its bulk path stays as fast as it is, and a story that was published elsewhere years ago is
not held back by a link that died since. What the others say is seen when somebody publishes it at the desk.
"""

from .facts import Facts, Photos, facts_for, photos_of
from .finding import Finding
from .registry import CHECKS, Check, HouseRules, check

# In the order in which findings are told.
# isort: off
from . import hold
from . import presence
from . import pictures
from . import links
from . import words
from . import series
# isort: on

__all__ = [
    "CHECKS",
    "Check",
    "Facts",
    "Finding",
    "HouseRules",
    "Photos",
    "check",
    "facts_for",
    "hold",
    "links",
    "photos_of",
    "pictures",
    "presence",
    "series",
    "words",
]
