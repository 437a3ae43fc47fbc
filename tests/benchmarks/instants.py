"""A hundred stories scheduled in two nights in which clocks change, before two servers that keep pages.

    python -m tests.benchmarks.instants [--doorbell] [--each 50]

The servers share a database (SQLite, in a directory of its own) and nothing else. All processes have a clock that comes
to the last Sunday of March, then of October, at 01:00 UTC, when Europe's clocks change. A story begins each second
around that. Both servers are asked all the time for the section's page and the feed. Told are the answers that had a
story early, those asked for more than a second after it began that had it not yet, and how long after it the first
answer had it.
"""

import argparse
import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

NIGHTS = [dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)]
# How long it takes at most to make the stories and to start the servers (seconds).
LEAD = 120
# A story leaves the first page of a list when others came: so long it is looked for (seconds).
LOOKED_FOR = 10
PATHS = ("/section/world/", "/feed.xml")


def night(switch: dt.datetime, each: int, place: Path, doorbell: bool) -> None:
    """Run one night in this process, whose clock comes to it soon, and print what was seen."""
    import django

    django.setup()
    from articles import publishing
    from newsroom.deploy.programs import free_port
    from tests.articles.makers import make_article
    from tests.newsroom.page_cache.machines import early, serving, watching
    from tests.newsroom.page_cache.test_doorbell import redis_at

    publishing.publish(make_article("Quay rebuilt"), by=None)
    begins: dict[str, float] = {}
    for number in range(each):
        at = switch + dt.timedelta(seconds=number - each // 2)
        publishing.schedule(make_article(f"Story {number} of the night"), at, by=None)
        begins[f"Story {number} of"] = at.timestamp()
    with ExitStack() as running:
        told = {}
        if doorbell:
            port = free_port()
            running.enter_context(redis_at(port, place))
            told["NEWSROOM_DOORBELL"] = f"redis://127.0.0.1:{port}"
        database = os.environ["DATABASE_URL"]
        sites = [running.enter_context(serving(place / name, database, **told)) for name in ("one", "two")]
        left = min(begins.values()) - time.time()
        if left < 0:
            sys.exit(f"The night began {-left:.0f} s before all was ready: give it more than {LEAD} s.")
        with watching([site + path for site in sites for path in PATHS], 0.02) as seen:
            time.sleep(max(begins.values()) - time.time() + 3)
    soon = {
        words: [one for one in seen if at + 1 <= one.asked < at + LOOKED_FOR and words not in one.page]
        for words, at in begins.items()
    }
    first = sorted(
        min(one.answered for one in seen if one.site == site + path and words in one.page) - at
        for words, at in begins.items()
        for site in sites
        for path in PATHS
    )
    print(
        f"{switch:%d %B}: {each} schedules, {len(seen)} answers of two servers {'with' if doorbell else 'without'} a "
        f"doorbell; early {sum(len(early(seen, words, at)) for words, at in begins.items())}, later than a second "
        f"{sum(map(len, soon.values()))}; first seen after {first[len(first) // 2] * 1000:.0f} ms (median), "
        f"{first[-1] * 1000:.0f} ms (last)",
        flush=True,
    )


def main() -> None:
    """Run both nights, each in a process with a clock of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=50, help="schedules a night (%(default)s)")
    parser.add_argument("--doorbell", action="store_true", help="with a Redis between the servers")
    parser.add_argument("--night", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.night is not None:
        night(NIGHTS[asked.night], asked.each, Path(os.environ["NEWSROOM_VAR"]), asked.doorbell)
        return
    with tempfile.TemporaryDirectory() as made:
        settings = {"NEWSROOM_DEBUG": "true", "DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_VAR": made}
        tables = f"{made}/night.sqlite3"
        told = {**os.environ, **settings, "DATABASE_URL": f"sqlite:///{tables}"}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], env=told, check=True)
        for number, switch in enumerate(NIGHTS):
            with tempfile.TemporaryDirectory() as place:
                shutil.copy(tables, place)
                begins = switch - dt.timedelta(seconds=LEAD + asked.each // 2)
                told |= {
                    "NEWSROOM_VAR": place,
                    "DATABASE_URL": f"sqlite:///{place}/night.sqlite3",
                    "PYTHONPATH": str(Path(__file__).parent / "at_night"),
                    "CLOCK_AHEAD": str((begins - dt.datetime.now(dt.UTC)).total_seconds()),
                }
                command = [sys.executable, "-m", "tests.benchmarks.instants", *sys.argv[1:], "--night", str(number)]
                subprocess.run(command, env=told, check=True)


if __name__ == "__main__":
    main()
