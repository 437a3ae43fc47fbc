"""Whose desk it is, and who sits there: the site record and people as a page shows them."""

from typing import Any

from django.http import HttpRequest

from articles.models import Site, person


class Person:
    """Somebody at the desk, as a name and a disc."""

    hues = 4

    def __init__(self, user: Any) -> None:
        self.name = person(user)
        self.hue: int = user.pk % self.hues

    @property
    def initials(self) -> str:
        """One or two letters."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def site_record(request: HttpRequest) -> Site:
    """Return the site record, asked once a request."""
    kept = vars(request)
    if "site_record" not in kept:
        kept["site_record"] = Site.objects.current()
    return kept["site_record"]
