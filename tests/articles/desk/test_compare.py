"""Two states of a story side by side, for those who may see it."""

from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Revision, Site, TaggedArticle, tags_named
from tests.articles.desk.browsing import Desk, words
from tests.articles.makers import TEXT, edit, make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def address(article: Article, query: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/compare/{query}"


def html(desk: Desk, article: Article, query: str = "") -> str:
    response = desk.client.get(address(article, query))
    assert response.status_code == 200, response
    return response.content.decode()


class TestWhatDiffers:
    """Word by word, with names and pictures."""

    def test_the_desk_copy_against_what_is_live(self, live: Article, desk: Desk, ben: User) -> None:
        live.headline, live.body = "Harbour closes", f"{TEXT}<p>It closed again.</p>"
        live.save()
        Revision.objects.keep(live, ben)
        page = html(desk, live)
        assert "Harbour <del>opens</del><ins>closes</ins>" in page
        assert "<ins>It closed again.</ins>" in page
        assert "<b>ben</b>" in page.lower()
        assert "</time>: headline, one paragraph." in page
        assert "2 changes in 2 parts." in page
        assert "4 words added, 1 removed." in page

    def test_what_readers_see_can_be_put_back_on_the_desk(self, live: Article, desk: Desk) -> None:
        edit(live, headline="Harbour closes")
        page = html(desk, live)
        assert "Restore revision 1…" in page
        assert "What readers see now: Version 1, first published" in page

    def test_a_draft_against_the_revision_before(self, desk: Desk) -> None:
        article = edit(make_article("First"), headline="Second")
        edit(article, headline="Third")
        assert "<del>Second</del><ins>Third</ins>" in html(desk, article)

    def test_a_story_saved_once_differs_from_nothing(self, desk: Desk) -> None:
        assert "There is no difference between the two." in html(desk, make_article())

    def test_any_two_revisions_and_versions(self, live: Article, desk: Desk, clock: Any) -> None:
        version = live.versions.get()
        edit(live, headline="Two")
        edit(live, headline="Three")
        assert "<del>Two</del><ins>Three</ins>" in html(desk, live, "?a=r2&b=r3")
        assert "<del>Three</del><ins>Two</ins>" in html(desk, live, "?a=3&b=2")
        assert "<del>Harbour opens</del><ins>Two</ins>" in html(desk, live, f"?a=v{version.pk}&b=desk&b_number=2")

    def test_photos_names_and_places(self, desk: Desk, live: Article) -> None:
        quay, pier = make_photo(title="Quay at noon"), make_photo(title="Pier")
        live.lead_photo, live.section = quay, make_section("Transport")
        live.body = f'{TEXT}<figure data-photo="{pier.pk}"><figcaption>The pier</figcaption></figure>'
        TaggedArticle.objects.create(content_object=live, tag=tags_named(["Ports"])[0])
        live.bylines.create(author=make_author("Tomas Ferrowe"), position=1, role="with")
        edit(live)
        page = html(desk, live)
        for part in (
            "<ins>Quay at noon</ins>", "<del>World</del>", "<ins>Transport</ins>", "<ins>Ports</ins>",
            "<ins>with Tomas Ferrowe</ins>", "<ins>The pier</ins>", "Added: photo", "one photo added",
        ):  # fmt: skip
            assert part in page
        assert page.count('class="thumb"') >= 2

    def test_what_is_written_is_never_markup(self, desk: Desk) -> None:
        article = edit(make_article("One"), headline="<script>alert(1)</script>", body="<p>&lt;img src=x&gt;</p>")
        page = html(desk, article)
        assert "<script>alert" not in page
        assert "<img src=x" not in page

    def test_what_was_deleted_since_is_said(self, desk: Desk) -> None:
        article = make_article(tags=["Ports"])
        article.tagged.all().delete()
        edit(article)
        tags_named(["Ports"])[0].delete()
        assert "deleted since" in html(desk, article)

    def test_a_state_that_is_not_there_is_said(self, desk: Desk) -> None:
        article = make_article()
        for query in ("?a=r99&b=desk", "?a=v1&b=nothing", "?a=r99999999999999999999", "?a=%00&b=-1"):
            assert "This story has no state" in html(desk, article, query)
        assert "Readers do not see this story now" in html(desk, article, "?a=live")

    def test_another_story_s_version_is_not_this_one_s(self, live: Article, desk: Desk) -> None:
        page = html(desk, make_article("Secret draft"), f"?a=v{live.versions.get().pk}")
        assert "This story has no state" in page


class TestWho:
    """By object, as the admin says."""

    def test_only_those_who_may_see_the_story(self, django_user_model: Any, client: Client) -> None:
        article = make_article("Secret")
        guest = django_user_model.objects.create_user("guest", is_staff=True)
        assert client.get(address(article)).url.startswith("/admin/login/")
        client.force_login(guest)
        refused = client.get(address(article))
        assert refused.status_code == 403
        assert b"Secret" not in refused.content
        guest.user_permissions.add(Permission.objects.get(codename="view_article"))
        seen = words(client.get(address(article)))
        assert "Secret" in seen
        assert "Restore revision" not in seen

    def test_a_story_that_is_shut_to_somebody(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        shut, open_ = make_article("Shut"), make_article("Open")
        monkeypatch.setattr(
            ModelAdmin, "has_view_permission", lambda self, request, obj=None: obj is None or obj.pk != shut.pk
        )
        assert desk.client.get(address(shut)).status_code == 403
        assert desk.client.get(address(open_)).status_code == 200

    def test_no_cache_keeps_it(self, desk: Desk) -> None:
        assert "no-store" in desk.client.get(address(make_article()))["Cache-Control"]

    def test_it_is_only_read(self, desk: Desk) -> None:
        assert desk.client.post(address(make_article())).status_code == 405
        assert desk.client.get(address(Article(pk=99))).status_code == 404


class TestQueries:
    """The page costs the same whatever the story holds."""

    def test_as_many_for_500_revisions_as_for_5(self, live: Article, desk: Desk) -> None:
        Site.objects.get_or_create()
        costs = []
        for more in (5, 500):
            pile_up(live, more)
            desk.client.get(address(live))
            with CaptureQueriesContext(connection) as queries:
                page = html(desk, live)
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 25
        assert page.partition("<select")[2].count("<option") <= 2 * 60
        assert "or revision number" in page

    def test_pages_of_revisions(self, live: Article, desk: Desk) -> None:
        pile_up(live, 50)
        first = words(desk.client.get(address(live)))
        assert "Earlier revisions" in first
        last = words(desk.client.get(address(live, "?before=15")))
        assert "Revision 14" in last
        assert "Earlier revisions" not in last


def pile_up(article: Article, count: int) -> None:
    """Save a story some more times."""
    content, number = article.content().as_json(), article.revision_number
    Revision.objects.bulk_create(
        Revision(article=article, number=number + n, content=content | {"headline": f"Headline {n}"})
        for n in range(1, count + 1)
    )
    Article.objects.filter(pk=article.pk).update(revision_number=number + count)
    article.refresh_from_db()
