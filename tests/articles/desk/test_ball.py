"""The box that says whose turn a story is, as a browser without a script has it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import publishing
from articles.models import Article, Stage
from articles.reviewing import give_back, hand_over, mark_ready, take
from tests.articles.desk.browsing import HOUR, Desk, change, posted, words
from tests.articles.makers import edit, make_article
from tests.conftest import person

MINUTE = dt.timedelta(minutes=1)

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture
def anas(ana: User) -> Desk:
    """Ana's browser."""
    return Desk(ana)


@pytest.fixture
def article(ana: User, clock: Any) -> Article:
    """A draft that Ana began."""
    return make_article("Harbour opens", created_by=ana)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def buttons(response: Any) -> list[str]:
    """Return which moves a page offers."""
    html = response.content.decode()
    moves = ("hand_over", "take", "give_back", "ready", "take_back")
    return [move for move in moves if f'name="_{move}"' in html]


def offered(desk: Desk, article: Article) -> list[str]:
    return buttons(desk.client.get(change(article)))


class TestHandingOver:
    def test_what_was_typed_is_saved_in_the_same_press(self, anas: Desk, article: Article, ben: User) -> None:
        response = anas.press(
            "_hand_over",
            article,
            headline="Harbour opens at last",
            **{"hand_over-to": ben.pk, "hand_over-note": "check the figures"},
        )
        assert response.redirect_chain == [(change(article), 302)]
        assert "Handed over to Ben." in words(response)
        assert "In review since 13:00, with Ben" in words(response)
        assert "check the figures" in words(response)
        assert fresh(article).headline == "Harbour opens at last"
        assert article.handovers.get().revision == 2, "what was handed over is what was typed"

    def test_a_new_story_is_handed_over_as_it_is_first_saved(self, anas: Desk, ana: User) -> None:
        response = anas.press("_hand_over", headline="Harbour opens", **{"hand_over-to": ""})
        assert "Handed over to the desk." in words(response)
        assert "with the desk" in words(response)
        article = Article.objects.get()
        assert (article.stage, article.created_by) == (Stage.REVIEW, ana)

    def test_the_fields_stand_open_for_who_writes(self, anas: Desk, desk: Desk, article: Article) -> None:
        assert "<details open><summary>Hand over…" in anas.client.get(change(article)).content.decode()
        assert "<details><summary>Hand over…" in desk.client.get(change(article)).content.decode()

    def test_only_those_who_may_publish_are_offered(self, anas: Desk, article: Article, ben: User, pia: User) -> None:
        person("Mila", "Desk editor", last_name="<b>Sand</b>")
        html = anas.client.get(change(article)).content.decode()
        select = html[html.index('name="hand_over-to"') :].partition("</select>")[0]
        assert "The desk: whoever takes it" in select
        assert "Mila &lt;b&gt;Sand&lt;/b&gt;" in select
        assert ">Ben<" in select
        assert "Pia" not in select
        assert "Ana" not in select

    def test_a_person_who_may_not_have_it_is_refused_at_the_field(
        self, anas: Desk, article: Article, pia: User
    ) -> None:
        response = anas.press(
            "_hand_over", article, headline="Typed", **{"hand_over-to": pia.pk, "hand_over-note": "For Pia"}
        )
        html = response.content.decode()
        assert "Stories can be handed to people who may publish. Choose one of them." in words(response)
        assert "<details open><summary>Hand over…" in html
        assert "For Pia</textarea>" in html, "nothing typed is lost"
        assert fresh(article).headline == "Typed"
        assert fresh(article).stage == Stage.DRAFT

    def test_a_story_that_cannot_be_saved_is_not_handed_over(self, anas: Desk, article: Article) -> None:
        anas.press("_hand_over", article, slug="Not an address")
        assert fresh(article).stage == Stage.DRAFT


class TestReturning:
    def test_the_note_is_the_first_thing_that_the_reporter_sees(
        self, anas: Desk, desk: Desk, article: Article, ana: User, clock: Any
    ) -> None:
        hand_over(article, by=ana)
        clock.shift(HOUR)
        response = desk.press("_give_back", article, **{"give_back-note": "Who says <i>so</i>?"})
        assert "Given back to Ana with your note." in words(response)
        html = anas.client.get(change(article)).content.decode()
        note = html.index("Ben gave this back to you")
        assert note < html.index('id="id_headline"')
        assert "Who says &lt;i&gt;so&lt;/i&gt;?" in html[note:]
        assert "Given back by Ben, 14:00, to you" in anas.see(article)

    def test_whoever_gave_it_back_sees_that_too(self, desk: Desk, article: Article, ana: User) -> None:
        hand_over(article, by=ana)
        told = words(desk.press("_give_back", article, **{"give_back-note": "Who says so?"}))
        assert "You gave this back to Ana, 13:00 Who says so?" in told

    def test_without_a_note_it_is_refused_at_the_field_and_the_words_are_kept(
        self, desk: Desk, article: Article, ana: User
    ) -> None:
        hand_over(article, by=ana)
        response = desk.press("_give_back", article, headline="Typed by Ben", **{"give_back-note": " "})
        assert "Say what is to be done: whoever wrote the story sees the note first." in words(response)
        assert "<details open><summary>Give back…" in response.content.decode()
        assert (fresh(article).stage, fresh(article).headline) == (Stage.REVIEW, "Typed by Ben")

    def test_the_note_goes_when_the_story_is_handed_over_again(
        self, anas: Desk, article: Article, ana: User, ben: User
    ) -> None:
        hand_over(article, by=ana)
        give_back(article, "Who says so?", by=ben)
        assert "gave this back" not in words(anas.press("_hand_over", article))


class TestWhatIsOffered:
    def test_to_a_reporter(self, anas: Desk, article: Article, ana: User, ben: User) -> None:
        assert offered(anas, article) == ["hand_over"]
        hand_over(article, by=ana)
        assert offered(anas, article) == ["take_back"]
        take(article, by=ben)
        assert offered(anas, article) == []
        mark_ready(article, by=ben)
        assert offered(anas, article) == []

    def test_to_an_editor(self, desk: Desk, article: Article, ana: User, ben: User) -> None:
        assert offered(desk, article) == ["hand_over"]
        hand_over(article, by=ana)
        assert offered(desk, article) == ["hand_over", "take", "give_back", "ready"]
        take(article, by=ben)
        assert offered(desk, article) == ["hand_over", "give_back", "ready"]
        mark_ready(article, by=ben)
        assert offered(desk, article) == ["hand_over", "take", "give_back"]

    def test_nothing_of_another_s_story_to_a_reporter(self, article: Article) -> None:
        rita = Desk(person("Rita", "Reporter"))
        assert offered(rita, article) == []
        response = rita.press("_hand_over", article)
        assert "The story is saved, but you may not do that with it." in words(response)
        assert fresh(article).stage == Stage.DRAFT

    @pytest.mark.parametrize("move", ["take", "ready", "give_back"])
    def test_an_editor_s_button_forged_by_a_reporter_is_refused(
        self, anas: Desk, article: Article, ana: User, move: str
    ) -> None:
        hand_over(article, by=ana)
        response = anas.press(f"_{move}", article, **{"give_back-note": "Mine"})
        assert "you may not do that with it" in words(response)
        assert article.handovers.count() == 1


class TestMeanwhile:
    def test_nobody_takes_what_a_colleague_took_meanwhile(self, article: Article, ana: User, ben: User) -> None:
        handed = hand_over(article, by=ana)
        take(article, by=ben)
        mila = Desk(person("Mila", "Desk editor"))
        response = mila.press("_take", article, **{"ball-seen": str(handed.pk)})
        assert "Ben took it meanwhile. Look at it, then choose again." in words(response)
        assert fresh(article).assigned_to == ben

    def test_nobody_makes_ready_what_they_have_not_read(self, desk: Desk, article: Article, ana: User) -> None:
        hand_over(article, by=ana)
        form = posted(article)
        edit(article, standfirst="Ana added this.")
        response = desk.client.post(change(article), form | {"_ready": ""}, follow=True)
        assert "The story has changed since you read it." in words(response)
        assert fresh(article).stage == Stage.REVIEW

    def test_what_changed_since_it_was_made_ready_is_said(self, desk: Desk, article: Article, ben: User) -> None:
        mark_ready(article, by=ben)
        assert "Changed since" not in desk.see(article)
        edit(article, headline="Harbour closes")
        html = desk.client.get(change(article)).content.decode()
        assert "Changed since it was made ready." in html
        assert f'href="/admin/articles/article/{article.pk}/compare/?a=r1&amp;b=desk"' in html


def test_who_publishes_is_told_that_a_colleague_has_it(desk: Desk, article: Article, ana: User, ben: User) -> None:
    hand_over(article, by=ana, to=person("Mila", "Desk editor"))
    assert "It is in review with Mila since 13:00." in words(desk.press("_publish", article))
    take(article, by=ben)
    assert "It is in review with" not in words(desk.press("_publish", article))
    give_back(article, "Who says so?", by=ben)
    assert "It was given back to Ana: “Who says so?”" in words(desk.press("_publish", article))
    assert "Published: readers see version 1." in words(desk.press("_publish_now", article)), "told, not kept from it"


def test_the_box_tells_how_the_story_was_passed_on(
    desk: Desk, article: Article, ana: User, ben: User, clock: Any
) -> None:
    hand_over(article, by=ana, to=ben, note="check the figures")
    clock.shift(MINUTE)
    give_back(article, "Which ones?", by=ben)
    told = desk.see(article)
    assert "13:01 Ben gave it back to Ana: “Which ones?”" in told
    assert "13:00 Ana handed it over to Ben: “check the figures”" in told


def test_changes_to_a_live_story_are_reviewed_apart_from_what_readers_see(
    anas: Desk, desk: Desk, article: Article, ana: User, clock: Any
) -> None:
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    assert "Nothing is to be done." in anas.see(article)
    anas.press("_hand_over", article, headline="Harbour closes")
    told = desk.see(article)
    assert "Live since 13:00, version 1" in told
    assert "In review since 14:00, with the desk" in told
    desk.press("_ready", article)
    response = desk.press("_update_now", article, **{"ask-kind": "update", "ask-note": ""})
    assert "Updated: readers see version 2." in words(response)
    assert "Nothing is to be done." in words(response)


def test_the_number_of_queries_does_not_grow(
    desk: Desk, article: Article, ana: User, ben: User, django_assert_num_queries: Any
) -> None:
    def passes(times: int) -> None:
        for _ in range(times):
            hand_over(article, by=ana)
            give_back(article, "Once more.", by=ben)

    passes(1)
    desk.see(article)
    with django_assert_num_queries(QUERIES):
        desk.see(article)
    passes(12)
    for name in ("Mila", "Nils", "Olga"):
        person(name, "Desk editor")
    with django_assert_num_queries(QUERIES):
        desk.see(article)


# Session, user, two for permissions, site; the story, its versions, byline, tags, related; sections, photos, languages;
# revisions, what is not saved, who has it open; how it was passed on, whether it is one's own, to whom it can go.
# Killed photos in the story; her own time zone; preview links in force.
QUERIES = 21
