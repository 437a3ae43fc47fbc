"""Pages under way hear of every change until they have landed."""

from media.made_of import MadeOf
from newsroom.page_cache.flights import Flight, Flights


def test_one_joins_until_something_changes() -> None:
    flights = Flights()
    first, mine = flights.joined("/")
    assert mine
    with flights.under_way(first, "/"):
        assert flights.joined("/") == (first, False)
        flights.touch({"story-1"})
        second, mine = flights.joined("/")
        assert mine
        with flights.under_way(second, "/"):
            assert flights.joined("/") == (second, False)


def test_who_was_followed_by_another_hears_of_changes_still() -> None:
    flights = Flights()
    first, _ = flights.joined("/")
    with flights.under_way(first, "/"):
        flights.touch({"story-1"})
        second, _ = flights.joined("/")
        with flights.under_way(second, "/"):
            flights.touch({"story-2"})
    assert not first.holds(MadeOf({"story-2"}))
    assert not second.holds(MadeOf({"story-2"}))
    assert first.holds(MadeOf({"story-3"}))


def test_who_has_landed_hears_nothing_more() -> None:
    flights, flight = Flights(), Flight()
    with flights.under_way(flight):
        pass
    flights.touch({"story-1"})
    assert flight.holds(MadeOf({"story-1"}))
    assert flight.done.is_set()
