"""Another section and a tag more, on the desk copy alone."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from articles import publishing
from articles.deleting import delete_story
from articles.holding import Refused
from articles.models import Article, Tag
from articles.sorting import add_tag, file_in
from tests.articles.makers import make_article, make_section

pytestmark = pytest.mark.django_db


def tags(article: Article) -> list[str]:
    return [tagged.tag.name for tagged in article.tagged.order_by("pk")]


def test_a_section_is_set_on_the_desk_and_kept_as_a_revision(ana: User) -> None:
    article, city = make_article(section="World"), make_section("City")
    publishing.publish(article, by=None)
    kept = file_in(article, city, by=ana)
    assert (kept.number, kept.saved_by) == (2, ana)
    article.refresh_from_db()
    assert (article.section, article.versions.get().section) == (city, make_section("World"))
    assert file_in(article, city, by=ana) is None, "it stands there"


def test_a_tag_stands_after_those_that_a_story_has(ana: User) -> None:
    article, tag = make_article(tags=["Ports"]), Tag.objects.named_or_new("Ferries")
    assert add_tag(article, tag, by=ana).number == 2
    assert tags(article) == ["Ports", "Ferries"]
    assert add_tag(article, tag, by=ana) is None
    assert tags(article) == ["Ports", "Ferries"]


def test_not_for_who_may_not_change_stories_and_not_in_deleted_ones(ana: User) -> None:
    article, kit = make_article(), User.objects.create_user("kit", is_staff=True)
    for act, what in ((file_in, make_section("City")), (add_tag, Tag.objects.named_or_new("Ferries"))):
        with pytest.raises(PermissionDenied):
            act(article, what, by=kit)
    delete_story(article, ana)
    with pytest.raises(Refused):
        file_in(article, make_section("City"), by=ana)
