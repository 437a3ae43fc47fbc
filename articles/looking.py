"""A thread of a server process that looks after something, for as long as the process lives."""

import logging
import threading
from collections.abc import Callable

from django.db import Error, close_old_connections, connection

logger = logging.getLogger(__name__)


class Looker:
    """Looks, rests, and looks again; what it meets in the database that fails, it tries with the next look.

    rest: seconds. It keeps no connection while it rests for long.
    """

    LONG = 5.0

    def __init__(self, name: str, look: Callable[[], object], rest: float) -> None:
        self.name, self.look, self.rest = name, look, rest
        self._news, self._hand = threading.Event(), threading.Lock()
        self.thread: threading.Thread | None = None

    def wake(self) -> None:
        """See to it that this process looks, and looks now. Returns at once."""
        self._news.set()
        with self._hand:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._for_ever, name=self.name, daemon=True)
                self.thread.start()

    def wait(self) -> None:
        """Rest, until it is woken at the latest."""
        self._news.wait(self.rest)

    def _for_ever(self) -> None:
        while True:
            self._news.clear()
            try:
                close_old_connections()
                self.look()
            except Error:
                logger.exception("What %s looks after is looked after with the next look.", self.name)
            if self.rest > self.LONG:
                connection.close()
            self.wait()
