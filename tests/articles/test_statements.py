"""Questions that are put together once: they answer as the queryset does, and never with what was."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Section, Site, Version, VersionByline, instant
from articles.statements import Statement, given_key, given_moment, given_words
from media.made_of import noting
from media.models import Photo
from tests.articles.makers import make_article
from tests.articles.site.stories import put_all_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

LIVE = Statement(lambda: Version.objects.live(given_moment("at")).select_related("section__site", "lead_photo"))
COPIED = Statement(
    lambda: Version.objects.live(given_moment("at")).select_related("section__site", "lead_photo"), copied=True
)
NAMED = Statement(lambda: Section.objects.filter(slug=given_words("slug")).with_site(), shared=True)
CREDITS = Statement(
    lambda: VersionByline.objects.filter(version=given_key("version")).with_people().values_list("role", "author__name")
)


def values(one: Any) -> dict[str, Any]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_it_gives_what_the_queryset_gives() -> None:
    put_all_live(make_article("Harbour opens", lead_photo=make_photo()), make_article("Ferry stays"))
    found = LIVE.ask(at=instant())
    asked = list(Version.objects.live().select_related("section__site", "lead_photo"))
    for one, other in zip(found, asked, strict=True):
        assert values(one) == values(other)
        assert values(one.section) == values(other.section)
        assert values(one.section.site) == values(other.section.site)
        assert (one.lead_photo and values(one.lead_photo)) == (other.lead_photo and values(other.lead_photo))


def test_it_is_asked_anew_for_other_values() -> None:
    (version,) = put_all_live(make_article())
    assert LIVE.ask(at=version.live_from) == [version]
    assert LIVE.ask(at=version.live_from.replace(year=2001)) == []


def test_rows_of_values_are_told_as_they_stand() -> None:
    (version,) = put_all_live(make_article())
    expected = version.bylines.values_list("role", "author__name")
    assert [tuple(row) for row in CREDITS.columns(version=version.pk)] == list(expected) != []


def test_what_others_lead_to_is_made_once_while_it_stays_the_same() -> None:
    put_all_live(make_article(), make_article("Ferry stays"))
    one, other = LIVE.ask(at=instant())
    assert one.section is other.section
    Section.objects.update(description="All that is far.")
    assert LIVE.ask(at=instant())[0].section.description == "All that is far."


def test_a_change_further_on_is_seen_too() -> None:
    put_all_live(make_article())
    before = NAMED.ask(slug="world")[0]
    assert NAMED.ask(slug="world")[0] is before
    Site.objects.update(name="The Other Paper")
    assert NAMED.ask(slug="world")[0].site.name == "The Other Paper"


def test_who_changes_a_row_changes_a_copy() -> None:
    put_all_live(make_article(lead_photo=make_photo()))
    (one,), (other,) = COPIED.ask(at=instant()), COPIED.ask(at=instant())
    one.front_headline, one.section, one.lead_photo = "Open!", None, None
    assert one is not other
    assert (other.front_headline, other.section.slug, other.lead_photo.pk) == ("", "world", other.lead_photo_id)
    assert COPIED.ask(at=instant())[0].section is other.section
    assert values(other) == values(LIVE.ask(at=instant())[0])


def test_what_was_asked_for_later_is_not_kept_with_it() -> None:
    photo = make_photo()
    put_all_live(make_article())
    Section.objects.update(fallback_photo=photo)
    assert NAMED.ask(slug="world")[0].fallback_photo == photo
    Photo.objects.update(caption="Written anew")
    assert NAMED.ask(slug="world")[0].fallback_photo.caption == "Written anew"


def test_a_page_is_made_of_what_was_made_before_as_well() -> None:
    photo = make_photo()
    put_all_live(make_article(lead_photo=photo))
    for _ in range(2):
        with noting() as made_of:
            LIVE.ask(at=instant())
        assert f"photo-{photo.pk}" in made_of.keys
        assert "chrome" in made_of.keys


def test_it_is_one_query_whether_or_not_somebody_counts() -> None:
    put_all_live(make_article())
    plain = LIVE.ask(at=instant())
    with CaptureQueriesContext(connection) as asked:
        counted = LIVE.ask(at=instant())
    assert (len(asked), counted) == (1, plain)


@pytest.fixture
def restless() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_those_who_ask_first_at_once_put_it_together_once(restless: None) -> None:
    """A server that has just started is asked by several threads: one of them asked for columns that no table had."""
    expected = LIVE._plan()[0].sql
    together = Barrier(4)

    def first(statement: Statement) -> str:
        together.wait()
        return str(statement._plan()[0].sql)

    with ThreadPoolExecutor(4) as threads:
        for _ in range(20):
            fresh = Statement(LIVE._build)
            assert set(threads.map(first, [fresh] * 4)) == {expected}


def test_a_connection_that_broke_off_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(connection, "close_if_health_check_failed", lambda: looked.append(True))
    LIVE.ask(at=instant())
    assert looked


def prepared() -> int:
    """Return how many statements PostgreSQL keeps for this connection; SQLite's driver keeps them by itself, unseen."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        (kept,) = cursor.fetchone()
    return int(kept)


def test_it_stays_prepared_and_what_has_its_values_in_it_does_not() -> None:
    of_its_own = Statement(lambda: Section.objects.filter(slug=given_words("slug")).values_list("slug", "pk", "name"))
    before = prepared()
    for _ in range(3):
        of_its_own.columns(slug="world")
    once = prepared()
    for _ in range(3):
        list(Section.objects.filter(slug="world"))
    assert prepared() == once == before + (connection.vendor != "sqlite")
