"""A process beside this one, that makes something of one thing after the other and is never far ahead.

Nothing here knows the models: the process begins here, before Django.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

import django

AHEAD = 2

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def is_of_use() -> bool:
    """Return whether this machine lets a second process run while this one does."""
    return len(os.sched_getaffinity(0)) > 1


def made_beside(make: Callable[[Thing], Made], things: Iterable[Thing]) -> Iterator[Made]:
    """Yield what is made of things, in order; `make` and all it takes and gives can be pickled.

    Should the process end before its work does, what is left is made in this one.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), _begin) as process:
        waiting: deque[tuple[Thing, Future[Made] | None]] = deque()
        try:
            for thing in things:
                waiting.append((thing, _submitted(process, make, thing)))
                if len(waiting) > AHEAD:
                    yield _result(make, *waiting.popleft())
            while waiting:
                yield _result(make, *waiting.popleft())
        finally:
            process.shutdown(cancel_futures=True)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that this one works for, which ends it
    django.setup()


def _submitted(process: ProcessPoolExecutor, make: Callable[[Thing], Made], thing: Thing) -> "Future[Made] | None":
    try:
        return process.submit(make, thing)
    except BrokenProcessPool:
        return None


def _result(make: Callable[[Thing], Made], thing: Thing, future: "Future[Made] | None") -> Made:
    try:
        return make(thing) if future is None else future.result()
    except BrokenProcessPool:
        return make(thing)
