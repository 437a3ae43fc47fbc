"""What stands at the addresses of a story that readers no longer see."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Act, Article, Record, Redirect, Site, Version
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, put_live, words

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

NOTE = "The memorandum was not written by the port."


@pytest.fixture
def story(clock: Any) -> Article:
    """A story that readers have known for two hours, under two addresses and one from the system before."""
    article = make_article("Harbour opens")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, slug="port-opens")
    publishing.update(article, by=None)
    Redirect.objects.create(path="/news/7", article=article)
    clock.shift(HOUR)
    return article


ADDRESSES = ("/2026/03/02/harbour-opens/", "/2026/03/02/port-opens/", "/2026/03/02/PORT-OPENS/", "/news/7", "/news/7/")


def statuses(client: Client) -> set[int]:
    return {client.get(address).status_code for address in ADDRESSES}


class TestWithdrawn:
    def test_every_address_says_that_and_when_and_why(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None, note=NOTE)
        for address in ADDRESSES:
            response = client.get(address)
            told = words(response)
            assert response.status_code == 410, address
            assert f"2 March 2026, 15:00 This story has been withdrawn {NOTE}" in told
            html = response.content.decode()
            assert "arbour opens" not in html, "none of its words"
            assert "ort-opens" not in html
            assert '<meta name="robots" content="noindex">' in html
            assert response["Cache-Control"] == "no-cache"

    def test_at_the_instant_of_a_withdrawal_to_come(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, at=NOON + 9 * HOUR, note=NOTE)
        clock.move_to(NOON + 9 * HOUR - publishing.TICK)
        assert statuses(client) == {200, 301}
        clock.move_to(NOON + 9 * HOUR)
        assert statuses(client) == {410}
        assert NOTE in words(client.get(ADDRESSES[0]))

    def test_a_note_lasts_as_long_as_its_withdrawal(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, at=NOON + 9 * HOUR, note=NOTE)
        edit(story, headline="Port open")
        publishing.update(story, by=None)
        assert Version.objects.live().get().end_note == NOTE, "what replaces a version ends as it would have"
        publishing.call_off_withdrawal(story, by=None)
        assert not Version.objects.exclude(end_note="").exists()
        publishing.withdraw(story, by=None)
        clock.shift(HOUR)
        assert NOTE not in words(client.get(ADDRESSES[0]))

    def test_published_again_it_is_there_again(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, note=NOTE)
        clock.shift(HOUR)
        publishing.schedule(story, NOON + 9 * HOUR, by=None)
        assert statuses(client) == {410}
        clock.move_to(NOON + 9 * HOUR)
        assert statuses(client) == {200, 301}

    def test_it_speaks_the_storys_language(self, client: Client, clock: Any) -> None:
        version = put_live("Le port", language="fr")
        clock.shift(HOUR)
        publishing.withdraw(version.article, by=None, note="C’était faux.")
        html = client.get(version.get_absolute_url()).content.decode()
        assert '<html lang="fr"' in html
        assert "Cet article a été retiré" in html

    def test_another_storys_address_is_not_touched(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None)
        assert client.get("/2026/03/02/other/").status_code == 404
        assert client.get("/2026/03/03/harbour-opens/").status_code == 404

    def test_markup_in_a_note_is_text(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None, note="<b>Bold</b>")
        assert "&lt;b&gt;Bold&lt;/b&gt;" in client.get(ADDRESSES[0]).content.decode()

    def test_it_costs_few_queries(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None, note=NOTE)
        Site.objects.get_or_create()
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESSES[0])
        assert len(asked) == 4


class TestRemoved:
    def test_every_address_is_as_one_that_never_was(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None, legal=True, note=NOTE)
        never = client.get("/2026/03/02/never-was/")
        for address in ADDRESSES:
            response = client.get(address)
            assert (response.status_code, response.content) == (404, never.content), address
            assert {**response.headers, "X-Request-ID": ""} == {**never.headers, "X-Request-ID": ""}

    def test_it_asks_the_database_the_same(self, client: Client, story: Article) -> None:
        publishing.withdraw(story, by=None, legal=True)
        asked = []
        for address in (ADDRESSES[0], "/2026/03/02/never-was/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
        assert asked[0] == asked[1]

    def test_a_withdrawn_story_can_be_removed_still(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, note=NOTE)
        clock.shift(HOUR)
        gone_since = story.versions.last().live_until
        publishing.withdraw(story, by=None, legal=True)
        assert statuses(client) == {404}
        last = story.versions.last()
        assert (last.live_until, last.end, last.end_note) == (gone_since, Version.End.REMOVED, "")
        with pytest.raises(publishing.Refused):
            publishing.withdraw(story, by=None, legal=True)

    def test_one_that_was_withdrawn_before_says_nothing_of_that(
        self, client: Client, story: Article, clock: Any
    ) -> None:
        publishing.withdraw(story, by=None, note=NOTE)
        clock.shift(HOUR)
        publishing.publish(story, by=None)
        clock.shift(HOUR)
        publishing.withdraw(story, by=None, legal=True)
        assert statuses(client) == {404}

    def test_a_removal_to_come(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, at=NOON + 9 * HOUR, legal=True)
        clock.move_to(NOON + 9 * HOUR - publishing.TICK)
        assert statuses(client) == {200, 301}
        clock.move_to(NOON + 9 * HOUR)
        assert statuses(client) == {404}

    def test_it_can_be_called_off_before(self, client: Client, story: Article, clock: Any) -> None:
        publishing.withdraw(story, by=None, at=NOON + 9 * HOUR, legal=True)
        publishing.call_off_withdrawal(story, by=None)
        clock.move_to(NOON + 9 * HOUR)
        assert statuses(client) == {200, 301}

    def test_it_takes_a_permission_of_its_own(self, story: Article, ben: Any) -> None:
        with pytest.raises(PermissionDenied):
            publishing.withdraw(story, by=ben, legal=True)
        ben.user_permissions.add(Permission.objects.get(codename="remove_article"))
        publishing.withdraw(story, by=type(ben).objects.get(pk=ben.pk), legal=True)

    def test_calling_it_off_takes_that_too(self, story: Article, ben: Any, ada: Any) -> None:
        publishing.withdraw(story, by=None, at=NOON + 9 * HOUR, legal=True)
        with pytest.raises(PermissionDenied):
            publishing.call_off_withdrawal(story, by=ben)
        publishing.call_off_withdrawal(story, by=ada)

    def test_it_is_on_record(self, story: Article, ada: Any) -> None:
        publishing.withdraw(story, by=ada, legal=True)
        entry = Record.objects.about(story).newest_first()[0]
        assert (entry.act, entry.reason) == (Act.WITHDRAWN, "Removed for legal reasons")

    def test_the_database_keeps_no_note_for_it(self, story: Article) -> None:
        publishing.withdraw(story, by=None, legal=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(end=Version.End.REMOVED).update(end_note=NOTE)
