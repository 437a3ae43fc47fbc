"""Python's clock so many seconds ahead, the same in every process that has this directory on its path."""

import datetime as dt
import os
import time

import time_machine

# As much as clocks of two processes may differ (seconds).
SAME = 0.0005


def wanted(ahead: float) -> dt.datetime:
    """Return what time it is to be."""
    return dt.datetime.fromtimestamp(time_machine.escape_hatch.time.time() + ahead, dt.UTC)


if told := os.environ.get("CLOCK_AHEAD"):
    ahead = float(told)
    traveller = time_machine.travel(dt.datetime.now(dt.UTC), tick=True).start()
    while abs(wanted(ahead).timestamp() - time.time()) > SAME:  # it takes a while to set a clock on a busy machine
        traveller.move_to(wanted(ahead), tick=True)
