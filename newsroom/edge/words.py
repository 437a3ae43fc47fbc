"""The words by which whoever stands in front knows pages: those of the log of changes, few enough for a header.

A page carries a word for each thing that it is made of. Where these would be too many, those of one kind become the
word for the kind: "story-7" and "story-9" become "story". So every change is told by its own word and by its kind's.
"""

from collections import defaultdict
from collections.abc import Iterable

from media.made_of import ANYTHING

from .hooks import ALL

# What the words of one page may take (bytes): Varnish takes 8 KiB a header, Fastly and Cloudflare 16.
MOST = 4096
# Rows under these are told of, and no page carries them: what they touch is told beside them.
UNSEEN = "version-"


def carried(keys: Iterable[str], most: int = MOST) -> list[str]:
    """Return the words that a page made of these carries, in order; with spaces between them at most so many bytes."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        kinds[kind_of(key)].add(key)
    left = most - len(ALL) - sum(_length(words) for words in kinds.values())
    for kind in sorted(kinds, key=lambda kind: _length(kinds[kind]), reverse=True):
        if left >= 0:
            break
        left += _length(kinds[kind]) - _length({kind})
        kinds[kind] = {kind}
    words = sorted(set().union(*kinds.values())) if left >= 0 else [ANYTHING]
    return [ALL, *words]


def told(keys: set[str] | None) -> set[str]:
    """Return the words under which a change to these is told; None is everything there is."""
    if keys is None:
        return {ALL}
    seen = {key for key in keys if not key.startswith(UNSEEN)}
    return {*seen, *map(kind_of, seen), ANYTHING} if keys else set()


def kind_of(key: str) -> str:
    """Return the word for a kind of thing: "tag-stories" of "tag-stories-5"."""
    kind, _, number = key.rpartition("-")
    return kind if number.isdecimal() else key


def _length(words: set[str]) -> int:
    return sum(len(word) + 1 for word in words)
