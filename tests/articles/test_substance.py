"""Whether an edit changes what a story says."""

import pytest

from articles.models import Content
from articles.substance import substance

BEFORE = Content(
    headline="Harbour opens at 12",
    standfirst="The mayor, Petra Halloran, did not speak.",
    body="<p>The ferry left at noon with 40 aboard.</p><p>Crowds came to the quay, and went home late.</p>",
)


def changes(**values: str) -> list[str]:
    return substance(BEFORE, Content(**{**BEFORE.as_json(), **values}))


def in_body(was: str, becomes: str) -> list[str]:
    assert was in BEFORE.body
    return changes(body=BEFORE.body.replace(was, becomes))


def test_nothing_changed_is_minor() -> None:
    assert changes() == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Crowds came", "Crowds came,"),
        ("Crowds", "Corwds"),
        ("The ferry", "Teh ferry"),
        ("Crowds", "Crouds"),
        ("quay", "Quay"),
        ("home late", "home"),
        ("Crowds came", "Big crowds came"),
        ("came to", "went to"),
        ("<p>Crowds", "<p><strong>Crowds</strong>"),
    ],
)
def test_a_slip_of_the_pen_is_minor(was: str, becomes: str) -> None:
    assert in_body(was, becomes) == []


def test_a_misspelt_first_word_of_a_headline_is_minor() -> None:
    assert changes(headline="Harbor opens at 12") == []


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("40", "41", "body: “40” became “41”"),
        (" with 40 aboard", "", "body: “with 40 aboard” was taken out"),
        ("left at noon", "never left at noon", "body: “never” is new"),
        ("left at", "didn’t leave at", "body: “left” became “didn’t leave”"),
        ("ferry left", "ferry Merrow left", "body: “Merrow” is new"),
        ("The ferry", "Not 2 but 3 ships. The ferry", "body: “Not 2 but 3 ships” is new"),
        ("at noon", "at two", "body: “noon” became “two”"),
    ],
)
def test_a_fact_is_not(was: str, becomes: str, told: str) -> None:
    assert in_body(was, becomes)[0] == told


def test_nor_is_a_name_or_a_negation_elsewhere() -> None:
    assert changes(standfirst="The mayor, Petra Haloran, did not speak.") == ["standfirst: “Halloran” became “Haloran”"]
    assert changes(standfirst="The mayor, Petra Halloran, did speak.") == ["standfirst: “not” was taken out"]
    assert changes(headline="Harbour opens at 13", lead_caption="At 9.") == [
        "headline: “12” became “13”",
        "lead photo’s caption: “At 9” is new",
    ]


def test_three_words_are_few_and_four_are_not() -> None:
    assert in_body("home late", "home late and very happy") == []
    assert in_body("home late", "home late and very happy indeed") == ["4 words in all"]


def test_words_of_all_parts_count_together() -> None:
    both = changes(standfirst=BEFORE.standfirst + " Then silence.", kicker="Ferries again")
    assert both == ["4 words in all"]


def test_a_photo_is_not_minor() -> None:
    lead = Content(**{**BEFORE.as_json(), "lead_photo": 3})
    assert substance(BEFORE, lead) == ["the lead photo"]
    assert substance(lead, Content(**{**BEFORE.as_json(), "lead_photo": 4})) == ["another lead photo"]
    figure = '<figure data-photo="7"><figcaption></figcaption></figure>'
    assert changes(body=BEFORE.body + figure) == ["the photos in the text"]


def test_much_is_told_in_short() -> None:
    before, after = ("".join(f"<p>In harbour {at} lie {at + add} boats.</p>" for at in range(9)) for add in (10, 50))
    told = substance(Content(body=before), Content(body=after))
    assert told[0] == "body: “10” became “50”"
    assert told[-1] == "and more"
    assert len(told) == 7
