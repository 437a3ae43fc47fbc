"""The desk copy in the readers' template: for the desk alone, and never kept."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles import publishing
from articles.models import Article, RelatedArticle, Site, TaggedArticle, Version, tags_named
from tests.articles.makers import TEXT, edit, make_article
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def preview(user: User, article: Article) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"/admin/articles/article/{article.pk}/preview/")


@pytest.fixture
def story() -> Article:
    """A draft with everything on it."""
    Site.objects.create(name="Merren Courier")
    photo, quay = make_photo(title="Lead"), make_photo(title="Quay", credit="Tomas Ferrowe")
    body = f'{TEXT}<figure data-photo="{quay.pk}"><figcaption>The quay at noon</figcaption></figure>'
    return make_article(
        "Harbour opens", kicker="Transport", standfirst="At noon.", body=body, tags=["Ports"], lead_photo=photo,
        lead_caption="The harbour at dawn",
    )  # fmt: skip


def test_every_part_of_the_desk_copy_stands_on_the_page_in_order(story: Article, ana: User) -> None:
    other = make_article("Chosen by hand")
    publishing.publish(other, by=None)
    RelatedArticle.objects.create(article=story, other=other)
    html = preview(ana, story).content.decode()
    parts = [
        "Preview.", "Readers see nothing of this story.", "World", "Transport", "Harbour opens", "The harbour at dawn",
        "Lena Aumont / Northwire", "Ana Verhallow", "Published", "At noon.", "The harbour opened at noon",
        "The quay at noon", "Tomas Ferrowe", "Ports", "You might also like", "Chosen by hand",
    ]  # fmt: skip
    places = [html.index(part, html.index("<body>")) for part in parts]
    assert places == sorted(places), list(zip(parts, places, strict=True))


def test_it_is_kept_by_no_cache_and_no_index(story: Article, ana: User) -> None:
    response = preview(ana, story)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in response.content.decode()


def test_it_shows_what_readers_do_not_see_and_says_so(story: Article, ana: User) -> None:
    publishing.publish(story, by=None)
    assert "Readers see the same." in preview(ana, story).content.decode()
    html = preview(ana, edit(story, headline="Harbour closes")).content.decode()
    assert "Readers see version 1 instead." in html
    assert "Harbour closes" in html
    assert Version.objects.count() == 1


def test_an_empty_story_has_a_preview_too(ana: User) -> None:
    article = make_article("", body="", byline=None, section=None)
    assert "Story without a headline" in preview(ana, article).content.decode()


def test_tags_find_what_stands_under_it(story: Article, ana: User) -> None:
    other = make_article("On the same subject")
    TaggedArticle.objects.create(content_object=other, tag=tags_named(["Ports"])[0])
    publishing.publish(other, by=None)
    assert "On the same subject" in preview(ana, story).content.decode()


def test_only_those_who_may_see_stories(story: Article, django_user_model: Any, client: Client) -> None:
    guest = django_user_model.objects.create_user("guest", is_staff=True)
    assert preview(guest, story).status_code == 403
    guest.user_permissions.add(Permission.objects.get(codename="view_article"))
    html = preview(guest, story).content.decode()
    assert "Back to the stories" in html
    assert f'/article/{story.pk}/compare/">Compare</a>' in html
    assert "Back to the story<" not in html
    address = f"/admin/articles/article/{story.pk}/preview/"
    assert client.get(address).url.startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(address).status_code == 302


def test_a_story_that_is_not_there(ana: User) -> None:
    assert preview(ana, Article(pk=99)).status_code == 404


def test_a_preview_costs_the_same_for_many_tags_and_photos(
    story: Article, client: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(ana)
    for more in (0, 30):
        for tag in tags_named([f"Subject {number}" for number in range(more)]):
            TaggedArticle.objects.create(content_object=story, tag=tag)
        with django_assert_max_num_queries(20):
            assert client.get(f"/admin/articles/article/{story.pk}/preview/").status_code == 200
