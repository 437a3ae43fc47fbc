"""manage.py demo"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.wire import edition, edition_comments, edition_holds, edition_turns, logins
from articles.wire.report import Outcome, Report, Told


class Command(BaseCommand):
    """Load the sample edition once, and let the demonstration's logins in."""

    help = "Load the sample edition and make the demonstration's logins; a second run keeps what was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port that is printed."""
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="the port that will be served on")

    def handle(self, *args: Any, port: str, **options: Any) -> None:
        """Set the demonstration up and say how to get in. Fails in a newsroom with logins of its own."""
        password_file = Path(settings.VAR) / "demo-password"
        try:
            logins.check_is_demonstration(password_file)
        except logins.NotADemonstrationError as error:
            raise CommandError(str(error)) from error
        password = logins.password_for(password_file, os.environ.get("NEWSROOM_DEMO_PASSWORD", ""))
        first = not logins.logins_exist()
        if first:
            try:
                self._load()
            except KeyboardInterrupt:
                sys.exit(130)
        logins.ensure_logins(password)
        if first:
            edition_turns.tell_turns()
            edition_holds.tell_holds()
            edition_comments.tell_comments()
        names = ", ".join(login.username for login in logins.LOGINS)
        self.stdout.write(
            f"\n  Readers:  http://127.0.0.1:{port}/\n  Editors:  http://127.0.0.1:{port}/admin/\n"
            f"  Logins:   {names}\n  Password: {password}\n"
        )

    def _load(self) -> None:
        self.stdout.write("Loading the sample edition")

        def tell(told: Told) -> None:
            if told.outcome in {Outcome.REFUSED, Outcome.WARNING}:
                self.stderr.write(str(told))

        with tqdm(total=edition.STORIES.stat().st_size, unit="B", unit_scale=True, leave=False, disable=None) as bar:
            edition.load_edition(Report(tell), progress=lambda end: bar.update(end - bar.n))
