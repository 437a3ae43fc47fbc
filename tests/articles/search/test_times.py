"""Times of first publication, and their facts."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from articles.search.times import DAY, MONTH, ONE_DAY, TICK, YEAR, Span


def span(first: tuple[int, ...], last: tuple[int, ...]) -> Span:
    return Span(*(dt.datetime(*one, tzinfo=dt.UTC) for one in (first, last)))  # type: ignore[arg-type, misc]


def test_a_short_span_is_told_by_its_days_a_longer_one_by_what_it_touches() -> None:
    assert span((2026, 3, 14, 15), (2026, 3, 14, 16)).facts() == ["~d20260314"]
    assert span((2026, 2, 27), (2026, 3, 2)).facts() == ["~d20260227", "~d20260228", "~d20260301"]
    assert span((2026, 2, 1), (2026, 3, 1)).facts() == ["~m202602"]
    assert span((2025, 11, 30), (2026, 2, 1, 1)).facts() == ["~m202511", "~m202512", "~m202601", "~m202602"]
    assert span((2023, 12, 31), (2026, 1, 2)).facts() == ["~m202312", "~y2024", "~y2025", "~m202601"]
    assert span((2018, 12, 31), (2026, 1, 2)).facts() == [f"~y{year}" for year in range(2018, 2027)]


def test_an_instant_is_of_the_day_it_has_in_utc() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    assert Span(dt.datetime(2026, 1, 1, 1, tzinfo=zone), dt.datetime(2026, 1, 1, 2, tzinfo=zone)).facts() == [
        "~d20251231"
    ]


def test_the_ends_of_the_calendar_and_spans_of_many_years() -> None:
    assert span((9998, 1, 1), (9999, 12, 31, 23)).facts() == ["~y9998", "~y9999"]
    assert span((1, 1, 1), (2, 1, 1)).facts() == ["~y0001"]
    assert span((1, 1, 1), (1, 1, 2)).facts() == ["~d00010101"]
    assert span((1900, 1, 1), (2026, 1, 1)).facts() == []
    assert span((2026, 1, 1), (2026, 1, 1)).facts() == []


FIRST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
moments = st.integers(0, 50 * 365 * 24).map(lambda hours: FIRST + dt.timedelta(hours=hours))


@given(moments, st.integers(1, 60 * 366 * 24), st.floats(0, 1))
def test_whatever_is_in_a_span_has_one_of_its_facts_and_they_are_few(since: Any, hours: int, place: float) -> None:
    until = since + dt.timedelta(hours=hours)
    asked = since + (until - TICK - since) * place
    facts = Span(since, until).facts()
    assert {f"{DAY}{asked:%Y%m%d}", f"{MONTH}{asked:%Y%m}", f"{YEAR}{asked:%Y}"} & {*facts}
    assert len(facts) == len({*facts}) <= 62


@given(moments, moments, st.integers(1, 30 * 366))
def test_a_part_ends_where_it_is_told_to_and_is_long_enough(one: Any, other: Any, days: int) -> None:
    since, until = sorted((one, other))
    part = Span(since, until).before(until, ONE_DAY * days)
    assert part.until == until
    assert part.since == since or (part.since > since and part.since <= until - ONE_DAY * days)


def test_a_part_begins_with_a_day_a_month_or_a_year_and_not_before_the_span() -> None:
    whole = span((2016, 5, 5, 8), (2026, 3, 1, 12))
    assert whole.before(whole.until, ONE_DAY) == span((2026, 2, 28), (2026, 3, 1, 12))
    assert whole.before(whole.until, ONE_DAY * 17) == span((2026, 2, 1), (2026, 3, 1, 12))
    assert whole.before(whole.until, ONE_DAY * 2400) == span((2019, 1, 1), (2026, 3, 1, 12))
    assert whole.before(whole.until, ONE_DAY * 400_000) == whole
