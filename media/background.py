"""The work on photos that no request waits for: what came in is made into photos, and photos' copies are made.

No worker has to run for that. A thread of the process that answered begins once what was asked for is committed, takes
one after the other, and ends when there is nothing left. What a killed server was at work on is free again after HELD,
and the next one that is asked about it goes on: with a drop, with a look at how far it is, or as it starts.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction

from media.intake import Incoming, register
from media.making import ask_for, make
from media.models import Arrival, Making, Photo
from media.receiving import claim, forget, take_in

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

# How often a thread looks whether what another one holds is free (seconds).
LOOK = 2.0

_hand = threading.Lock()
_thread: threading.Thread | None = None


def renew(*photos: Photo) -> None:
    """Have copies made of photos that may say something else by now; readers see the earlier ones until then.

    Call it whenever the focal point, a crop, the file or what leaves with the copies (media.writing.FACTS) was saved.
    """
    ask_for(*photos)
    transaction.on_commit(resume)


def bring_in(incoming: Incoming, *, by: User | None = None, **fields: Any) -> Photo:
    """Make a photo of an examined picture at once, as `intake.keep` does, and have its copies made."""
    photo = register(incoming, by=by, **fields)
    transaction.on_commit(resume)
    return photo


def resume() -> None:
    """Begin with what waits, in a thread of this process, unless one is at it. Returns at once."""
    if _waits():
        _begin()


def _waits() -> bool:
    return Arrival.objects.open().exists() or Making.objects.open().exists()


def _begin() -> None:
    global _thread
    with _hand:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="photos", daemon=True)
            _thread.start()


def resume_after_start() -> None:
    """Go on with what an earlier server left, as a new one starts; not at all while there is no database."""
    try:
        resume()
    except DatabaseError:
        logger.warning("The photos that wait are made with the next look at them.")
    finally:
        connection.close()


def wait(seconds: float) -> None:
    """Wait until this process's thread, if there is one, has ended."""
    thread = _thread
    if thread:
        thread.join(seconds)


def _one() -> bool:
    """Do one piece of work, if any is free; what pages wait for goes before what only comes in."""
    if making := Making.objects.claim():
        make(making)
    elif arrival := claim():
        take_in(arrival)
    else:
        return False
    return True


def _work() -> None:
    """Do what is free until nothing waits any more, not even for another process or for room on the disk."""
    global _thread
    try:
        while True:
            while _one():
                pass
            with _hand:
                if not _waits():
                    _thread = None
                    break
            connection.close()
            time.sleep(LOOK)
        forget()
    except DatabaseError:
        logger.exception("The photos that wait are made with the next look at them.")
    finally:
        connection.close()
