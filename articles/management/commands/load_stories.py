"""manage.py load_stories FILE.jsonl"""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from articles.wire.load import load_stories
from articles.wire.report import Outcome, Report, Told

GO_ON = "Run the same command again to go on."


class Command(BaseCommand):
    """Load a file of stories and report on every line that was not simply loaded."""

    help = "Load stories from a file with one JSON object a line; docs/loading.md describes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's path."""
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        """Load the file. Fails when it can't be read, or when not one of its lines could be loaded."""
        started = time.monotonic()

        def tell(told: Told) -> None:
            if verbosity > 1 or told.outcome in {Outcome.REFUSED, Outcome.WARNING}:
                with tqdm.external_write_mode(file=self.stdout):
                    self.stdout.write(str(told))

        report = Report(tell)
        try:
            size = file.stat().st_size
            with tqdm(total=size, unit="B", unit_scale=True, leave=False, disable=None) as bar:
                load_stories(file, report, progress=lambda end: bar.update(end - bar.n))
        except OSError as error:
            if error.filename is None or Path(error.filename) != file:
                raise
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except OperationalError as error:
            raise CommandError(f"The database stopped it: {error}. So far: {report}. {GO_ON}") from error
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped. So far: {report}. {GO_ON}")
            sys.exit(130)
        self.stdout.write(f"{report}, in {time.monotonic() - started:.1f} s.")
        if report.counts[Outcome.REFUSED] and not report.loaded:
            raise CommandError("Nothing was loaded: every line was refused.")
