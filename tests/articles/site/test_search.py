"""The page of search, as Cleo meets it."""

import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from articles.killing import kill_photo
from articles.models import Site, Tag
from articles.search import finding, postgresql, sqlite
from articles.site import search
from tests.articles.makers import make_article, make_author
from tests.articles.site.stories import HOUR, NOON, put_all_live, put_live, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def ask(client: Client, q: str, **more: Any) -> str:
    response = client.get("/search/", {"q": q, **more})
    assert response.status_code == 200
    return response.content.decode()


class Fields(HTMLParser):
    """The fields of a page's forms, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input":
            self.values[told["name"] or ""] = told.get("value") or ""
        if tag == "a":
            self.links.append(told["href"] or "")


def test_every_page_has_the_form(client: Client) -> None:
    story = put_live()
    for path in ("/", story.get_absolute_url(), "/tags/", "/nothing/"):
        html = client.get(path).content.decode()
        assert '<form class="search" role="search" action="/search/">' in html
        assert html.count('name="q"') == 1
    assert client.get("/search/").content.decode().count('name="q"') == 1


def test_what_is_found_is_marked_and_leads_to_the_story(client: Client) -> None:
    version = put_live("Harbour <opens>", standfirst="", body="<p>Nothing.</p><p>A ferry left two harbours.</p>")
    html = ask(client, "harbours ferry")
    assert f'<a href="{version.get_absolute_url()}"><mark>Harbour</mark> &lt;opens&gt;</a>' in html
    assert "A <mark>ferry</mark> left two <mark>harbours</mark>." in html
    assert "1 story" in html
    assert 'value="harbours ferry"' in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert "Set-Cookie" not in client.get("/search/?q=harbour").headers


def test_what_is_found_at_a_photo_is_marked_where_the_text_does_not_have_it(client: Client) -> None:
    photo = make_photo(caption="A zeppelin", credit="Vera Newcomer")
    put_live("Harbour opens", standfirst="At noon", body="<p>Nothing.</p>", lead_photo=photo, byline="Ana Verhallow")
    assert "Nothing.\nA <mark>zeppelin</mark> · Vera Newcomer" in ask(client, "zeppelin")
    html = ask(client, "verhallow")
    assert ("<p>At noon</p>" in html, ">Ana Verhallow</a>" in html) == (True, True)
    kill_photo(photo, by=None, reason="Rights")
    assert "<mark>" not in ask(client, "zeppelin")


def test_a_story_in_another_language_is_told_as_such(client: Client) -> None:
    put_live("المرفأ", language="ar")
    assert '<article class="card card-row" lang="ar" dir="rtl">' in ask(client, "المرفأ")


def test_nothing_found_says_what_may_have_been_meant(client: Client) -> None:
    put_live("Harbour opens")
    html = ask(client, "harbuor", section="world")
    assert '<a href="?q=harbour&amp;section=world" dir="auto">harbour</a>?' in html
    assert "Search in all sections and of all times" in html
    assert "No story was found" in words(client.get("/search/?q=qwertzuiop"))
    Site.objects.update(language="ar")
    assert 'dir="auto">harbour</a>؟' in ask(client, "harbuor")


def test_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SIZE", 2)
    put_all_live(*(make_article(f"Harbour {number}") for number in range(5)))
    first = ask(client, "harbour", order="date")
    assert ("</mark> 4<" in first, "</mark> 2<" in first, "Page 1 of 3" in first) == (True, False, True)
    assert 'href="?q=harbour&amp;order=date&amp;page=2" rel="next"' in first
    last = ask(client, "harbour", order="date", page=3)
    assert 'href="?q=harbour&amp;order=date&amp;page=2" rel="prev"' in last
    assert 'rel="next"' not in last
    assert 'href="?q=harbour&amp;order=date" rel="prev"' in ask(client, "harbour", order="date", page=2)
    for odd in ("99", "0", "-1", "x", "9" * 30, "²"):
        assert " of 3" in ask(client, "harbour", page=odd)


def test_a_word_typed_to_its_end_is_whole_on_every_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SIZE", 2)
    put_all_live(*(make_article(f"Port {number}") for number in range(3)), *(make_article("Portal") for _ in range(3)))
    first = ask(client, "port ")
    assert "Page 1 of 2" in first
    assert Fields(first).values["q"] == "port "
    link = next(one for one in Fields(first).links if one.endswith("page=2"))
    assert "Page 2 of 2" in client.get(f"/search/{link}").content.decode()


def test_more_than_is_listed_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    put_all_live(*(make_article(f"Harbour {number}") for number in range(3)))
    html = ask(client, "harbour")
    assert "More than 2 stories" in html
    assert "These are the newest ones." in html


def test_it_is_said_how_far_a_phrase_was_looked_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (finding, postgresql, sqlite):
        monkeypatch.setattr(module, "LOOKED_AT", 2)
    put_live("Harbour opens", body="<p>The old ferry.</p>")
    for number in range(2):
        put_live(f"Harbour {number}", body="<p>A ferry so old.</p>")
    said = "Words that have to stand together were looked for in the newest 2 stories that have them. Choose a time"
    assert said in ask(client, '"old ferry"')
    assert "No story was found" in ask(client, '"old ferry"')
    assert said not in ask(client, "old ferry")


def test_filters_are_links_and_fields_that_keep_the_question(client: Client) -> None:
    put_live("Harbour one", section="City", tags=["Ports"], byline="Ana Verhallow")
    put_live("Harbour two", section="World", tags=["Trade"], byline="Idra Quillane")
    html = ask(client, "harbour", order="date")
    assert 'href="?q=harbour&amp;tag=ports&amp;order=date"' in html
    assert 'href="?q=harbour&amp;author=idra-quillane&amp;order=date"' in html
    html = ask(client, "harbour", tag="ports", author="ana-verhallow", section="city")
    assert ("one" in html, "Harbour two" in html) == (True, False)
    fields = Fields(html)
    assert (fields.values["tag"], fields.values["author"]) == ("ports", "ana-verhallow")
    assert "?q=harbour&section=city&author=ana-verhallow" in fields.links


def test_days_are_those_of_the_sites_zone(client: Client) -> None:
    Site.objects.create(name="The Meridian", time_zone="Asia/Tokyo")
    put_live("Harbour opens", at=dt.datetime(2026, 3, 1, 15, tzinfo=dt.UTC))
    for days, there in (
        ({"from": "2026-03-02", "to": "2026-03-02"}, True),
        ({"to": "2026-03-01"}, False),
        ({"from": "2026-03-03"}, False),
        ({"from": "0001-01-01", "to": "9999-12-31"}, True),
    ):
        assert ("1 story" in ask(client, "harbour", **days)) == there, days


@pytest.mark.parametrize(
    ("name", "value"),
    [("from", "soon"), ("to", "2026-02-30"), ("section", "nowhere"), ("tag", "x"), ("author", "\x00'; --")],
)
def test_what_there_is_not_is_said_and_left_aside(client: Client, name: str, value: str) -> None:
    put_live("Harbour opens")
    html = ask(client, "harbour", **{name: value})
    assert "there is not was left aside" in html
    assert "1 story" in html


def test_a_tag_that_no_live_story_has_is_not_there(client: Client) -> None:
    make_article("Hidden", tags=["Secret merger"])
    put_live("Harbour opens")
    assert "Secret" not in ask(client, "harbour", tag=Tag.objects.get().slug).replace("secret-merger", "")


def test_a_name_that_stands_for_another_leads_to_it(client: Client) -> None:
    put_live("Harbour opens", byline="Ana Verhallow")
    author = make_author("Ana Verhallow")
    type(author)(name="A. Verhallow", stands_for=author).save()
    assert "1 story" in ask(client, "harbour", author="a-verhallow")


HOSTILE = [
    "", " ", "'", '"', '"""', "((", "))", "*", "**", "a*b*", "NEAR(a b)", "a AND", "OR", "NOT x", "-x", "^x",
    "headline:x", "{headline}: x", "a:*", "a & b | !c", "a <-> b", "\\", "%", "_", "\x00", "a\x00b",
    "';DROP TABLE articles_version;--",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "😀", "👨‍👩‍👧", "\u202eabc", "مرحبا", "社會科學院",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "½ ⑴ ﬁ", "\u0301\u0302", "\u00ad", "~len", "~s1", "en~harbour", "a" * 10_000,
    "a b " * 2500, '"a ' * 2500,
    "\ud7ff\ue000\uffff", "\U0010ffff", "{{ 7 }}{% now 'Y' %}", "%s %d", "1e309", "ʼn'n", "\r\n\t",
]  # fmt: skip


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_gets_a_clear_page(client: Client, q: str) -> None:
    put_live("Harbour opens", tags=["Ports"])
    for more in ({}, {"order": "date", "page": q[:50]}, dict.fromkeys(search.NAMES[1:], q[:3000])):
        html = ask(client, q, **more)
        assert "<h1>Search</h1>" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert len(html) < 60_000


def test_bytes_that_are_no_text(client: Client) -> None:
    assert client.get("/search/?q=%ff%fe&page=%00&from=%c0").status_code == 200
    assert client.get("/search/?q=a&q=b&q[]=c").status_code == 200
    assert client.post("/search/", {"q": "a"}).status_code == 405


def test_what_is_asked_for_first_is_found_first(client: Client) -> None:
    put_live("A day at sea", body="<p>The harbour.</p>", at=NOON + HOUR)
    put_live("Harbour opens", at=NOON)
    best = ask(client, "harbour")
    assert best.index("</mark> opens") < best.index("A day at sea")
    newest = ask(client, "harbour", order="date")
    assert newest.index("A day at sea") < newest.index("</mark> opens")
