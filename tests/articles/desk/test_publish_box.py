"""What the box says of a story, and for whom it has which buttons."""

import datetime as dt
from typing import Any

import pytest

from articles import publishing
from articles.desk.publish_box import Box
from articles.models import Article, RelatedArticle, Revision, Site, State
from tests.articles.desk.browsing import HOUR, NOON
from tests.articles.makers import edit, make_article
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def box_of(article: Article, user: Any) -> Box:
    return Box(Article.objects.get(pk=article.pk) if article.pk else article, user, Site.objects.current())


def acts(box: Box) -> list[str]:
    return [button.act for button in box.buttons]


def test_a_new_story_is_a_draft(ben: Any) -> None:
    box = box_of(Article(), ben)
    assert (box.state, box.live, box.ahead, box.changes, box.address) == (State.DRAFT, None, [], [], "")
    assert acts(box) == ["publish", "schedule", "save"]


def test_a_live_story_without_changes(clock: Any, ben: Any) -> None:
    article = make_article()
    publishing.publish(article, by=ben)
    clock.shift(HOUR)
    box = box_of(article, ben)
    assert (box.state, box.since.words, box.live.number, box.next_number, box.changes) == ("live", "13:00", 1, 2, [])
    assert acts(box) == ["update", "correct", "schedule", "withdraw", "save"]
    assert box.address == "/2026/03/02/harbour-opens/"


def test_changes_that_readers_do_not_see(clock: Any, ben: Any) -> None:
    article = make_article(tags=["Ports"])
    publishing.publish(article, by=ben)
    article.tagged.all().delete()
    box = box_of(edit(article, headline="Harbour closes", lead_caption="Here"), ben)
    assert box.changes == ["headline", "lead photo’s caption", "tags"]
    assert box.changed_fields == {"headline", "lead_caption", "tags"}
    box = box_of(edit(article, headline="Harbour opens", lead_caption=""), ben)
    assert box.changes == ["tags"]


def test_scheduled_with_changes_that_will_not_go_out(clock: Any, ben: Any) -> None:
    article = make_article()
    publishing.schedule(article, NOON + 24 * HOUR, by=ben)
    box = box_of(article, ben)
    assert (box.state, [ahead.differs for ahead in box.ahead]) == (State.SCHEDULED, [False])
    assert box.ahead[0].moment.exact == "3 March, 13:00:00 Europe/Paris"
    box = box_of(edit(article, headline="Harbour closes"), ben)
    assert [(ahead.differs, ahead.changes) for ahead in box.ahead] == [(True, ["headline"])]
    assert acts(box) == ["publish", "schedule", "withdraw", "save"]
    assert box.offers("replace")
    assert box.offers("call_off")


def test_a_live_story_with_an_update_ahead(clock: Any, ben: Any) -> None:
    article = make_article()
    publishing.publish(article, by=ben)
    publishing.schedule(edit(article, headline="Later"), NOON + 2 * HOUR, by=ben)
    publishing.schedule(edit(article, headline="Latest"), NOON + 3 * HOUR, by=ben)
    box = box_of(article, ben)
    assert box.state == State.LIVE
    assert [(ahead.version.number, ahead.differs) for ahead in box.ahead] == [(2, True), (3, False)]


def test_withdrawn_and_to_be_withdrawn(clock: Any, ben: Any) -> None:
    article = make_article()
    publishing.publish(article, by=ben)
    publishing.withdraw(article, at=NOON + HOUR, by=ben)
    box = box_of(article, ben)
    assert (box.state, box.ending.words, box.offers("stay")) == (State.LIVE, "14:00", True)
    clock.shift(2 * HOUR)
    box = box_of(article, ben)
    assert (box.state, box.since.words, box.ending, box.offers("stay")) == (State.WITHDRAWN, "14:00", None, False)
    assert acts(box) == ["publish", "schedule", "save"]
    assert box.offers("restore")


def test_a_reporter_is_told_who_may_publish(ana: Any, clock: Any) -> None:
    box = box_of(make_article(), ana)
    assert (acts(box), box.publishers) == (["save"], "Only administrators can publish it.")
    person("Ben", "Desk editor")
    assert box_of(make_article(), ana).publishers == "Ben can publish it."
    for name in ("Cleo", "Dora", "Emil"):
        person(name, "Desk editor")
    assert box_of(make_article(), ana).publishers == "Ben, Cleo, Dora and others can publish it."


def test_somebody_who_may_correct_only(ana: Any, clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    permissions = type(ana.groups.get().permissions.get(codename="add_article")).objects
    ana.user_permissions.add(permissions.get(codename="correct_article"))
    assert acts(box_of(article, type(ana).objects.get(pk=ana.pk))) == ["correct", "save"]


def test_how_many_stories_lose_their_neighbour(ben: Any, clock: Any) -> None:
    article, other = make_article("One"), make_article("Other")
    publishing.publish(article, by=ben)
    RelatedArticle.objects.create(article=other, other=article)
    Revision.objects.keep(other)
    assert box_of(article, ben).shown_under() == 0
    publishing.publish(other, by=ben)
    assert box_of(article, ben).shown_under() == 1


def test_the_first_and_the_last_second_of_a_version(clock: Any, ben: Any) -> None:
    article = make_article()
    publishing.schedule(article, NOON + HOUR, by=ben)
    publishing.withdraw(article, at=NOON + 2 * HOUR, by=ben)
    states = []
    for second in (3599, 1, 3599, 1):
        clock.shift(dt.timedelta(seconds=second))
        states.append(str(box_of(article, ben).state))
    assert states == ["scheduled", "live", "live", "withdrawn"]
