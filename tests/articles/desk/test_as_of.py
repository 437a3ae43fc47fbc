"""The whole site as of any instant: every readers' address, before, at and after what happens there.

The addresses are walked, not listed: a route that is added without an entry in `addresses` fails here.
"""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles import publishing
from articles.cards import card_of
from articles.models import Agency, Author, Byline, Redirect, RelatedArticle, Role, Series, Site, Tag, Version
from media.models import Photo
from media.renditions import renditions
from tests.articles.makers import TEXT, edit, make_article, make_author
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live, words
from tests.articles.site.test_nothing_leaks import feeds, public_routes, sitemaps
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)
DUE = NOON + 10 * HOUR
# Which versions an instant has is one comparison: a second database is asked on both sides of one edge.
ELSEWHEN = [pytest.param(at, marks=pytest.mark.first_database) for at in (NOON - 30 * DAY, NOON - DAY, NOON)]
OURS = (
    '<a href="http://testserver/tags/">A</a> <a href="https://TESTSERVER">B</a> '
    '<a href="/section/world/?x=1&amp;y=2">C</a>'
)


@pytest.fixture
def newsroom() -> Iterator[None]:
    """Stories seen, moved, withdrawn, changed and to come, with all that stands around them; it is noon."""
    with time_machine.travel(NOON, tick=False) as clock:
        Site.objects.create(
            name="The Meridian",
            find_us=[{"label": "Tags", "url": "/tags/"}, {"label": "Abroad", "url": "https://social.example/@us"}],
        )
        Agency.objects.create(name="Northwire")
        make_author(portrait=make_photo())
        put_all_live(*(make_article(f"Story {number}", tags=["Ports"]) for number in range(25)), at=NOON - 10 * DAY)
        inside = make_photo()
        figure = f'<figure data-photo="{inside.pk}"><figcaption>Quay</figcaption></figure>'
        body = f'{TEXT}<p>{OURS}</p><p>a href="/x/"</p>{figure}'
        clock.move_to(NOON - 2 * DAY)
        files = Series.objects.create(name="Quays", picture=make_photo())
        tags = ["Ports", "Été"]
        shown = make_article("Harbour opens", body=body, lead_photo=make_photo(), tags=tags, series=files)
        Byline.objects.create(article=shown, agency=Agency.objects.get(), role=Role.WITH, position=1)
        Redirect.objects.create(path="/legacy/7", article=shown)
        Redirect.objects.create(path="/old-tags/", target="/tags/")
        publishing.publish(shown, by=None)
        gone = make_article("Lift sticks")
        publishing.publish(gone, by=None)
        clock.move_to(NOON - DAY)
        publishing.withdraw(gone, by=None)
        edit(shown, headline="Harbour opens late", slug="harbour-opens-late")
        publishing.correct(shown, "The hour was wrong.", by=None)
        clock.move_to(NOON)
        to_come = make_article("Bridge closes", lead_photo=make_photo(), tags=["Bridges"], body=TEXT, series=files)
        RelatedArticle.objects.create(article=shown, other=to_come)
        publishing.schedule(to_come, DUE, by=None)
        edit(shown, headline="Harbour stays open")
        publishing.schedule(shown, DUE, by=None)
        yield


@pytest.fixture
def at_the_desk(ben: User) -> Client:
    """Ben's browser."""
    client = Client()
    client.force_login(ben)
    return client


def addresses() -> dict[str, list[str]]:
    """Return what is asked of each public route."""
    versions = {version.get_absolute_url() for version in Version.objects.filter(article__tags__name="Ports")}
    more = {version.get_absolute_url() for version in Version.objects.exclude(headline__startswith="Story")}
    shown = Version.objects.exclude(headline__startswith="Story")
    return {
        "front": ["/"],
        "story": sorted(more) + sorted(versions)[:1],
        "comments": [f"{path}comments/" for path in sorted(more)],
        "history": [f"{path}history/" for path in sorted(more)],
        "corrections": ["/corrections/", "/corrections/?before=1.1"],
        "search": [f"/search/{query}" for query in ("", "?q=harbour", "?q=harbuor", "?q=bridge&order=date")],
        "section": ["/section/world/", "/section/world", "/section/nowhere/"],
        "tag": [one for tag in Tag.objects.all() for one in (f"/tag/{tag.slug}/", f"/tag/{tag.slug}/?after=1.1")],
        "tags": ["/tags/"],
        "series": ["/series/quays/", "/series/quays/?after=1.1.1", "/series/none/"],
        "author": [f"/author/{author.slug}/" for author in Author.objects.all()],
        "agency": [f"/agency/{agency.slug}/" for agency in Agency.objects.all()],
        "archive_year": ["/archive/2026/", "/archive/2027/"],
        "archive_month": ["/archive/2026/03/", "/archive/2026/02/"],
        "archive_day": [f"/archive/2026/03/0{day}/" for day in (1, 2, 3)] + ["/archive/2026/02/20/"],
        "photo": [f"/photos/{photo.pk}/{renditions(photo)[0].name}" for photo in Photo.objects.all()],
        **feeds(),
        **sitemaps(),
        "oembed": [f"/oembed?url={path}" for path in sorted(more)],
        "manifest": ["/manifest.webmanifest"],
        "card": [card_of(one, one.section.site, one.list_photo).get_absolute_url() for one in shown],
        "moved": ["/nothing/", "/legacy/7", "/old-tags", "/admin/", "/health/"],
    }


def prefix(at: dt.datetime) -> str:
    paris = at.astimezone(Site.objects.current().tz)
    return f"/admin/as-of/{paris.isoformat(timespec='seconds')}"


def under(at: dt.datetime) -> list[str]:
    return [prefix(at) + path for paths in addresses().values() for path in paths]


def page_of(response: Any) -> str:
    """Return a page without what the desk adds to it, without the prefix, and without what can be sent only now."""
    html = response.content.decode()
    now_only = r'<p><a class="button" href="#write">.*?</p>|<section class="write".*?</section>'
    html = re.sub(now_only, "", html, flags=re.DOTALL)
    html = re.sub(r'<meta name="robots" content="noindex, nofollow">(\s*<link[^>]*>)+\s*(?=</head>)', "", html)
    html = re.sub(r'\n<aside class="preview-bar".*?</aside>\n', "", html, flags=re.DOTALL)
    html = re.sub(r">\s+<", "><", html)
    return re.sub(r"/admin/as-of/[^/]+(?=/)|https?://testserver", "", html, flags=re.IGNORECASE)


class _Links(HTMLParser):
    """What a page leads to, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "action"}:
                self.found.append(value or "")
            elif name == "srcset":
                self.found += [one.split()[0] for one in (value or "").split(",")]


def test_every_public_route_is_asked(newsroom: None) -> None:
    assert set(addresses()) == set(public_routes())


@pytest.mark.parametrize("at", [*ELSEWHEN, DUE - SECOND, DUE])
def test_what_is_shown_is_what_readers_see_then(newsroom: None, at_the_desk: Client, client: Client, at: Any) -> None:
    """Every address: it says what readers see then, every link keeps the instant, and nothing is kept anywhere."""
    links = 0
    for path in [path for paths in addresses().values() for path in paths]:
        shown = at_the_desk.get(prefix(at) + path, HTTP_IF_NONE_MATCH="*")
        not_kept(shown, path)
        if shown.status_code in {200, 404} and shown["Content-Type"].startswith("text/html"):
            links += keeps_the_instant(shown.content.decode(), prefix(at), path)
        if path in {"/admin/", "/health/"}:
            continue
        if shown.status_code == 304:  # a file or a feed, which may be as it was
            shown = at_the_desk.get(prefix(at) + path)
        with time_machine.travel(at, tick=False):
            seen = client.get(path)
        assert shown.status_code == seen.status_code, path
        if shown.status_code in {301, 302}:
            assert shown["Location"] == prefix(at) + seen["Location"], path
        elif shown.streaming:
            assert b"".join(shown.streaming_content) == b"".join(seen.streaming_content), path
        else:
            assert page_of(shown).replace('href=""', 'href="/"') == page_of(seen).replace('href=""', 'href="/"'), path
    assert links > 300


def not_kept(response: Any, path: str) -> None:
    """Fail for an answer that anybody might keep."""
    assert "no-store" in response["Cache-Control"], path
    assert "public" not in response["Cache-Control"], path
    assert response["X-Robots-Tag"] == "noindex, nofollow", path
    assert "ETag" not in response, path
    assert "Cookie" in response["Vary"], path


def keeps_the_instant(html: str, start: str, path: str) -> int:
    """Fail for a link of a page that leads to another time; return how many lead to the same."""
    before, bar, page = re.split(r'(<aside class="preview-bar".*?</aside>)', html, flags=re.DOTALL)
    kept = [link for link in _Links(before + page).found if not link.startswith(("#", "?", "/static/"))]
    ours = [link for link in kept if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in ours if not link.startswith(start + "/")] == [], path
    assert [link for link in kept if "testserver" in link.split("?")[0].lower()] == [], path
    assert "The site as of" in bar
    return len(ours)


def test_words_that_look_like_a_link_stay(newsroom: None, at_the_desk: Client) -> None:
    page = at_the_desk.get(f"{prefix(NOON)}/2026/02/28/harbour-opens-late/")
    assert 'a href="/x/"' in words(page)
    assert f'href="{prefix(NOON)}/section/world/?x=1&amp;y=2"' in page.content.decode()


def test_nobody_else_reaches_it_and_nobody_learns_of_it(newsroom: None, ana: User, client: Client) -> None:
    for path in under(DUE):
        for who in (Client(), client):
            response = who.get(path)
            assert response.status_code == 302, path
            assert response["Location"].startswith("/admin/login/?next=/admin/as-of/"), path
        assert "no-store" in response["Cache-Control"]
    reporter = Client()
    reporter.force_login(ana)
    for path in [*under(DUE), "/admin/as-of/", "/admin/as-of/?now=1"]:
        response = reporter.get(path)
        assert response.status_code == 403, path
        assert "Bridge" not in response.content.decode(), path


def test_nothing_is_asked_but_to_look(newsroom: None, at_the_desk: Client) -> None:
    assert {at_the_desk.post(path).status_code for path in [*under(NOON), "/admin/as-of/"]} == {405}


def test_a_scheduled_storys_photo_shows_from_its_second_to_somebody_who_may_see_no_photos(
    newsroom: None, at_the_desk: Client, ben: User
) -> None:
    ben.groups.clear()
    ben.user_permissions.add(Permission.objects.get(codename="view_as_of"))
    photo = Version.objects.get(headline="Bridge closes").lead_photo
    assert photo is not None
    path = photo.rendition_url("card", 320)
    assert at_the_desk.get(prefix(DUE - SECOND) + path).status_code == 404
    assert at_the_desk.get(prefix(DUE) + path).status_code == 200
    assert at_the_desk.get(path).status_code == 404


def test_the_bar_tells_the_instant_and_the_changes_beside_it(newsroom: None, at_the_desk: Client) -> None:
    html = at_the_desk.get(f"{prefix(NOON)}/tags/").content.decode()
    assert "Monday 2 March 2026, 13:00:00" in html
    assert "CET, Europe/Paris" in html
    assert f'href="{prefix(DUE)}/tags/"' in html
    assert f'href="{prefix(NOON - DAY)}/tags/"' in html
    assert "nothing here is final" not in html
    later = at_the_desk.get(f"{prefix(DUE)}/tags/").content.decode()
    assert "nothing here is final" in later
    assert "No change after" in later
    first = at_the_desk.get(f"{prefix(NOON - 400 * DAY)}/").content.decode()
    assert "No change before" in first


def test_a_change_within_a_second_is_seen_from_the_next_full_one(at_the_desk: Client) -> None:
    half = NOON + dt.timedelta(milliseconds=500)
    path = put_live("Harbour opens", at=half).get_absolute_url()
    before = at_the_desk.get(f"{prefix(NOON)}/").content.decode()
    assert f'href="{prefix(NOON + SECOND)}/"' in before
    assert at_the_desk.get(prefix(NOON) + path).status_code == 404
    assert at_the_desk.get(prefix(NOON + SECOND) + path).status_code == 200
    assert "No change before" in at_the_desk.get(f"{prefix(NOON + SECOND)}/").content.decode()


def test_choosing_a_time_leads_to_the_same_page_then(newsroom: None, at_the_desk: Client) -> None:
    asked = {"date": "2026-03-02", "time": "23:00:05", "path": "/tag/%C3%A9t%C3%A9/?before=1.1"}
    answer = at_the_desk.get("/admin/as-of/", asked)
    assert answer["Location"] == "/admin/as-of/2026-03-02T23:00:05+01:00/tag/%C3%A9t%C3%A9/?before=1.1"
    assert at_the_desk.get("/admin/as-of/?now=1&path=/tags/")["Location"] == f"{prefix(NOON)}/tags/"
    away = at_the_desk.get("/admin/as-of/", {**asked, "path": "//evil.example/"})
    assert away["Location"].startswith("/admin/as-of/2026-03-02T23:00:05+01:00/evil.example/")


def test_both_nights_on_which_the_clocks_change(at_the_desk: Client) -> None:
    Site.objects.create(time_zone="Europe/Paris")
    missing = words(at_the_desk.get("/admin/as-of/", {"date": "2026-03-29", "time": "02:30:00", "path": "/tags/"}))
    assert "02:30:00 does not exist on 29 March 2026" in missing
    twice = at_the_desk.get("/admin/as-of/", {"date": "2026-10-25", "time": "02:30:00", "path": "/tags/"})
    assert "comes twice" in words(twice)
    assert 'value="/tags/"' in twice.content.decode()
    for which, offset in (("0", "+02:00"), ("1", "+01:00")):
        asked = {"date": "2026-10-25", "time": "02:30:00", "which": which, "path": "/tags/"}
        address = at_the_desk.get("/admin/as-of/", asked)["Location"]
        assert address == f"/admin/as-of/2026-10-25T02:30:00{offset}/tags/"
        assert ("CEST" if offset == "+02:00" else "CET,") in at_the_desk.get(address).content.decode()


@pytest.mark.parametrize("asked", [{"date": "", "time": ""}, {"date": "soon", "time": "25:00"}])
def test_what_is_no_time_is_told_at_the_field(at_the_desk: Client, asked: Any) -> None:
    page = at_the_desk.get("/admin/as-of/", asked)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


@pytest.mark.parametrize(
    "instant",
    ["2026-02-30T00:00:00+01:00", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-03-02", "now"],
)
def test_an_address_with_no_instant_leads_nowhere(at_the_desk: Client, instant: str) -> None:
    assert at_the_desk.get(f"/admin/as-of/{instant}/tags/").status_code in {302, 404}


def test_the_live_site_stays_as_it_was(newsroom: None, at_the_desk: Client, client: Client) -> None:
    before = client.get("/").content
    at_the_desk.get(f"{prefix(DUE)}/")
    after = client.get("/")
    assert after.content == before
    assert not after.cookies
    assert after["Vary"] == "Accept-Encoding"


def test_the_bar_costs_the_same_few_queries_whatever_is_live(
    newsroom: None, at_the_desk: Client, client: Client, django_assert_max_num_queries: Any
) -> None:
    for count in (0, 20):
        put_all_live(*(make_article(f"More {number}") for number in range(count)), at=NOON - HOUR, step=SECOND)
        with django_assert_max_num_queries(18):
            assert at_the_desk.get(f"{prefix(DUE)}/").status_code == 200
