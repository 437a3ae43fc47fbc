"""Acts on many stories from the list: told first, done one by one, and what was left stays chosen."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.killing import kill_story
from articles.legal import put_on_hold
from articles.models import Act, Article, Record, Revision, Tag, Version
from articles.reviewing import hand_over, take
from articles.timing import set_embargo
from tests.articles.desk.browsing import HOUR, NOON, words
from tests.articles.makers import edit, make_article, make_section
from tests.conftest import person
from tests.media.makers import make_photo

LIST = "/admin/articles/article/"
MANY = f"{LIST}many/"


@pytest.fixture
def bens(db: None, clock: Any, ben: User) -> Client:
    """Ben's browser."""
    client = Client()
    client.force_login(ben)
    return client


def stories(count: int = 3, **values: Any) -> list[Article]:
    return [make_article(f"Story {number}", **values) for number in range(1, count + 1)]


def choose(client: Client, act: str, *chosen: Article, **more: Any) -> Any:
    data = {"act": act, "story": [one.pk for one in chosen], "next": f"{LIST}?show=drafts", **more}
    return client.post(MANY, data, follow=True)


def confirm(client: Client, page: Any, **more: Any) -> Any:
    """Press the button of the page that says what an act will do."""
    html = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    data: dict[str, Any] = {"_confirmed": "1"}
    for name, value in hidden:
        data.setdefault(name, []).append(value)
    return client.post(MANY, data | more, follow=True)


def checked(page: Any) -> set[int]:
    """Return the stories that are chosen in a list."""
    return {int(pk) for pk in re.findall(r'name="story" value="(\d+)" checked', page.content.decode())}


def live() -> set[str]:
    return set(Version.objects.live().values_list("headline", flat=True))


class TestPublishing:
    def test_told_then_done_and_what_is_refused_stays_chosen(self, bens: Client) -> None:
        good, other = stories(2)
        bad = make_article("<b>Bad</b>", byline=None, section=None)
        page = choose(bens, "publish", good, other, bad)
        told = words(page)
        assert "Publish two stories?" in told
        assert "1 stays as it is" in told
        assert "No section is chosen." in told
        assert "Nobody is named in the byline." in told
        assert "Readers see it from now on." in told
        assert "<b>Bad" not in page.content.decode()
        assert live() == set(), "nothing has happened yet"
        after = confirm(bens, page)
        assert "Two stories published." in words(after)
        assert after.redirect_chain == [(f"{LIST}?show=drafts", 302)]
        assert live() == {"Story 1", "Story 2"}
        assert checked(after) == {bad.pk}
        assert checked(bens.get(LIST)) == set(), "once"

    def test_a_live_story_is_updated(self, bens: Client, clock: Any, ben: User) -> None:
        changed, same = stories(2)
        for one in (changed, same):
            publishing.publish(one, by=None)
        clock.shift(HOUR)
        edit(changed, headline="Story 1, and more")
        page = choose(bens, "publish", changed, same)
        assert "Readers see version 2 instead of 1: headline." in words(page)
        assert "Readers see all of it already." in words(page)
        confirm(bens, page)
        assert live() == {"Story 1, and more", "Story 2"}
        assert Record.objects.filter(act=Act.UPDATED, name="Ben").count() == 1

    def test_why_others_stay(self, bens: Client, clock: Any) -> None:
        killed, held, embargoed, scheduled = stories(4)
        publishing.publish(killed, by=None)
        kill_story(killed, by=None, reason="A court")
        put_on_hold(held, "A letter", by=None)
        set_embargo(embargoed, NOON + 2 * HOUR, by=None)
        publishing.schedule(scheduled, NOON + HOUR, by=None)
        page = choose(bens, "publish", killed, held, embargoed, scheduled)
        told = words(page)
        for part in (
            "Publish one story?",
            "It is killed: bring it back first.",
            "This story is on legal hold: A letter",
            "Embargoed until",
            "What is scheduled for today 14:00 stays scheduled.",
        ):
            assert part in told, part
        confirm(bens, page)
        assert live() == {"Story 4"}

    def test_whom_it_takes_it_from_is_said(self, bens: Client, ana: User) -> None:
        story, mila = make_article(created_by=ana), person("Mila", "Desk editor")
        hand_over(story, by=ana)
        take(story, by=mila)
        assert "It is in review with Mila." in words(choose(bens, "publish", Article.objects.get(pk=story.pk)))

    def test_what_changed_since_the_page_was_shown_is_left(self, bens: Client) -> None:
        first, second, third = stories()
        page = choose(bens, "publish", first, second, third)
        edit(second, headline="Story 2, unread")
        publishing.schedule(third, NOON + HOUR, by=None)
        after = confirm(bens, page)
        assert "One story published." in words(after)
        assert "“Story 2, unread” was left. It has changed since you were asked." in words(after)
        assert live() == {"Story 1"}
        assert checked(after) == {second.pk}, "the third is no draft"

    def test_one_that_falls_leaves_the_others(self, bens: Client) -> None:
        photo = make_photo(licence="single-use", most_uses=1)
        first, second = stories(2, lead_photo=photo)
        after = confirm(bens, choose(bens, "publish", first, second))
        assert "One story published." in words(after)
        assert "was left." in words(after)
        assert len(live()) == 1

    def test_a_forged_confirmation_passes_no_rule(self, bens: Client) -> None:
        bad = make_article("Bad", byline=None)
        data = {"act": "publish", "story": bad.pk, "_confirmed": "1", f"seen-{bad.pk}": "1.0.0.0", "told": ""}
        assert "“Bad” was left. Nobody is named in the byline." in words(bens.post(MANY, data, follow=True))
        assert live() == set()


class TestWithdrawingAndKilling:
    def test_withdrawing(self, bens: Client, clock: Any) -> None:
        shown, due, draft = stories()
        publishing.publish(shown, by=None)
        clock.shift(1)
        publishing.schedule(due, NOON + HOUR, by=None)
        page = choose(bens, "withdraw", shown, due, draft)
        told = words(page)
        assert "Withdraw two stories?" in told
        assert "Readers lose /2026/03/02/story-1/." in told
        assert "Version 1, scheduled for today 14:00, is called off." in told
        assert "Readers see nothing of it." in told
        after = confirm(bens, page, **{"many-note": "We erred."})
        assert "Two stories withdrawn." in words(after)
        assert Client().get("/2026/03/02/story-1/").status_code == 410
        assert "We erred." in Client().get("/2026/03/02/story-1/").content.decode()
        assert not Version.objects.upcoming().exists()

    def test_killing_asks_why(self, bens: Client, ben: User) -> None:
        shown, other, draft = stories()
        for one in (shown, other):
            publishing.publish(one, by=None)
        page = choose(bens, "kill", shown, other, draft)
        assert "Kill two stories?" in words(page)
        assert "A draft is deleted, not killed." in words(page)
        again = confirm(bens, page, **{"many-reason": "", "many-note": "Typed"})
        assert "Say why, for those who come after you." in words(again)
        assert "Typed</textarea>" in again.content.decode()
        assert live() == {"Story 1", "Story 2"}
        after = confirm(bens, again, **{"many-reason": "A court"})
        assert "Two stories killed." in words(after)
        assert live() == set()
        assert Record.objects.filter(act=Act.KILLED, reason="A court", name="Ben").count() == 2


class TestSorting:
    def test_a_tag_is_asked_for_told_and_added(self, bens: Client, ben: User) -> None:
        has, lacks, shown = stories()
        tag = Tag.objects.named_or_new("Ports")
        has.tagged.create(tag=tag)
        Revision.objects.keep(has)
        publishing.publish(shown, by=None)
        page = choose(bens, "tag", has, lacks, shown)
        assert "Add a tag to three stories?" in words(page)
        assert "_confirmed" not in page.content.decode()
        chosen = {"many-tag": "PORTS"}
        page = choose(bens, "tag", has, lacks, shown, _shown="1", **chosen)
        told = words(page)
        assert "Add a tag to two stories?" in told
        assert "It has this tag." in told
        assert "Gets the tag “Ports”." in told
        assert "Readers see that once it is updated." in told
        after = confirm(bens, page, **chosen)
        assert "Two stories with the tag now." in words(after)
        assert [one.tagged.get().tag for one in (has, lacks, shown)] == [tag] * 3
        assert Article.objects.get(pk=lacks.pk).updated_by == ben
        assert not Version.objects.filter(tags__tag=tag).exists()

    def test_another_answer_is_told_first(self, bens: Client) -> None:
        story = make_article()
        page = choose(bens, "tag", story, _shown="1", **{"many-tag": "Ports"})
        again = confirm(bens, page, **{"many-tag": "Ferries"})
        assert "Gets the tag “Ferries”." in words(again)
        assert not story.tagged.exists()
        confirm(bens, again, **{"many-tag": "Ferries"})
        assert story.tagged.get().tag.name == "Ferries"

    def test_who_may_not_make_tags_uses_those_that_are_there(self, clock: Any, django_user_model: Any) -> None:
        kit = django_user_model.objects.create_user("kit", is_staff=True)
        kit.user_permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
        client, story = Client(), make_article()
        client.force_login(kit)
        page = choose(client, "tag", story, _shown="1", **{"many-tag": "Nowhere"})
        assert "There is no tag “Nowhere”, and you may not make one." in words(page)
        assert not Tag.objects.exists()

    @pytest.mark.parametrize("name", ["", " ", "x" * 101])
    def test_no_tag_by_that_name(self, bens: Client, name: str) -> None:
        page = choose(bens, "tag", make_article(), _shown="1", **{"many-tag": name})
        assert page.status_code == 200
        assert not Tag.objects.exists()

    def test_a_section(self, bens: Client) -> None:
        city, first, second = make_section("City"), *stories(2)
        none = make_article("Nowhere", section=None)
        stands = make_article("There", section="City")
        page = choose(bens, "section", first, second, none, stands, _shown="1", **{"many-section": city.pk})
        told = words(page)
        assert "Set the section of three stories?" in told
        assert "From World to City." in told
        assert "From no section to City." in told
        assert "It stands there." in told
        confirm(bens, page, **{"many-section": city.pk})
        assert set(Article.objects.values_list("section__name", flat=True)) == {"City"}

    def test_a_section_that_is_none(self, bens: Client) -> None:
        for value in ("", "x", "99"):
            page = choose(bens, "section", make_article(), _shown="1", **{"many-section": value})
            assert "errorlist" in page.content.decode()


class TestWhoMay:
    def test_the_buttons_are_those_that_one_may_press(self, bens: Client, ana: User) -> None:
        make_article()
        anas = Client()
        anas.force_login(ana)
        for client, names in ((bens, {"publish", "tag", "section", "withdraw", "kill"}), (anas, {"tag", "section"})):
            html = client.get(LIST).content.decode()
            assert set(re.findall(rf'name="act" value="(\w+)" formaction="{MANY}"', html)) == names

    def test_forged_acts_are_refused(self, ana: User, clock: Any) -> None:
        story, client = make_article(), Client()
        client.force_login(ana)
        for act in ("publish", "withdraw", "kill"):
            data = {"act": act, "story": story.pk, "_confirmed": "1", f"seen-{story.pk}": "1.0.0.0", "many-reason": "x"}
            assert client.post(MANY, data).status_code == 403
        assert live() == set()

    def test_only_by_a_form_of_ours(self, ben: User, clock: Any) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ben)
        assert strict.get(MANY).status_code == 405
        assert strict.post(MANY).status_code == 403

    def test_who_sees_no_stories(self, clock: Any, django_user_model: Any) -> None:
        client = Client()
        client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
        assert client.post(MANY, {"act": "tag", "story": make_article().pk}).status_code == 403

    @pytest.mark.parametrize("data", [{}, {"act": "tag"}, {"act": "burn", "story": "1"}, {"act": "tag", "story": "x"}])
    def test_nothing_chosen_is_said(self, bens: Client, data: dict[str, str]) -> None:
        assert "No story was chosen." in words(bens.post(MANY, data, follow=True))


def test_a_hundred_at_once_and_more_are_told(bens: Client) -> None:
    story = make_article()
    keys = [story.pk, *range(10_000, 10_100)]
    page = bens.post(MANY, {"act": "publish", "story": keys, "next": LIST}, follow=True)
    assert "101 stories are chosen. These are the first 100; take the rest then." in words(page)
    page = bens.post(MANY, {"act": "publish", "story": keys[:100], "next": LIST}, follow=True)
    assert "are chosen" not in words(page)


def test_it_leads_to_no_other_site(bens: Client) -> None:
    for place in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        page = confirm(bens, choose(bens, "publish", make_article(), next=place))
        assert page.redirect_chain == [(LIST, 302)]


@pytest.mark.parametrize("act", ["withdraw", "kill", "tag", "section"])
def test_the_number_of_queries_does_not_grow(bens: Client, act: str) -> None:
    many, tag = stories(8, tags=["Ports"]), Tag.objects.get()
    more = (
        {"_shown": "1", "many-tag": tag.name, "many-section": make_section("City").pk}
        if act in {"tag", "section"}
        else {}
    )
    for one in many:
        publishing.publish(one, by=None)
    choose(bens, act, *many, **more)
    counts = []
    for chosen in (many[:1], many):
        with CaptureQueriesContext(connection) as asked:
            choose(bens, act, *chosen, **more)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_publishing_asks_the_house_rules_of_each_by_itself(bens: Client) -> None:
    many = stories(8)
    choose(bens, "publish", *many)
    counts = []
    for chosen in (many[:1], many):
        with CaptureQueriesContext(connection) as asked:
            choose(bens, "publish", *chosen)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 7 * EACH, counts


# Site, agencies, and the same headline; what each story costs more.
EACH = 3
