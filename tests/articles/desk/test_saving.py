"""Saving a story that others have open too: nothing is written over, nobody publishes what they have not seen."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.desk import saving
from articles.desk.article import ArticleAdmin
from articles.models import Article, OpenForm, Revision, Version
from tests.articles.desk.browsing import HOUR, Desk, change, posted, words
from tests.articles.desk.filled import filled
from tests.articles.desk.two import BODY, Two
from tests.articles.makers import edit, make_article, make_author
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


class TestWithoutAnAlarm:
    def test_a_story_that_holds_again_what_it_held(self, two: Two) -> None:
        two.post(two.ben, headline="Harbour closes")
        Desk(User.objects.get(username="ben")).press("_save", two.saved, headline="Harbour opens")
        assert two.saved.revision_number == 3
        page = two.post(two.ana, headline="Harbour sleeps")
        assert two.saved.headline == "Harbour sleeps"
        assert "saved this story" not in words(page)
        assert "Joined" not in words(page)

    def test_how_a_browser_writes_what_nobody_changed(self, two: Two) -> None:
        edit(two.article, standfirst="One.\nTwo.")
        two.opened = posted(two.saved)
        mine = {"standfirst": "One.\r\nTwo. ", "body": f"{BODY}\r\n", "headline": "Harbour\r\nopens", "kicker": "Ports"}
        page = two.clash(mine=mine, theirs={"standfirst": "One.\r\nThree."})
        assert page.redirect_chain
        assert (two.saved.standfirst.splitlines(), two.saved.kicker) == (["One.", "Three."], "Ports")

    def test_a_new_name_that_has_become_a_tag(self, two: Two) -> None:
        page = two.clash(mine={"tags": ["+CRANES"]}, theirs={"tags": ["+Cranes"]})
        assert page.redirect_chain
        assert [str(tag) for tag in two.saved.tags.all()] == ["Cranes"]

    def test_saving_twice_in_one_window(self, two: Two) -> None:
        page = two.post(two.ana, headline="First")
        again = two.again(page, "_save", headline="Second")
        assert again.redirect_chain
        assert (two.saved.headline, two.saved.revision_number) == ("Second", 3)


class TestWithoutABase:
    @pytest.mark.parametrize("base", [None, "", "0", "99", "-1", "1e3", "9" * 30, "²", "two"])
    def test_whatever_differs_is_shown(self, base: str | None, two: Two) -> None:
        page = two.clash(mine={"keeping-base": base, "kicker": "Hers"}, theirs={"headline": "His"})
        assert not page.redirect_chain
        assert "What you both began with is not known any more" in words(page)
        assert {name for name in filled(page) if name.startswith("choose-")} == {"choose-kicker", "choose-headline"}
        assert (two.saved.kicker, two.saved.headline) == ("Transport", "His")
        done = two.again(page, **{"choose-kicker": "mine", "choose-headline": "theirs"})
        assert done.redirect_chain
        assert (two.saved.kicker, two.saved.headline) == ("Hers", "His")

    def test_nothing_is_written_over_even_where_lists_are_joined_else(self, two: Two) -> None:
        page = two.clash(mine={"keeping-base": None, "tags": ["+Hers"]}, theirs={"tags": ["+His"]})
        assert "choose-tags" in filled(page)
        body = two.clash(mine={"keeping-base": None, "body": "<p>Hers</p>"}, theirs={"body": "<p>His</p>"})
        assert "choose-body-0" in filled(body)
        done = two.again(body, **{"choose-body-0": "both"})
        assert done.redirect_chain
        assert two.saved.body == "<p>His</p><p>Hers</p>"

    def test_the_same_words_are_no_alarm(self, two: Two) -> None:
        assert two.post(two.ana, **{"keeping-base": None}).redirect_chain
        assert two.saved.revision_number == 1

    def test_a_base_that_was_thinned_away(self, two: Two) -> None:
        two.post(two.ben, headline="His")
        Revision.objects.filter(number=1).delete()
        page = two.post(two.ana, kicker="Hers")
        assert {"choose-kicker", "choose-headline"} <= set(filled(page))


class TestQuicker:
    """Somebody saves between the reading of the story and its saving."""

    @pytest.fixture
    def quick(self, monkeypatch: pytest.MonkeyPatch, two: Two) -> list[dict[str, Any]]:
        """What Ben saves, one after another, each while Ana's form is being joined."""
        saves: list[dict[str, Any]] = []
        meet = saving.meet

        def slowly(*args: Any, **how: Any) -> Any:
            met = meet(*args, **how)
            if saves:
                edit(two.saved, **saves.pop(0))
            return met

        monkeypatch.setattr(saving, "meet", slowly)
        return saves

    def test_the_form_is_joined_once_more(self, quick: list[Any], two: Two) -> None:
        quick += [{"headline": "His"}, {"standfirst": "His too"}]
        assert two.post(two.ana, kicker="Hers").redirect_chain
        saved = two.saved
        assert (saved.kicker, saved.headline, saved.standfirst) == ("Hers", "His", "His too")
        assert saved.revision_number == 4

    def test_what_clashes_only_then_is_asked(self, quick: list[Any], two: Two) -> None:
        quick.append({"headline": "His"})
        page = two.post(two.ana, headline="Hers")
        assert not page.redirect_chain
        assert two.saved.headline == "His"
        assert filled(page)["headline"] == ["Hers"]

    def test_after_a_while_the_person_is_told(self, quick: list[Any], two: Two) -> None:
        quick += [{"headline": f"His {number}"} for number in range(saving.MOST_TRIES)]
        page = two.post(two.ana, kicker="Hers")
        assert "Others were quicker to save, again and again." in words(page)
        assert (filled(page)["kicker"], filled(page)["keeping-base"]) == (["Hers"], ["1"])
        assert two.again(page, "_save").redirect_chain
        assert (two.saved.kicker, two.saved.headline) == ("Hers", f"His {saving.MOST_TRIES - 1}")

    def test_a_story_deleted_meanwhile_keeps_the_words_for_later(self, quick: list[Any], two: Two) -> None:
        quick.append({"deleted_at": timezone.now()})
        page = two.post(two.ana, kicker="Hers")
        assert "This story was deleted while you were writing. What you typed is kept" in words(page)
        Article.with_deleted.update(deleted_at=None)
        row = OpenForm.objects.get()
        page = two.ana.client.get(f"{change(two.article)}?unsaved={row.pk}")
        assert filled(page)["kicker"] == ["Hers"]


class TestDeleted:
    def test_words_posted_to_a_deleted_story_are_kept(self, two: Two) -> None:
        Article.objects.update(deleted_at=timezone.now())
        page = two.post(two.ana, kicker="Hers", **{"keeping-form": "6f9619ff-8b86-4011-b42d-00c04fc964ff"})
        assert "What you typed is kept" in words(page)
        assert OpenForm.objects.get().page == f"articles.article/{two.article.pk}"

    def test_nobody_keeps_words_in_what_they_may_not_change(self, two: Two, django_user_model: Any) -> None:
        Article.objects.update(deleted_at=timezone.now())
        guest = Desk(django_user_model.objects.create_user("guest", is_staff=True))
        guest.client.post(change(two.article), two.opened)
        assert not OpenForm.objects.exists()


class TestActs:
    @pytest.fixture
    def live(self, two: Two, clock: Any) -> Two:
        """The story, which readers see."""
        publishing.publish(two.saved, by=None)
        clock.shift(HOUR)
        two.ana = Desk(User.objects.get(username="ben"))
        two.ben = Desk(User.objects.create_superuser("mila", first_name="Mila"))
        return two

    @pytest.mark.parametrize(
        ("act", "answers"),
        [
            ("publish", {}),
            ("update", {"ask-kind": "update"}),
            ("correct", {"ask-kind": "correction", "ask-note": "It was wrong."}),
            ("schedule", {"ask-date": "2027-01-01", "ask-time": "10:00"}),
            ("withdraw", {"ask-when": "now"}),
        ],
    )
    def test_on_joined_words_it_asks_again(self, act: str, answers: Any, live: Two) -> None:
        before = list(Version.objects.values_list("pk", "live_until"))
        page = live.clash(f"_{act}_now", mine={"kicker": "Hers"} | answers, theirs={"headline": "His"})
        assert "The story has changed since you were asked. Look at it, then answer again." in words(page)
        assert list(Version.objects.values_list("pk", "live_until")) == before
        assert (live.saved.kicker, live.saved.headline) == ("Hers", "His")
        assert page.redirect_chain[-1][0].endswith(f"?ask={act}")

    @pytest.mark.parametrize("act", ["publish", "update", "correct", "schedule", "withdraw", "restore", "replace"])
    def test_on_a_clash_nothing_is_done(self, act: str, live: Two) -> None:
        before = list(Version.objects.values_list("pk", "live_until"))
        page = live.clash(f"_{act}_now", mine={"headline": "Hers"}, theirs={"headline": "His"})
        assert "Choose between two versions first. Readers keep seeing version 1 meanwhile." in words(page)
        assert list(Version.objects.values_list("pk", "live_until")) == before
        done = live.again(page, **{"choose-headline": "mine"})
        assert done.redirect_chain
        assert Version.objects.live().get().headline == "Harbour opens"

    def test_what_others_saved_counts_though_one_changed_nothing(self, live: Two) -> None:
        page = live.clash("_update_now", mine={"ask-kind": "update"}, theirs={"headline": "His"})
        assert "answer again" in words(page)
        assert Version.objects.live().get().headline == "Harbour opens"
        done = live.again(page, "_update_now", **{"ask-kind": "update"})
        assert "Updated" in words(done)
        assert Version.objects.live().get().headline == "His"

    def test_who_is_quicker_than_an_act_is_seen_first(self, live: Two, monkeypatch: pytest.MonkeyPatch) -> None:
        put_away = type(OpenForm.objects).put_away

        def and_then(*args: Any, **how: Any) -> None:
            put_away(*args, **how)
            Article.objects.update(revision_number=9)

        monkeypatch.setattr(type(OpenForm.objects), "put_away", and_then)
        page = live.post(live.ana, "_update_now", **{"ask-kind": "update", "headline": "Hers"})
        assert "answer again" in words(page)
        assert Version.objects.live().get().headline == "Harbour opens"

    def test_a_story_deleted_while_an_act_is_refused_is_said_to_be(
        self, live: Two, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = ArticleAdmin.act

        def and_then(*args: Any, **how: Any) -> Any:
            found = asked(*args, **how)
            Version.objects.all().delete()
            Article.objects.update(first_published=None, deleted_at=timezone.now())
            return found

        monkeypatch.setattr(ArticleAdmin, "act", and_then)
        page = live.post(live.ana, "_correct_now", **{"ask-kind": "correction", "ask-note": ""})
        assert "This story was deleted while you were writing." in words(page)
        assert "Bring back" in words(page)


class TestQueries:
    def cost(self, two: Two, **typed: Any) -> int:
        data = two.opened | typed | {"_save": ""}
        with CaptureQueriesContext(connection) as queries:
            assert two.ana.client.post(change(two.article), data).status_code in {200, 302}
        return len(queries)

    @pytest.mark.parametrize("many", [1, 40])
    def test_joining_costs_the_same_however_much_there_is(self, many: int, two: Two) -> None:
        for number in range(many):
            two.article.bylines.create(author=make_author(f"Somebody {number}"), role="with", position=number + 2)
        body = "".join(f"<p>Paragraph {number} tells of ship {number}.</p>" for number in range(many + 2))
        edit(two.article, body=body)
        two.opened = posted(two.saved)
        for number in range(many):
            two.post(two.ben, kicker=f"His {number}")
            edit(two.saved, kicker=f"His {number}", body=body.replace("tells of ship 0", "told of ship 0"))
        assert self.cost(two, standfirst="Hers", body=body.replace("of ship 1.", "of boat 1.")) <= 46
        assert two.saved.standfirst == "Hers"

    @pytest.mark.parametrize("many", [1, 40])
    def test_a_clash_costs_the_same_however_much_there_is(self, many: int, two: Two) -> None:
        photos = [make_photo() for _ in range(2)]
        shown = [f'<figure data-photo="{photo.pk}"><figcaption>At noon</figcaption></figure>' for photo in photos]
        body = "".join(f"<p>Paragraph {number} tells of ship {number}.</p>" for number in range(many)) + "".join(shown)
        edit(two.article, body=body)
        two.opened = posted(two.saved)
        edit(two.saved, headline="His", section=None, body=body.replace("tells", "told").replace("noon", "dawn"))
        assert self.cost(two, headline="Hers", body=body.replace("tells", "speaks").replace("noon", "dusk")) <= 40


class TestOtherWindow:
    def test_ones_own_other_window_is_called_that(self, two: Two) -> None:
        two.post(two.ana, headline="One", standfirst="Other")
        page = two.post(two.ana, headline="Two")
        assert "You, in another window, saved this story at 13:00:01 while you were writing." in words(page)
        assert "The other window’s" in words(page)

    def test_several_people_are_all_named(self, two: Two) -> None:
        two.post(two.ben, headline="His")
        mila = Desk(User.objects.create_superuser("mila", first_name="Mila", last_name="Sandquist"))
        mila.press("_save", two.saved, standfirst="Hers")
        page = two.post(two.ana, kicker="Ports")
        assert "Joined with what Mila Sandquist and Ben Okonkwo saved at 13:00:01: headline, standfirst." in words(page)

    def test_a_save_by_the_machinery(self, two: Two) -> None:
        edit(two.article, headline="Loaded")
        assert "Joined with what the newsroom’s machinery saved" in words(two.post(two.ana, kicker="Ports"))


def test_one_who_may_not_change_a_story_joins_nothing(two: Two, django_user_model: Any) -> None:
    guest = Desk(django_user_model.objects.create_user("guest", is_staff=True))
    assert guest.client.post(change(two.article), two.opened | {"headline": "Theirs"}).status_code == 403
    assert guest.client.get(f"{change(two.article)}?unsaved=6f9619ff-8b86-4011-b42d-00c04fc964ff").status_code == 403
    assert make_article().revision_number == 1
