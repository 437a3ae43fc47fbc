"""The words that a page carries fit into a header, and every change is told by one of them."""

import random

from hypothesis import given
from hypothesis import strategies as st

from media.made_of import ANYTHING
from newsroom.edge.words import ALL, MOST, carried, told

KINDS = ["story", "photo", "tag", "tag-stories", "section-stories", "author", "discussion"]
KEYS = st.one_of(
    st.sampled_from(["stories", "fronts", "chrome", ANYTHING]),
    st.builds("{}-{}".format, st.sampled_from(KINDS), st.integers(1, 9_999_999)),
)


def test_a_page_carries_what_it_is_made_of() -> None:
    assert carried({"story-7", "chrome", "tag-stories-2"}) == [ALL, "chrome", "story-7", "tag-stories-2"]


def test_too_many_of_a_kind_become_the_kind() -> None:
    many = {f"photo-{number}" for number in range(1000, 2000)}
    assert carried({*many, "story-7", "chrome"}) == [ALL, "chrome", "photo", "story-7"]


def test_a_change_is_told_by_its_kind_too_and_what_nobody_carries_is_not() -> None:
    assert told({"story-7", "stories", "version-3"}) == {"story-7", "story", "stories", ANYTHING}
    assert told(None) == {ALL}
    assert told(set()) == set()


@given(st.sets(KEYS, max_size=1200), st.sets(KEYS, max_size=5))
def test_whatever_a_page_is_made_of_is_told_when_it_changes(made_of: set[str], changed: set[str]) -> None:
    more = {f"story-{number}" for number in random.Random(len(made_of)).sample(range(10_000), len(made_of))}
    for keys in (made_of, made_of | more):
        words = carried(keys)
        assert len(" ".join(words)) <= MOST
        if keys & changed or (changed and ANYTHING in keys):
            assert told(changed) & set(words)
        assert ALL in words


def test_even_the_kinds_may_be_too_many() -> None:
    words = carried({f"kind{number}-5" for number in range(2000)})
    assert words == [ALL, ANYTHING]
