"""Two texts, word by word: what stayed, went and came. Pure: no database, no request, and never long.

The comparison is Myers' (An O(ND) Difference Algorithm and Its Variations, 1986), which is shortest but takes the
square of the number of differences. So it works on a budget; where that ends, words that both texts have exactly once
hold them together (patience diff), and what lies between two of these counts as rewritten. Either way, reading the
result gives back both texts to the letter.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SAME, INS, DEL = "same", "ins", "del"

# About a second of one core, and at most what one comparison may take of it.
STEPS = 2_000_000
MOST_DIFFERENCES = 800

TOKEN = re.compile(r"\s*\w+(?:[’'.,-]\w+)*|\s*[^\w\s]|\s+")
WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


class Piece(NamedTuple):
    """A run of text: in both (SAME), only in the later (INS) or only in the earlier (DEL)."""

    kind: str
    text: str


class Span(NamedTuple):
    """A run of a sequence and what it is in another: [a_from, a_to) became [b_from, b_to)."""

    same: bool
    a_from: int
    a_to: int
    b_from: int
    b_to: int


@dataclass
class Budget:
    """How many steps of comparing are left; `spent` says that something was compared more coarsely for want of them."""

    steps: int = STEPS
    spent: bool = False

    def take(self, steps: int) -> bool:
        """Take steps from what is left; False when there are not so many."""
        if steps > self.steps:
            self.spent = True
            return False
        self.steps -= steps
        return True


def words(a: str, b: str, budget: Budget | None = None) -> list[Piece]:
    """Return how text b differs from text a, in runs of whole words."""
    old, new = TOKEN.findall(a), TOKEN.findall(b)
    runs = _joined(spans(old, new, budget or Budget()), old)
    pieces = []
    for same, a_from, a_to, b_from, b_to in runs:
        if same:
            pieces.append(Piece(SAME, "".join(old[a_from:a_to])))
            continue
        went, came = "".join(old[a_from:a_to]), "".join(new[b_from:b_to])
        space = _space(went, came)
        pieces += [Piece(SAME, went[:space]), Piece(DEL, went[space:]), Piece(INS, came[space:])]
    return [piece for piece in pieces if piece.text]


def _space(a: str, b: str) -> int:
    """Return how much white space both begin with: it belongs to what stands before them."""
    common = _common(a, b)
    return len(a[:common]) - len(a[:common].lstrip())


def earlier(pieces: Iterable[Piece]) -> str:
    """Return the text that was."""
    return "".join(piece.text for piece in pieces if piece.kind != INS)


def later(pieces: Iterable[Piece]) -> str:
    """Return the text that is."""
    return "".join(piece.text for piece in pieces if piece.kind != DEL)


def count(pieces: Iterable[Piece], kind: str) -> int:
    """Return how many words the pieces of a kind hold."""
    return sum(len(WORD.findall(piece.text)) for piece in pieces if piece.kind == kind)


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """Return how much of two texts' words they share: 0.0 nothing, 1.0 all."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def spans(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[Span]:
    """Return the runs of two sequences, in order: what is the same and, between, what became what."""
    found: list[Span] = []
    i = j = 0
    for start, other, length in _matches(a, b, budget):
        if (i, j) != (start, other):
            found.append(Span(False, i, start, j, other))
        found.append(Span(True, start, start + length, other, other + length))
        i, j = start + length, other + length
    if (i, j) != (len(a), len(b)):
        found.append(Span(False, i, len(a), j, len(b)))
    return found


def _matches(a: Sequence[str], b: Sequence[str], budget: Budget) -> Iterator[tuple[int, int, int]]:
    """Yield runs that are the same: where they begin in a and in b, and how long they are. Adjoining ones are one."""
    run = (0, 0, 0)
    for i, j, length in _same(a, b, budget):
        start, other, had = run
        if (i, j) == (start + had, other + had):
            run = (start, other, had + length)
            continue
        if had:
            yield run
        run = (i, j, length)
    if run[2]:
        yield run


def _same(a: Sequence[str], b: Sequence[str], budget: Budget) -> Iterator[tuple[int, int, int]]:
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    yield 0, 0, head
    old, new = a[head : len(a) - tail], b[head : len(b) - tail]
    pairs = _shortest(old, new, budget)
    if pairs is None:
        pairs = _held_together(old, new)
    yield from ((head + i, head + j, 1) for i, j in pairs)
    yield len(a) - tail, len(b) - tail, tail


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    length = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        length += 1
    return length


def _shortest(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[tuple[int, int]] | None:
    """Return the pairs of places that a shortest edit leaves as they are; None when it is too long to be found."""
    if not set(a) & set(b):
        return []
    reached = {1: 0}
    trail: list[dict[int, int]] = []
    for differences in range(min(len(a) + len(b), MOST_DIFFERENCES) + 1):
        if not budget.take(2 * differences + 1):
            return None
        trail.append(dict(reached))
        for k in range(-differences, differences + 1, 2):
            i = _step(reached, k, differences)
            while i < len(a) and i - k < len(b) and a[i] == b[i - k]:
                i += 1
            reached[k] = i
            if i >= len(a) and i - k >= len(b):
                return _walked_back(trail, len(a), len(b))
    budget.spent = True
    return None


def _step(reached: dict[int, int], k: int, differences: int) -> int:
    """Return how far in a the diagonal k begins: below the one after it, or right of the one before."""
    if k == -differences or (k != differences and reached[k - 1] < reached[k + 1]):
        return reached[k + 1]
    return reached[k - 1] + 1


def _walked_back(trail: list[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    pairs = []
    for differences in range(len(trail) - 1, -1, -1):
        reached, k = trail[differences], i - j
        start = _step(reached, k, differences) if differences else 0
        while i > start and j > start - k:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        if differences:
            down = k == -differences or (k != differences and reached[k - 1] < reached[k + 1])
            i, j = (i, j - 1) if down else (i - 1, j)
    return pairs[::-1]


def _held_together(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest row of pairs, in order in both, of what each has exactly once."""
    once_a, once_b = Counter(a), Counter(b)
    places = {token: j for j, token in enumerate(b) if once_b[token] == 1}
    pairs = [(i, places[token]) for i, token in enumerate(a) if once_a[token] == 1 and token in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1], last[at : at + 1] = [j], [index]
    row = []
    follow = last[-1] if last else None
    while follow is not None:
        row.append(pairs[follow])
        follow = before[follow]
    return row[::-1]


def _joined(found: list[Span], a: Sequence[str]) -> list[Span]:
    """Let a word or two that happen to be the same between longer changes belong to the change: it reads as one."""
    joined: list[Span] = []
    for index, span in enumerate(found):
        between = 0 < index < len(found) - 1
        if span.same and between and _by_chance(span, found[index - 1], found[index + 1], a):
            span = span._replace(same=False)
        if joined and not span.same and not joined[-1].same:
            span = Span(False, joined[-1].a_from, span.a_to, joined[-1].b_from, span.b_to)
            joined.pop()
        joined.append(span)
    return joined


def _by_chance(span: Span, before: Span, after: Span, a: Sequence[str]) -> bool:
    length = span.a_to - span.a_from
    sizes = [max(one.a_to - one.a_from, one.b_to - one.b_from) for one in (before, after)]
    return length < 3 and min(sizes) > length and len("".join(a[span.a_from : span.a_to])) < 12
