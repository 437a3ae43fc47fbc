"""What History says of each revision, and an earlier one put back on the desk."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.changes import in_words
from articles.models import Article, Author, Content, Revision, Section, Site
from articles.restoring import restore_revision
from media.models import Photo
from tests.articles.desk.browsing import Desk, change, words
from tests.articles.desk.test_compare import pile_up
from tests.articles.makers import TEXT, edit, make_article, make_author
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

FIGURE = '<figure data-photo="{}"><figcaption>{}</figcaption></figure>'


def restoring(article: Article, number: int) -> str:
    return f"/admin/articles/article/{article.pk}/restore/{number}/"


def restored(article: Article, number: int, by: Any = None) -> tuple[Revision | None, list[str]]:
    result = restore_revision(article.revisions.get(number=number), by=by)
    article.refresh_from_db()
    return result


class TestInWords:
    """Who, when, what."""

    @pytest.mark.parametrize(
        ("after", "told"),
        [
            ({"headline": "New"}, "headline"),
            ({"body": "<p>One</p><p>2</p><p>3</p><p>Four</p>"}, "two paragraphs"),
            ({"body": "<p>One</p><p>Two</p><p>Three</p>"}, "one paragraph"),
            ({"body": "<p>Two</p><p>One</p><p>Three</p><p>Four</p>"}, "order of the paragraphs"),
            ({"lead_caption": "Dawn", "slug": "new"}, "lead photo’s caption, address"),
            ({}, "nothing"),
        ],
    )
    def test_what_changed(self, after: dict[str, str], told: str) -> None:
        before = {"body": "<p>One</p><p>Two</p><p>Three</p><p>Four</p>"}
        assert in_words(Content(**before), Content(**{**before, **after})) == told

    def test_photos_of_the_body(self) -> None:
        one, other = FIGURE.format(1, "Dawn"), FIGURE.format(1, "Noon")
        assert in_words(Content(body=one), Content(body=other)) == "one caption"
        assert in_words(Content(body=TEXT), Content(body=TEXT + one)) == "one photo added"
        assert in_words(Content(body=one + FIGURE.format(2, "")), Content(body=one)) == "one photo removed"

    def test_history_says_it(self, desk: Desk, ben: User) -> None:
        article = make_article("One")
        article.headline = "Two"
        article.save()
        Revision.objects.keep(article, ben)
        page = desk.see(article)
        assert "Revision 2 Benheadline Compare" in page
        assert "Revision 1first saved Restore…" in page

    def test_it_costs_as_much_for_500_revisions_as_for_5(self, desk: Desk) -> None:
        Site.objects.get_or_create()
        article, costs = make_article(), []
        for more in (4, 495):
            pile_up(article, more)
            desk.see(article)
            with CaptureQueriesContext(connection) as queries:
                page = desk.client.get(change(article)).content.decode()
            costs.append(len(queries))
        assert costs[0] == costs[1]
        assert page.count("Compare</a>") == 20
        assert "Earlier revisions" in page

    def test_compare_saves_and_leads_there(self, desk: Desk) -> None:
        article = make_article("One")
        page = words(desk.press("_compare", article, headline="Two"))
        assert "headline" in page
        assert "Compare: Two" in page


class TestRestore:
    """A new revision, on the desk alone."""

    def test_asked_first_and_then_done(self, live: Article, desk: Desk, ben: User) -> None:
        edit(live, headline="Harbour closes", standfirst="At noon.")
        asked = words(desk.client.get(restoring(live, 1)))
        assert "Restore revision 1 of “Harbour closes”?" in asked
        assert "That changes: headline, standfirst." in asked
        assert "Readers go on seeing version 1." in asked
        assert live.revisions.count() == 2
        told = words(desk.client.post(restoring(live, 1), follow=True))
        assert "Revision 1 restored, as revision 3. Readers see nothing of it until somebody publishes." in told
        live.refresh_from_db()
        newest = live.revisions.first()
        assert (live.headline, live.standfirst, live.updated_by) == ("Harbour opens", "", ben)
        assert (newest.number, newest.note, newest.saved_by) == (3, "Revision 1 restored", ben)
        assert live.revisions.get(number=2).content["headline"] == "Harbour closes"

    def test_readers_see_nothing_of_it(self, live: Article) -> None:
        edit(live, headline="Two")
        version = live.versions.get()
        restored(edit(live, headline="Three"), 2)
        assert live.versions.get() == version
        assert version.headline == "Harbour opens"

    def test_all_of_a_story_comes_back(self) -> None:
        photo = make_photo()
        article = make_article(
            tags=["Ports", "Rail"],
            lead_photo=photo,
            lead_caption="Dawn",
            kicker="K",
            body=TEXT + FIGURE.format(photo.pk, "P"),
        )
        before = article.content()
        article.bylines.all().delete()
        article.tagged.all().delete()
        edit(article, body="<p>Gone</p>", lead_photo=None, lead_caption="", kicker="", section=None)
        restored(article, 1)
        assert article.content() == before
        assert article.body_photos.get().photo == photo

    def test_words_not_yet_in_a_revision_are_kept_first(self) -> None:
        article = edit(make_article("One"), headline="Two")
        Article.objects.filter(pk=article.pk).update(headline="Not kept yet")
        made, _ = restored(article, 1)
        assert made.number == 4
        assert article.revisions.get(number=3).content["headline"] == "Not kept yet"

    def test_what_the_desk_copy_holds_already_makes_no_revision(self, desk: Desk) -> None:
        article = make_article()
        assert restored(article, 1) == (None, [])
        assert "nothing changed" in words(desk.client.post(restoring(article, 1), follow=True))

    def test_what_is_no_longer_there_is_left_out_and_told(self, desk: Desk) -> None:
        photo = make_photo()
        article = make_article(
            tags=["Ports"], section="Old", lead_photo=photo, body=TEXT + FIGURE.format(photo.pk, "P")
        )
        article.bylines.all().delete()
        article.tagged.all().delete()
        article.bylines.create(author=make_author("Tomas Ferrowe"))
        edit(article, lead_photo=None, section=None, body=TEXT)
        Photo.objects.all().delete()
        Author.objects.filter(name="Ana Verhallow").delete()
        Section.objects.all().delete()
        article.tags.all().model.objects.all().delete()
        asked = words(desk.client.get(restoring(article, 1)))
        for gone in ("a photo", "a credit in the byline", "a tag", "a section"):
            assert f"{gone} no longer in the newsroom" in asked
        told = words(desk.client.post(restoring(article, 1), follow=True))
        assert "Not restored: a photo no longer in the newsroom; a credit" in told
        article.refresh_from_db()
        assert (article.body, article.lead_photo, article.section) == (TEXT, None, None)

    def test_an_address_another_story_has_now(self) -> None:
        article = edit(make_article("One", slug="one"), slug="two", headline="Two")
        make_article("Other", slug="one")
        _, left_out = restored(article, 1)
        assert (article.headline, article.slug) == ("One", "two")
        assert left_out == ["the address “one”, which another story has now: it stays “two”"]

    def test_a_revision_that_is_not_there(self, desk: Desk) -> None:
        article = make_article()
        for number in (0, 99, 10**30):
            assert desk.client.get(restoring(article, number)).status_code == 404


class TestWhoRestores:
    """Those who may change the story."""

    def test_reading_is_not_enough(self, client: Client, django_user_model: Any) -> None:
        article = edit(make_article("One"), headline="Two")
        guest = django_user_model.objects.create_user("guest", is_staff=True)
        guest.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(guest)
        assert client.get(restoring(article, 1)).status_code == 403
        assert client.post(restoring(article, 1)).status_code == 403
        with pytest.raises(PermissionDenied):
            restored(article, 1, by=guest)
        article.refresh_from_db()
        assert article.headline == "Two"

    def test_a_story_that_is_shut_to_somebody(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        article = edit(make_article("One"), headline="Two")
        monkeypatch.setattr(
            "django.contrib.admin.ModelAdmin.has_change_permission", lambda self, request, obj=None: obj is None
        )
        assert desk.client.post(restoring(article, 1)).status_code == 403
        assert article.revisions.count() == 2

    def test_another_site_cannot_post_it(self, ben: User) -> None:
        article = edit(make_article("One"), headline="Two")
        client = Client(enforce_csrf_checks=True)
        client.force_login(ben)
        assert client.post(restoring(article, 1)).status_code == 403
        assert article.revisions.count() == 2

    def test_no_cache_keeps_it(self, desk: Desk) -> None:
        assert "no-store" in desk.client.get(restoring(make_article(), 1))["Cache-Control"]
