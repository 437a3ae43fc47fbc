"""What pages and acts cost, and how that grows: python -m tests.benchmarks.growth [STORIES ...] (`make bench`)

For each number of stories, 1,000 and 100,000 unless told otherwise, the archive of that size (tests.benchmarks.archive)
is loaded by `load_stories` into a test database of its own, and pages are asked for past the page cache. SQLite in a
file, or PostgreSQL where DATABASE_URL names one; the database is dropped again. With --here the installation that the
environment names is measured as it is; its stories are the archive's, and acts write to it. With --installations
several are, in turns, --rounds times, by the addresses of their databases; medians of the rounds are printed.

Prints milliseconds of this process's own processor time and of waiting (the least and the median of --times, the first
two left out), the mean of PostgreSQL's own processor time where it serves from this machine, and queries; at last, by
how much the second size's processor time is the first's. Largest resident size is this process's, which serves as one
worker would.
"""

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DEEP = 10_000
WARM = 2
FLOOR = 0.05  # ms, below which a ratio tells nothing


@dataclass
class Cost:
    """What one thing takes: milliseconds of the processor and of waiting, the database's own, and queries."""

    name: str
    processor: float
    processor_median: float
    waited: float
    waited_median: float
    server: float
    queries: int

    def __str__(self) -> str:
        return (
            f"{self.name:22} {self.processor:8.2f} {self.processor_median:8.2f} {self.waited:9.2f} "
            f"{self.waited_median:9.2f} {self.server:8.2f} {self.queries:8.0f}"
        )


HEAD = f"{'':22} {'cpu min':>8} {'median':>8} {'wait min':>9} {'median':>9} {'database':>8} {'queries':>8}"


def server_time() -> float:
    """Return the milliseconds of processor time that PostgreSQL's process for this one has taken here, else 0."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def cost(name: str, act: Callable[[], Any], times: int) -> Cost:
    """Return what an act takes, done so many times."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM):
        act()
    with CaptureQueriesContext(connection) as asked:
        act()
    queries = len(asked)
    processor, waited = [], []
    served = server_time()
    gc.collect()
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        act()
        processor.append((time.process_time() - worked) * 1000)
        waited.append((time.perf_counter() - began) * 1000)
    served = (server_time() - served) / times
    middle = statistics.median
    return Cost(name, min(processor), middle(processor), min(waited), middle(waited), served, queries)


class Newsroom:
    """Asks a newsroom as a reader and as a desk editor do."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.contrib.auth.models import Group, User
        from django.test import Client

        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        editor, _ = User.objects.get_or_create(username="benchmark", defaults={"is_staff": True})
        editor.groups.add(Group.objects.get(name="Desk editor"))
        self.reader, self.desk = Client(), Client()
        self.desk.force_login(editor, "django.contrib.auth.backends.ModelBackend")
        self.written = 0

    def pages(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Give what readers ask for."""
        from django.urls import reverse

        from articles.models import Author, Section, Tag, Version
        from tests.benchmarks.archive import AUTHORS, SECTIONS, TAGS, WORDS

        newest = Version.objects.live().newest_first()
        tag, section = Tag.objects.get(name=TAGS[0]), Section.objects.get(name=SECTIONS[0])
        author = Author.objects.get(name=AUTHORS[0])
        tagged = newest.filter(tags__tag=tag)
        deep = tagged[min(DEEP * 20, tagged.count()) - 20]
        before = f"{int(deep.first_published.timestamp()) * 1_000_000}.{deep.pk}"
        words = newest[newest.count() // 2].standfirst.rstrip(".").split()
        tag_page = reverse("tag", args=[tag.slug])
        for name, address in {
            "front": "/",
            "story": newest[7].get_absolute_url(),
            "section": reverse("section", args=[section.slug]),
            "tag": tag_page,
            "tag, deep page": f"{tag_page}?before={before}",
            "author": reverse("author", args=[author.slug]),
            "search, rare": f"/search/?q={newest[3].headline.rsplit(' ', 1)[1]}",
            "search, common": f"/search/?q={WORDS[0]}",
            "search, rare phrase": f"/search/?q=%22{'+'.join(newest[3].headline.rsplit(' ', 3)[1:])}%22",
            "search, phrase": f"/search/?q=%22{words[3]}+{words[4]}+{words[5]}%22",
            "search, common phrase": f"/search/?q=%22{WORDS[0]}+{WORDS[1]}%22",
        }.items():
            yield name, self._asking(self.reader, address)

    def acts(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Give what editors ask for and do."""
        from articles.models import Article, Tag
        from tests.benchmarks.archive import TAGS, WORDS

        article = Article.objects.order_by("-pk")[5]
        form = f"/admin/articles/article/{article.pk}/change/"
        for name, address in {
            "desk, list": "/admin/articles/article/",
            "desk, live": "/admin/articles/article/?state=live",
            "desk, withdrawn": "/admin/articles/article/?state=withdrawn",
            "desk, with changes": "/admin/articles/article/?show=changes",
            "desk, corrected": "/admin/articles/article/?show=corrected",
            "desk, of a tag": f"/admin/articles/article/?tag={Tag.objects.get(name=TAGS[0]).pk}",
            "desk, tags": "/admin/articles/tag/",
            "desk, authors": "/admin/articles/author/",
            "desk, sections": "/admin/articles/section/",
            "desk, search rare": f"/admin/articles/article/?q={article.headline.rsplit(' ', 1)[1]}",
            "desk, search common": f"/admin/articles/article/?q={WORDS[0]}",
            "desk, form": form,
            "desk, today": "/admin/",
        }.items():
            yield name, self._asking(self.desk, address)
        yield "desk, save", lambda: self._press(form, "_save")
        yield "desk, publish", lambda: self._publish(article.pk)

    @staticmethod
    def _asking(client: Any, address: str) -> Callable[[], Any]:
        def ask() -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} gave {answer.status_code}")

        return ask

    def _press(self, address: str, button: str) -> None:
        """Open a form, change its headline and press a button."""
        from tests.articles.desk.filled import filled

        self.written += 1
        data = filled(self.desk.get(address)) | {"headline": f"A headline, changed {self.written} times", button: "1"}
        answer = self.desk.post(address, data)
        if answer.status_code != 302:
            raise RuntimeError(f"{address} gave {answer.status_code}")

    def _publish(self, key: int) -> None:
        from articles import publishing
        from articles.models import Article
        from tests.articles.makers import edit

        self.written += 1
        article = edit(Article.objects.get(pk=key), headline=f"A headline, published {self.written} times")
        publishing.update(article, by=None, sure=True)


def measured(times: int, only: str = "") -> dict[str, Any]:
    """Measure the newsroom that there is; return its costs, how many stories it has, and megabytes."""
    from django.db import connection

    from articles.models import Article

    newsroom, costs = Newsroom(), []
    print(HEAD, flush=True)
    for things in (newsroom.pages(), newsroom.acts()):
        for name, act in things:
            if only not in name:
                continue
            costs.append(cost(name, act, times))
            print(costs[-1], flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Largest resident size: {memory} MB", flush=True)
    return {
        "stories": Article.objects.count(),
        "database": connection.vendor,
        "memory": memory,
        "costs": [asdict(one) for one in costs],
    }


def loaded_and_measured(stories: int, times: int) -> dict[str, Any]:
    """Load the archive of a size into a database of its own, in this process, and measure."""
    from django.db import connection

    from articles.wire.load import load_stories
    from articles.wire.report import Report
    from tests.benchmarks.archive import write

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stories.jsonl"
            write(path, stories)
            began, report = time.perf_counter(), Report()
            load_stories(path, report)
            took = time.perf_counter() - began
        print(f"{report}, in {took:.0f} s: {stories / took:,.0f} a second", flush=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as autovacuum does by itself; nothing does so in SQLite
        return measured(times)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def in_turns(addresses: list[str], rounds: int, times: int, only: str) -> list[dict[str, Any]]:
    """Measure installations, each in a process of its own and in turns; return for each the medians of its rounds."""
    runs: dict[str, list[dict[str, Any]]] = {address: [] for address in addresses}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        command = [sys.executable, "-m", "tests.benchmarks.growth", "--here", "--times", str(times), "--only", only]
        for _ in range(rounds):
            for address in addresses:
                environ = {**os.environ, "DATABASE_URL": address}
                subprocess.run([*command, "--keep", str(path)], check=True, env=environ, stdout=subprocess.DEVNULL)
                runs[address].append(json.loads(path.read_text()))
    return [middle_of(turns) for turns in runs.values()]


def middle_of(turns: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one run of several of the same: of each cost the median."""
    costs = [
        {
            name: value if name == "name" else statistics.median(one[name] for one in told)
            for name, value in told[0].items()
        }
        for told in zip(*(turn["costs"] for turn in turns), strict=True)
    ]
    print(f"\n{turns[0]['stories']:,} stories\n{HEAD}", *(Cost(**one) for one in costs), sep="\n")
    return {**turns[0], "costs": costs}


def machine() -> str:
    """Return what was measured on, and when."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(": ", 1)[1] for line in told.splitlines() if line.startswith("model name")), "")
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} × {model or platform.machine()}, Python {sys.version[:6]}"


def compare(runs: list[dict[str, Any]]) -> None:
    """Print by how much each size's costs are the first's: of the least processor time, the database's with it."""
    first, *others = runs
    before = {one["name"]: one["processor"] + one["server"] for one in first["costs"]}
    for run in others:
        print(f"\n{run['database']}: {run['stories']:,} stories to {first['stories']:,}")
        for one in run["costs"]:
            print(f"{one['name']:22} {(one['processor'] + one['server']) / max(before[one['name']], FLOOR):6.2f}")


def main() -> None:
    """Measure each size in a process of its own, and compare them."""
    os.environ.setdefault("NEWSROOM_LOG_REQUESTS", "false")
    parser = argparse.ArgumentParser(description="Measure what pages and acts cost, and how that grows.")
    parser.add_argument("stories", type=int, nargs="*", default=[1000, 100_000])
    parser.add_argument("--times", type=int, default=21, help="how often each is measured (%(default)s)")
    parser.add_argument("--here", action="store_true", help="measure the installation that the environment names")
    parser.add_argument("--installations", nargs="+", metavar="DATABASE_URL", help="measure these in turns")
    parser.add_argument("--rounds", type=int, default=3, help="how many turns each has (%(default)s)")
    parser.add_argument("--only", default="", help="a word in the names of what is measured")
    parser.add_argument("--compare", type=Path, nargs="+", help="compare what was kept by --keep")
    parser.add_argument("--keep", type=Path, help="a file that what is measured is kept in")
    asked = parser.parse_args()
    if asked.compare:
        compare([json.loads(path.read_text()) for path in asked.compare])
        return
    if asked.here or asked.keep:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings" if asked.here else "tests.settings")
        import django

        django.setup()
        run = measured(asked.times, asked.only) if asked.here else loaded_and_measured(asked.stories[0], asked.times)
        if asked.keep:
            asked.keep.write_text(json.dumps(run))
        return
    print(machine())
    if asked.installations:
        compare(in_turns(asked.installations, asked.rounds, asked.times, asked.only))
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = [Path(folder) / f"{stories}.json" for stories in asked.stories]
        for stories, path in zip(asked.stories, kept, strict=True):
            command = [sys.executable, "-m", "tests.benchmarks.growth", str(stories), "--times", str(asked.times)]
            subprocess.run([*command, "--keep", str(path)], check=True)
        compare([json.loads(path.read_text()) for path in kept])


if __name__ == "__main__":
    main()
