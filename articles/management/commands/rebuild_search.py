"""manage.py rebuild_search"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from articles.search.indexing import fill, owners, rebuild


class Command(BaseCommand):
    """Index every version and every desk copy anew, while the site runs, and say how many."""

    help = (
        "Index all stories for search anew, a batch at a time, while the site runs: what is not reached yet is found "
        "as before. It may be stopped at any time, and begins anew when it is started again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether only what is in no index is to be indexed."""
        parser.add_argument("--missing", action="store_true", help="Index only what is in no index yet.")

    def handle(self, *args: Any, missing: bool, verbosity: int, **options: Any) -> None:
        """Index. Fails when the database stops it; what was indexed until then stays."""
        done = 0

        def note(so_far: int) -> None:
            nonlocal done
            bar.update(so_far - done)
            done = so_far

        try:
            total = None if missing else owners()
            with tqdm(total=total, unit=" texts", leave=False, disable=None if verbosity else True) as bar:
                (fill if missing else rebuild)(note)
        except OperationalError as error:
            raise CommandError(f"The database stopped it: {error}. {done:,} texts were indexed.") from error
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped. {done:,} texts were indexed.")
            sys.exit(130)
        self.stdout.write(f"Indexed for search: {done:,} texts.")
