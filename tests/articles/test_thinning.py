"""Which revisions stay, to the second; and the command that removes the others."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from articles import deleting, publishing
from articles.desk import sides
from articles.models import Article, OpenForm, Revision, Site
from articles.thinning import KEPT_WHOLE, thin_all, thin_story
from tests.articles.desk.browsing import Desk
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


@pytest.fixture
def desk(ben: User) -> Desk:
    """Ben's browser."""
    return Desk(ben)


def save_at(article: Article, *instants: dt.datetime, note: str = "") -> list[int]:
    """Add a revision for each instant; return their numbers."""
    start = article.revision_number
    Revision.objects.bulk_create(
        Revision(article=article, number=number, content={}, note=note, saved_at=at)
        for number, at in enumerate(instants, start + 1)
    )
    article.revision_number += len(instants)
    article.save(update_fields=["revision_number"])
    return list(range(start + 1, start + 1 + len(instants)))


def old_story(began: dt.datetime = NOW - 400 * 24 * HOUR) -> Article:
    """Return a story with one revision, saved long ago."""
    article = make_article()
    article.revisions.update(saved_at=began)
    return article


def left(article: Article) -> list[int]:
    """Thin a story; return the numbers of the revisions that stay."""
    thin_story(article.pk, NOW)
    return list(article.revisions.order_by("number").values_list("number", flat=True))


class TestTheRule:
    """What stays."""

    def test_30_days_to_the_second(self) -> None:
        article = old_story()
        # In Paris it is 13:00 then, so that all lie on one day, of which the last stays in any case.
        edge = NOW - KEPT_WHOLE
        save_at(article, edge - 2 * SECOND, edge - SECOND, edge, edge + SECOND, edge + HOUR)
        assert left(article) == [1, 5, 6]

    def test_the_first_the_newest_and_the_last_of_each_day(self) -> None:
        article = old_story()
        morning = dt.datetime(2026, 6, 1, 6, tzinfo=dt.UTC)
        save_at(article, *(morning + day * 24 * HOUR + hour * HOUR for day in range(3) for hour in range(4)))
        assert left(article) == [1, 5, 9, 13]

    def test_the_newest_stays_however_old(self) -> None:
        article = old_story()
        save_at(article, *(NOW - 200 * 24 * HOUR + number * SECOND for number in range(5)))
        assert left(article) == [1, 6]
        assert left(article) == [1, 6]

    def test_days_are_those_of_the_site(self) -> None:
        midnight = dt.datetime(2026, 6, 1, 22, tzinfo=dt.UTC)  # in Paris, where it is summer
        article = old_story()
        save_at(article, midnight - 2 * SECOND, midnight - SECOND, midnight, midnight + SECOND)
        assert left(article) == [1, 3, 5]
        Site.objects.update_or_create(pk=1, defaults={"time_zone": "America/New_York"})
        article = old_story()
        save_at(article, midnight - 2 * SECOND, midnight - SECOND, midnight, midnight + SECOND)
        assert left(article) == [1, 5]

    @pytest.mark.parametrize(
        ("began", "hours"),
        [
            (dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC), 23),  # the clocks leap an hour ahead on 29 March
            (dt.datetime(2025, 10, 25, 22, tzinfo=dt.UTC), 25),  # and go back on 26 October
        ],
    )
    def test_a_day_on_which_the_clocks_change(self, began: dt.datetime, hours: int) -> None:
        article = old_story(began - 48 * HOUR)
        save_at(article, began - SECOND, *(began + hour * HOUR for hour in range(hours)), began + hours * HOUR)
        save_at(article, NOW)
        # The last second of the day before; the last hour of that day; the first second of the next.
        assert left(article) == [1, 2, hours + 2, hours + 3, hours + 4]

    def test_every_revision_with_a_note(self) -> None:
        article = old_story()
        day = NOW - 90 * 24 * HOUR
        noted = save_at(article, day, day + SECOND, note="Revision 3 restored")
        save_at(article, day + 2 * SECOND, day + 3 * SECOND, NOW)
        assert left(article) == [1, *noted, 5, 6]

    def test_what_a_version_was_made_from(self) -> None:
        day = NOW - 90 * 24 * HOUR
        with time_machine.travel(day, tick=False) as clock:
            article = make_article("One")
            for headline in ("Two", "Three", "Four", "Five"):
                clock.shift(60 * SECOND)
                edit(article, headline=headline)
                if headline == "Three":
                    publishing.publish(article, by=None)
        save_at(article, NOW)
        assert left(article) == [1, 3, 5, 6]
        version = article.versions.get()
        assert version.headline == "Three"
        assert sides.Sides(article, Site.objects.current().tz).side(f"v{version.pk}").revision.number == 3

    def test_a_version_older_than_every_revision_keeps_none_and_hinders_none(self) -> None:
        article = make_article()
        publishing.publish(article, by=None)
        article.versions.update(made_at=NOW - 500 * 24 * HOUR)
        article.revisions.update(saved_at=NOW - 400 * 24 * HOUR)
        save_at(article, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(3)))
        assert left(article) == [1, 4]

    def test_what_an_open_form_was_filled_from(self, ben: Any) -> None:
        article, other = old_story(), old_story()
        for one in (article, other):
            save_at(one, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(5)))
        OpenForm.objects.create(user=ben, page=f"articles.article/{article.pk}", base=3, typed="[]")
        OpenForm.objects.create(user=ben, page=f"articles.article/{article.pk}", base=None)
        assert left(article) == [1, 3, 6]
        assert left(other) == [1, 6]

    def test_other_stories_and_all_versions_are_let_be(self) -> None:
        article, other = old_story(), old_story()
        publishing.publish(article, by=None)
        for one in (article, other):
            save_at(one, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(5)))
        before = list(article.versions.values())
        thin_story(article.pk, NOW)
        assert list(article.versions.values()) == before
        assert other.revisions.count() == 6

    def test_contents_are_not_read(self) -> None:
        article = old_story()
        save_at(article, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(300)))
        with CaptureQueriesContext(connection) as queries:
            thin_story(article.pk, NOW)
        assert len(queries) == 2  # the site's time zone, and one DELETE
        assert not any('"content"' in query["sql"] for query in queries)


class TestOnTheWay:
    """Each fiftieth save of a story thins it."""

    def test_the_fiftieth(self, desk: Desk) -> None:
        article = old_story()
        save_at(article, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(47)))
        desk.press("_save", article, headline="Forty-nine")
        assert article.revisions.count() == 49
        desk.press("_save", article, headline="Fifty")
        assert list(article.revisions.values_list("number", flat=True)) == [50, 49, 48, 1]


class TestAll:
    """The command."""

    @pytest.fixture
    def newsroom(self, ben: Any) -> Article:
        article = old_story()
        save_at(article, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(5)))
        Article.objects.create(headline="Short")
        with time_machine.travel(NOW - KEPT_WHOLE, tick=False):
            deleting.delete_story(make_article("Gone"), None)
        with time_machine.travel(NOW - KEPT_WHOLE + SECOND, tick=False):
            deleting.delete_story(make_article("Not yet"), None)
        for seen in (NOW - KEPT_WHOLE - SECOND, NOW):
            OpenForm.objects.create(user=ben, page="articles.article/add", seen_at=seen)
        return article

    def test_it_says_what_it_removes(self, newsroom: Article) -> None:
        told = "4 revisions of 1 story, 1 deleted story past 30 days, 1 form last open 30 days ago."
        with time_machine.travel(NOW, tick=False):
            assert thin("--dry-run") == f"Would remove: {told}\n"
            assert thin("--dry-run") == f"Would remove: {told}\n"
            assert thin() == f"Removed: {told}\n"
            assert thin().startswith("Removed: 0 revisions of 0 stories, 0 deleted stories past 30 days, 0 forms")
        assert newsroom.revisions.count() == 2
        assert OpenForm.objects.count() == 1
        assert set(Article.every_row.values_list("headline", flat=True)) == {"Harbour opens", "Short", "Not yet"}

    def test_stopped_it_goes_on_when_begun_again(self, newsroom: Article, monkeypatch: pytest.MonkeyPatch) -> None:
        other = old_story()
        save_at(other, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(5)))
        done = []

        def stop(story: int, at: Any = None) -> int:
            if done:
                raise OperationalError("database is locked")
            done.append(story)
            return thin_story(story, at)

        with time_machine.travel(NOW, tick=False):
            with monkeypatch.context() as patch:
                patch.setattr("articles.thinning.thin_story", stop)
                with pytest.raises(CommandError, match=r"So far: 4 revisions of 1 story.*Run the same command again"):
                    thin()
            assert "4 revisions of 1 story" in thin()
        assert (newsroom.revisions.count(), other.revisions.count()) == (2, 2)

    def test_stories_are_found_some_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.thinning.STORIES_AT_ONCE", 2)
        stories = [old_story() for _ in range(5)]
        for story in stories:
            save_at(story, *(NOW - 90 * 24 * HOUR + number * SECOND for number in range(3)))
        assert thin_all(NOW).revisions == 10


def thin(*options: str) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("thin", *options, stdout=out)
    return out.getvalue()
