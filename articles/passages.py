"""Two bodies side by side: paragraph by paragraph, then word by word. Pure: no database, no request."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from articles.body.blocks import Block, blocks
from articles.diffing import DEL, INS, SAME, WORD, Budget, Piece, likeness, spans, words

CHANGED = "changed"
# Less alike, two paragraphs are one taken out and one put in.
ALIKE = 0.35
# More pairs than this are not looked through at once: each half of the one side then meets its half of the other.
MOST_PAIRS = 2500
# Unchanged passages longer than this are folded, but for the one beside a change.
UNFOLDED = 2


@dataclass(frozen=True)
class Passage:
    """A block in two bodies: SAME, INS, DEL or CHANGED. One that was not there before has no `before`."""

    kind: str
    before: Block | None
    after: Block | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def block(self) -> Block:
        """The block as it is, or as it was before it went."""
        block = self.after or self.before
        assert block is not None  # noqa: S101 a passage is of at least one body
        return block

    @property
    def photos(self) -> tuple[int | None, int | None]:
        """The photo before and after."""
        return (self.before.photo if self.before else None), (self.after.photo if self.after else None)

    @property
    def became(self) -> str:
        """What else changed than the words: “paragraph, now a heading”, “another picture”; "" for nothing."""
        if not (self.before and self.after) or self.kind != CHANGED:
            return ""
        if self.before.kind != self.after.kind:
            return f"{self.before.kind}, now {self.after.kind}"
        if self.before.text != self.after.text:
            return ""
        return "another picture" if self.after.kind == "embed" else "links, emphasis or place in the list"


@dataclass(frozen=True)
class Group:
    """Passages that stand together: changed ones, or unchanged ones that may be folded."""

    passages: list[Passage]
    folded: bool = False

    @property
    def told(self) -> str:
        """“4 paragraphs and 1 photo unchanged”."""
        photos = sum(passage.block.is_photo for passage in self.passages)
        texts = len(self.passages) - photos
        parts = [
            f"{count} {name}{'' if count == 1 else 's'}"
            for count, name in ((texts, "paragraph"), (photos, "photo"))
            if count
        ]
        return f"{' and '.join(parts)} unchanged"


def passages(before: str, after: str, budget: Budget) -> list[Passage]:
    """Return two cleaned bodies as one: every block of either, in order."""
    return aligned(blocks(before), blocks(after), budget)


def aligned(old: list[Block], new: list[Block], budget: Budget) -> list[Passage]:
    """Return the blocks of two bodies as one: every block of either, in order."""
    found: list[Passage] = []
    for span in spans([block.key for block in old], [block.key for block in new], budget):
        was, now = old[span.a_from : span.a_to], new[span.b_from : span.b_to]
        if span.same:
            found += [Passage(SAME, one, other) for one, other in zip(was, now, strict=True)]
        else:
            found += _rewritten(was, now, budget)
    return found


def groups(found: Sequence[Passage]) -> list[Group]:
    """Return passages with long unchanged runs folded."""
    grouped: list[Group] = []
    for same, run in groupby(found, key=lambda passage: passage.kind == SAME):
        together = list(run)
        grouped.append(Group(together, folded=same and len(together) > UNFOLDED))
    return grouped


def _rewritten(was: list[Block], now: list[Block], budget: Budget) -> list[Passage]:
    """Return what became what, blocks that are alike being compared word by word."""
    found: list[Passage] = []
    i = j = 0
    for one, other in [*_pairs(was, now, budget), (len(was), len(now))]:
        found += [Passage(DEL, block, None, _all(DEL, block)) for block in was[i:one]]
        found += [Passage(INS, None, block, _all(INS, block)) for block in now[j:other]]
        if one < len(was):
            pieces = words(was[one].text, now[other].text, budget)
            found.append(Passage(CHANGED, was[one], now[other], pieces))
        i, j = one + 1, other + 1
    return found


def _all(kind: str, block: Block) -> list[Piece]:
    return [Piece(kind, block.text)] if block.text else []


def _pairs(was: list[Block], now: list[Block], budget: Budget) -> list[tuple[int, int]]:
    """Return which blocks are each other's: the pairs, in order in both, that are most alike in sum."""
    if not was or not now:
        return []
    size = len(was) * len(now)
    if size > MOST_PAIRS:
        i, j = len(was) // 2, len(now) // 2
        rest = _pairs(was[i:], now[j:], budget)
        return _pairs(was[:i], now[:j], budget) + [(i + one, j + other) for one, other in rest]
    if not budget.take(20 * size):
        return []
    old, new = ([Counter(WORD.findall(block.text.lower())) for block in side] for side in (was, now))
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    alike = [[_alike(was[i], now[j], old[i], new[j]) for j in range(len(now))] for i in range(len(was))]
    for i in range(len(was)):
        for j in range(len(now)):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + alike[i][j])
    pairs = []
    i, j = len(was), len(now)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _alike(one: Block, other: Block, old: Counter[str], new: Counter[str]) -> float:
    """How alike two blocks are; 0.0 for those that are never each other's. A photo is itself whatever its caption."""
    if one.is_photo or other.is_photo:
        return 1.0 if one.photo == other.photo else 0.0
    share = likeness(old, new)
    return share if share >= ALIKE else 0.0
