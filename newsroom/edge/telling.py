"""Telling those who stand in front of every change, be it written by whomever or brought by the clock.

What each is to be told lies in a row of its own, taken from the log of changes before anybody is asked anything: a
restart loses nothing, and what failed is told again until it was heard. Each change is told at once, and AGAIN twice: a
machine that had not heard of it yet may have given them a page from before, and one may have been long on its way. Told
late is never told not at all: who was not read for long, or has too much to hear, lets go everything.

A thread for each hook looks whenever the bell rings, when an instant comes, and every half second: one of all server
processes on a machine, and of several machines the one that claims the row.
"""

import datetime as dt
import logging
import time
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from articles import watched
from articles.looking import Looker
from articles.models import EdgeHook, free
from newsroom.alone import alone
from newsroom.page_cache.bell import Bell
from newsroom.page_cache.log import KEPT, Log

from .hooks import ALL, Hook, UnheardError
from .words import told

logger = logging.getLogger(__name__)

# For how long one process may be at it.
HELD = dt.timedelta(seconds=60)
# After how long it is told a second time, when every machine has looked, and how long after that a last time (seconds).
AGAIN = (0.6, 1.0)
TIMES = 1 + len(AGAIN)
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
# How often a thread looks where nobody rings, and how often it listens whether somebody does (seconds).
LOOK, LISTEN = 0.5, 0.02
# How often the row says up to when the log was read, where nothing is told; longer than KEPT / 2 is too long (seconds).
SAID = 300.0
# More words than this waiting are everything.
MOST = 1000

Waiting = dict[str, list[Any]]


class Teller:
    """Tells one hook. wakes_at: seconds since 1970 at which there is something to do, whoever rings or not."""

    def __init__(self, hook: Hook) -> None:
        self.hook, self.wakes_at, self._changes_at = hook, 0.0, 0.0

    def look(self) -> None:
        """Read what changed, and tell it, until there is no more to tell. Raises django.db.Error."""
        while self._turn():
            pass

    def _turn(self) -> bool:
        """Tell once; return whether anything was."""
        now = timezone.now()
        state = self._state(now)
        if state.not_before and state.not_before > now:
            self.wakes_at = state.not_before.timestamp()
            return False
        news = self._read(state, now)
        due = sorted(word for word, (at, _) in state.waiting.items() if at <= now.timestamp())
        self.wakes_at = min([self._changes_at, *(at for at, _ in state.waiting.values())])
        if not (news or due):
            return False
        mine = EdgeHook.objects.filter(pk=state.pk, turn=state.turn + 1)
        columns = {"looked_at": now, "cursor": state.cursor, "waiting": state.waiting, "turn": F("turn") + 1}
        held = {"not_before": now + HELD} if due else {}
        if not EdgeHook.objects.filter(free(now), pk=state.pk, turn=state.turn).update(**columns, **held) or not due:
            return False
        try:
            self.hook.tell(due)
        except (OSError, HTTPException, ValueError, UnheardError) as error:
            words = getattr(error, "strerror", None) or str(error) or type(error).__name__
            failed = state.after_failure(words, timezone.now(), FIRST_PAUSE, LONGEST_PAUSE)
            mine.update(**failed)
            self.wakes_at = failed["not_before"].timestamp()
            logger.warning("%s was not told of %d changes: %s", self.hook.name, len(due), words)
            return False
        waiting = once_told(state.waiting, due, time.time())
        mine.update(waiting=waiting, told_at=timezone.now(), **EdgeHook.after_success())
        return True

    def _state(self, now: dt.datetime) -> EdgeHook:
        state = EdgeHook.objects.filter(name=self.hook.name).first()
        if state is None:  # what it keeps from before is not known
            begun = {"looked_at": now, "cursor": Log().cursor, "waiting": {ALL: [now.timestamp(), TIMES]}}
            state, _ = EdgeHook.objects.get_or_create(name=self.hook.name, defaults=begun)
        return state

    def _read(self, state: EdgeHook, now: dt.datetime) -> bool:
        """Add to what waits what the log and the clock tell since it was last read; return whether to write that."""
        since, until = state.looked_at.timestamp(), now.timestamp()
        if until - since > KEPT / 2:
            log, words = Log(), {ALL}
        else:
            log = Log(state.cursor)
            changed = log.news()
            due = watched.due(since, until) if until >= self._changes_at else set()
            words = told(watched.touched(changed | due)) if changed | due else set()
        if words or until >= self._changes_at:
            self._changes_at = watched.next_instant(until)
        state.cursor, state.waiting = log.cursor, with_news(state.waiting, words, until)
        return bool(words) or until - since > SAID


def with_news(waiting: Waiting, words: set[str], now: float) -> Waiting:
    """Return what waits when these words do too, each to be told now and again."""
    found = {**waiting, **{word: [now, TIMES] for word in words}}
    return {ALL: [now, TIMES]} if ALL in words or len(found) > MOST else found


def once_told(waiting: Waiting, words: list[str], now: float) -> Waiting:
    """Return what waits when these words were told."""
    often = {word: waiting[word][1] for word in words}
    left = {word: [now + AGAIN[TIMES - times], times - 1] for word, times in often.items() if times > 1}
    return {word: when for word, when in waiting.items() if word not in words} | left


class Watch(Looker):
    """The thread for one hook."""

    def __init__(self, number: int, hook: Hook) -> None:
        super().__init__(hook.name, self._heard_look, LOOK)
        self.number, self.teller, self.bell = number, Teller(hook), Bell(settings.VAR / "bell")
        self._heard = b""

    def wait(self) -> None:
        """Rest until somebody rings, an instant comes, or it was long enough."""
        end = time.monotonic() + LOOK
        time.sleep(LISTEN)
        while time.monotonic() < end and self.bell.heard() == self._heard and time.time() < self.teller.wakes_at:
            time.sleep(LISTEN)

    def _heard_look(self) -> None:
        self._heard = self.bell.heard()
        self.teller.look()

    def _for_ever(self) -> None:
        with alone(f"edge-{self.number}"):
            super()._for_ever()


_watches: list[Watch] = []


def watch() -> None:
    """See to it that this process tells of changes, for each that stands in front. Returns at once."""
    if not _watches:
        _watches.extend(Watch(number, hook) for number, hook in enumerate(settings.EDGE, 1))
    for one in _watches:
        one.wake()
