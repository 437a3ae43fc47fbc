"""Texts of blocks, like paragraphs, joined (diff3)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.diffing import WORD, Budget, Span, likeness, spans
from articles.joining.parts import Agreed, Clash

# A diff of a third of a thousand changed blocks; beyond that, blocks that a body has once hold it together.
STEPS = 100_000
# Less alike, a block is not another one rewritten.
ALIKE = 0.35
TAG = re.compile(r"<[^>]*>")

Blocks = tuple[str, ...]
Chunk = Agreed[Blocks] | Clash[Blocks]


class _Change(NamedTuple):
    """What became of the base's blocks from `start` up to `end` on one side; theirs go first where both stand."""

    start: int
    end: int
    mine: bool
    blocks: Blocks


def join_blocks(base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> list[Chunk]:
    """Join texts of blocks, like paragraphs, in order (diff3); one after another the results are the whole text.

    Changes that touch each other don't clash: one edits a paragraph, the other the next one, or puts one in between.
    What both put in at the same place stays, theirs first, the same blocks once.
    """
    if base is None:
        return _settled(_compared(mine, theirs))
    changes = sorted([*_changes(base, mine, mine=True), *_changes(base, theirs, mine=False)])
    return _settled(_joined(base, changes))


def _compared(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Chunk]:
    """Yield what two texts of which nobody knows the base have in common, and what not."""
    for same, m_from, m_to, t_from, t_to in _spans(mine, theirs):
        ours, others = tuple(mine[m_from:m_to]), tuple(theirs[t_from:t_to])
        yield Agreed(others) if same else Clash(ours, others)


def _spans(a: Sequence[str], b: Sequence[str]) -> list[Span]:
    return spans(a, b, Budget(STEPS))


def _changes(base: Sequence[str], side: Sequence[str], *, mine: bool) -> Iterator[_Change]:
    """Yield what one side changed; blocks that were rewritten side by side are one change each."""
    for same, start, end, s_from, s_to in _spans(base, side):
        if same:
            continue
        head = 0
        while head < min(end - start, s_to - s_from) and _alike(base[start + head], side[s_from + head]):
            yield _Change(start + head, start + head + 1, mine, (side[s_from + head],))
            head += 1
        tail = 0
        rest = min(end - start, s_to - s_from) - head
        while tail < rest and _alike(base[end - tail - 1], side[s_to - tail - 1]):
            tail += 1
        if (start + head, s_from + head) != (end - tail, s_to - tail):
            yield _Change(start + head, end - tail, mine, tuple(side[s_from + head : s_to - tail]))
        for left in range(tail, 0, -1):
            yield _Change(end - left, end - left + 1, mine, (side[s_to - left],))


def _alike(a: str, b: str) -> bool:
    one, other = (Counter(WORD.findall(TAG.sub(" ", block))) for block in (a, b))
    return likeness(one, other) >= ALIKE


def _joined(base: Sequence[str], changes: list[_Change]) -> Iterator[Chunk]:
    done = 0
    for group in _groups(changes):
        start, end = group[0].start, max(change.end for change in group)
        yield Agreed(tuple(base[done:start]))
        yield from _decided(base, group, start, end)
        done = end
    yield Agreed(tuple(base[done:]))


def _groups(changes: list[_Change]) -> Iterator[list[_Change]]:
    """Yield changes, in order, that have blocks of the base in common or are put in at the same place."""
    group: list[_Change] = []
    end = 0
    for change in changes:
        at_once = bool(group) and change[:2] == (end, end) == group[-1][:2]
        if group and not at_once and change.start >= end:
            yield group
            group = []
        group.append(change)
        end = max(end, change.end) if len(group) > 1 else change.end
    if group:
        yield group


def _decided(base: Sequence[str], group: list[_Change], start: int, end: int) -> Iterator[Chunk]:
    if len(group) == 1:
        yield Agreed(group[0].blocks)
        return
    mine = _side(base, [change for change in group if change.mine], start, end)
    theirs = _side(base, [change for change in group if not change.mine], start, end)
    if start == end:
        for same, t_from, t_to, m_from, m_to in _spans(theirs, mine):
            yield Agreed(theirs[t_from:t_to] + (() if same else mine[m_from:m_to]))
        return
    shared = min(len(mine), len(theirs))
    head = next((at for at in range(shared) if mine[at] != theirs[at]), shared)
    tail = next((at for at in range(shared - head) if mine[-at - 1] != theirs[-at - 1]), shared - head)
    ours, others = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    yield Agreed(theirs[:head])
    yield Agreed(()) if ours == others else Clash(ours, others)
    yield Agreed(theirs[len(theirs) - tail :])


def _side(base: Sequence[str], changes: list[_Change], start: int, end: int) -> Blocks:
    """Return what one side has where the base has its blocks from start up to end."""
    found: list[str] = []
    at = start
    for change in changes:
        found += [*base[at : change.start], *change.blocks]
        at = change.end
    return (*found, *base[at:end])


def _settled(chunks: Iterator[Chunk]) -> list[Chunk]:
    """Return chunks without empty ones, what is agreed in one piece."""
    found: list[Chunk] = []
    for chunk in chunks:
        if isinstance(chunk, Agreed):
            if not chunk.value:
                continue
            if found and isinstance(before := found[-1], Agreed):
                found.pop()
                chunk = Agreed(before.value + chunk.value)
        found.append(chunk)
    return found
