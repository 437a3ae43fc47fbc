"""Names that are the same, and slugs that never collide."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import publishing
from articles.models import SLUG_LENGTH, Article, name_key, slug_for, without_accents
from tests.articles.makers import make_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Košice", "KOŠICE"),
        ("Košice", unicodedata.normalize("NFD", "Košice")),
        ("Straße", "STRASSE"),
        ("  North   Korea ", "north korea"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ],
)
def test_names_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_accents_tell_names_apart_until_they_are_taken_off() -> None:
    assert name_key("Kosice") != name_key("Košice")
    assert without_accents("Kosice") == without_accents("KOŠICE") == "kosice"


@given(st.text())
def test_a_key_is_settled(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("China’s VP to visit North Korea", "chinas-vp-to-visit-north-korea"),
        ("TRUE", "true"),
        ("🚢🔥", "story"),
        ("‮drawkcab‬", "drawkcab"),
        ("مدينة هالموث", "مدينة-هالموث"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("", "story"),
        ("x" * 300, "x" * SLUG_LENGTH),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_for(title, "story") == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_for("harbour " * 40, "story")
    assert len(slug) <= SLUG_LENGTH
    assert slug.endswith("-harbour")


@given(st.text())
def test_any_title_gives_an_address(title: str) -> None:
    slug = slug_for(title, "story")
    assert 0 < len(slug) <= SLUG_LENGTH
    assert slug.replace("-", "").isprintable()
    assert not set(slug) & set("/?#%. \\")


@pytest.mark.django_db
def test_no_two_stories_share_an_address() -> None:
    titles = ["True", "TRUE", "true", "🚢", "🔥", "admin", "new", "", "x" * 300, "x" * 299]
    slugs = [make_article(title).slug for title in titles]
    assert slugs[:7] == ["true", "true-2", "true-3", "story", "story-2", "admin", "new"]
    assert len(set(slugs)) == len(titles)


@pytest.mark.django_db
def test_the_hundredth_story_of_a_name_has_an_address_too() -> None:
    assert len({make_article("Weather").slug for _ in range(30)}) == 30


@pytest.mark.django_db
def test_an_address_once_used_by_another_story_stays_its_own() -> None:
    first = make_article("Harbour opens")
    publishing.publish(first, by=None)
    Article.objects.filter(pk=first.pk).update(slug="harbour-opens-early")
    assert make_article("Harbour opens").slug == "harbour-opens-2"
