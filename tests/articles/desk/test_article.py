"""The story's page: who may write what on it, and what it costs."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Agency, Article, Author, Revision, Site, TaggedArticle, Version, tags_named
from tests.articles.desk.browsing import ADD, HOUR, Desk, change, credit, posted, words
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


class TestWriting:
    def test_an_empty_story_is_saved_and_stays_on_the_page(self, desk: Desk) -> None:
        response = desk.press("_save")
        article = Article.objects.get()
        assert response.redirect_chain == [(change(article), 302)]
        assert "Story without a headline" in words(response)
        assert LogEntry.objects.get().is_addition()

    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self, desk: Desk) -> None:
        response = desk.press(
            "_publish", headline="h" * 301, standfirst="Kept", tags=["+Ports"], **credit(0, name="Idra")
        )
        assert response.status_code == 200
        told = words(response)
        assert "Not saved yet: one field needs another look. What you typed is still here." in told
        assert "At most 300 characters fit; this has 301." in told
        assert all(kept in response.content.decode() for kept in ("h" * 301, "Kept", 'value="+Ports"', "Idra"))
        assert not Article.objects.exists()

    def test_the_first_screen_has_ten_fields_at_most(self, desk: Desk) -> None:
        html = desk.client.get(ADD).content.decode()
        main = html[html.index("article_form") :]
        for hidden in ("template", "noscript", "details"):
            main = re.sub(rf"<{hidden}.*?</{hidden}>", "", main, flags=re.DOTALL)
        main = re.sub(r'<li class="add plain">.*?</li>|<div class="plain">.*?</div>', "", main, flags=re.DOTALL)
        fields = re.findall(r'<(?:textarea|select|input type="text"|input type="file")[^>]*', main)
        assert len(fields) == 9, fields

    def test_a_save_is_logged_with_what_changed(self, desk: Desk) -> None:
        article = make_article()
        desk.press("_save", article, headline="Harbour closes")
        assert LogEntry.objects.get().get_change_message() == "Changed Headline."

    def test_what_saving_adds_to_the_newsroom_is_told(self, desk: Desk) -> None:
        lines = credit(0, "by", "author:", "Idra") | credit(1, "with", "agency:", "Coastwire")
        response = desk.press("_save", tags=["+Ports"], **lines)
        told = "New in the newsroom: the author “Idra”, the agency “Coastwire”, the tag “Ports”."
        assert told in words(response)
        assert "New in the newsroom" not in words(desk.press("_save", Article.objects.get()))

    def test_a_key_that_no_story_has_leads_to_the_list(self, desk: Desk) -> None:
        for key in ("999", "x", "9" * 30, "²"):
            response = desk.client.get(f"/admin/articles/article/{key}/change/", follow=True)
            assert "There is no such story" in words(response)

    def test_no_inline_style_or_script(self, desk: Desk) -> None:
        article = make_article(lead_photo=make_photo(alt=""))
        html = desk.client.get(change(article) + "?ask=publish").content.decode()
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)


class TestWhoMay:
    def test_a_reporter_saves_and_is_told_who_publishes(self, ana: User, ben: User) -> None:
        article = make_article()
        told = Desk(ana).see(article)
        assert "Ben can publish it." in told
        assert "Publish Ctrl" not in told
        assert "Readers see nothing yet." in told
        response = Desk(ana).press("_save", article, headline="Harbour closes")
        assert "Harbour closes" in words(response)

    @pytest.mark.parametrize("act", ["publish", "update", "correct", "schedule", "withdraw", "restore", "replace"])
    def test_a_button_that_is_not_there_does_nothing_but_save(self, act: str, ana: User, live: Article) -> None:
        desk, version = Desk(ana), live.versions.get()
        answers = {
            "ask-kind": "update",
            "ask-note": "n",
            "ask-date": "2027-01-01",
            "ask-time": "10:00",
            "ask-when": "now",
        }
        answers |= {"ask-kind": "correction"} if act == "correct" else {}
        response = desk.press(f"_{act}", live, value=version.pk)
        assert 'class="ask-title"' not in response.content.decode()
        response = desk.press(f"_{act}_now", live, value=version.pk, headline="Typed", **answers)
        assert "The story is saved, but you may not do that with it." in words(response)
        live.refresh_from_db()
        assert (live.headline, Version.objects.count(), Version.objects.live().count()) == ("Typed", 1, 1)

    def test_somebody_who_may_only_look_is_led_to_the_preview(self, django_user_model: Any) -> None:
        guest = django_user_model.objects.create_user("guest", is_staff=True)
        article = make_article()
        desk = Desk(guest)
        assert desk.client.get(change(article)).status_code == 403
        guest.user_permissions.add(Permission.objects.get(codename="view_article"))
        assert desk.client.get(change(article)).url == f"/admin/articles/article/{article.pk}/preview/"
        assert desk.client.post(change(article), posted(article)).status_code == 403
        assert desk.client.get(ADD).status_code == 403
        assert desk.client.post(ADD, posted()).status_code == 403
        assert Article.objects.count() == 1

    def test_everybody_else_is_asked_to_log_in(self, client: Client) -> None:
        article = make_article()
        for path in (ADD, change(article)):
            assert client.get(path).url.startswith("/admin/login/")
            assert client.post(path, posted()).status_code == 302
        assert Article.objects.count() == 1

    def test_a_form_without_a_token_is_refused(self, ben: User) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ben)
        assert strict.post(ADD, posted(headline="Forged")).status_code == 403
        assert not Article.objects.exists()

    def test_a_draft_can_be_deleted_and_a_published_story_not(self, desk: Desk, live: Article) -> None:
        draft = make_article("Draft")
        assert "Delete…" in desk.see(draft)
        assert "Delete…" not in desk.see(live)


class TestQueries:
    """The page costs the same whatever the newsroom holds."""

    @staticmethod
    def count(desk: Desk, path: str) -> int:
        Site.objects.get_or_create()
        desk.client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert desk.client.get(path).status_code == 200
        return len(queries)

    def test_with_two_hundred_of_everything(self, desk: Desk, live: Article, clock: Any) -> None:
        make_section("City")
        TaggedArticle.objects.create(content_object=live, tag=tags_named(["Ports"])[0])
        edit(live, headline="Harbour closes", lead_photo=make_photo())
        paths = {path: self.count(desk, path) for path in (ADD, change(live), change(live) + "?ask=update")}
        self.fill(live, clock)
        after = {path: self.count(desk, path) for path in paths}
        assert after == paths
        assert max(paths.values()) <= 34, paths
        page = desk.client.get(ADD).content.decode()
        assert "Somebody 7" not in page
        assert "Subject 7" not in page

    @staticmethod
    def fill(live: Article, clock: Any) -> None:
        for number in range(200):
            make_author(f"Somebody {number}")
        Agency.objects.create(name="Coastwire")
        for tag in tags_named([f"Subject {number}" for number in range(200)])[:50]:
            TaggedArticle.objects.create(content_object=live, tag=tag)
        for author in Author.objects.all()[:20]:
            live.bylines.create(author=author, role="with", position=author.pk)
        for number in range(40):
            clock.shift(HOUR)
            publishing.update(edit(live, headline=f"Harbour {number}"), by=None)
        Revision.objects.keep(edit(live, headline="Last words"))
