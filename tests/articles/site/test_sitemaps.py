"""What search engines are told of: every page that readers see, when it last changed, with its photos; and no other."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.killing import kill_photo, kill_story, revive_story
from articles.models import Agency, Byline, Kind, Site
from articles.site import sitemaps
from tests.articles.makers import edit, make_article, make_section
from tests.articles.site.sitemap_rules import IMAGE, NEWS, SITEMAP, checked, locations
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def told(client: Client, address: str) -> dict[str, str]:
    """Return what a sitemap lists, each with its lastmod ("" for none)."""
    root = checked(client.get(address).content)
    return {one.findtext(f"{SITEMAP}loc"): one.findtext(f"{SITEMAP}lastmod", "") for one in root}


def test_the_index_leads_to_every_page(client: Client, clock: Any) -> None:
    ap = Agency.objects.create(name="AP")
    stories = [put_live(f"Story {number}", at=NOON - HOUR - number * 20 * DAY, tags=["Ports"]) for number in range(3)]
    Byline.objects.create(article=edit(stories[0].article, kicker="AP"), agency=ap, position=1)
    publishing.update(stories[0].article, by=None)
    index = told(client, "/sitemap.xml")
    assert list(index) == [
        f"{SITE}/sitemap-{name}.xml"
        for name in ("sections", "tags", "authors", "agencies", "2026-03", "2026-02", "2026-01")
    ]
    found = [page for address in index for page in told(client, address.removeprefix(SITE))]
    assert len(found) == len(set(found))
    wanted = ["/", "/tags/", "/corrections/", "/section/world/", "/tag/ports/", "/author/ana-verhallow/", "/agency/ap/"]
    assert sorted(found) == sorted(SITE + path for path in [*wanted, *(one.get_absolute_url() for one in stories)])
    assert {client.get(page.removeprefix(SITE)).status_code for page in found} == {200}


def test_lastmod_is_true_to_the_second(client: Client, clock: Any) -> None:
    put_live("Quiet", at=NOON - 40 * DAY)
    article = put_live("Harbour opens", at=NOON - HOUR).article
    address = SITE + article.versions.get().get_absolute_url()
    edit(article, headline="Harbour opens late")
    publishing.schedule(article, NOON + HOUR, by=None)
    publishing.withdraw(article, by=None, at=NOON + DAY)
    second = dt.timedelta(seconds=1)
    for at, page, month in [
        (NOON, NOON - HOUR, NOON - HOUR),
        (NOON + HOUR - second, NOON - HOUR, NOON - HOUR),
        (NOON + HOUR, NOON + HOUR, NOON + HOUR),
    ]:
        clock.move_to(at)
        assert told(client, "/sitemap-2026-03.xml")[address] == page.isoformat(timespec="seconds")
        assert told(client, "/sitemap.xml")[f"{SITE}/sitemap-2026-03.xml"] == month.isoformat(timespec="seconds")
    put_live("Other", at=NOON)
    clock.move_to(NOON + DAY)
    assert address not in told(client, "/sitemap-2026-03.xml")
    assert told(client, "/sitemap.xml")[f"{SITE}/sitemap-2026-03.xml"] == (NOON + DAY).isoformat(timespec="seconds")
    kill_story(article, by=None, reason="Wrong.")
    clock.shift(HOUR)
    quiet = (NOON - 40 * DAY).isoformat(timespec="seconds")
    assert told(client, "/sitemap.xml")[f"{SITE}/sitemap-2026-01.xml"] == quiet


def test_a_kill_changes_its_month_and_so_does_its_end(client: Client, clock: Any) -> None:
    one, _ = put_all_live(make_article("One"), make_article("Two"), at=NOON - DAY)
    kill_story(one.article, by=None, reason="Wrong.")
    assert told(client, "/sitemap.xml")[f"{SITE}/sitemap-2026-03.xml"] == NOON.isoformat(timespec="seconds")
    assert len(told(client, "/sitemap-2026-03.xml")) == 1
    clock.shift(HOUR)
    revive_story(one.article, by=None)
    assert told(client, "/sitemap.xml")[f"{SITE}/sitemap-2026-03.xml"] == (NOON + HOUR).isoformat(timespec="seconds")
    assert len(told(client, "/sitemap-2026-03.xml")) == 2


def test_photos_are_told_with_where_their_licence_stands(client: Client, clock: Any) -> None:
    lead = make_photo(web_statement="https://northwire.example/terms?a=1&b=2")
    inside, ending, killed = make_photo(), make_photo(allowed_until=NOON + HOUR), make_photo()
    figures = "".join(
        f'<figure data-photo="{one.pk}"><figcaption></figcaption></figure>' for one in (inside, ending, killed)
    )
    publishing.publish(make_article(lead_photo=lead, body=f"<p>Text.</p>{figures}"), by=None)

    def images() -> list[tuple[str, str]]:
        root = checked(client.get("/sitemap-2026-03.xml").content)
        found = root.iter(f"{IMAGE}image")
        return [(one.findtext(f"{IMAGE}loc"), one.findtext(f"{IMAGE}license", "")) for one in found]

    def address(photo: Any) -> str:
        return SITE + photo.rendition_url("full", 1600)

    first = (address(lead), "https://northwire.example/terms?a=1&b=2")
    assert images() == [first, *((address(one), "") for one in (inside, ending, killed))]
    assert {client.get(image.removeprefix(SITE)).status_code for image, _ in images()} == {200}
    kill_photo(killed, by=None, reason="The family asked.")
    clock.move_to(NOON + HOUR)
    assert images() == [first, (address(inside), "")]


def test_a_month_with_more_is_split(client: Client, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sitemaps.months, sitemaps.stories, sitemaps.lists):
        monkeypatch.setattr(module, "MOST", 2)
    put_all_live(*(make_article(f"Story {n}", tags=[f"Tag {n}"]) for n in range(5)), at=NOON - DAY)
    index = list(told(client, "/sitemap.xml"))
    months = [f"{SITE}/sitemap-2026-03{part}.xml" for part in ("", "-2", "-3")]
    assert [one for one in index if "2026" in one] == months
    assert f"{SITE}/sitemap-tags-3.xml" in index
    pages = [page for month in months for page in told(client, month.removeprefix(SITE))]
    assert len(pages) == len(set(pages)) == 5
    for beyond in ("/sitemap-2026-03-4.xml", "/sitemap-2026-03-1.xml", "/sitemap-tags-4.xml", "/sitemap-2026-02.xml"):
        assert client.get(beyond).status_code == 404, beyond


@pytest.mark.parametrize("path", ["2026-13", "0000-01", "0001-01", "9999-12", "2026-03-0", "2026-3", "readers"])
def test_what_is_no_month_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_news_is_of_48_hours_and_a_thousand_at_most(client: Client, clock: Any, monkeypatch: Any) -> None:
    Site.objects.create(name="The Meridian")
    second = dt.timedelta(seconds=1)
    put_live("Too old", at=NOON - 2 * DAY)
    put_live("Just fresh & <new>", at=NOON - 2 * DAY + second)
    put_live("Neu", at=NOON - HOUR, language="de-AT")
    taken_back = put_live("Taken back", at=NOON - HOUR).article
    publishing.correct(taken_back, "All wrong.", by=None, kind=Kind.RETRACTION)
    root = checked(client.get("/news-sitemap.xml").content)
    titles = [one.text for one in root.iter(f"{NEWS}title")]
    languages = [one.text for one in root.iter(f"{NEWS}language")]
    assert list(zip(titles, languages, strict=True)) == [("Neu", "de"), ("Just fresh & <new>", "en")]
    assert root.findtext(f".//{NEWS}name") == "The Meridian"
    dates = [one.text for one in root.iter(f"{NEWS}publication_date")]
    assert dates[1] == (NOON - 2 * DAY + second).isoformat(timespec="seconds")
    monkeypatch.setattr(sitemaps.stories, "MOST_NEWS", 1)
    assert len(checked(client.get("/news-sitemap.xml").content)) == 1


def test_an_empty_newsroom_has_sitemaps_that_are_some(client: Client) -> None:
    assert locations(checked(client.get("/sitemap.xml").content)) == [f"{SITE}/sitemap-sections.xml"]
    assert locations(checked(client.get("/news-sitemap.xml").content)) == [f"{SITE}/"]
    make_section("Sport")
    assert f"{SITE}/section/sport/" in told(client, "/sitemap-sections.xml")
    assert client.get("/sitemap-tags.xml").status_code == 404


def test_other_scripts_are_written_as_addresses_are(client: Client, clock: Any) -> None:
    put_live("مرحبا بالعالم", language="ar", at=NOON)
    (address,) = told(client, "/sitemap-2026-03.xml")
    assert client.get(address.removeprefix(SITE)).status_code == 200


def test_who_has_it_is_sent_nothing(client: Client, clock: Any) -> None:
    put_live("Harbour opens", at=NOON)
    for path in ("/sitemap.xml", "/sitemap-2026-03.xml", "/sitemap-sections.xml", "/news-sitemap.xml"):
        first = client.get(path)
        assert first["Cache-Control"] == "no-cache"
        assert "Set-Cookie" not in first
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_robots_are_told_where_to_look_and_where_not(client: Client, settings: Any) -> None:
    settings.ADDRESS = "https://news.example"
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().split("\n") == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/news-sitemap.xml",
        "",
    ]
