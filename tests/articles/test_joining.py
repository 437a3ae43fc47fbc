"""Two people's work joined: nothing of either lost, no alarm where none is due, the same whoever is first."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.joining import Agreed, Clash, join_blocks, join_credits, join_items, join_value

BLOCKS = st.lists(
    st.sampled_from(["one two three", "one two four", "five six", "five six seven", "eight", "nine ten", "ten", ""]),
    max_size=9,
)
ITEMS = st.lists(st.integers(0, 7), unique=True, max_size=7)
CREDITS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["by", "with", "photos"])), unique=True, max_size=5
)


def text(chunks: list[Any]) -> list[str]:
    """Return the blocks of chunks among which nothing clashes."""
    assert all(isinstance(chunk, Agreed) for chunk in chunks), chunks
    return [block for chunk in chunks for block in chunk.value]


def clashes(chunks: list[Any]) -> list[Clash]:
    return [chunk for chunk in chunks if isinstance(chunk, Clash)]


def blocks(words: str) -> list[str]:
    return words.split("/") if words else []


class TestValue:
    def test_what_one_side_changed_stands(self) -> None:
        assert join_value("a", "b", "a") == Agreed("b")
        assert join_value("a", "a", "b") == Agreed("b")
        assert join_value("a", "b", "b") == Agreed("b")

    def test_what_both_changed_clashes(self) -> None:
        assert join_value("a", "b", "c") == Clash("b", "c")
        assert join_value("a", "", "c") == Clash("", "c")

    def test_without_a_base_whatever_differs_clashes(self) -> None:
        assert join_value(None, "a", "a") == Agreed("a")
        assert join_value(None, "a", "b") == Clash("a", "b")

    def test_what_is_the_same_by_its_key_is_no_change(self) -> None:
        assert join_value("a", "A", "b", str.lower) == Agreed("b")


class TestItems:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "joined"),
        [
            ("abc", "abcd", "eabc", "eabcd"),
            ("abc", "ac", "abcd", "acd"),
            ("abc", "ac", "ab", "a"),
            ("abc", "xabc", "cba", "xcba"),
            ("abc", "cba", "abcd", "cdba"),
            ("ab", "amb", "atb", "atmb"),
            ("ab", "bad", "bac", "badc"),
            ("", "xy", "yz", "xyz"),
        ],
    )
    def test_item_by_item(self, base: str, mine: str, theirs: str, joined: str) -> None:
        assert "".join(join_items(base, mine, theirs)) == joined

    @given(ITEMS, ITEMS)
    def test_one_side_alone(self, base: list[int], side: list[int]) -> None:
        assert join_items(base, base, side) == join_items(base, side, base) == join_items(base, side, side)
        assert list(join_items(base, base, side)) == side

    @given(ITEMS, ITEMS, ITEMS)
    def test_additions_are_there_and_removals_gone(self, base: list[int], mine: list[int], theirs: list[int]) -> None:
        joined = join_items(base, mine, theirs)
        assert len(set(joined)) == len(joined)
        kept = set(base) & set(mine) & set(theirs)
        assert set(joined) == kept | (set(mine) - set(base)) | (set(theirs) - set(base))
        assert set(joined) == set(join_items(base, theirs, mine))


def credits_(told: str) -> list[tuple[str, str]]:
    """“by a, photos b” as credits."""
    return [tuple(reversed(one.split())) for one in told.split(", ")] if told else []


def joined_credits(base: str | None, mine: str, theirs: str) -> str | None:
    """Return the byline joined; None where it clashes."""
    rows = [None if told is None else credits_(told) for told in (base, mine, theirs)]
    result = join_credits(*rows, who=lambda row: row[0], role=lambda row: row[1])
    return ", ".join(f"{role} {who}" for who, role in result.value) if isinstance(result, Agreed) else None


class TestCredits:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "joined"),
        [
            ("by a", "by a, with b", "by a, photos c", "by a, photos c, with b"),
            ("by a, by b", "by b, by a", "by a, by b, with c", "by b, with c, by a"),
            ("by a, by b", "with a, by b", "by a, photos b", "with a, photos b"),
            ("by a, by b", "by b", "by a, by b, with c", "by b, with c"),
            ("by a", "by a, photos a", "by a, with b", "by a, with b, photos a"),
            ("by a", "with a", "with a", "with a"),
        ],
    )
    def test_person_by_person(self, base: str, mine: str, theirs: str, joined: str) -> None:
        assert joined_credits(base, mine, theirs) == joined

    @pytest.mark.parametrize(
        ("base", "mine", "theirs"),
        [
            ("by a", "with a", "photos a"),
            ("by a, by b", "by b", "with a, by b"),
            ("by a", "by a, with b", "by a, photos b"),
            ("by a, by b, by c", "by b, by a, by c", "by a, by c, by b"),
            (None, "by a", "by a, by b"),
        ],
    )
    def test_what_clashes(self, base: str | None, mine: str, theirs: str) -> None:
        assert joined_credits(base, mine, theirs) is None
        assert joined_credits(base, theirs, mine) is None

    @given(CREDITS, CREDITS, CREDITS)
    def test_nobody_is_lost(self, base: Any, mine: Any, theirs: Any) -> None:
        def join(*rows: Any) -> Any:
            return join_credits(*rows, who=lambda row: row[0], role=lambda row: row[1])

        assert join(base, base, theirs) == join(base, theirs, base) == join(base, theirs, theirs)
        assert join(base, base, theirs) == Agreed(tuple(theirs))
        joined, other = join(base, mine, theirs), join(base, theirs, mine)
        if isinstance(joined, Clash):
            assert (joined.mine, joined.theirs) == (other.theirs, other.mine) == (tuple(mine), tuple(theirs))
        else:
            assert set(joined.value) >= (set(mine) | set(theirs)) - set(base)
            assert set(joined.value) == set(other.value)


class TestBlocks:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "joined"),
        [
            ("a/b/c", "a x/b/c", "a/b/c y", "a x/b/c y"),
            ("a/b c d/e f g", "a/b c X/e f g", "a/b c d/e f Y", "a/b c X/e f Y"),
            ("a b c/d e f", "a b X/d e X", "a b c/d e f/new", "a b X/d e X/new"),
            ("a/b", "a/m/b", "a/t/b", "a/t/m/b"),
            ("a/b", "a/same/b", "a/same/b", "a/same/b"),
            ("a/b", "a/same/m/b", "a/same/t/b", "a/same/t/m/b"),
            ("a/b/c", "a/c", "a/b/c/d", "a/c/d"),
            ("a/b/c", "a/c", "a/c", "a/c"),
            ("a/b/c/d", "b/c/d", "a/b/c", "b/c"),
            ("", "m", "t", "t/m"),
            ("a", "", "a", ""),
        ],
    )
    def test_what_does_not_overlap_is_joined(self, base: str, mine: str, theirs: str, joined: str) -> None:
        assert "/".join(text(join_blocks(blocks(base), blocks(mine), blocks(theirs)))) == joined

    def test_both_edit_one_paragraph(self) -> None:
        chunks = join_blocks(blocks("a/b c d/e"), blocks("a/b c X/e"), blocks("a/b c Y/e"))
        assert chunks == [Agreed(("a",)), Clash(("b c X",), ("b c Y",)), Agreed(("e",))]

    def test_one_edits_what_the_other_took_out(self) -> None:
        chunks = join_blocks(blocks("a/b c d/e"), blocks("a/e"), blocks("a/b c Y/e"))
        assert chunks == [Agreed(("a",)), Clash((), ("b c Y",)), Agreed(("e",))]

    def test_of_two_rewritten_paragraphs_only_the_one_that_both_touched_clashes(self) -> None:
        chunks = join_blocks(blocks("a b c/d e f"), blocks("a b X/d e X"), blocks("a b c/d e Y"))
        assert chunks == [Agreed(("a b X",)), Clash(("d e X",), ("d e Y",))]

    def test_a_paragraph_put_in_beside_a_clash_is_kept(self) -> None:
        chunks = join_blocks(blocks("a b c"), blocks("a b X/new"), blocks("a b Y"))
        assert chunks == [Clash(("a b X",), ("a b Y",)), Agreed(("new",))]

    def test_what_both_rewrote_alike_at_its_ends_is_no_clash_there(self) -> None:
        chunks = join_blocks(blocks("a/b"), blocks("x/m/z"), blocks("x/t/z"))
        assert chunks == [Agreed(("x",)), Clash(("m",), ("t",)), Agreed(("z",))]

    def test_without_a_base_every_difference_clashes(self) -> None:
        chunks = join_blocks(None, blocks("a/m/b"), blocks("a/b/t"))
        assert chunks == [Agreed(("a",)), Clash(("m",), ()), Agreed(("b",)), Clash((), ("t",))]
        assert join_blocks(None, ["a"], ["a"]) == [Agreed(("a",))]

    @given(BLOCKS, BLOCKS)
    def test_one_side_alone(self, base: list[str], side: list[str]) -> None:
        assert text(join_blocks(base, base, side)) == side
        assert text(join_blocks(base, side, base)) == side
        assert text(join_blocks(base, side, side)) == side

    @given(BLOCKS, BLOCKS, BLOCKS)
    def test_every_word_that_somebody_wrote_is_there(self, base: Any, mine: Any, theirs: Any) -> None:
        for known in (base, None):
            chunks = join_blocks(known, mine, theirs)
            there = {block for chunk in chunks for block in _all(chunk)}
            assert there >= (set(mine) | set(theirs)) - set(known or ())

    @given(BLOCKS, BLOCKS, BLOCKS)
    def test_whoever_is_first_the_same_clashes(self, base: Any, mine: Any, theirs: Any) -> None:
        one, other = join_blocks(base, mine, theirs), join_blocks(base, theirs, mine)
        assert [(chunk.mine, chunk.theirs) for chunk in clashes(one)] == [
            (chunk.theirs, chunk.mine) for chunk in clashes(other)
        ]

    @given(BLOCKS, BLOCKS, BLOCKS)
    def test_each_side_can_be_had_whole(self, base: Any, mine: Any, theirs: Any) -> None:
        """Without a base, choosing one side everywhere gives that side's text."""
        chunks = join_blocks(None, mine, theirs)
        for side, wanted in (("mine", mine), ("theirs", theirs)):
            got = [block for chunk in chunks for block in getattr(chunk, side, None) or getattr(chunk, "value", ())]
            assert got == wanted

    def test_two_thousand_paragraphs_rewritten_by_both_take_little_memory(self) -> None:
        base = [f"Paragraph {number} tells of ship {number}." for number in range(2000)]
        mine = [f"{block} Ana adds {number}." for number, block in enumerate(base)]
        theirs = [f"{block} Ben adds {number}." for number, block in enumerate(base)]
        tracemalloc.start()
        chunks = join_blocks(base, mine, theirs)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(clashes(chunks)) == 2000
        assert most < 50_000_000

    def test_every_other_of_two_thousand_paragraphs(self) -> None:
        base = [f"Paragraph {number} tells of ship {number}." for number in range(2000)]
        mine = [f"Ana: {block}" if number % 4 == 0 else block for number, block in enumerate(base)]
        theirs = [f"Ben: {block}" if number % 4 == 2 else block for number, block in enumerate(base)]
        joined = text(join_blocks(base, mine, theirs))
        assert joined == [mine[at] if at % 4 == 0 else theirs[at] for at in range(2000)]


def _all(chunk: Any) -> tuple[str, ...]:
    return chunk.value if isinstance(chunk, Agreed) else chunk.mine + chunk.theirs
