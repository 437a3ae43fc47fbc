"""A form of a new thing whose answer was lost on the way, and which the browser posts again: nothing is made twice."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article, OpenForm, Section
from tests.articles.desk.browsing import ADD, change, posted, words
from tests.articles.desk.opening import Window, browser_of, offered

pytestmark = pytest.mark.django_db

SECTIONS = "/admin/articles/section/"
NEW_STORY, NEW_SECTION = "articles.article/add", "articles.section/add"


def post(window: Window, address: str = ADD, **typed: Any) -> Any:
    """Post a form, as it is, once."""
    own = {"keeping-form": str(window.form), "keeping-sequence": str(window.sequence), "keeping-base": ""}
    return window.client.post(address, posted(**typed) | own | {"_save": ""}, follow=True)


@pytest.fixture
def window(ana: User) -> Window:
    """Ana's form of a new story, in which she has typed."""
    window = Window(browser_of(ana), NEW_STORY)
    window.writes(headline="Harbour opens")
    return window


def test_a_new_story_is_made_once(window: Window) -> None:
    first, second = (post(window, headline="Harbour opens") for _ in range(2))
    story = Article.objects.get()
    assert first.redirect_chain == second.redirect_chain == [(change(story), 302)]
    assert story.revision_number == 1
    assert not OpenForm.objects.unsaved().exists()


def test_what_was_typed_before_it_is_posted_again_is_saved_too(window: Window, ben: User) -> None:
    post(window, headline="Harbour opens")
    story = Article.objects.get()
    browser_of(ben).post(change(story), posted(story, standfirst="At noon.") | {"_save": ""})
    page = post(window, headline="Harbour opens at last")
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Harbour opens at last", "At noon.")
    assert "Joined with what" in words(page)


def test_what_both_changed_meanwhile_is_chosen_between(window: Window, ben: User) -> None:
    post(window, headline="Harbour opens")
    story = Article.objects.get()
    browser_of(ben).post(change(story), posted(story, headline="Harbour shut") | {"_save": ""})
    assert "Choose between two versions first." in words(post(window, headline="Harbour opens at last"))
    assert Article.objects.get().headline == "Harbour shut"


def test_what_is_typed_after_saving_belongs_to_the_story(window: Window) -> None:
    """The browser still has the form of the new story, and keeps on."""
    post(window, headline="Harbour opens")
    story = Article.objects.get()
    assert window.tell(sequence=1, typed='[["headline","Harbour opens"]]')["sequence"] == 1
    assert not OpenForm.objects.unsaved().exists()
    window.writes(headline="Harbour opens at last")
    assert OpenForm.objects.unsaved().get().page == f"articles.article/{story.pk}"
    assert "Headline" in window.client.get(change(story)).text
    assert offered(window) == ""
    window.page = f"articles.article/{story.pk}"
    assert "Headline" in offered(window)


def test_a_story_deleted_meanwhile(window: Window, ana: User) -> None:
    post(window, headline="Harbour opens")
    story = Article.objects.get()
    story.deleted_at, story.deleted_by = story.updated_at, ana
    story.save()
    assert "This story was deleted while you were writing." in words(post(window, headline="Harbour opens at last"))
    assert "at last" in OpenForm.objects.get().typed


def test_another_persons_form_is_none(window: Window, ben: User) -> None:
    post(window, headline="Harbour opens")
    other = Window(browser_of(ben), NEW_STORY)
    other.form = window.form
    post(other, headline="Harbour opens")
    assert Article.objects.count() == 2


@pytest.mark.parametrize("name", ["Culture", "Culture and arts"])
def test_a_new_section_is_made_once(ada: User, name: str) -> None:
    window = Window(browser_of(ada), NEW_SECTION)
    data = {"keeping-form": str(window.form), "keeping-sequence": "0", "position": "0", "slug": "", "_save": ""}
    window.client.post(f"{SECTIONS}add/", data | {"name": "Culture"})
    page = window.client.post(f"{SECTIONS}add/", data | {"name": name}, follow=True)
    section = Section.objects.get()
    assert page.redirect_chain == [(f"{SECTIONS}{section.pk}/change/", 302)]
    assert "sent twice" in words(page)
    assert ("Name. Put it back" in words(page)) == (name != "Culture")
    assert ("Put it back" in words(page)) == (name != "Culture")
