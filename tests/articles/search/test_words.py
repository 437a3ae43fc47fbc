"""Words as search compares them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from articles.search.words import fold, stems, words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Harbour, at noon.", ["the", "harbour", "at", "noon"]),
        ("Košice, Łódź, Straße, Ærø", ["kosice", "lodz", "strasse", "aero"]),
        ("ﬁnd ＡＢＣ", ["find", "abc"]),
        ("L’école d'été", ["l", "ecole", "d", "ete"]),
        ("COVID-19 rose 1,000%", ["covid", "19", "rose", "1", "000"]),
        ("snake_case", ["snake", "case"]),
        ("Ёлка и йод", ["елка", "и", "йод"]),
        ("المَرفأ", ["المرفا"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("社會がある", ["社", "會", "が", "あ", "る"]),
        ("soft\u00adware می\u200cخواهم", ["software", "میخواهم"]),
        ("😀 \x00 --- « »", []),
        ("\u00ad", []),
        ("x" * 100, ["x" * 64]),
    ],
)
def test_words_are_told_apart_and_folded(text: str, told: list[str]) -> None:
    assert list(words(text)) == told


def test_a_sign_for_several_brings_nothing_along_that_means_something_to_an_engine() -> None:
    assert [fold(one) for one in ("⑴", "½", "ŉ")] == ["1", "1⁄2", "ʼn"]


def test_forms_of_a_word_have_a_stem_in_common_in_their_language_alone() -> None:
    assert stems("harbours", "en") == stems("Harbour", "en") == ("en~harbour",)
    assert set(stems("écoles", "fr")) & set(stems("ecole", "fr"))
    assert set(stems("Häuser", "de")) & set(stems("Haus", "de"))
    assert set(stems("المدينة", "ar")) & set(stems("مدينة", "ar"))
    assert stems("harbours", "tlh") == ()


def test_stems_are_right_however_many_ask_at_once() -> None:
    bare = ["harbours", "ferries", "universities", "opening"]
    asked = [f"{word}{ending}" for word in bare for ending in ("", "s", "ly")]
    told = [stems(word, "en") for word in asked]
    stems.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda word: stems(word, "en"), asked * 50)) == told * 50
