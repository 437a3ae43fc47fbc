"""manage.py thin"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from articles.erasing_comments import forget
from articles.merging import finish_merges
from articles.thinning import Thinned, thin_all

GO_ON = "Run the same command again to go on."


class Command(BaseCommand):
    """Remove what nobody needs any more, and say what that was."""

    help = (
        "Thin old revisions, and remove deleted stories and open forms whose 30 days are over; "
        "docs/operating.md describes the rule. What readers saw is never touched. "
        "Merges that were interrupted are finished."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to count only."""
        parser.add_argument("--dry-run", action="store_true", help="Remove nothing, and say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Thin. Fails when the database stops it; what was removed until then stays removed."""
        so_far = Thinned()

        def note(told: Thinned) -> None:
            nonlocal so_far
            so_far = told

        try:
            merged = 0 if dry_run else finish_merges()
            told = thin_all(dry_run=dry_run, progress=note)
            places, comments = forget(dry_run=dry_run)
        except OperationalError as error:
            raise CommandError(f"The database stopped it: {error}. So far: {so_far}. {GO_ON}") from error
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped. So far: {so_far}. {GO_ON}")
            sys.exit(130)
        if merged:
            self.stdout.write(f"Finished: {merged} interrupted merge{'' if merged == 1 else 's'}.")
        self.stdout.write(f"{'Would remove' if dry_run else 'Removed'}: {told}.")
        if places or comments:
            verb = "Would forget" if dry_run else "Forgot"
            self.stdout.write(
                f"{verb} where comments and reports of yesterday came from: {places:,}. "
                f"Comments put aside 30 days ago: {comments:,}."
            )
