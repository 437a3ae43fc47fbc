"""Numbering the parts of a series."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing
from articles.freezing import part_in
from articles.holding import Refused
from articles.models import UNNUMBERED, Act, Article, Record, Revision, Series, Version
from articles.numbering import give_numbers, number, numbers_in
from articles.restoring import restore_revision
from tests.articles.makers import edit, make_article
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def files() -> Series:
    return Series.objects.create(name="Harbour files")


def test_a_version_freezes_its_series_and_carries_the_number(files: Series) -> None:
    article = make_article(series=files, part=2)
    first = publishing.publish(article, by=None)
    edit(article, series=Series.objects.create(name="Another"))
    assert (first.series, first.part_number) == (files, 2)
    assert Version.objects.get().series == files
    assert article.versions.live().get().content().series == files.pk


def test_a_new_number_is_seen_at_once_in_every_version(files: Series) -> None:
    article = make_article(series=files, part=2)
    publishing.publish(article, by=None)
    publishing.update(edit(article, headline="Harbour opens again"), by=None)
    publishing.schedule(edit(article, headline="Once more"), timezone.now() + dt.timedelta(hours=1), by=None)
    digests = list(article.versions.values_list("digest", flat=True))
    give_numbers(files, {article.pk: 5}, by=None)
    article.refresh_from_db()
    assert article.part == 5
    assert set(article.versions.values_list("part", flat=True)) == {5}
    assert list(article.versions.values_list("digest", flat=True)) == digests
    assert article.versions.count() == 3


def test_a_number_taken_away_stands_behind_all(files: Series) -> None:
    article = make_article(series=files, part=2)
    version = publishing.publish(article, by=None)
    give_numbers(files, {article.pk: None}, by=None)
    version.refresh_from_db()
    assert (version.part, version.part_number) == (UNNUMBERED, None)


def test_what_is_not_in_the_series_is_passed_over(files: Series) -> None:
    other = make_article(series=Series.objects.create(name="Another"), part=1)
    assert give_numbers(files, {other.pk: 7, 10**9: 3}, by=None) == 0
    assert Article.objects.get().part == 1
    assert not Record.objects.exists()


def test_a_story_on_its_way_to_another_series_keeps_both_numbers(files: Series) -> None:
    article = make_article(series=files, part=2)
    publishing.publish(article, by=None)
    other = Series.objects.create(name="Another")
    edit(article, series=other, part=1)
    give_numbers(files, {article.pk: 3}, by=None)
    assert numbers_in(files) == {article.pk: 3}
    assert numbers_in(other) == {article.pk: 1}
    assert part_in(article, files.pk) == 3


def test_a_restored_version_has_its_number_in_its_series_again(files: Series) -> None:
    article = make_article(series=files, part=2)
    first = publishing.publish(article, by=None)
    publishing.update(edit(article, series=None, part=None, headline="Alone"), by=None)
    again = publishing.restore(first, by=None)
    assert (again.series, again.part_number) == (files, 2)


def test_a_revision_of_a_series_that_is_gone_is_restored_without_it(files: Series) -> None:
    article = make_article(series=files)
    Revision.objects.keep(article)
    edit(article, series=None, headline="Alone")
    revision = article.revisions.get(content__series=files.pk)
    files.delete()
    kept, told = restore_revision(revision, by=None)
    assert kept is not None
    assert told == ["a series no longer in the newsroom"]


def test_it_is_on_record(files: Series) -> None:
    ben = person("Ben", "Desk editor")
    first, second = (make_article(name, series=files) for name in ("One", "Two"))
    give_numbers(files, {first.pk: 1, second.pk: 2}, by=ben)
    entry = Record.objects.get(act=Act.PARTS)
    assert (entry.name, entry.title) == ("Ben", "Harbour files")
    assert entry.before == {"Parts": ["2 without a number, or further on"]}
    assert entry.after == {"Parts": ["1: One", "2: Two"]}


@pytest.mark.parametrize("role", ["Reporter", "Photo editor"])
def test_who_may_not_change_series_numbers_no_live_story(files: Series, role: str) -> None:
    somebody = person("Ana", role)
    article = make_article(series=files)
    number(article, 1, by=somebody)
    publishing.publish(article, by=None)
    with pytest.raises(PermissionDenied):
        number(article, 2, by=somebody)
    with pytest.raises(PermissionDenied):
        give_numbers(files, {article.pk: 2}, by=somebody)
    assert article.versions.get().part == 1


@pytest.mark.parametrize("role", ["Desk editor", "Web producer"])
def test_web_producers_and_desk_editors_may(files: Series, role: str) -> None:
    article = make_article(series=files)
    publishing.publish(article, by=None)
    number(article, 4, by=person("Ben", role))
    assert article.versions.get().part == 4


@pytest.mark.parametrize("odd", [0, -1, 10000])
def test_numbers_that_cannot_be_are_refused(files: Series, odd: int) -> None:
    article = make_article(series=files)
    with pytest.raises(Refused, match="from 1 to 9,999"):
        give_numbers(files, {article.pk: odd}, by=None)


def test_many_are_numbered_in_few_queries(files: Series, django_assert_max_num_queries: Any) -> None:
    keys = [make_article(f"Part {one}", series=files).pk for one in range(30)]
    with django_assert_max_num_queries(12):
        assert give_numbers(files, {pk: place for place, pk in enumerate(keys, 1)}, by=None) == 30
    assert numbers_in(files) == {pk: place for place, pk in enumerate(keys, 1)}


def test_the_content_of_stories_without_a_series_is_what_it_was(files: Series) -> None:
    assert "series" not in make_article().content().as_json()
    assert make_article("Two", series=files).content().as_json()["series"] == files.pk
