"""Taking and handing over from the list and from the first page."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Stage
from articles.reviewing import hand_over, mark_ready, take
from tests.articles.desk.browsing import words
from tests.articles.makers import make_article
from tests.conftest import person

LIST = "/admin/articles/article/"
MANY = f"{LIST}pass-on/"

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    """Ben's browser."""
    client.force_login(ben)
    return client


@pytest.fixture
def anas(ana: User) -> Client:
    """Ana's browser."""
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def waiting(ana: User) -> list[Article]:
    """Three stories that Ana handed over."""
    stories = [make_article(f"Story {number}", created_by=ana) for number in range(1, 4)]
    for story in stories:
        hand_over(story, by=ana)
    return stories


def choose(client: Client, act: str, *stories: Article, **more: Any) -> Any:
    data = {"act": act, "story": [story.pk for story in stories], "next": f"{LIST}?show=review", **more}
    return client.post(MANY, data, follow=True)


def confirm(client: Client, page: Any, **more: Any) -> Any:
    """Press the button of the page that says what an act will do."""
    passed = page.context["passed"]
    data = {
        "act": page.context["act"].name,
        "next": page.context["next"],
        "_confirmed": "1",
        "story": [one.article.pk for one in passed],
        **{f"seen-{one.article.pk}": one.turn.seen for one in passed},
        **more,
    }
    return client.post(MANY, data, follow=True)


def holders(*stories: Article) -> list[User | None]:
    return [Article.objects.get(pk=story.pk).assigned_to for story in stories]


class TestTakingOne:
    def test_a_press_takes_it_and_leads_back(self, bens: Client, ben: User, waiting: list[Article]) -> None:
        html = bens.get(f"{LIST}?show=review").content.decode()
        address = f"{LIST}{waiting[0].pk}/take/"
        assert f'formaction="{address}"' in html
        response = bens.post(address, {"next": f"{LIST}?show=review"}, follow=True)
        assert response.redirect_chain == [(f"{LIST}?show=review", 302)]
        assert "“Story 1” is with you now." in words(response)
        assert holders(waiting[0]) == [ben]

    def test_not_what_somebody_took_meanwhile(self, bens: Client, waiting: list[Article]) -> None:
        story, mila = waiting[0], person("Mila", "Desk editor")
        seen = story.handovers.get().pk
        take(story, by=mila)
        response = bens.post(f"{LIST}{story.pk}/take/", {f"seen-{story.pk}": seen}, follow=True)
        assert "“Story 1” is not taken. Mila took it meanwhile." in words(response)
        assert holders(story) == [mila]

    def test_it_leads_to_no_other_site(self, bens: Client, waiting: list[Article]) -> None:
        for place in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "evil"):
            assert bens.post(f"{LIST}{waiting[0].pk}/take/", {"next": place}).headers["Location"] == LIST

    def test_a_reporter_may_not(self, anas: Client, waiting: list[Article]) -> None:
        assert "Take it" not in anas.get(LIST).content.decode()
        assert anas.post(f"{LIST}{waiting[0].pk}/take/").status_code == 403

    def test_only_by_a_form_of_ours(self, ben: User, waiting: list[Article]) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ben)
        for address in (f"{LIST}{waiting[0].pk}/take/", MANY):
            assert strict.get(address).status_code == 405
            assert strict.post(address).status_code == 403
        assert holders(*waiting) == [None, None, None]


class TestManyAtOnce:
    def test_the_page_before_says_what_goes_and_why_others_stay(
        self, bens: Client, ben: User, ana: User, waiting: list[Article]
    ) -> None:
        draft = make_article("<b>Draft</b>", created_by=ana)
        take(waiting[0], by=ben)
        page = choose(bens, "take", *waiting, draft)
        told = words(page)
        assert "Take two stories?" in told
        assert "2 stay as they are" in told
        assert "Story 1 It is with you already." in told
        assert "Nobody has handed it over yet." in told
        assert "<b>Draft" not in page.content.decode()
        assert holders(*waiting) == [ben, None, None], "nothing has happened yet"
        response = confirm(bens, page)
        assert "Two stories with you now." in words(response)
        assert response.redirect_chain == [(f"{LIST}?show=review", 302)]
        assert holders(*waiting, draft) == [ben, ben, ben, None]

    def test_what_changed_since_the_page_was_shown_is_left_and_told(
        self, bens: Client, ben: User, waiting: list[Article]
    ) -> None:
        mila = person("Mila", "Desk editor")
        page = choose(bens, "take", *waiting)
        take(waiting[1], by=mila)
        response = confirm(bens, page)
        assert "Two stories with you now." in words(response)
        assert "“Story 2” was left. Mila took it meanwhile." in words(response)
        assert holders(*waiting) == [ben, mila, ben]
        assert f'value="{waiting[1].pk}" checked' in response.content.decode(), "it stays chosen"
        assert response.content.decode().count('" checked') == 1

    def test_only_what_the_page_before_named_is_passed_on(self, bens: Client, waiting: list[Article]) -> None:
        page = choose(bens, "take", waiting[0])
        confirm(bens, page, story=[story.pk for story in waiting])
        assert holders(*waiting)[1:] == [None, None]

    def test_a_reporter_hands_over_several(self, anas: Client, ana: User, ben: User) -> None:
        mine = [make_article(f"Mine {number}", created_by=ana) for number in (1, 2)]
        other = make_article("Not mine", byline="Ben", created_by=ben)
        page = choose(anas, "hand_over", *mine, other)
        assert "Hand over two stories?" in words(page)
        assert "Not mine It is not yours to pass on." in words(page)
        confirm(anas, page, **{"pass-to": ben.pk, "pass-note": "All three sources"})
        assert holders(*mine, other) == [ben, ben, None]
        assert {story.handovers.get().note for story in mine} == {"All three sources"}

    def test_giving_asks_for_somebody(self, bens: Client, ben: User, waiting: list[Article]) -> None:
        mila = person("Mila", "Desk editor")
        mark_ready(waiting[2], by=ben)
        page = choose(bens, "give", *waiting)
        assert "Give three stories to somebody?" in words(page)
        again = confirm(bens, page, **{"pass-to": "", "pass-note": "Please"})
        assert "Choose who is to have them." in words(again)
        assert "Please</textarea>" in again.content.decode()
        confirm(bens, page, **{"pass-to": mila.pk})
        assert holders(*waiting) == [mila, mila, mila]
        assert Article.objects.in_stage(Stage.REVIEW).count() == 3

    def test_a_forged_confirmation_takes_nothing_for_a_reporter(self, anas: Client, waiting: list[Article]) -> None:
        story = waiting[0]
        data = {"act": "take", "story": story.pk, f"seen-{story.pk}": story.handovers.get().pk, "_confirmed": "1"}
        assert "It is not yours to pass on." in words(anas.post(MANY, data, follow=True))
        assert holders(story) == [None]

    @pytest.mark.parametrize(
        "data", [{}, {"act": "take"}, {"act": "burn", "story": "1"}, {"act": "take", "story": "x"}]
    )
    def test_nothing_chosen_is_said(self, bens: Client, data: dict[str, str]) -> None:
        assert "No story was chosen." in words(bens.post(MANY, data, follow=True))

    def test_who_sees_no_stories_passes_none_on(self, waiting: list[Article], django_user_model: Any) -> None:
        client = Client()
        client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
        assert client.post(MANY, {"act": "take", "story": waiting[0].pk}).status_code == 403

    def test_the_number_of_queries_does_not_grow(
        self, bens: Client, ana: User, waiting: list[Article], django_assert_num_queries: Any
    ) -> None:
        choose(bens, "take", *waiting[:1])
        with django_assert_num_queries(QUERIES):
            choose(bens, "take", *waiting[:1])
        with django_assert_num_queries(QUERIES):
            choose(bens, "take", *waiting)


# Session, user, two for permissions, site; the stories, how they were passed on last, which are one's own.
QUERIES = 8
