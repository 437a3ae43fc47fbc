"""What the publish box asks and does, as a browser without a script has it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from articles import publishing
from articles.models import Article, Kind, Version
from tests.articles.desk.browsing import HOUR, NOON, Desk, change, credit, words
from tests.articles.makers import TEXT, edit, make_article, make_section
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


class TestPublishing:
    def test_publishing_asks_once(self, desk: Desk, clock: Any) -> None:
        section = make_section()
        response = desk.press(
            "_publish", headline="Harbour opens", body=TEXT, section=section.pk, **credit(0, name="Ana")
        )
        article = Article.objects.get()
        assert response.redirect_chain == [(f"{change(article)}?ask=publish", 302)]
        assert "Everything is in order" in words(response)
        assert "/2026/03/02/harbour-opens/" in words(response)
        assert not Version.objects.exists()
        response = desk.press("_publish_now", article)
        assert "Published: readers see version 1." in words(response)
        assert "Live since 13:00, version 1" in words(response)
        assert Version.objects.live().get().headline == "Harbour opens"

    def test_the_answer_saves_what_was_typed_meanwhile(self, desk: Desk) -> None:
        article = make_article("Harbour opens")
        desk.press("_publish_now", article, headline="Harbour opens at last")
        assert Version.objects.live().get().headline == "Harbour opens at last"

    def test_the_gate_lists_what_is_missing_with_links_to_its_place(self, desk: Desk, ben: User) -> None:
        photo, quay = make_photo(alt="", credit=""), make_photo(title="Quay", alt="")
        body = f'{TEXT}<figure data-photo="{quay.pk}"><figcaption>Quay</figcaption></figure>'
        response = desk.press("_publish", lead_photo=photo.pk, body=body)
        html, told = response.content.decode(), words(response)
        assert "Six things to fix before this goes live" in told
        expected = {
            "id_headline": "There is no headline.",
            "id_section": "No section is chosen.",
            "id_bylines": "Nobody is named in the byline.",
            "id_lead_credit": "The lead photo has no credit.",
            "id_lead_alt": "The lead photo has no alt text.",
            "id_body": "The photo “Quay” has no alt text.",
        }
        for target, message in expected.items():
            assert f'<a href="#{target}">{message}</a>' in html
            assert f'id="{target}"' in html, "the link leads somewhere"
            assert told.count(message) == 2, "the field says the same"
        assert f'href="/admin/media/photo/{quay.pk}/change/"' in html

    def test_a_confirmed_act_that_the_house_rules_refuse_shows_the_gate(self, desk: Desk) -> None:
        article = make_article(section=None)
        response = desk.press("_publish_now", article, headline="Harbour closes")
        assert "One thing to fix before this goes live" in words(response)
        article.refresh_from_db()
        assert (article.headline, Version.objects.count()) == ("Harbour closes", 0)

    def test_not_now_saves_and_asks_no_more(self, desk: Desk) -> None:
        article = make_article()
        response = desk.press("_save", article, headline="Harbour closes")
        assert "Everything is in order" not in words(response)
        assert "Draft never published" in words(response)


class TestUpdating:
    def test_an_update_says_what_readers_will_see(self, desk: Desk, live: Article) -> None:
        response = desk.press("_update", live, headline="Harbour closes")
        assert "Shows readers your changes as version 2, now: headline." in words(response)
        response = desk.press("_update_now", live, **{"ask-kind": "update", "ask-note": "New time."})
        assert "Updated: readers see version 2." in words(response)
        version = Version.objects.live().get()
        assert (version.headline, version.kind, version.note) == ("Harbour closes", Kind.UPDATE, "New time.")

    def test_a_minor_edit(self, desk: Desk, live: Article) -> None:
        desk.press("_update_now", live, headline="Harbor opens", **{"ask-kind": "minor", "ask-note": ""})
        assert Version.objects.live().get().kind == Kind.MINOR

    def test_the_page_of_a_live_story_says_what_readers_do_not_see(self, desk: Desk, live: Article) -> None:
        assert "Readers see what is here." in desk.see(live)
        told = desk.see(edit(live, headline="Harbour closes", body="<p>Closed.</p>"))
        assert "You have changes that readers don’t see: headline, body." in told
        assert "Readers see: Harbour opens Put back" in told

    def test_nothing_to_update_is_said(self, desk: Desk, live: Article) -> None:
        assert "Nothing has changed" in words(desk.press("_update", live))


class TestCorrecting:
    def test_a_correction_is_one_note(self, desk: Desk, live: Article) -> None:
        response = desk.press("_correct", live, headline="Harbour closes")
        assert "Correct the live story" in words(response)
        response = desk.press("_correct_now", live, **{"ask-kind": "correction", "ask-note": "It closes."})
        assert "Correction published: readers see version 2 with your note." in words(response)
        version = Version.objects.live().get()
        assert (version.headline, version.kind, version.note) == ("Harbour closes", Kind.CORRECTION, "It closes.")

    def test_a_clarification(self, desk: Desk, live: Article) -> None:
        desk.press("_correct_now", live, **{"ask-kind": "clarification", "ask-note": "At noon, local time."})
        assert Version.objects.live().get().kind == Kind.CLARIFICATION

    @pytest.mark.parametrize("note", ["", "  "])
    def test_a_missing_note_is_asked_for_in_the_box(self, note: str, desk: Desk, live: Article) -> None:
        response = desk.press("_correct_now", live, headline="Typed", **{"ask-kind": "clarification", "ask-note": note})
        html = response.content.decode()
        assert "Say what was wrong: readers see the note with the story." in words(response)
        assert re.search(r'value="clarification"[^>]*checked', html)
        live.refresh_from_db()
        assert (live.headline, Version.objects.count()) == ("Typed", 1), "the desk copy is saved all the same"

    def test_one_form_has_every_kind_that_a_person_may_publish(self, desk: Desk, live: Article, ana: User) -> None:
        for button in ("_update", "_correct"):
            html = desk.press(button, live).content.decode()
            kinds = re.findall(r'name="ask-kind" value="(\w+)"', html)
            assert kinds == ["update", "minor", "correction", "clarification", "retraction"]
        ana.user_permissions.add(Permission.objects.get(codename="correct_article"))
        kinds = re.findall(r'name="ask-kind" value="(\w+)"', Desk(ana).press("_correct", live).content.decode())
        assert kinds == ["correction", "clarification"]
        told = words(Desk(ana).press("_correct_now", live, **{"ask-kind": "retraction", "ask-note": "All wrong."}))
        assert "you may not do that with it" in told

    def test_it_says_what_is_scheduled_without_the_change(self, desk: Desk, live: Article) -> None:
        publishing.schedule(live, NOON + 9 * HOUR, by=None)
        told = words(desk.press("_correct", live, headline="Harbour is open"))
        assert "Version 2 still goes live on 2 March, 22:00:00 Europe/Paris, without this change" in told
        assert "Version 2, scheduled for 2 March, 22:00:00 Europe/Paris, is called off." in told, "by a retraction"

    def test_the_kind_decides_whichever_button_opened_the_form(self, desk: Desk, live: Article) -> None:
        desk.press("_correct_now", live, headline="Harbour is open", **{"ask-kind": "update", "ask-note": ""})
        desk.press("_update_now", live, **{"ask-kind": "clarification", "ask-note": "At noon."})
        assert [version.kind for version in live.versions.order_by("number")] == ["first", "update", "clarification"]

    def test_a_retraction_keeps_the_text_or_takes_it_away(self, desk: Desk, live: Article, clock: Any) -> None:
        retraction = {"ask-kind": "retraction", "ask-note": "It never opened."}
        desk.press("_correct_now", live, **retraction, **{"ask-keep_text": "yes"})
        assert Version.objects.live().get().body == TEXT
        clock.shift(HOUR)
        told = words(desk.press("_correct_now", live, **retraction, **{"ask-keep_text": "no"}))
        assert "Retraction published: readers see version 3 with your note." in told
        assert "The text of this story was taken away" in Version.objects.live().get().body

    def test_a_minor_edit_that_changes_a_fact_is_asked_about_once(self, desk: Desk, live: Article) -> None:
        minor = {"ask-kind": "minor", "ask-note": ""}
        response = desk.press("_update_now", live, headline="Harbour opens at 13", **minor)
        told, html = words(response), response.content.decode()
        assert "Is this a minor edit? This changes what the story says: headline: “at 13” is new." in told
        assert Version.objects.count() == 1
        sure = re.search(r'name="ask-sure" value="(\w+)"', html)
        assert sure
        response = desk.press("_update_now", live, headline="Harbour opens at 14", **minor, **{"ask-sure": sure[1]})
        assert "“at 14” is new" in words(response), "other words are another question"
        sure = re.search(r'name="ask-sure" value="(\w+)"', response.content.decode())
        assert sure
        desk.press("_update_now", live, **minor, **{"ask-sure": sure[1]})
        assert Version.objects.live().get().kind == Kind.MINOR


class TestScheduling:
    @staticmethod
    def at(date: str, time: str, **more: str) -> dict[str, str]:
        return {"ask-date": date, "ask-time": time, **{f"ask-{name}": value for name, value in more.items()}}

    def test_to_the_second_by_the_sites_clocks(self, desk: Desk, clock: Any) -> None:
        article = make_article()
        asked = words(desk.press("_schedule", article))
        assert "Time in Europe/Paris" in asked
        response = desk.press("_schedule_now", article, **self.at("2026-03-03", "18:00:30"))
        assert "readers will see version 1 from 3 March, 18:00:30 Europe/Paris." in words(response)
        assert "Scheduled for 3 March, 18:00:30 Europe/Paris" in words(response)
        assert Version.objects.get().live_from == dt.datetime(2026, 3, 3, 17, 0, 30, tzinfo=dt.UTC)

    @pytest.mark.parametrize(
        ("date", "time", "said"),
        [
            ("", "", "Choose a day."),
            ("2026-03-03", "", "Choose a time."),
            ("2026-02-30", "12:00", "Enter a valid date."),
            ("2026-03-02", "12:59:59", "has passed"),
            (
                "2026-03-29",
                "02:30",
                "02:30:00 does not exist on 29 March 2026 in Europe/Paris: the clocks go from 01:59:59",
            ),
            ("2026-10-25", "02:30", "02:30:00 comes twice on 25 October 2026 in Europe/Paris"),
            ("0001-01-01", "00:00", "between the years"),
        ],
    )
    def test_a_time_that_will_not_do_is_told_and_stays(
        self, date: str, time: str, said: str, desk: Desk, clock: Any
    ) -> None:
        article = make_article()
        response = desk.press("_schedule_now", article, headline="Typed", **self.at(date, time))
        assert said in words(response)
        assert f'value="{date}"' in response.content.decode() or not date
        article.refresh_from_db()
        assert (article.headline, Version.objects.count()) == ("Typed", 0)

    @pytest.mark.parametrize(("which", "hour"), [("0", 0), ("1", 1)])
    def test_which_of_two_times_is_meant(self, which: str, hour: int, desk: Desk, clock: Any) -> None:
        desk.press("_schedule_now", make_article(), **self.at("2026-10-25", "02:30", which=which))
        assert Version.objects.get().live_from == dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC)

    def test_replacing_what_is_scheduled(self, desk: Desk, clock: Any) -> None:
        article = make_article()
        due = publishing.schedule(article, NOON + HOUR, by=None)
        told = desk.see(edit(article, headline="Harbour closes"))
        assert "desk copy has changes that will not go out with it: headline." in told
        response = desk.press("_replace", article, value=due.pk)
        assert "in place of what was scheduled: headline." in words(response)
        response = desk.press("_replace_now", article, value=due.pk)
        assert "Replaced: what is here goes live as version 1" in words(response)
        version = Version.objects.get()
        assert (version.headline, version.live_from) == ("Harbour closes", NOON + HOUR)

    def test_calling_off(self, desk: Desk, clock: Any) -> None:
        article = make_article()
        due = publishing.schedule(article, NOON + HOUR, by=None)
        assert "Readers go on seeing nothing." in words(desk.press("_call_off", article, value=due.pk))
        response = desk.press("_call_off_now", article, value=due.pk)
        assert "Called off: version 1 will not go live on 2 March, 14:00:00" in words(response)
        assert not Version.objects.exists()
        assert "That version is gone" in words(desk.press("_call_off_now", article, value=due.pk))

    def test_a_version_that_readers_have_seen_meanwhile_is_not_called_off(self, desk: Desk, clock: Any) -> None:
        article = make_article()
        due = publishing.schedule(article, NOON + HOUR, by=None)
        clock.shift(HOUR)
        assert "can be withdrawn, not called off" in words(desk.press("_call_off_now", article, value=due.pk))

    def test_another_storys_version_is_not_reached_from_here(self, desk: Desk, clock: Any) -> None:
        due = publishing.schedule(make_article("Other"), NOON + HOUR, by=None)
        desk.press("_call_off_now", make_article(), value=due.pk)
        assert Version.objects.get() == due


class TestWithdrawing:
    def test_it_says_what_it_takes_away(self, desk: Desk, live: Article) -> None:
        publishing.schedule(live, NOON + 9 * HOUR, by=None)
        told = words(desk.press("_withdraw", live))
        assert "Takes the page /2026/03/02/harbour-opens/ from the site, and the story from the front page" in told
        assert "Version 2, scheduled for 2 March, 22:00:00 Europe/Paris, is called off if it comes later." in told
        response = desk.press("_withdraw_now", live, **{"ask-when": "now"})
        assert "Withdrawn: readers no longer see this story." in words(response)
        assert "Withdrawn since 14:00" in words(response)
        assert not Version.objects.live().exists()

    def test_readers_are_told_why(self, desk: Desk, live: Article) -> None:
        html = desk.press("_withdraw", live).content.decode()
        assert 'name="ask-note"' in html
        assert 'name="ask-legal"' not in html, "a desk editor may not"
        response = desk.press("_withdraw_now", live, **{"ask-when": "now", "ask-note": "It was not so."})
        assert "its address says that it was withdrawn" in words(response)
        assert live.versions.get().end_note == "It was not so."
        assert "you may not do that" in words(
            desk.press("_withdraw_now", live, **{"ask-when": "now", "ask-legal": "on"})
        )

    def test_a_legal_removal_at_once_or_after_all(self, ada: User, live: Article, clock: Any) -> None:
        desk = Desk(ada)
        assert 'name="ask-legal"' in desk.press("_withdraw", live).content.decode()
        desk.press("_withdraw_now", live, **{"ask-when": "now", "ask-note": "Sorry."})
        clock.shift(HOUR)
        assert "as if the story had never been" in words(desk.press("_remove", live))
        told = words(desk.press("_remove_now", live))
        assert "Removed for legal reasons: its addresses answer as if" in told
        assert "Legal removal…" not in told
        assert live.versions.get().end == Version.End.REMOVED
        clock.shift(HOUR)
        desk.press("_publish_now", live)
        desk.press("_withdraw_now", live, **{"ask-when": "now", "ask-note": "Typed.", "ask-legal": "on"})
        assert [version.end for version in live.versions.order_by("number")] == [Version.End.REMOVED] * 2
        assert not live.versions.exclude(end_note="").exists()

    def test_what_was_removed_is_shown_again_by_who_may_remove(self, ada: User, desk: Desk, live: Article) -> None:
        publishing.withdraw(live, by=ada, legal=True)
        page = desk.see(live)
        assert "Removed for legal reasons" in page
        assert "shows it again" not in page
        assert "Ada can publish it" in page
        for press in ("_publish_now", "_schedule_now", "_restore_now"):
            desk.press(press, live, value=live.versions.get().pk)
        assert not Version.objects.live().exists()
        Desk(ada).press("_publish_now", live)
        assert Version.objects.live().exists()

    def test_later_and_not_after_all(self, desk: Desk, live: Article) -> None:
        later = {"ask-when": "at", "ask-date": "2026-03-02", "ask-time": "20:00:00"}
        response = desk.press("_withdraw_now", live, **later)
        assert "Readers will lose this story on 2 March, 20:00:00 Europe/Paris." in words(response)
        assert "stays until somebody withdraws it" in words(desk.press("_stay", live))
        assert "The story stays" in words(desk.press("_stay_now", live))
        assert Version.objects.get().live_until is None

    def test_a_legal_removal_to_come_is_called_off_by_who_may_do_one(
        self, ada: User, desk: Desk, live: Article
    ) -> None:
        publishing.withdraw(live, by=ada, at=NOON + 9 * HOUR, legal=True)
        assert 'name="_stay"' not in desk.client.get(change(live)).content.decode()
        desk.press("_stay_now", live)
        assert Version.objects.get().live_until
        assert "The story stays" in words(Desk(ada).press("_stay_now", live))

    def test_later_needs_a_time(self, desk: Desk, live: Article) -> None:
        response = desk.press("_withdraw_now", live, **{"ask-when": "at", "ask-date": "", "ask-time": ""})
        assert "Choose a day." in words(response)
        assert Version.objects.live().exists()


class TestHistory:
    def test_an_earlier_version_is_shown_again(self, desk: Desk, live: Article, clock: Any) -> None:
        publishing.update(edit(live, headline="Harbour closes"), by=None)
        clock.shift(HOUR)
        assert "2 versions, 2 revisions" in desk.see(live)
        first = live.versions.get(number=1)
        told = words(desk.press("_restore", live, value=first.pk))
        assert "Readers see “Harbour opens”, as it was in version 1, from now on, as version 3." in told
        response = desk.press("_restore_now", live, value=first.pk)
        assert "Readers see version 1 again, as version 3." in words(response)
        live.refresh_from_db()
        assert (live.headline, Version.objects.live().get().headline) == ("Harbour opens", "Harbour opens")

    def test_an_earlier_version_that_the_house_rules_refuse_today(self, desk: Desk, clock: Any) -> None:
        photo = make_photo()
        article = make_article("Harbour opens", lead_photo=photo)
        first = publishing.publish(article, by=None)
        clock.shift(HOUR)
        publishing.update(edit(article, lead_photo=None), by=None)
        type(photo).objects.update(alt="")
        response = desk.press("_restore_now", article, value=first.pk)
        assert "The lead photo has no alt text." in words(response)
        assert Version.objects.live().get().number == 2

    def test_a_question_that_the_story_gives_no_cause_for(self, desk: Desk, live: Article) -> None:
        for query in ("?ask=publish", "?ask=stay", "?ask=restore&version=99", "?ask=nonsense"):
            assert "That cannot be done with this story now." in desk.see(live, query)
