"""Cleo follows the paper in a feed reader: what it finds in each format, at each address, and what leaves at once."""

import datetime as dt
import json
from typing import Any

import feedparser
import pytest
from django.test import Client

from articles import publishing
from articles.killing import kill_photo, kill_story
from articles.models import Kind, Site, Version
from media.background import renew
from media.making import make_all
from tests.articles.makers import edit, make_article, make_section
from tests.articles.site.stories import DAY, HOUR, NOON, credit_more, put_all_live, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

FORMATS = ("xml", "atom", "json")


def read(client: Client, address: str) -> Any:
    """Return a feed as feedparser reads it; it finds nothing wrong with it."""
    found = feedparser.parse(client.get(address).content, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def items(client: Client, address: str = "/feed.json") -> list[dict[str, Any]]:
    """Return what a JSON Feed holds."""
    return json.loads(client.get(address).content)["items"]


@pytest.fixture
def rich(clock: Any) -> Version:
    """A live story with all that a story can have, corrected an hour after it was published."""
    Site.objects.create(name="The Meridian", tagline="News from Halmouth", legal="© The Meridian Trust")
    make_section("World", description="From abroad.")
    lead = make_photo(alt="A flag", caption="A huge <flag>", credit="Lena Aumont / Northwire")
    inside = make_photo(alt="A parade", caption="Soldiers march", credit="Emil Torvane")
    article = make_article(
        "Envoys & ships",
        standfirst="It comes after a rare trip.",
        body='<p>First, <a href="/tags/">tags</a> and a href="/x/".</p>'
        f'<figure data-photo="{inside.pk}"><figcaption></figcaption></figure><p>Last.</p>',
        lead_photo=lead,
        tags=["Ports", "Été"],
    )
    credit_more(article)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, standfirst="It comes after a trip.")
    version = publishing.correct(article, "The trip was <not> rare.", by=None)
    clock.shift(HOUR)
    return version


@pytest.mark.parametrize("fmt", ["xml", "atom"])
def test_a_reader_finds_everything_in_xml(client: Client, rich: Version, fmt: str) -> None:
    found = read(client, f"/feed.{fmt}")
    assert found.version == {"xml": "rss20", "atom": "atom10"}[fmt]
    assert (found.feed.title, found.feed.subtitle) == ("The Meridian", "News from Halmouth")
    assert {link.rel: link.href for link in found.feed.links} == {
        "alternate": "http://testserver/",
        "self": f"http://testserver/feed.{fmt}",
    }
    (entry,) = found.entries
    assert entry.title == "Envoys & ships"
    assert entry.link == "http://testserver" + rich.get_absolute_url()
    assert entry.summary == "It comes after a trip."
    assert [author.name for author in entry.authors] == ["Ana Verhallow", "AP"]
    assert [tag.get("label") or tag.term for tag in entry.tags] == ["World", "Ports", "Été"]
    assert entry.published_parsed[:6] == NOON.timetuple()[:6]
    assert entry.updated_parsed[:6] == (NOON + HOUR).timetuple()[:6]
    picture = rich.lead_photo
    assert picture is not None
    (media,) = entry.media_content
    assert media["url"] == "http://testserver" + picture.rendition_url("card", 1200)
    assert (media["type"], media["medium"], media["width"], media["height"]) == ("image/jpeg", "image", "60", "40")
    assert entry.media_credit[0]["content"] == "Lena Aumont / Northwire"


def test_a_reader_finds_everything_in_json(client: Client, rich: Version) -> None:
    found = json.loads(client.get("/feed.json").content)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == "http://testserver/feed.json"
    (item,) = found["items"]
    assert item["url"] == "http://testserver" + rich.get_absolute_url()
    assert (item["date_published"], item["date_modified"]) == ("2026-03-02T12:00:00+00:00", "2026-03-02T13:00:00+00:00")
    assert item["authors"][0] == {"name": "Ana Verhallow", "url": "http://testserver/author/ana-verhallow/"}
    assert item["tags"] == ["World", "Ports", "Été"]
    assert item["attachments"][0]["title"] == "Lena Aumont / Northwire"


def test_the_whole_text_is_there_with_notes_photos_and_credits(client: Client, rich: Version) -> None:
    for fmt in FORMATS:
        if fmt == "json":
            html = items(client)[0]["content_html"]
        else:
            html = read(client, f"/feed.{fmt}").entries[0].content[-1].value
        places = [
            html.find(words)
            for words in (
                '<div lang="en" dir="ltr">',
                "A huge &lt;flag&gt;",
                "Lena Aumont / Northwire",
                "It comes after a trip.",
                "Correction, 2 March 2026, 14:00:",
                "The trip was &lt;not&gt; rare.",
                'First, <a href="http://testserver/tags/">tags</a> and a href="/x/".',
                'alt="A parade">',
                "Emil Torvane",
                "Last.",
            )
        ]
        assert -1 not in places, html
        assert places == sorted(places)
        assert 'src="/' not in html


def test_every_list_has_a_feed_of_its_own(client: Client, rich: Version) -> None:
    put_live("Rovers win", section="Sport", byline="Bo Other")
    lists = {
        "": "The Meridian",
        "section/world/": "World – The Meridian",
        "tag/ports/": "Ports – The Meridian",
        "author/ana-verhallow/": "Ana Verhallow – The Meridian",
        "agency/associated-press/": "Associated Press – The Meridian",
    }
    for fmt, kind in {"xml": "rss+xml", "atom": "atom+xml", "json": "feed+json"}.items():
        for path, title in lists.items():
            response = client.get(f"/{path}feed.{fmt}")
            text = response.content.decode()
            assert title in text, path
            assert "Envoys" in text, path
            assert ("Rovers win" in text) == (path == ""), path
            assert response["Cache-Control"] == "no-cache"
            assert "Set-Cookie" not in response
            assert response["Content-Type"] == f"application/{kind}; charset=utf-8"


def test_the_pages_name_their_feeds(client: Client, rich: Version) -> None:
    for fmt in FORMATS:
        for path in (
            "/section/world/",
            "/tag/ports/",
            "/author/ana-verhallow/",
            "/agency/associated-press/",
            "/corrections/",
        ):
            html = client.get(path).content.decode()
            head, page = html.split("</head>")
            assert f'href="{path}feed.{fmt}"' in head, path
            assert f'class="more" href="{path}feed.xml" type="application/rss+xml">Follow ' in page, path
            assert client.get(f"{path}feed.{fmt}").status_code == 200
        for path in ("/", rich.get_absolute_url(), "/archive/2026/03/02/", "/tags/"):
            html = client.get(path).content.decode()
            assert html.count('href="/feed.xml"') == 2, path


def test_corrections_are_a_feed(client: Client, rich: Version) -> None:
    (entry,) = read(client, "/corrections/feed.xml").entries
    assert entry.title == "Correction: Envoys & ships"
    assert entry.summary == "The trip was <not> rare."
    assert entry.link == "http://testserver" + rich.get_absolute_url()
    kill_story(rich.article, by=None, reason="A court order.")
    assert read(client, "/corrections/feed.xml").entries == []


def test_a_minor_edit_changes_no_date_and_an_address_no_key(client: Client, clock: Any, rich: Version) -> None:
    before = items(client)[0]
    edit(rich.article, slug="moved")
    publishing.update(rich.article, by=None, kind=Kind.MINOR, sure=True)
    after = items(client)[0]
    assert after["url"].endswith("/moved/")
    assert (after["id"], after["date_modified"]) == (before["id"], before["date_modified"])


def test_a_retraction_shows_as_such(client: Client, clock: Any, rich: Version) -> None:
    publishing.correct(rich.article, "None of it was so.", by=None, kind=Kind.RETRACTION)
    for fmt in FORMATS:
        text = client.get(f"/feed.{fmt}").content.decode()
        assert "Retracted: Envoys" in text
        assert text.index("None of it was so.") < text.index("It comes after a trip.", text.index("Retraction, "))
        assert (NOON + 2 * HOUR).isoformat(timespec="seconds") in text


@pytest.mark.parametrize("fmt", FORMATS)
def test_what_may_not_be_shown_leaves_at_its_second(client: Client, clock: Any, fmt: str) -> None:
    ending = make_photo(allowed_until=NOON + HOUR, credit="Ending credit")
    killed = make_photo(credit="Killed credit")
    figure = f'<p>Text.</p><figure data-photo="{killed.pk}"><figcaption>Killed caption</figcaption></figure>'
    publishing.publish(make_article("Harbour opens", lead_photo=ending, body=figure), by=None)
    clock.move_to(NOON + HOUR - dt.timedelta(seconds=1))
    assert "Ending credit" in client.get(f"/feed.{fmt}").content.decode()
    etag = client.get(f"/feed.{fmt}")["ETag"]
    clock.move_to(NOON + HOUR)
    response = client.get(f"/feed.{fmt}", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "Ending credit" not in response.content.decode()
    assert f"/photos/{ending.pk}/" not in response.content.decode()
    kill_photo(killed, by=None, reason="The family asked.")
    response = client.get(f"/feed.{fmt}", headers={"If-None-Match": response["ETag"]})
    assert "Killed" not in response.content.decode()
    assert response.content


def test_a_scheduled_story_comes_and_a_withdrawn_one_goes_at_its_second(client: Client, clock: Any) -> None:
    article = make_article("Harbour opens")
    publishing.schedule(article, NOON + HOUR, by=None)
    publishing.withdraw(article, by=None, at=NOON + DAY)
    told = []
    for at in (NOON + HOUR - publishing.TICK, NOON + HOUR, NOON + DAY - publishing.TICK, NOON + DAY):
        clock.move_to(at)
        told.append({"Harbour opens" in client.get(f"/feed.{fmt}").content.decode() for fmt in FORMATS})
    assert told == [{False}, {True}, {True}, {False}]


def test_who_has_it_is_sent_nothing(client: Client, clock: Any, rich: Version, django_assert_num_queries: Any) -> None:
    for fmt in FORMATS:
        first = client.get(f"/feed.{fmt}")
        assert first["Last-Modified"] == "Mon, 02 Mar 2026 13:00:00 GMT"
        for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
            with django_assert_num_queries(9):
                again = client.get(f"/feed.{fmt}", headers=asked)
            assert (again.status_code, again.content) == (304, b"")
            assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-cache")
        assert client.get(f"/feed.{fmt}", headers={"If-None-Match": '"other"'}).status_code == 200


CHANGES = {
    "the story": lambda version: publishing.correct(version.article, "Once more.", by=None),
    "the author's name": lambda version: _save(version.bylines.first().author, name="Ana Newname"),
    "a tag's name": lambda version: _save(version.tags.first().tag, name="Harbours"),
    "the section's name": lambda version: _save(version.section, name="Abroad"),
    "the site's name": lambda version: _save(Site.objects.get(), name="The Courier"),
    "a photo's credit": lambda version: _save(version.lead_photo, credit="Somebody else"),
    "a photo's crop": lambda version: _crop(version.lead_photo),
    "a kill": lambda version: kill_story(version.article, by=None, reason="Wrong."),
    "a withdrawal": lambda version: publishing.withdraw(version.article, by=None),
}


def _save(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _crop(photo: Any) -> None:
    _save(photo, focal_x=0.1, crops={"card": [0, 0, 0.5]})
    renew(photo)
    make_all()


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_sent(client: Client, clock: Any, rich: Version, change: str) -> None:
    before = client.get("/feed.xml")
    clock.shift(HOUR)
    CHANGES[change](rich)
    after = client.get("/feed.xml", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_a_second_that_lasts_is_not_told(client: Client, clock: Any) -> None:
    clock.shift(dt.timedelta(milliseconds=300))
    put_live("Harbour opens", at=NOON)
    assert "Last-Modified" not in client.get("/feed.xml")
    clock.shift(dt.timedelta(seconds=1))
    assert client.get("/feed.xml")["Last-Modified"] == "Mon, 02 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize("count", [2, 60])
def test_a_feed_costs_the_same_whatever_it_holds(client: Client, count: int, django_assert_num_queries: Any) -> None:
    photo = make_photo()
    put_all_live(
        *(make_article(f"Story {number}", tags=["Ports", f"Tag {number}"], lead_photo=photo) for number in range(count))
    )
    for path, cost in {"": 10, "section/world/": 10, "tag/ports/": 11, "author/ana-verhallow/": 11}.items():
        for fmt in FORMATS:
            with django_assert_num_queries(cost):
                client.get(f"/{path}feed.{fmt}")
    assert len(items(client)) == min(count, 40)


def test_a_feed_without_stories_is_one(client: Client) -> None:
    Site.objects.create(name="The Meridian")
    make_section("Sport")
    for fmt in FORMATS:
        response = client.get(f"/section/sport/feed.{fmt}")
        assert response.status_code == 200
        if fmt != "json":
            assert read(client, f"/section/sport/feed.{fmt}").entries == []


def test_what_is_not_there_has_no_feed(client: Client) -> None:
    for path in ("section/no", "tag/no", "author/no", "agency/no"):
        assert client.get(f"/{path}/feed.xml").status_code == 404
    assert client.get("/feed.txt").status_code == 404
    assert client.post("/feed.xml").status_code == 405


def test_hostile_words_stay_words(client: Client) -> None:
    hostile = "]]></title><script>alert(1)</script>\x0b\ufffe & é 😀"
    put_live(hostile, standfirst=hostile, tags=["<b>&"], byline="<i>Ana")
    for fmt in ("xml", "atom"):
        text = client.get(f"/feed.{fmt}").content.decode()
        assert "<script>" not in text
        assert read(client, f"/feed.{fmt}").entries[0].title.endswith("& é 😀")
    item = items(client)[0]
    assert item["title"] == hostile
    assert "<script>" not in item["content_html"]


def test_a_story_in_another_language_says_so(client: Client) -> None:
    put_live("مرحبا", language="ar")
    atom = client.get("/feed.atom").content.decode()
    assert '<entry xml:lang="ar">' in atom
    assert 'lang="ar" dir="rtl"' in items(client)[0]["content_html"]
    assert items(client)[0]["language"] == "ar"


def test_a_fixed_address_stands_in_all(client: Client, settings: Any) -> None:
    settings.ADDRESS, settings.HUB = "https://news.example", "https://hub.example/"
    version = put_live("Harbour opens")
    for fmt in FORMATS:
        response = client.get(f"/feed.{fmt}")
        assert "testserver" not in response.content.decode()
        assert response["Link"] == f'<https://hub.example/>; rel="hub", <https://news.example/feed.{fmt}>; rel="self"'
    assert items(client)[0]["url"] == "https://news.example" + version.get_absolute_url()
    links = {link.rel: link.href for link in read(client, "/feed.atom").feed.links}
    assert links["hub"] == "https://hub.example/"
    assert 'rel="canonical" href="https://news.example/"' in client.get("/").content.decode()
