"""A story is deleted, shown among the deleted ones, and brought back just as it was."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import KEPT_DELETED, Article, OpenForm, RelatedArticle, Revision
from tests.articles.desk.browsing import NOON, Desk, change, posted, words
from tests.articles.makers import edit, make_article
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
DELETED = "/admin/articles/article/deleted/"
SECOND = dt.timedelta(seconds=1)
QUERIES = 7


def page(article: Article, name: str) -> str:
    return f"/admin/articles/article/{article.pk}/{name}/"


def delete(desk: Desk, article: Article) -> Any:
    """Answer the question with yes, and return the page that follows."""
    return desk.client.post(page(article, "delete"), {"post": "yes"}, follow=True)


@pytest.fixture
def gone(clock: Any, desk: Desk) -> Article:
    """A story that Ben deleted at 13:00 in Paris."""
    article = make_article("Ferry fares")
    delete(desk, article)
    return article


class TestDeleting:
    """Asked once, and undone with one button."""

    def test_the_question_says_until_when(self, clock: Any, desk: Desk) -> None:
        asked = words(desk.client.get(page(make_article(), "delete")))
        assert "No reader has seen it. It can be brought back until 1 April, 14:00," in asked
        assert "cannot be undone" not in asked

    def test_it_leaves_the_desk_and_can_be_undone_there(self, clock: Any, desk: Desk) -> None:
        article = make_article("Ferry fares")
        response = delete(desk, article)
        assert "“Ferry fares” is deleted. It can be brought back until 1 April, 14:00. Undo" in words(response)
        assert not Article.objects.exists()
        html = response.content.decode()
        assert f'<form method="post" action="{page(article, "bring-back")}">' in html
        assert "Ferry fares" not in words(desk.client.get(LIST))
        assert "Ferry fares" not in words(desk.client.get("/admin/"))
        assert "Ferry fares" not in desk.client.get(LIST + "stories/", {"q": "ferry"}).content.decode()
        back = desk.client.post(page(article, "bring-back"), follow=True)
        assert "“Ferry fares” is back, just as it was." in words(back)
        assert Article.objects.get() == article

    def test_a_headline_is_printed_not_run(self, clock: Any, desk: Desk) -> None:
        html = delete(desk, make_article("<b>Ferry</b>")).content.decode()
        assert "“&lt;b&gt;Ferry&lt;/b&gt;” is deleted." in html

    def test_both_acts_stand_in_the_log(self, gone: Article, desk: Desk, ben: User) -> None:
        desk.client.post(page(gone, "bring-back"))
        log = [(entry.user, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]
        assert log == [(ben, "Deleted. It can be brought back for 30 days."), (ben, "Brought back.")]
        assert "Brought back." in words(desk.client.get(page(gone, "history")))

    def test_somebody_publishes_between_question_and_answer(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: Any
    ) -> None:
        article = make_article()
        publishing.publish(article, by=None)
        monkeypatch.setattr("articles.desk.in_use.in_use", lambda thing: [])
        assert "Not deleted. A published story can only be withdrawn." in words(delete(desk, article))
        assert Article.objects.get() == article
        assert not LogEntry.objects.exists()

    def test_all_of_it_comes_back(self, clock: Any, desk: Desk) -> None:
        photo = make_photo()
        figure = f'<figure data-photo="{photo.pk}"><figcaption>Dawn</figcaption></figure>'
        article = make_article("Ferry fares", tags=["Ports"], lead_photo=photo, body=f"<p>Text</p>{figure}")
        other, above = make_article("Other"), make_article("Above")
        RelatedArticle.objects.create(article=article, other=other)
        RelatedArticle.objects.create(article=above, other=article)
        Revision.objects.keep(article)
        before, rows = article.content(), Article.objects.filter(pk=article.pk).values().get()
        delete(desk, article)
        desk.client.post(page(article, "bring-back"))
        assert Article.objects.get(pk=article.pk).content() == before
        assert Article.objects.filter(pk=article.pk).values().get() == rows
        assert article.revisions.count() == 2
        assert list(above.related.all()) == [article]


class TestTheDeletedStory:
    """Its pages lead to the one that says so."""

    def test_who_when_and_until_when(self, gone: Article, desk: Desk) -> None:
        told = words(desk.client.get(change(gone)))
        assert "“Ferry fares” is deleted" in told
        assert "Ben deleted this story on 2 March, 13:00:00 Europe/Paris." in told
        assert "until 1 April, 14:00:00 Europe/Paris" in told
        assert "Bring back" in told

    @pytest.mark.parametrize("name", ["preview", "compare", "restore/1", "delete", "history"])
    def test_every_page_of_it_leads_there(self, gone: Article, desk: Desk, name: str) -> None:
        assert desk.client.get(page(gone, name)).headers["Location"] == change(gone)

    def test_what_is_posted_to_it_is_kept(self, gone: Article, desk: Desk) -> None:
        data = posted(gone, headline="Ferry fares rise") | {"_publish": ""}
        told = words(desk.client.post(change(gone), data, follow=True))
        assert "What you typed is kept" in told
        assert "It is offered to you when the story is back." in told
        assert ["headline", "Ferry fares rise"] in [list(pair) for pair in OpenForm.objects.get().pairs]
        back = words(desk.client.post(page(gone, "bring-back"), follow=True))
        assert "You typed here until 13:00" in back

    def test_no_act_of_publishing_takes_it(self, gone: Article) -> None:
        for act in (publishing.publish, publishing.withdraw, publishing.update):
            with pytest.raises(publishing.Refused, match="This story is deleted"):
                act(gone, by=None)
        with pytest.raises(publishing.Refused, match="This story is deleted"):
            publishing.schedule(gone, timezone.now() + SECOND, by=None)

    def test_bringing_back_what_is_not_deleted(self, desk: Desk) -> None:
        article = make_article()
        assert "This story is not deleted." in words(desk.client.post(page(article, "bring-back"), follow=True))

    def test_a_story_that_never_was(self, desk: Desk) -> None:
        assert desk.client.post("/admin/articles/article/999/bring-back/").status_code == 404
        assert desk.client.get("/admin/articles/article/999/preview/").status_code == 404


class TestThePage:
    """What can be brought back."""

    def test_it_is_empty_in_words(self, desk: Desk) -> None:
        assert "Nothing is deleted. A story that is deleted stands here for 30 days" in words(desk.client.get(DELETED))
        assert f'href="{DELETED}"' in desk.client.get(LIST).content.decode()

    def test_who_when_and_until_when(self, gone: Article, desk: Desk) -> None:
        told = words(desk.client.get(DELETED))
        assert "Ferry fares World. Deleted by Ben, 13:00. Can be brought back until 1 April, 14:00. Bring back" in told

    def test_until_the_last_second(self, gone: Article, desk: Desk, clock: Any, ben: User) -> None:
        clock.move_to(NOON + KEPT_DELETED - SECOND)
        desk.client.force_login(ben)
        assert "Ferry fares" in words(desk.client.get(DELETED))
        assert "Ferry fares" in words(desk.client.get(change(gone)))
        clock.move_to(NOON + KEPT_DELETED)
        assert "Ferry fares" not in words(desk.client.get(DELETED))
        assert "There is no such story." in words(desk.client.get(change(gone), follow=True))
        assert desk.client.post(page(gone, "bring-back")).status_code == 404

    def test_as_many_queries_for_many(self, clock: Any, desk: Desk, django_assert_num_queries: Any) -> None:
        for number in range(3):
            delete(desk, make_article(f"Story {number}"))
        desk.client.get(DELETED)
        with django_assert_num_queries(QUERIES):
            desk.client.get(DELETED)
        Article.every_row.bulk_create(
            Article(headline="More", slug=f"more-{number}", deleted_at=timezone.now()) for number in range(60)
        )
        with django_assert_num_queries(QUERIES):
            found = words(desk.client.get(DELETED))
        assert found.count("Can be brought back until") == 50
        assert "Deleted earlier" in found
        assert words(desk.client.get(DELETED + "?page=2")).count("Can be brought back until") == 13


class TestWho:
    """Those who may delete a story may bring it back; those who may see stories may look."""

    @pytest.fixture
    def guest(self, django_user_model: Any) -> Client:
        user = django_user_model.objects.create_user("guest", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="view_article"))
        client = Client()
        client.force_login(user)
        return client

    def test_looking_is_not_bringing_back(self, gone: Article, guest: Client) -> None:
        assert "Ferry fares" in words(guest.get(DELETED))
        assert "Bring back" not in words(guest.get(DELETED))
        assert "You may not bring it back." in words(guest.get(change(gone)))
        assert guest.post(page(gone, "bring-back")).status_code == 403
        assert not Article.objects.exists()

    def test_a_story_that_is_shut_to_somebody(self, gone: Article, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        for act in ("view", "delete"):
            monkeypatch.setattr(
                f"django.contrib.admin.ModelAdmin.has_{act}_permission", lambda self, request, obj=None: obj is None
            )
        assert "Ferry fares" not in words(desk.client.get(DELETED))
        assert desk.client.get(change(gone)).status_code == 403
        assert desk.client.post(page(gone, "bring-back")).status_code == 403

    def test_without_permission_nothing_is_shown(self, gone: Article, django_user_model: Any) -> None:
        client = Client()
        client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
        assert client.get(DELETED).status_code == 403
        assert client.get(change(gone)).status_code == 403

    def test_another_site_cannot_post_it(self, gone: Article, ben: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(ben)
        assert client.post(page(gone, "bring-back")).status_code == 403
        assert client.get(page(gone, "bring-back")).status_code == 405


class TestRelated:
    """A deleted story stands under no other, and stands there again when it is back."""

    def test_saving_the_other_keeps_it_unseen(self, clock: Any, desk: Desk) -> None:
        first, last, above = make_article("First"), make_article("Last"), make_article("Above")
        for position, other in enumerate((first, last)):
            RelatedArticle.objects.create(article=above, other=other, position=position)
        Revision.objects.keep(above)
        delete(desk, first)
        assert "First" not in words(desk.client.get(change(above)))
        desk.press("_save", above, headline="Above all")
        assert words(desk.client.get(page(above, "compare") + "?a=r2&b=r3")).count("Related") == 0
        desk.client.post(page(first, "bring-back"))
        assert [row.other for row in above.related_articles.order_by("position")] == [first, last]
        assert "First" in words(desk.client.get(change(above)))

    def test_restoring_a_revision_keeps_it_too(self, clock: Any, desk: Desk) -> None:
        other, above = make_article("Other"), make_article("Above")
        RelatedArticle.objects.create(article=above, other=other)
        Revision.objects.keep(above)
        above.related_articles.all().delete()
        edit(above, headline="Above all")
        delete(desk, other)
        desk.client.post(page(above, "restore/2"))
        assert [row.other for row in above.related_articles.all()] == [other]
