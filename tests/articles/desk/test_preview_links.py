"""The box of preview links in the story's form: one is made, copied again, revoked."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.legal import put_on_hold
from articles.models import Article, PreviewLink
from articles.previewing import MOST, make_link, token_of
from tests.articles.desk.browsing import HOUR, NOON, Desk, change, posted, words
from tests.articles.makers import edit, make_article

pytestmark = pytest.mark.first_database

DAY = 24 * HOUR
ASKED = {"link-shows": "desk", "link-date": "2026-03-09", "link-time": "13:00:00", "link-note": ""}


@pytest.fixture
def draft(db: None, clock: Any) -> Article:
    """A story that no reader sees."""
    return make_article("Harbour opens")


def press(desk: Desk, article: Article, **values: Any) -> Any:
    return desk.press("_make_link", article, "1", **{**ASKED, **values})


def opened(page: Any) -> Any:
    """Open the first address that the box lists, as somebody without a login."""
    html = page.content.decode()
    start = html.index('value="http://testserver/preview/') + 7
    return Client().get(html[start : html.index('"', start)])


class TestMaking:
    def test_a_press_saves_the_story_and_makes_a_link_to_it(self, desk: Desk, draft: Article, ben: User) -> None:
        page = press(desk, draft, headline="Harbour opens again", **{"link-note": "Ms Ferrowe"})
        assert page.redirect_chain == [(f"{change(draft)}?links#preview-links", 302)]
        told = words(page)
        assert "The link is made." in told
        assert "For Ms Ferrowe: the desk copy, as it goes on, until 9 March, 13:00" in told
        assert "Made by Ben, 13:00. Not opened yet." in told
        assert "1 in force" in told
        assert "Harbour opens again" in opened(page).content.decode()
        link = PreviewLink.objects.get()
        assert (link.made_by, link.expires_at) == (ben, NOON + 7 * DAY)

    def test_of_the_story_as_it_is_now(self, desk: Desk, draft: Article) -> None:
        page = press(desk, draft, headline="First", **{"link-shows": "now"})
        assert "For whoever has it: revision 2, until" in words(page)
        draft.refresh_from_db()
        edit(draft, headline="Second")
        assert "First</h1>" in opened(page).content.decode()

    def test_a_week_is_offered(self, desk: Desk, draft: Article) -> None:
        html = desk.client.get(change(draft)).content.decode()
        assert 'name="link-date" value="2026-03-09"' in html
        assert 'name="link-time" value="13:00:00"' in html

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"link-date": "2026-03-02"}, "That has passed. Choose a time to come."),
            ({"link-date": "2027-03-02"}, "A link opens for 90 days at most."),
            ({"link-date": ""}, "Choose a day."),
            ({"link-time": "99"}, "Enter a valid time."),
            ({"link-date": "2026-03-29", "link-time": "02:30:00"}, "02:30:00 does not exist on 29 March 2026"),
            ({"link-note": "x" * 201}, "At most 200 characters fit; this has 201."),
            ({"link-shows": "everything"}, "Select a valid choice."),
        ],
    )
    def test_what_is_wrong_is_said_there_and_nothing_is_lost(
        self, desk: Desk, draft: Article, values: dict[str, str], told: str
    ) -> None:
        page = press(desk, draft, headline="Typed", **{"link-note": "Ms Ferrowe", **values})
        assert told in words(page)
        assert not PreviewLink.objects.exists()
        html = page.content.decode()
        assert "Typed" in html
        assert f'value="{values.get("link-note", "Ms Ferrowe")}"' in html
        assert "<details open><summary><h2" in html

    def test_what_others_wrote_meanwhile_is_read_first(self, desk: Desk, draft: Article) -> None:
        base = draft.revision_number
        edit(draft, standfirst="Somebody else’s words")
        data = {"keeping-base": str(base), "headline": "Mine", "standfirst": "", "_make_link": "1", **ASKED}
        page = desk.client.post(change(draft), posted(draft, **data), follow=True)
        assert "The story has changed since you read it." in words(page)
        assert not PreviewLink.objects.exists()

    def test_there_is_no_box_before_the_first_save(self, desk: Desk, draft: Article) -> None:
        assert "Preview links" not in desk.see(None)


class TestRevoking:
    def test_a_press_revokes_and_saves(self, desk: Desk, draft: Article) -> None:
        page = press(desk, draft)
        link = PreviewLink.objects.get()
        assert opened(page).status_code == 200
        after = desk.press("_revoke_link", draft, link.pk, headline="Typed meanwhile")
        assert "The link is revoked: it opens nothing any more." in words(after)
        assert "none" in words(after)
        assert opened(page).status_code == 404
        draft.refresh_from_db()
        assert draft.headline == "Typed meanwhile"

    def test_it_is_revoked_even_where_the_story_cannot_be_saved(self, desk: Desk, draft: Article) -> None:
        press(desk, draft)
        link = PreviewLink.objects.get()
        page = desk.press("_revoke_link", draft, link.pk, headline="x" * 400)
        assert "Not saved yet" in words(page)
        assert PreviewLink.objects.get().revoked_at

    @pytest.mark.parametrize("value", ["", "x", "0", "9" * 30, "-1"])
    def test_no_link_by_that_name(self, desk: Desk, draft: Article, value: str) -> None:
        press(desk, draft)
        assert "That link opened nothing any more." in words(desk.press("_revoke_link", draft, value))
        assert PreviewLink.objects.in_force().count() == 1

    def test_not_another_storys(self, desk: Desk, draft: Article) -> None:
        link = make_link(make_article("Other"), by=None, until=NOON + DAY, frozen=False)
        desk.press("_revoke_link", draft, link.pk)
        assert PreviewLink.objects.in_force().exists()


def test_how_often_it_was_opened(desk: Desk, draft: Article, clock: Any) -> None:
    page = press(desk, draft)
    clock.shift(HOUR)
    opened(page)
    assert "Opened once, last 14:00." in desk.see(draft)
    opened(page)
    assert "Opened 2 times, last 14:00." in desk.see(draft)


def test_what_is_expired_is_listed_no_more(desk: Desk, draft: Article, clock: Any) -> None:
    press(desk, draft)
    clock.shift(7 * DAY - HOUR / 3600)
    assert "1 in force" in desk.see(draft)
    clock.shift(HOUR / 3600)
    assert "1 in force" not in desk.see(draft)


def test_who_may_only_look_sees_and_makes_none(draft: Article, django_user_model: Any) -> None:
    viewer = django_user_model.objects.create_user("kit", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    link = make_link(draft, by=None, until=NOON + DAY, frozen=False)
    client = Client()
    client.force_login(viewer)
    assert token_of(link) not in client.get(change(draft), follow=True).content.decode()
    for button in ("_make_link", "_revoke_link"):
        assert client.post(change(draft), {button: str(link.pk), **ASKED}).status_code == 403
    assert PreviewLink.objects.in_force().count() == 1


def test_a_reporter_under_legal_hold(draft: Article, ana: User, clock: Any) -> None:
    put_on_hold(draft, "A letter", by=None)
    page = press(Desk(ana), draft)
    assert "only who may lift the hold makes links to it" in words(page)


def test_the_box_costs_one_query_however_many_links(desk: Desk, draft: Article, django_assert_num_queries: Any) -> None:
    desk.see(draft)
    with CaptureQueriesContext(connection) as none:
        desk.see(draft)
    for number in range(MOST):
        make_link(draft, by=None, until=NOON + DAY, frozen=bool(number % 2), note="<b>Kit</b>")
    with django_assert_num_queries(len(none)):
        assert "<b>Kit</b>" not in desk.client.get(change(draft)).content.decode()
