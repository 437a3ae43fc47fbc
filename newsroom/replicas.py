"""Readers' pages read from copies of the database that follow it by streaming (NEWSROOM_REPLICA_URLS).

A page is read from the database itself unless a replica has seen every change that was heard when the page was begun:
so no page goes back behind what was published, or killed, before it. How far each is in the log of writes (pg_lsn) is
compared. A replica that lags, is away or follows somebody else costs a page a question more.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.utils import ConnectionHandler

logger = logging.getLogger(__name__)

Found = TypeVar("Found")

# For how long one that is away is not asked again, and after how long one that lags is told of (seconds).
PAUSE, LATE = 1.0, 10.0

# How one is found when a page asks for it.
FOUND = USED, BEHIND, AWAY = "used", "behind", "away"

# The database itself: of all that can be read in it now nothing was written behind this place.
WRITTEN = """
SELECT system_identifier, ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::int, lsn::text
FROM pg_control_system(), pg_current_wal_insert_lsn() AS lsn"""
# A replica: whether it follows that very database, and whether it has come to a place. After another one took the
# database's place, one that follows it says so with its next checkpoint.
SEEN = """
SELECT pg_is_in_recovery() AND system_identifier = %s AND timeline_id = %s, pg_last_wal_replay_lsn() >= %s::pg_lsn
FROM pg_control_system(), pg_control_checkpoint()"""


class Place(NamedTuple):
    """A place in a database's log of writes. system: which database. timeline: which of its lives. lsn: how far."""

    system: int
    timeline: int
    lsn: str


class Replica:
    """One copy. number: its place in the setting. told: how it is reached, as in Django's DATABASES."""

    def __init__(self, number: int, told: dict[str, Any]) -> None:
        self.name = f"Replica {number}"
        self.counted = Counter[str]()
        # Whoever reads here believes to ask the database itself: it goes by the same name.
        self._connections = ConnectionHandler({DEFAULT_DB_ALIAS: told})
        self._is_away_until = 0.0
        self._lags_since: float | None = None
        self._said = ""

    def has_seen(self, place: Place) -> bool:
        """Say whether all that was written up to a place can be read here."""
        if time.monotonic() < self._is_away_until:
            return False
        asked = self._connections[DEFAULT_DB_ALIAS]
        try:
            asked.close_if_unusable_or_obsolete()
            with asked.cursor() as cursor:
                cursor.execute(SEEN, place)
                follows, has_seen = cursor.fetchone()
        except Error as error:
            asked.close()
            self._leave_alone(f"is away ({type(error).__name__})")
            return False
        if not follows:
            self._leave_alone("follows another database, or none")
            return False
        self._say_late(is_late=not has_seen)
        self.counted[USED if has_seen else BEHIND] += 1
        return bool(has_seen)

    @contextmanager
    def instead(self) -> Iterator[None]:
        """Let this thread read here meanwhile."""
        own = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = self._connections[DEFAULT_DB_ALIAS]
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = own

    def _leave_alone(self, said: str) -> None:
        self.counted[AWAY] += 1
        self._is_away_until = time.monotonic() + PAUSE
        self._say(said)

    def _say_late(self, *, is_late: bool) -> None:
        self._lags_since = (self._lags_since or time.monotonic()) if is_late else None
        if self._lags_since is None:
            self._say("")
        elif time.monotonic() - self._lags_since > LATE:
            self._say(f"has lagged behind for {LATE:.0f} s")

    def _say(self, said: str) -> None:
        """Log how it is, once."""
        if said != self._said:
            self._said = said
            logger.warning("%s %s.", self.name, f"{said}: its share is read elsewhere" if said else "is read again")


class Replicas:
    """All of them."""

    def __init__(self, told: list[dict[str, Any]]) -> None:
        self.each = [Replica(number, one) for number, one in enumerate(told, 1)]
        self._turn = 0

    def place(self) -> Place | None:
        """Return how far the database has written; None where there is no replica. Raises django.db.Error."""
        if not self.each:
            return None
        with connection.cursor() as cursor:
            cursor.execute(WRITTEN)
            return Place(*cursor.fetchone())

    def read(self, ask: Callable[[], Found], since: Place | None, is_whole: Callable[[Found], bool]) -> Found:
        """Return what is asked, read by a replica that has seen all up to a place, or else by the database itself.

        is_whole: whether it could be read; what a replica could not is asked once more.
        """
        for one in self._in_turn():
            if since and one.has_seen(since):
                with one.instead():
                    found = ask()
                if is_whole(found):
                    return found
                break
        return ask()

    def counted(self) -> Counter[str]:
        """Return how often one was used, lagged behind, or was away."""
        return sum((one.counted for one in self.each), Counter[str]())

    def _in_turn(self) -> list[Replica]:
        self._turn += 1
        first = self._turn % (len(self.each) or 1)
        return self.each[first:] + self.each[:first]


def replicas() -> Replicas:
    """Return those that the settings name."""
    return Replicas(settings.REPLICAS)
