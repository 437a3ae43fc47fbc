"""Which links lead readers to a page of this site, and when."""

import datetime as dt
from typing import Any

import pytest

from articles import publishing
from articles.addresses import MOST_LINKS, dead_links
from articles.models import Agency, Article, Redirect, Series, Tag
from tests.articles.desk.browsing import HOUR, NOON
from tests.articles.desk.conftest import clock
from tests.articles.makers import edit, make_article, make_author, make_section

pytestmark = pytest.mark.django_db
__all__ = ["clock"]


def dead(*links: str, at: dt.datetime = NOON + HOUR, **more: Any) -> set[str]:
    return set(dead_links(links, at, **more))


def test_links_elsewhere_are_not_ours_to_judge(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["news.example", ".courier.example"]
    assert not dead("https://ferries.example/x/", "mailto:a@b.example", "tel:+1", "#top", "", "http://[::1", "x y")
    ours = {"/no/", "https://news.example/no/", "http://NEWS.example:8000/no/", "https://www.courier.example/no/"}
    assert dead(*ours, "https://news.example.evil.example/no/") == ours
    settings.ALLOWED_HOSTS = ["*"]
    assert dead("https://ferries.example/x/", "/no/") == {"/no/"}


@pytest.mark.usefixtures("clock")
def test_a_story_is_there_while_readers_see_it() -> None:
    article = make_article("Harbour opens")
    publishing.schedule(article, NOON + HOUR, by=None)
    publishing.withdraw(article, at=NOON + 2 * HOUR, by=None)
    link = "/2026/03/02/harbour-opens/"
    second = dt.timedelta(seconds=1)
    for at, gone in ((HOUR - second, True), (HOUR, False), (2 * HOUR - second, False), (2 * HOUR, True)):
        assert dead(link, f"http://testserver{link}?from=mail#top", at=NOON + at) == (
            {link, f"http://testserver{link}?from=mail#top"} if gone else set()
        )
    assert dead("/2026/03/03/harbour-opens/", "/2026/13/40/harbour-opens/") == {
        "/2026/03/03/harbour-opens/",
        "/2026/13/40/harbour-opens/",
    }


def test_an_earlier_address_leads_on(clock: Any) -> None:
    article = make_article("Harbour opens", slug="harbor")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    publishing.update(edit(article, slug="harbour"), by=None)
    assert not dead("/2026/03/02/harbor/", "/2026/03/02/harbour/", "/2026/03/02/harbour", "/2026/03/02/HARBOUR/")


@pytest.mark.usefixtures("clock")
def test_sections_authors_agencies_and_tags() -> None:
    make_section("World")
    make_author("Ana Verhallow")
    Agency.objects.create(name="AP")
    publishing.publish(make_article(tags=["Ports"]), by=None)
    empty = Tag.objects.create(name="Ferries")
    there = ("/section/world/", "/author/ana-verhallow/", "/agency/ap/", "/tag/ports/", "/tag/ports")
    gone = {"/section/x/", "/author/x/", "/agency/x/", "/tag/x/", "/tag/ferries/"}
    assert dead(*there, *gone) == gone
    assert "/tag/ferries/" not in dead("/tag/ferries/", tags=[empty.pk])
    publishing.withdraw(Article.objects.get(), at=NOON + 2 * HOUR, by=None)
    assert not dead("/tag/ports/", at=NOON + HOUR)
    assert dead("/tag/ports/", at=NOON + 2 * HOUR) == {"/tag/ports/"}


@pytest.mark.usefixtures("clock")
def test_series_of_which_readers_see_a_story() -> None:
    shown, unused = (Series.objects.create(name=name) for name in ("Harbour files", "Unused"))
    publishing.publish(make_article(series=shown), by=None)
    links = ("/series/harbour-files/", "/series/unused/", "/series/x/")
    assert dead(*links) == {"/series/unused/", "/series/x/"}
    assert dead(*links, series=unused.pk) == {"/series/x/"}


def test_pages_that_are_always_there_and_the_desk() -> None:
    assert not dead("/", "/tags/", "/archive/2026/", "/archive/2026/03/02/", "http://testserver")
    assert dead("/admin/articles/article/1/change/", "/x.html") == {"/admin/articles/article/1/change/", "/x.html"}


def test_a_story_may_link_to_itself() -> None:
    link = "/2026/03/02/harbour-opens/"
    assert dead(link) == {link}
    assert not dead(link, own=(dt.date(2026, 3, 2), "harbour-opens"))


def test_redirects_lead_on_to_what_is_there(clock: Any) -> None:
    article = make_article()
    Redirect.objects.create(path="/old/harbour.html", target="https://archive.example/1")
    Redirect.objects.create(path="/old/story", article=article)
    Redirect.objects.create(path="/tag/havens/", target="/tag/ports/")
    links = ("/old/harbour.html", "/old/story/", "/tag/havens/")
    assert dead(*links) == {"/old/story/"}
    publishing.publish(article, by=None)
    assert not dead(*links)


@pytest.mark.usefixtures("clock")
def test_as_many_queries_for_a_thousand_links_as_for_one_of_each(django_assert_num_queries: Any) -> None:
    kinds = ("/2026/03/02/x{}/", "/section/x{}/", "/author/x{}/", "/agency/x{}/", "/tag/x{}/", "/x{}/")
    for count in (1, 200):
        links = {kind.format(number) for kind in kinds for number in range(count)}
        with django_assert_num_queries(6):
            assert dead(*links) == links
    with django_assert_num_queries(0):
        assert not dead("https://ferries.example/", "/")


def test_more_links_than_are_judged() -> None:
    assert len(dead(*(f"/x{number}/" for number in range(MOST_LINKS + 10)))) == MOST_LINKS
