"""Paths as `reverse` has them."""

import datetime as dt

from django.urls import reverse, set_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from articles.paths import path_to, story_path

slugs = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=100)


@given(st.dates(), slugs)
def test_a_storys_paths_are_those_that_lead_to_it(day: dt.date, slug: str) -> None:
    parts = [f"{day.year:04}", f"{day.month:02}", f"{day.day:02}", slug]
    assert story_path(day, slug) == reverse("story", args=parts)
    assert story_path(day, slug, "history/") == reverse("history", args=parts)
    assert story_path(day, slug, "comments/") == reverse("comments", args=parts)


def test_a_path_follows_where_the_site_stands() -> None:
    assert path_to("tag", "élections") == reverse("tag", args=["élections"])
    try:
        set_script_prefix("/paper/")
        assert path_to("tag", "ports") == "/paper/tag/ports/"
        assert story_path(dt.date(2026, 3, 2), "ports") == "/paper/2026/03/02/ports/"
    finally:
        set_script_prefix("/")
