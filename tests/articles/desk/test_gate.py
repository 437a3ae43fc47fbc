"""The gate as a browser without a script has it: what is to be mended, what is worth a look, and going against it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles import publishing
from articles.house_rules.weighing import weigh
from articles.legal import put_on_hold
from articles.models import Agency, Article, CheckSetting, Override, Severity, Site, Version
from articles.models.section import the_site
from tests.articles.desk.browsing import HOUR, NOON, Desk, change, words
from tests.articles.makers import TEXT, edit, make_article
from tests.conftest import person
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
WHY = "Injunction of 3 March"
LONG = "Harbour bridge to reopen on Friday, two weeks ahead of plan, after engineers pass the final load test"
DEAD = f'{TEXT}<p>AP has <a href="/tag/nowhere/">more</a>.</p>'


@pytest.fixture
def uncredited(desk: Desk, clock: Any) -> Article:
    """A story that lacks a credit for its photo, and nothing else."""
    return make_article(lead_photo=make_photo(credit="", photographer=""))


class TestFindings:
    def test_advice_is_shown_before_the_confirm_and_stops_nobody(self, desk: Desk, clock: Any) -> None:
        Agency.objects.create(name="Associated Press", short_name="AP")
        make_live = make_article(LONG, slug="first")
        publishing.publish(make_live, by=None)
        article = make_article(LONG, body=DEAD, slug="second")
        response = desk.press("_publish", article)
        html, told = response.content.decode(), words(response)
        assert "Nothing stands in the way" in told
        assert "Worth a look" in told
        expected = {
            "The link “more” leads to no page that readers see.": "id_body",
            f"The headline is long: {len(LONG)} characters.": "id_headline",
            "Another story has this headline.": "id_headline",
            "AP is named in the text but not in the byline.": "id_bylines",
        }
        for message, target in expected.items():
            assert f'<a href="#{target}">{message}</a>' in html
            assert told.count(message) == 2, "the field says the same"
        assert html.count("advised") == 3
        assert "14 checks passed: legal hold, headline, body, section, byline and 9 more" in told
        assert "Override…" not in told
        assert "Published: readers see version 1." in words(desk.press("_publish_now", article))

    def test_everything_is_in_order(self, desk: Desk) -> None:
        told = words(desk.press("_publish", make_article()))
        assert "Everything is in order" in told
        assert "18 checks passed" in told
        assert "Worth a look" not in told

    def test_a_check_that_blocks_here(self, desk: Desk) -> None:
        the_site()
        weigh(Site.objects.get(), {"dead-link": Severity.BLOCKING}, by=None)
        article = make_article(body=DEAD)
        assert "One thing to fix before this goes live" in words(desk.press("_publish_now", article))
        assert not Version.objects.exists()
        assert "Published" in words(desk.press("_publish_now", article, body=TEXT))

    def test_a_schedule_is_asked_as_of_its_own_time(self, desk: Desk, clock: Any) -> None:
        other = make_article("Other", slug="other")
        publishing.schedule(other, NOON + 2 * HOUR, by=None)
        article = make_article(body=f'{TEXT}<p><a href="/2026/03/02/other/">Other</a></p>')
        the_site()
        weigh(Site.objects.get(), {"dead-link": Severity.BLOCKING}, by=None)
        for time, refused in (("14:59:59", True), ("15:00:00", False)):
            response = desk.press("_schedule_now", article, **{"ask-date": "2026-03-02", "ask-time": time})
            assert ("leads to no page that readers see" in words(response)) == refused
        assert article.versions.get().live_from == NOON + 2 * HOUR

    def test_a_schedule_says_what_will_be_gone_by_then(self, desk: Desk, clock: Any) -> None:
        other = make_article("Other", slug="other")
        publishing.publish(other, by=None)
        publishing.withdraw(other, at=NOON + 2 * HOUR, by=None)
        clock.shift(HOUR)
        article = make_article(body=f'{TEXT}<p><a href="/2026/03/02/other/">Other</a></p>')
        the_site()
        weigh(Site.objects.get(), {"dead-link": Severity.BLOCKING}, by=None)
        response = desk.press("_schedule_now", article, **{"ask-date": "2026-03-02", "ask-time": "15:00:00"})
        assert "One thing to fix before this goes live" in words(response)
        assert not article.versions.exists()

    def test_an_earlier_version_is_checked_as_it_was(self, desk: Desk, clock: Any) -> None:
        photo = make_photo()
        article = make_article(lead_photo=photo)
        first = publishing.publish(article, by=None)
        clock.shift(HOUR)
        publishing.update(edit(article, lead_photo=None), by=None)
        type(photo).objects.update(alt="")
        response = desk.press("_restore", article, value=first.pk)
        assert "The lead photo has no alt text." in words(response)
        assert f'href="/admin/media/photo/{photo.pk}/change/"' in response.content.decode()
        response = desk.press("_restore_anyway", article, value=first.pk, **{"ask-override": "On its way"})
        assert "Readers see version 1 again, as version 3." in words(response)

    def test_names_with_markup_in_them_are_text(self, desk: Desk) -> None:
        Agency.objects.create(name="<b>Wire</b>", short_name="x<i>y")
        photo = make_photo(title="<script>1</script>", alt="")
        body = f'{TEXT}<p>x&lt;i&gt;y</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'
        html = desk.press("_publish", make_article(body=body)).content.decode()
        assert "&lt;script&gt;1&lt;/script&gt;" in html
        assert "<script>1" not in html
        assert "<i>y" not in html


class TestOverride:
    def test_it_asks_for_a_reason_and_is_on_record(self, desk: Desk, uncredited: Article) -> None:
        assert "Override…" in words(desk.press("_publish", uncredited))
        response = desk.press("_publish_anyway", uncredited, **{"ask-override": " "})
        assert "Say why: it is kept in History with your name." in words(response)
        assert not Version.objects.exists()
        response = desk.press("_publish_anyway", uncredited, **{"ask-override": "File photo, credit on its way"})
        told = words(response)
        assert "Published: readers see version 1." in told
        assert told.count("Published without a credit by Ben: File photo, credit on its way") == 2, "box and History"
        override = Override.objects.get()
        assert (override.version.number, override.by.first_name) == (1, "Ben")

    def test_the_question_and_the_reason_are_told_their_errors_together(self, desk: Desk, live: Article) -> None:
        edit(live, lead_photo=make_photo(alt=""))
        response = desk.press("_correct_anyway", live, **{"ask-kind": "correction", "ask-note": "", "ask-override": ""})
        assert "Say what was wrong" in words(response)
        assert "Say why" in words(response)
        answers = {"ask-kind": "correction", "ask-note": "It closes.", "ask-override": "Alt text follows"}
        assert "Published without alt text by Ben: Alt text follows" in words(
            desk.press("_correct_anyway", live, **answers)
        )

    def test_a_schedule_says_so_before_it_goes_out(self, desk: Desk, uncredited: Article, clock: Any) -> None:
        when = {"ask-date": "2026-03-02", "ask-time": "18:00:00", "ask-override": "Credit by then"}
        told = words(desk.press("_schedule_anyway", uncredited, **when))
        assert "Scheduled without a credit by Ben: Credit by then" in told
        clock.shift(6 * HOUR)
        assert "Published without a credit by Ben: Credit by then" in desk.see(uncredited)

    def test_the_reason_of_somebody_who_may_not(self, uncredited: Article, ben: User) -> None:
        cleo = person("Cleo", "Reporter")
        cleo.user_permissions.add(Permission.objects.get(codename="publish_article"))
        desk = Desk(cleo)
        told = words(desk.press("_publish", uncredited))
        assert "Override is for Ben. It asks for a reason and keeps it in History." in told
        assert "Override…" not in told
        response = desk.press("_publish_anyway", uncredited, **{"ask-override": "Now"})
        assert "The story is saved, but you may not do that with it." in words(response)
        assert not Version.objects.exists()

    def test_what_nobody_may_override_offers_none(self, desk: Desk, uncredited: Article) -> None:
        told = words(desk.press("_publish", edit(uncredited, section=None)))
        assert "Two things to fix" in told
        assert "verride" not in told
        response = desk.press("_publish_anyway", uncredited, **{"ask-override": "Now"})
        assert "No section is chosen." in words(response)
        assert not Version.objects.exists()

    def test_words_that_were_not_seen_are_asked_about_again(self, desk: Desk, uncredited: Article) -> None:
        old = {"keeping-base": str(uncredited.revision_number)}
        edit(uncredited, standfirst="New.")
        response = desk.press("_publish_anyway", uncredited, **old, standfirst="", **{"ask-override": "Now"})
        assert "The story has changed since you were asked." in words(response)
        assert not Version.objects.exists()


class TestHold:
    def test_it_is_set_says_what_it_calls_off_and_is_lifted(self, desk: Desk, live: Article) -> None:
        publishing.schedule(edit(live, headline="Later"), NOON + 3 * HOUR, by=None)
        told = words(desk.press("_hold", live))
        assert "Called off with it: version 2, scheduled for 2 March, 16:00:00 Europe/Paris." in told
        assert "Readers go on seeing version 1: withdraw it if they must not." in told
        assert "Say why: whoever opens the story reads it." in words(
            desk.press("_hold_now", live, **{"ask-reason": " "})
        )
        told = words(desk.press("_hold_now", live, **{"ask-reason": WHY}))
        assert "nothing new of this story goes to readers. 1 scheduled version is called off." in told
        assert "On legal hold since 14:00" in told
        assert f"Since 14:00, by Ben. Nothing new of this story goes to readers. {WHY}" in told
        response = desk.press("_update", live)
        assert f'<a href="#legal-hold">This story is on legal hold: {WHY}</a>' in response.content.decode()
        assert 'id="legal-hold"' in response.content.decode()
        assert "legal hold" in words(desk.press("_update_now", live, **{"ask-kind": "update", "ask-note": ""}))
        assert live.versions.count() == 1
        assert "On hold since 14:00, by Ben" in words(desk.press("_lift", live))
        assert "The legal hold is lifted" in words(desk.press("_lift_now", live))
        assert "Updated" in words(desk.press("_update_now", live, **{"ask-kind": "update", "ask-note": ""}))

    def test_today_and_the_list_say_so(self, desk: Desk, live: Article) -> None:
        assert "On legal hold" not in words(desk.client.get("/admin/"))
        put_on_hold(live, WHY, by=None)
        today = words(desk.client.get("/admin/"))
        assert f"since 14:00, by the newsroom {WHY}" in today
        other = make_article("Other")
        told = words(desk.client.get("/admin/articles/article/?show=hold"))
        assert "Legal hold" in told
        assert other.headline not in told

    def test_who_may_not_sees_it_and_who_can(self, ana: User, ben: User) -> None:
        article = make_article()
        desk = Desk(ana)
        assert "Legal hold" not in desk.see(article)
        put_on_hold(article, WHY, by=ben)
        told = desk.see(article)
        assert f"by Ben. Nothing new of this story goes to readers. {WHY} Ben can lift it." in told
        assert "Lift…" not in told
        for button in ("_lift_now", "_hold_now"):
            assert "you may not do that" in words(desk.press(button, article, **{"ask-reason": "x"}))
        article.refresh_from_db()
        assert article.hold_reason == WHY

    def test_a_reason_with_markup_is_text(self, desk: Desk) -> None:
        article = make_article()
        put_on_hold(article, "<b>x</b>", by=None)
        for address in (change(article), "/admin/", "/admin/articles/article/", f"{change(article)}?ask=lift"):
            html = desk.client.get(address).content.decode()
            assert "&lt;b&gt;x" in html
            assert "<b>x" not in html


class TestSite:
    def form(self, client: Client) -> tuple[str, dict[str, str]]:
        """Return the address of the site's page and what a browser posts from there."""
        address = f"/admin/articles/site/{the_site()}/change/"
        form = client.get(address).context["adminform"].form
        data = {name: form[name].value() for name in form.fields}
        return address, {name: value if isinstance(value, str | int) else "" for name, value in data.items()}

    def test_an_administrator_sets_what_a_check_does(self, ada: User) -> None:
        desk = Desk(ada)
        address, data = self.form(desk.client)
        assert (data["check_credit"], data["check_agency"], data["headline_limit"]) == ("blocking", "advisory", 95)
        assert "check_section" not in data
        data |= {"check_credit": "off", "headline_limit": 20}
        assert desk.client.post(address, data).status_code == 302
        assert CheckSetting.objects.get().name == "credit"
        assert self.form(desk.client)[1]["check_credit"] == "off"
        article = make_article("Harbour opens at last", lead_photo=make_photo(credit="", photographer=""))
        told = words(desk.press("_publish", article))
        assert "Nothing stands in the way" in told
        assert "The headline is long: 21 characters." in told
        data |= {"check_credit": "sometimes"}
        assert "Select a valid choice" in words(desk.client.post(address, data))

    def test_nobody_else_may(self, desk: Desk) -> None:
        address = f"/admin/articles/site/{the_site()}/change/"
        assert desk.client.get(address).status_code == 403
        assert desk.client.post(address, {"check_credit": "off"}).status_code == 403
        assert not CheckSetting.objects.exists()


def test_as_many_queries_for_a_long_story_as_for_a_short_one(
    desk: Desk, ben: User, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for number in (1, 100):
        links = "".join(f'<a href="/tag/{number}-{n}/">x{n}</a> ' for n in range(number))
        article = make_article(f"Story {number}", body=f"<p>{links}</p>")
        with django_assert_max_num_queries(60) as asked:
            assert "leads to no page" in desk.see(article, "?ask=publish")
        counts.append(len(asked))
    assert counts[0] == counts[1]
