"""The page of everything scheduled: what happens by itself, in order, moved where it stands."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing, timing
from articles.desk.scheduled import SIZE
from articles.freezing import Frozen
from articles.models import Article, Embargo, Version
from tests.articles.desk.browsing import HOUR, NOON, words
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/article/scheduled/"
QUERIES = 10


@pytest.fixture
def at_desk(clock: Any, ben: User) -> Client:
    """Ben's browser."""
    client = Client()
    client.force_login(ben)
    return client


@pytest.fixture
def four(clock: Any, ben: User) -> Article:
    """A live story with an update to come and a withdrawal, and a draft under embargo that is scheduled for its end."""
    article = make_article("Harbour opens")
    publishing.publish(article, by=ben)
    publishing.schedule(edit(article, headline="Harbour closes"), NOON + 2 * HOUR, by=ben)
    publishing.withdraw(article, at=NOON + 30 * HOUR, by=ben)
    draft = make_article("Ferry sails", slug="ferry")
    timing.set_embargo(draft, NOON + HOUR, by=ben)
    publishing.schedule(draft, NOON + HOUR, by=ben)
    return article


def rows(response: Any) -> list[tuple[str, str]]:
    return [(row.headline, row.happens) for row in response.context["page"].rows]


def move(at_desk: Client, name: str, time: str, day: str = "2026-03-02", **typed: str) -> Any:
    """Post a row's form as it stands, with another time."""
    row = at_desk.get(PAGE).context["page"].row(name)
    data = {"row": name, f"{name}-seen": row.seen, f"{name}-date": day, f"{name}-time": time}
    return at_desk.post(PAGE, data | {f"{name}-{key}": value for key, value in typed.items()}, follow=True)


def test_everything_stands_in_order_with_who_and_when(at_desk: Client, four: Article) -> None:
    response = at_desk.get(PAGE)
    assert rows(response) == [
        ("Ferry sails", "embargo ends"),
        ("Ferry sails", "goes live"),
        ("Harbour closes", "takes the place of version 1"),
        ("Harbour closes", "will be withdrawn"),
    ]
    told = words(response)
    assert "Monday 2 March today 14:00:00" in told
    assert "Tuesday 3 March 19:00:00" in told
    assert told.count("by Ben") == 4


def test_each_row_leads_to_the_site_as_readers_will_see_it_then(at_desk: Client, four: Article) -> None:
    links = re.findall(r'href="([^"]*)">See the site then', at_desk.get(PAGE).content.decode())
    assert len(links) == 4
    assert "Ferry sails" in words(at_desk.get(html.unescape(links[1]), follow=True))
    assert "Harbour closes" in words(at_desk.get(html.unescape(links[2]), follow=True))
    assert "Harbour closes" not in words(at_desk.get(html.unescape(links[3]), follow=True))


def test_a_version_is_moved_there(at_desk: Client, four: Article) -> None:
    version = four.versions.get(number=2)
    told = words(move(at_desk, f"show-{version.pk}", "16:30:15"))
    assert "Moved: “Harbour closes” takes the place of version 1 on 2 March, 16:30:15 Europe/Paris." in told
    version.refresh_from_db()
    assert version.live_from == NOON + dt.timedelta(hours=3, minutes=30, seconds=15)


def test_a_withdrawal_and_an_embargo_are_moved_there(at_desk: Client, four: Article) -> None:
    version, embargo = four.versions.get(number=2), Embargo.objects.get()
    move(at_desk, f"end-{version.pk}", "20:00:00")
    version.refresh_from_db()
    assert version.live_until == NOON + 7 * HOUR
    move(at_desk, f"embargo-{embargo.pk}", "13:30:00")
    embargo.refresh_from_db()
    assert embargo.until == NOON + HOUR / 2


@pytest.mark.parametrize(
    ("time", "message"),
    [
        ("", "Choose a time."),
        ("12:00:00", "has passed"),
        ("13:59:59", "Embargoed until 2 March 2026, 14:00:00"),
    ],
)
def test_what_is_against_it_stands_at_the_row_with_what_was_typed(
    at_desk: Client, four: Article, time: str, message: str
) -> None:
    version = Version.objects.get(headline="Ferry sails")
    response = move(at_desk, f"show-{version.pk}", time)
    assert response.redirect_chain == []
    row = re.search(rf'<li id="show-{version.pk}">.*?</li>\s*<li', response.content.decode(), re.S)[0]
    assert message in row
    assert f'value="{time}"' in row or not time
    version.refresh_from_db()
    assert version.live_from == NOON + HOUR


def test_a_legal_removal_is_moved_by_who_may_remove(at_desk: Client, clock: Any, ada: User) -> None:
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    publishing.withdraw(article, at=NOON + 3 * HOUR, by=ada, legal=True)
    due = publishing.schedule(edit(article, headline="Harbour closes"), NOON + 2 * HOUR, by=None)
    for name in (f"show-{due.pk}", f"end-{due.pk}"):
        response = move(at_desk, name, "18:30:00")
        assert "only who may remove stories moves this" in words(response)
        assert 'value="18:30:00"' in response.content.decode()
    due.refresh_from_db()
    assert (due.live_from, due.live_until) == (NOON + 2 * HOUR, NOON + 3 * HOUR)


def test_an_embargo_is_not_moved_past_what_is_scheduled(at_desk: Client, four: Article) -> None:
    embargo = Embargo.objects.get()
    assert "Choose what becomes of it" in words(move(at_desk, f"embargo-{embargo.pk}", "17:00:00"))
    embargo.refresh_from_db()
    assert embargo.until == NOON + HOUR


def test_a_row_that_somebody_moved_meanwhile_is_not_moved_again(at_desk: Client, four: Article) -> None:
    version = four.versions.get(number=2)
    name = f"show-{version.pk}"
    data = {"row": name, f"{name}-seen": version.live_from.isoformat(), f"{name}-date": "2026-03-02"}
    timing.reschedule(version, NOON + 3 * HOUR, by=None)
    response = at_desk.post(PAGE, data | {f"{name}-time": "18:00:00"}, follow=True)
    assert "That row has changed" in words(response)
    version.refresh_from_db()
    assert version.live_from == NOON + 3 * HOUR


def test_calling_off_is_asked_about_on_the_storys_page(at_desk: Client, four: Article) -> None:
    for row in at_desk.get(PAGE).context["page"].rows:
        response = at_desk.get(row.calls_off)
        assert response.context["asked"].act.name == row.kind.calls_off


def test_a_reporter_sees_it_and_moves_nothing(at_desk: Client, four: Article, ana: User) -> None:
    client = Client()
    client.force_login(ana)
    response = client.get(PAGE)
    assert len(rows(response)) == 4
    assert 'name="row"' not in response.content.decode()
    row = response.context["page"].rows[1]
    data = {"row": row.name, f"{row.name}-seen": row.seen, f"{row.name}-date": "2026-03-02"}
    assert client.post(PAGE, data | {f"{row.name}-time": "18:00:00"}).status_code == 403
    assert Version.objects.get(headline="Ferry sails").live_from == NOON + HOUR


def test_nobody_else_sees_it(clock: Any, client: Client, pia: User) -> None:
    assert client.get(PAGE).status_code == 302
    pia.groups.clear()
    client.force_login(pia)
    assert client.get(PAGE).status_code == 403


def fill(count: int) -> None:
    """Schedule so many stories, in pairs at the same second."""
    articles = [make_article(f"Story {number:03}", slug=f"s-{number}") for number in range(count)]
    publishing.backfill(
        [
            Frozen(article, article.content(), live_from=at, first_published=at)
            for number, article in enumerate(articles)
            for at in [NOON + HOUR + dt.timedelta(minutes=number // 2)]
        ]
    )


def test_pages_follow_each_other_without_a_gap(at_desk: Client) -> None:
    fill(SIZE * 2 + 3)
    met, query = [], ""
    for _ in range(3):
        response = at_desk.get(PAGE + query)
        met += [headline for headline, _ in rows(response)]
        query = f"?{response.context['page'].later()}"
    assert met == [f"Story {number:03}" for number in range(SIZE * 2 + 3)]
    assert query == "?"
    assert at_desk.get(f"{PAGE}?after=nonsense").status_code == 404


def test_as_many_queries_for_many(at_desk: Client, four: Article, django_assert_num_queries: Any) -> None:
    at_desk.get(PAGE)
    with django_assert_num_queries(QUERIES):
        at_desk.get(PAGE)
    fill(40)
    with django_assert_num_queries(QUERIES):
        at_desk.get(PAGE)


def test_markup_in_a_headline_is_text(at_desk: Client) -> None:
    publishing.schedule(make_article("<b>Bold</b>"), NOON + HOUR, by=None)
    assert "&lt;b&gt;Bold" in at_desk.get(PAGE).content.decode()
