"""The bell between machines: what rings on one rings on all, through a Redis or Valkey (NEWSROOM_DOORBELL).

Only that something was written is told, never what: who hears it reads the log of changes. Without it, or while it does
not answer, each machine looks every half second all the same; so nothing that is lost here makes anything wrong.

Nobody waits for it: a thread publishes, and what rings meanwhile is published once.
"""

import atexit
import logging
import threading
import time
from functools import cache
from typing import Any

import redis
from django.conf import settings

from newsroom.alone import alone

from .bell import Bell

logger = logging.getLogger(__name__)

CHANNEL = "newsroom-bell"
# How long one waits for an answer, between two tries, and at the end of a process for its last ring (seconds).
PATIENCE, PAUSE, LAST = 2.0, 1.0, 0.5
# How often it is asked whether it is still there while nobody rings (seconds).
ALIVE = 5.0


class Doorbell(Bell):
    """A machine's own bell, which rings on the others too."""

    def __init__(self, path: Any, address: str) -> None:
        super().__init__(path)
        self.address = address
        self._rang, self._quiet, self._hand = threading.Event(), threading.Event(), threading.Lock()
        self._publishing: threading.Thread | None = None
        self._quiet.set()
        self._is_away = False
        atexit.register(self._quiet.wait, LAST)

    def ring(self) -> None:
        """Ring it here, and have it ring on the others in a moment. Returns at once."""
        super().ring()
        self._quiet.clear()
        self._rang.set()
        with self._hand:
            if self._publishing is None or not self._publishing.is_alive():
                self._publishing = threading.Thread(target=self._publish, name="doorbell", daemon=True)
                self._publishing.start()

    def listen(self) -> None:
        """Ring here whenever another machine rings, for ever. One process of a machine is enough."""
        with alone("doorbell"):
            while True:
                try:
                    self._hear()
                except redis.RedisError as error:
                    self._say_away(error)
                    time.sleep(PAUSE)

    def _hear(self) -> None:
        with connected(self.address) as client, client.pubsub() as heard:
            heard.subscribe(CHANNEL)
            asked = False
            while True:
                message = heard.get_message(timeout=ALIVE)
                if message is None and asked:
                    raise redis.TimeoutError
                if asked := message is None:
                    heard.ping()
                elif message["type"] == "subscribe":  # what was rung while it was lost nobody heard
                    self._is_away = False
                    super().ring()
                elif message["type"] == "message" and message["data"] != self.heard():
                    super().ring()

    def _publish(self) -> None:
        client = connected(self.address)
        while True:
            self._rang.wait()
            self._rang.clear()
            try:
                client.publish(CHANNEL, self.heard())
                self._is_away = False
            except redis.RedisError as error:
                self._say_away(error)
            if not self._rang.is_set():
                self._quiet.set()

    def _say_away(self, error: redis.RedisError) -> None:
        """Say it once, until it is back; its words may hold the address, and that a password."""
        if not self._is_away:
            logger.warning("No doorbell (%s): other machines hear in half a second.", type(error).__name__)
        self._is_away = True


def connected(address: str) -> redis.Redis:
    """Return a client that gives up soon."""
    return redis.Redis.from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


@cache
def bell() -> Bell:
    """Return the bell of this machine."""
    path = settings.VAR / "bell"
    return Doorbell(path, settings.DOORBELL) if settings.DOORBELL else Bell(path)


_listening: list[threading.Thread] = []


def listen() -> None:
    """See to it that this machine hears the others, if there is a way. Returns at once."""
    found = bell()
    if isinstance(found, Doorbell) and not _listening:
        _listening.append(threading.Thread(target=found.listen, name="doorbell-heard", daemon=True))
        _listening[0].start()
