"""The first page after login."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Author
from articles.reviewing import give_back, hand_over, mark_ready, take
from tests.articles.desk.browsing import words
from tests.articles.makers import edit, make_article, make_author
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon() -> object:
    """13:00 in Paris, on a Monday."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def as_ana(client: Client, ana: User) -> Client:
    """Ana at the desk; her byline is hers."""
    author = make_author("Ana Verhallow")
    Author.objects.filter(pk=author.pk).update(user=ana)
    client.force_login(ana)
    return client


def headlines(part: object) -> list[str]:
    return [str(row.article) for row in part.rows]


def test_an_empty_desk_says_what_would_be_here(as_ana: Client) -> None:
    page = as_ana.get("/admin/").content.decode()
    assert "Monday 23 November" in page
    assert "13:00</time> in Paris" in page
    for told in (
        "Nothing waits for review.",
        "Nothing is on your desk.",
        "Nothing is ready.",
        "Nobody else has a draft.",
        "Nothing has gone live",
        "Nothing is scheduled.",
    ):
        assert told in page


def test_mine_is_what_i_began_or_am_credited_in(as_ana: Client, ana: User, ben: User) -> None:
    make_article("Begun by me", byline="Ben Okonkwo", created_by=ana)
    make_article("Credited to me", created_by=ben)
    make_article("Not mine", byline="Ben Okonkwo", created_by=ben)
    context = as_ana.get("/admin/").context
    assert headlines(context["mine"]) == ["Credited to me", "Begun by me"]
    assert headlines(context["drafts"]) == ["Not mine"]


def test_mine_leaves_out_what_readers_have_as_it_is(as_ana: Client) -> None:
    done, changed, gone = make_article("Done"), make_article("Changed"), make_article("Gone")
    for article in (done, changed, gone):
        publishing.publish(article, by=None)
    edit(changed, headline="Changed since")
    publishing.withdraw(gone, by=None, at=NOON + HOUR)
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        response = as_ana.get("/admin/")
    assert headlines(response.context["mine"]) == ["Changed since"]
    assert "changes readers don’t see" in response.content.decode()


def test_what_waits_stands_longest_first_and_says_with_whom(
    as_ana: Client, ana: User, ben: User, noon: time_machine.Traveller
) -> None:
    first, second, third = (make_article(f"{name} story") for name in ("First", "Second", "Third"))
    for article in (first, second, third):
        hand_over(article, by=ana)
        noon.shift(dt.timedelta(minutes=10))
    take(second, by=ben)
    edit(first, headline="First story, edited")
    response = as_ana.get("/admin/")
    assert headlines(response.context["waiting"]) == ["First story, edited", "Second story", "Third story"]
    told = words(response)
    assert "waiting since 13:00" in told
    assert "with Ben since 13:10" in told
    assert headlines(response.context["mine"]) == [], "handed over, it is on Ana’s desk no more"


def test_half_an_hour_is_late(as_ana: Client, ana: User, noon: time_machine.Traveller) -> None:
    hand_over(make_article("Slow"), by=ana)
    late = '<span class="late">waiting since'
    noon.shift(dt.timedelta(minutes=30) - dt.timedelta(seconds=1))
    assert late not in as_ana.get("/admin/").content.decode()
    noon.shift(1)
    assert late in as_ana.get("/admin/").content.decode()


def test_what_was_given_back_is_on_its_writer_s_desk_with_the_note(as_ana: Client, ana: User, ben: User) -> None:
    article = make_article("Returned", created_by=ana)
    hand_over(article, by=ana)
    give_back(article, "Who says <so>?", by=ben)
    response = as_ana.get("/admin/")
    assert headlines(response.context["mine"]) == ["Returned"]
    assert "given back to you by Ben, 13:00" in words(response)
    assert "Who says &lt;so&gt;?" in response.content.decode()


def test_an_editor_s_desk_is_what_they_took(client: Client, ana: User, ben: User) -> None:
    taken, waiting = make_article("Taken", created_by=ana), make_article("Waiting", created_by=ana)
    for article in (taken, waiting):
        hand_over(article, by=ana)
    take(taken, by=ben)
    client.force_login(ben)
    context = client.get("/admin/").context
    assert headlines(context["mine"]) == ["Taken"]
    assert headlines(context["waiting"]) == ["Waiting"]


def test_what_is_ready_leaves_when_it_is_published(as_ana: Client, ben: User) -> None:
    article = make_article("Read by Ben")
    mark_ready(article, by=ben)
    assert headlines(as_ana.get("/admin/").context["ready"]) == ["Read by Ben"]
    publishing.publish(article, by=ben)
    assert headlines(as_ana.get("/admin/").context["ready"]) == []


def test_scheduled_has_the_exact_minute_and_the_second_where_it_is_not_full(as_ana: Client) -> None:
    publishing.schedule(make_article("At three"), NOON + 2 * HOUR, by=None)
    publishing.schedule(make_article("Half a minute later"), NOON + 2 * HOUR + dt.timedelta(seconds=30), by=None)
    page = as_ana.get("/admin/").content.decode()
    assert ">15:00</time>" in page
    assert ">15:00:30</time>" in page


def test_scheduled_is_in_order_and_by_day(as_ana: Client) -> None:
    late, early = make_article("Tomorrow"), make_article("Tonight")
    publishing.schedule(late, NOON + 24 * HOUR, by=None)
    publishing.schedule(early, NOON + HOUR, by=None)
    publishing.publish(make_article("Ends"), by=None)
    response = as_ana.get("/admin/")
    assert [date.isoformat() for date, _ in response.context["timeline"]] == ["2026-11-23", "2026-11-24"]
    assert "Tuesday 24 November" in response.content.decode()


def test_a_withdrawal_that_lies_ahead_is_scheduled_too(as_ana: Client) -> None:
    article = make_article("Short notice")
    publishing.publish(article, by=None)
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    page = as_ana.get("/admin/").content.decode()
    assert ">14:00</time>" in page
    assert "will be withdrawn" in page


@pytest.mark.parametrize(("at", "listed"), [("2026-11-22T22:59:59", False), ("2026-11-22T23:00:00", True)])
def test_today_begins_at_midnight_in_the_site_s_time_zone(
    as_ana: Client, noon: time_machine.Traveller, at: str, listed: bool
) -> None:
    article = make_article("Around midnight")
    noon.move_to(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC))
    publishing.publish(article, by=None)
    noon.move_to(NOON)
    assert bool(as_ana.get("/admin/").context["live"].rows) is listed


def test_live_today_says_that_it_is_corrected(as_ana: Client, noon: time_machine.Traveller) -> None:
    article = make_article("Night ferry")
    publishing.publish(article, by=None)
    noon.shift(HOUR)
    publishing.correct(article, "The number was wrong.", by=None)
    page = as_ana.get("/admin/").content.decode()
    assert "version 2, correction" in page
    assert ">14:00</time>" in page


def test_more_than_are_shown_is_said(as_ana: Client) -> None:
    for number in range(13):
        make_article(f"Draft {number}")
    mine = as_ana.get("/admin/").context["mine"]
    assert (len(mine.rows), mine.count) == (12, "12+")


def test_who_may_see_no_stories_is_led_on(client: Client, django_user_model: type[User]) -> None:
    client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
    response = client.get("/admin/")
    assert "You are not given any stories to see." in response.content.decode()


def test_the_number_of_queries_does_not_grow(
    as_ana: Client, ana: User, ben: User, django_assert_num_queries: object
) -> None:
    photo = make_photo()

    def fill(times: int) -> None:
        for number in range(times):
            stem = f"{times}.{number}"
            make_article(f"Draft {stem}", lead_photo=photo, created_by=ben, byline="Ben Okonkwo")
            make_article(f"Mine {stem}", lead_photo=photo)
            publishing.publish(make_article(f"Live {stem}", lead_photo=photo), by=None)
            publishing.schedule(make_article(f"Due {stem}", lead_photo=photo), NOON + number * HOUR + HOUR, by=None)
            short = make_article(f"Short {stem}", lead_photo=photo)
            publishing.publish(short, by=None)
            publishing.withdraw(short, by=None, at=NOON + HOUR)
            hand_over(make_article(f"Waits {stem}", created_by=ana, lead_photo=photo), by=ana, to=ben)
            mark_ready(make_article(f"Ready {stem}", lead_photo=photo), by=ben)

    fill(3)
    as_ana.get("/admin/")
    with django_assert_num_queries(QUERIES):
        as_ana.get("/admin/")
    fill(15)
    with django_assert_num_queries(QUERIES):
        as_ana.get("/admin/")


# Session, user, two for permissions, site; then what waits, mine, behind, ready, drafts, live, begins and ends with one
# more each for bylines; who has any of it open; how it was passed on last and what is one's own; what rights
# end; what is on hold; what is not saved yet; what was killed, stories and photos.
QUERIES = 28
