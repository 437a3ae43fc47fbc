"""Two texts word by word: exact on both sides, readable, and never long."""

import random

from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body.blocks import blocks
from articles.diffing import DEL, INS, MOST_DIFFERENCES, SAME, Budget, Piece, earlier, later, spans, words
from articles.passages import CHANGED, groups, passages

TEXTS = st.text(st.sampled_from("ab c,.’\n"), max_size=60) | st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_reading_the_pieces_gives_back_both_texts(a: str, b: str) -> None:
    pieces = words(a, b)
    assert (earlier(pieces), later(pieces)) == (a, b)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")), st.integers(0, 60))
def test_spans_cover_both_sides_whatever_the_budget(a: list[str], b: list[str], steps: int) -> None:
    i = j = 0
    for span in spans(a, b, Budget(steps)):
        assert (span.a_from, span.b_from) == (i, j)
        assert not span.same or a[span.a_from : span.a_to] == b[span.b_from : span.b_to]
        i, j = span.a_to, span.b_to
    assert (i, j) == (len(a), len(b))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.kind == SAME for piece in words(text, text))


@given(st.lists(st.sampled_from(["<p>One</p>", "<p>Two three</p>", "<h2>One</h2>", "<p>Two four</p>"]), max_size=8).map(
    "".join), st.lists(st.sampled_from(["<p>One</p>", "<p>Two three</p>", "<h2>Six</h2>"]), max_size=8).map("".join),
)  # fmt: skip
def test_reading_the_passages_gives_back_both_bodies(a: str, b: str) -> None:
    found = passages(a, b, Budget())
    assert [passage.before for passage in found if passage.before] == blocks(a)
    assert [passage.after for passage in found if passage.after] == blocks(b)


def test_a_rewritten_end_reads_as_one_change() -> None:
    pieces = words("Harbour bridge to reopen in December after repairs", "Harbour bridge to reopen on Friday")
    assert pieces == [
        Piece(SAME, "Harbour bridge to reopen"), Piece(SAME, " "),
        Piece(DEL, "in December after repairs"), Piece(INS, "on Friday"),
    ]  # fmt: skip


def test_words_put_in_leave_the_full_stop_alone() -> None:
    assert words("until the end of the year.", "until the end of the year as asked.") == [
        Piece(SAME, "until the end of the year"), Piece(INS, " as asked"), Piece(SAME, "."),
    ]  # fmt: skip


def test_a_paragraph_changed_one_put_in_and_the_rest_the_same() -> None:
    before = body.from_paragraphs(["The bridge opens in December.", "Two.", "Three.", "Four."])
    after = body.from_paragraphs(
        ["The bridge opens on Friday.", "Forty lorries stood there.", "Two.", "Three.", "Four."]
    )
    found = passages(before, after, Budget())
    assert [passage.kind for passage in found] == [CHANGED, INS, SAME, SAME, SAME]
    assert [group.told for group in groups(found) if group.folded] == ["3 paragraphs unchanged"]


def test_a_slip_in_each_of_very_many_paragraphs_is_still_found_word_by_word() -> None:
    before = [f"Paragraph {number} tells of ship number {number}." for number in range(400)]
    after = [text.replace("tells", "told") for text in before]
    found = passages(body.from_paragraphs(before), body.from_paragraphs(after), Budget())
    assert [passage.kind for passage in found] == [CHANGED] * 400
    assert Piece(INS, "told") in found[300].pieces


def test_a_photo_is_itself_whatever_its_caption() -> None:
    before, after = (f'<figure data-photo="7"><figcaption>{words}</figcaption></figure>' for words in ("Dawn", "Noon"))
    found = passages(before, after, Budget())
    assert [(passage.kind, passage.photos) for passage in found] == [(CHANGED, (7, 7))]
    other = passages(before, after.replace("7", "8"), Budget())
    assert [(passage.kind, passage.photos) for passage in other] == [(DEL, (7, None)), (INS, (None, 8))]


def test_links_and_emphasis_are_words_too() -> None:
    found = passages('<p>See <a href="https://a.example/">it</a></p>', "<p>See <strong>it</strong></p>", Budget())
    assert found[0].pieces == [
        Piece(SAME, "See"), Piece(SAME, " "), Piece(DEL, "it [https://a.example/]"), Piece(INS, "*it*"),
    ]  # fmt: skip
    item = passages("<ul><li>One</li></ul>", "<ol><li>One</li></ol>", Budget())[0]
    assert (item.kind, item.became) == (CHANGED, "list item, now numbered item")


def test_every_block_of_a_body_is_seen() -> None:
    html = body.clean(
        "<h2>H</h2><ul><li>a<ol><li>b</li></ol></li></ul><blockquote><p>q</p></blockquote>"
        '<blockquote class="pull"><p>w</p><cite>me</cite></blockquote>'
        '<figure data-photo="3" class="wide"><figcaption>c</figcaption></figure>'
        '<figure data-embed="https://v.example/1"><a href="https://v.example/1">V</a></figure>'
    )
    assert [(block.kind, block.text) for block in blocks(html)] == [
        ("heading", "H"), ("list item", "a"), ("numbered item", "b"), ("quotation", "q"), ("pull quote", "w"),
        ("source", "me"), ("wide photo", "c"), ("embed", "V [https://v.example/1]"),
    ]  # fmt: skip


def hostile() -> dict[str, tuple[str, str]]:
    """Pairs of 50,000 words that are hard to compare."""
    chance = random.Random(7)
    few = [" ".join(chance.choices("abcdefgh", k=50_000)) for _ in range(2)]
    many = [" ".join(f"w{chance.randrange(50_000)}" for _ in range(50_000)) for _ in range(2)]
    apart = " ".join(f"x{n}" for n in range(50_000)), " ".join(f"y{n}" for n in range(50_000))
    forth = [f"w{n}" for n in range(50_000)]
    return {"few": (few[0], few[1]), "many": (many[0], many[1]), "apart": apart,
            "reversed": (" ".join(forth), " ".join(forth[::-1]))}  # fmt: skip


def test_the_worst_of_50000_words_keeps_within_its_budget_and_is_still_exact() -> None:
    for name, (a, b) in hostile().items():
        for cut in (50_000, 60, 3):
            bodies = [body_of(text.split(" "), cut) for text in (a, b)]
            budget = Budget()
            found = passages(bodies[0], bodies[1], budget)
            assert budget.steps >= 0, (name, cut)
            assert [passage.after for passage in found if passage.after] == blocks(bodies[1])
        pieces = words(a, b)
        assert (earlier(pieces), later(pieces)) == (a, b)


def test_too_many_differences_are_said() -> None:
    budget = Budget()
    a, b = (" ".join(f"{side}{n} the" for n in range(MOST_DIFFERENCES)) for side in "xy")
    words(a, b, budget)
    assert budget.spent


def body_of(text: list[str], cut: int) -> str:
    return "".join(f"<p>{' '.join(text[at : at + cut])}</p>" for at in range(0, len(text), cut))
