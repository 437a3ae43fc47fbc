"""What each check has against a content, without a database."""

from types import SimpleNamespace
from typing import Any

import pytest

from articles.house_rules import CHECKS, Facts, Finding
from articles.models import Content, Severity
from tests.articles.makers import TEXT

WHOLE = Content(headline="Harbour opens", body=TEXT, section=1, bylines=(("by", "author", 1),))
AP = (7, ("AP", "Associated Press"))
REUTERS = (8, ("Reuters",))


def found(name: str, facts: Facts | None = None, **parts: Any) -> list[Finding]:
    """Return what one check finds in a whole story of which some parts are changed."""
    content = Content(**{**WHOLE.as_json(), "bylines": WHOLE.bylines, **parts})
    return list(CHECKS[name].finds(content, facts or Facts(photos={})))


def photo(pk: int = 3, *, credit: str = "Lena", alt: str = "A quay", licence: str = "") -> Any:
    class Named(SimpleNamespace):
        def __str__(self) -> str:
            return "Quay"

    return Named(pk=pk, credit_line=credit, alt=alt, licence=licence)


def test_a_whole_story_passes_every_check() -> None:
    assert [name for name in CHECKS if found(name)] == []


def test_every_check_says_what_it_asks_and_what_it_means_to_go_against_it() -> None:
    for one in CHECKS.values():
        assert one.words
        assert one.help.endswith(".")
        assert one.hard or one.against


@pytest.mark.parametrize(
    ("name", "parts", "message"),
    [
        ("headline", {"headline": " \xa0"}, "There is no headline."),
        ("body", {"body": ""}, "There is no text."),
        ("section", {"section": None}, "No section is chosen."),
        ("byline", {"bylines": ()}, "Nobody is named in the byline."),
    ],
)
def test_what_every_story_has(name: str, parts: dict[str, Any], message: str) -> None:
    assert [finding.message for finding in found(name, **parts)] == [message]


def test_a_photo_alone_is_a_body() -> None:
    assert not found("body", body='<figure data-photo="3"><figcaption></figcaption></figure>')


@pytest.mark.parametrize("title", ["youtu.be", "youtube.com", "https://youtu.be/dQw4w9WgXcQ", "…"])
def test_an_embed_that_nobody_gave_a_title_is_spoken_of(title: str) -> None:
    address = "https://youtu.be/dQw4w9WgXcQ"
    embed = f'<figure data-embed="{address}"><a href="{address}">{{}}</a></figure>'
    (told,) = found("embed-title", body=embed.format(title))
    assert (told.message, told.link) == ("YouTube: an embed has no title of its own.", address)
    assert not found("embed-title", body=embed.format("The barrier"))


def test_each_photo_is_spoken_of_once() -> None:
    figure = '<figure data-photo="3"><figcaption>Quay</figcaption></figure>'
    facts = Facts(photos={3: photo(credit="", alt=" ")})
    for name, field, message in (
        ("credit", "lead_photo", "The lead photo has no credit."),
        ("alt-text", "lead_photo", "The lead photo has no alt text."),
    ):
        told = found(name, facts, lead_photo=3, body=TEXT + figure + figure)
        assert [(one.field, one.message, one.photo) for one in told] == [(field, message, 3)]
    (told,) = found("credit", facts, body=TEXT + figure)
    assert (told.field, told.message) == ("body", "The photo “Quay” has no credit.")
    assert [one.message for one in found("photo", Facts(photos={}), lead_photo=3)] == [
        "A photo in the text no longer exists. Take it out or choose another."
    ]


def test_a_headline_of_the_longest_length_and_one_more() -> None:
    facts = Facts(photos={}, headline_limit=20)
    assert not found("headline-length", facts, headline="x" * 20)
    (told,) = found("headline-length", facts, headline="x" * 21)
    assert (told.message, told.most) == ("The headline is long: 21 characters.", 20)
    assert not found("headline-length", Facts(photos={}, headline_limit=None), headline="x" * 300)


def test_links_without_an_address_or_words() -> None:
    body = '<p><a href="#">here</a> <a href="https://">there</a> <a href="/tag/x/">…</a> <a href="/tag/x/">tag</a></p>'
    assert [(one.message, one.link) for one in found("empty-link", body=body)] == [
        ("The link “here” has no address.", "#"),
        ("The link “there” has no address.", "https://"),
        ("A link to /tag/x/ has no words.", "/tag/x/"),
    ]


def test_a_dead_link_is_told_once_with_its_address() -> None:
    body = '<p><a href="/a?b=1&amp;c=2">the <strong>report</strong></a>, <a href="/a?b=1&amp;c=2">again</a></p>'
    (told,) = found("dead-link", Facts(photos={}, dead=frozenset({"/a?b=1&c=2"})), body=body)
    assert told.message == "The link “the report” leads to no page that readers see."
    assert (told.link, told.hint) == ("/a?b=1&c=2", "/a?b=1&c=2")


def test_legal_hold_stops_and_says_why() -> None:
    (told,) = found("legal-hold", Facts(photos={}, held="Injunction of 3 March"))
    assert (told.message, told.hard) == ("This story is on legal hold: Injunction of 3 March", True)


class TestAgencies:
    facts = Facts(photos={}, agencies=(AP, REUTERS))

    def named(self, text: str, **parts: Any) -> list[str]:
        return [one.message.split(" is ")[0] for one in found("agency", self.facts, body=f"<p>{text}</p>", **parts)]

    @pytest.mark.parametrize(
        ("text", "agencies"),
        [
            ("LONDON (AP) — It opened.", ["AP"]),
            ("The Associated Press reported it.", ["AP"]),
            ("AP’s report said so; REUTERS agreed.", ["AP", "Reuters"]),
            ("Reuters.", ["Reuters"]),
            ("AP", ["AP"]),
            ("The ap on her phone; an APP; CAP; MAP.", []),
            ("See ap.org, www.AP.org, press@AP.example, #AP_news.", []),
            ("A Reuters-backed fund and the AP&amp;P.", []),
            ("The Associated  Pressmen", []),
        ],
    )
    def test_whole_words_only(self, text: str, agencies: list[str]) -> None:
        assert self.named(text) == agencies

    def test_one_that_is_credited_is_not_missed(self) -> None:
        assert self.named("AP and Reuters say so.", bylines=(("with", "agency", 7),)) == ["Reuters"]
        assert self.named("The Associated Press says so.", bylines=(("with", "agency", 7),)) == []

    def test_the_standfirst_counts_and_captions_do_not(self) -> None:
        assert self.named("It opened.", standfirst="So Reuters says.") == ["Reuters"]
        figure = '</p><figure data-photo="3"><figcaption>Quay (AP Photo)</figcaption></figure><p>'
        assert self.named(f"It opened.{figure}Nobody came.") == []

    def test_two_agencies_of_one_name(self) -> None:
        facts = Facts(photos={}, agencies=(AP, (9, ("AP", "Alpine Press"))))
        assert not found("agency", facts, body="<p>AP says so.</p>", bylines=(("with", "agency", 9),))


def test_a_photo_for_obituaries_only_is_asked_about() -> None:
    facts = Facts(photos={3: photo(licence="obituary"), 4: photo(4, licence="agency")})
    told = found("obituary-photo", facts, lead_photo=3)
    assert [one.message for one in told] == ["The lead photo may be used in obituaries only."]
    assert CHECKS["obituary-photo"].default == Severity.ADVISORY
    assert found("obituary-photo", facts, lead_photo=4) == []
