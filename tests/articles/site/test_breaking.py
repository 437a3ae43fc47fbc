"""The breaking-news bar: over every page from its second until its second, without a worker."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.fronting import break_news, call_off_breaking, end_breaking
from articles.holding import Refused
from articles.killing import kill_story
from articles.models import Breaking, Record, Version, as_of
from articles.reading import chrome
from articles.reading.changes import next_change
from tests.articles.makers import make_article
from tests.articles.site.stories import HOUR, NOON, put_live, words

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

BAR = '<aside class="breaking"'
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON + HOUR, tick=False) as moved:
        yield moved


@pytest.fixture
def story() -> Version:
    return put_live("Harbour closes", tags=["Ports"])


def test_it_stands_over_every_page_until_its_second(client: Client, clock: Any, story: Version) -> None:
    break_news("Storm nears", NOON + 2 * HOUR, by=None, article=story.article)
    addresses = [
        "/",
        "/section/world/",
        "/tag/ports/",
        "/tags/",
        "/corrections/",
        "/nothing/",
        story.get_absolute_url(),
    ]
    for address in addresses:
        html = client.get(address).content.decode()
        assert f'href="{story.get_absolute_url()}"><strong>Breaking</strong> <span>Storm nears</span></a>' in html, (
            address
        )
    clock.move_to(NOON + 2 * HOUR - SECOND)
    assert BAR in client.get("/").content.decode()
    clock.move_to(NOON + 2 * HOUR)
    assert BAR not in client.get("/").content.decode()
    with as_of(NOON + 2 * HOUR - SECOND):
        assert chrome().breaking is not None


def test_it_costs_no_query(client: Client, story: Version) -> None:
    with CaptureQueriesContext(connection) as without:
        client.get("/")
    break_news("Storm nears", NOON + 2 * HOUR, by=None, article=story.article)
    with CaptureQueriesContext(connection) as beside:
        client.get("/")
    assert len(beside) == len(without)


def test_there_may_be_no_story_yet_and_no_section(client: Client) -> None:
    break_news("Storm <nears>", NOON + 2 * HOUR, by=None)
    html = client.get("/").content.decode()
    assert '<p class="wrap"><strong>Breaking</strong> <span>Storm &lt;nears&gt;</span></p>' in html


def test_it_leaves_with_its_story(client: Client, clock: Any, story: Version) -> None:
    break_news("", NOON + 5 * HOUR, by=None, article=story.article)
    assert Breaking.objects.get().words == "Harbour closes"
    clock.shift(HOUR)
    kill_story(story.article, by=None, reason="Wrong")
    assert BAR not in client.get("/").content.decode()


def test_the_next_one_ends_the_last_one(client: Client, clock: Any) -> None:
    break_news("One", NOON + 5 * HOUR, by=None)
    break_news("Two", NOON + 3 * HOUR, by=None)
    clock.shift(HOUR)
    text = words(client.get("/"))
    assert "Two" in text
    assert "One" not in text
    end_breaking(by=None)
    assert BAR not in client.get("/").content.decode()
    with pytest.raises(Refused, match="no breaking-news bar"):
        end_breaking(by=None)
    clock.shift(HOUR)
    assert BAR not in client.get("/").content.decode()


def test_what_is_refused(ana: User, story: Version) -> None:
    later = NOON + 2 * HOUR
    for said, until, article, told in (
        (" ", later, None, "Say what happened"),
        ("x" * 141, later, None, "At most 140 characters fit; this has 141."),
        ("Storm", NOON, None, "has passed"),
        ("Storm", later, make_article("Draft"), "Readers do not see this story"),
    ):
        with pytest.raises(Refused, match=told):
            break_news(said, until, by=None, article=article)
    with pytest.raises(PermissionDenied):
        break_news("Storm", later, by=ana)
    break_news("Storm", later, by=None)
    with pytest.raises(PermissionDenied):
        end_breaking(by=ana)
    with pytest.raises(DatabaseError), transaction.atomic():
        Breaking.objects.create(words="Two", live_from=NOON + HOUR, live_until=later)
    with pytest.raises(DatabaseError), transaction.atomic():
        Breaking.objects.update(words="Other")


def test_wim_sets_it_in_a_form(client: Client, wim: User, story: Version) -> None:
    client.force_login(wim)
    assert "no story yet" in words(client.get("/admin/front/"))
    typed = {"_break": "1", "words": "Storm nears", "story": story.article_id, "lasts": "at"}
    for until, told in (
        ("", "It needs an end"),
        ("never", "Write a day and a time"),
        ("2026-03-02T13:30:00", "has passed"),
    ):
        response = client.post("/admin/front/", typed | {"until": until})
        assert told in words(response)
        html = response.content.decode()
        assert 'value="Storm nears"' in html
        assert f'<option value="{story.article_id}" selected>Harbour closes</option>' in html
        assert '<option value="at" selected>' in html
        assert html.count(" selected>") == 2
    response = client.post("/admin/front/", typed | {"until": "2026-03-02T15:00:07"}, follow=True)
    assert "until 2 March, 15:00:07 Europe/Paris" in words(response)
    assert Breaking.objects.get().live_until == dt.datetime(2026, 3, 2, 14, 0, 7, tzinfo=dt.UTC)
    client.post("/admin/front/", {"_end_breaking": "1"})
    assert not Breaking.objects.live(NOON + HOUR + SECOND).exists()
    client.post("/admin/front/", {"_break": "1", "words": "Again", "lasts": "30"})
    assert Breaking.objects.get(words="Again").live_until == NOON + HOUR + dt.timedelta(minutes=30)
    assert Record.objects.get(act="breaking-ended").after == {"Bar": "none"}
    assert Record.objects.filter(act="breaking-set").count() == 2
    assert client.post("/admin/front/", {"_break": "1", "story": "999", "words": "x"}).status_code == 200


def test_one_that_is_to_come_begins_at_its_second_and_kept_pages_know(client: Client, clock: Any) -> None:
    begins, ends = NOON + 2 * HOUR + 7 * SECOND, NOON + 3 * HOUR
    break_news("Storm nears", ends, by=None, at=begins)
    response = client.get("/")
    assert BAR not in response.content.decode()
    assert next_change(timezone.now()) == begins
    for moment, there in ((begins - SECOND, False), (begins, True), (ends - SECOND, True), (ends, False)):
        clock.move_to(moment)
        assert (BAR in client.get("/").content.decode()) == there, moment


def test_one_that_is_to_come_stands_between_others(clock: Any) -> None:
    break_news("One", NOON + 4 * HOUR, by=None)
    for begins, ends, where, told in (
        (3, 5, "starts", "“One” stands until 2 March 2026, 17:00:00"),
        (0.5, 5, "starts", "has passed"),
        (6, 6, "until", "would end before it begins"),
    ):
        with pytest.raises(Refused, match=told) as refused:
            break_news("Two", NOON + ends * HOUR, by=None, at=NOON + begins * HOUR)
        assert refused.value.findings[0].field == where
    two = break_news("Two", NOON + 6 * HOUR, by=None, at=NOON + 4 * HOUR)
    end_breaking(by=None)
    with pytest.raises(Refused, match="“Two” begins at 2 March 2026, 17:00:00"):
        break_news("Three", NOON + 5 * HOUR, by=None, at=NOON + 3.5 * HOUR)
    # What breaks at once is not kept waiting.
    assert break_news("Now", NOON + 9 * HOUR, by=None).live_until == NOON + 4 * HOUR
    clock.shift(SECOND)
    end_breaking(by=None)
    call_off_breaking(two.pk, by=None)
    assert not Breaking.objects.live_or_later().exists()
    with pytest.raises(Refused, match="called off already"):
        call_off_breaking(two.pk, by=None)
    assert Record.objects.filter(act="breaking-ended").latest("pk").after == {"Bar": "none"}


def test_it_may_begin_with_a_story_that_is_to_come(client: Client, clock: Any) -> None:
    article = make_article("Harbour closes")
    publishing.publish(article, by=None, at=NOON + 2 * HOUR)
    with pytest.raises(Refused, match="will not see this story at 2 March 2026, 14:30:00"):
        break_news("", NOON + 3 * HOUR, by=None, article=article, at=NOON + 1.5 * HOUR)
    break_news("", NOON + 3 * HOUR, by=None, article=article, at=NOON + 2 * HOUR)
    clock.move_to(NOON + 2 * HOUR)
    assert "<span>Harbour closes</span></a>" in client.get("/").content.decode()


def test_wim_schedules_it_and_calls_it_off(client: Client, wim: User, story: Version) -> None:
    article = make_article("Ferry leaves")
    publishing.publish(article, by=None, at=NOON + 2 * HOUR)
    client.force_login(wim)
    typed = {"_break": "1", "words": "Storm nears", "story": str(article.pk), "lasts": "30"}
    for starts, field, told in (
        ("soon", "starts", "Write a day and a time"),
        ("2026-03-02T13:00:00", "starts", "has passed"),
        ("2026-03-02T14:30:00", "story", "will not see this story at"),
    ):
        html = client.post("/admin/front/", typed | {"starts": starts}).content.decode()
        assert f'aria-describedby="bar-{field}-error"' in html
        assert told in html.split(f'id="bar-{field}-error">')[1].split("</p>")[0]
        assert f'value="{starts}"' in html
        assert f'<option value="{article.pk}" selected>Ferry leaves (live from 15:00:00)</option>' in html
    page = words(client.post("/admin/front/", typed | {"starts": "2026-03-02T15:00:07"}, follow=True))
    assert "will stand over every page from 2 March, 15:00:07 Europe/Paris until 2 March, 15:30:07" in page
    bar = Breaking.objects.get()
    assert (bar.live_from, bar.live_until) == (NOON + 2 * HOUR + 7 * SECOND, NOON + 2.5 * HOUR + 7 * SECOND)
    assert "Scheduled Storm nears, leads to Ferry leaves, from 2 March, 15:00:07" in page
    client.post("/admin/front/", {"_call_off_breaking": str(bar.pk)})
    assert not Breaking.objects.exists()
    gone = client.post("/admin/front/", {"_call_off_breaking": "x"})
    assert "called off already" in words(gone)


def test_a_withdrawn_story_takes_it_along_until_it_is_back(client: Client, clock: Any, story: Version) -> None:
    break_news("Storm", NOON + 9 * HOUR, by=None, article=story.article)
    clock.shift(HOUR)
    publishing.withdraw(story.article, by=None)
    assert BAR not in client.get("/").content.decode()
    clock.shift(HOUR)
    publishing.publish(story.article, by=None)
    assert BAR in client.get("/").content.decode()
