"""Whose desk it is, and who sits there: the site record and people as a page shows them."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from articles.models import CommentState, Site, person

# Further ones are not counted: so many steps along an index, however many wait.
MOST_WAITING = 99
WAITING = "SELECT COUNT(*) FROM (SELECT 1 FROM articles_comment WHERE state = %s LIMIT %s) waiting"


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
    """Return the site record, asked once a request; it brings along how many comments wait."""
    kept = vars(request)
    if "site_record" not in kept:
        waiting = RawSQL(WAITING, [CommentState.WAITING, MOST_WAITING + 1], output_field=IntegerField())  # noqa: S611 our own
        kept["site_record"] = Site.objects.annotate(comments_waiting=waiting).current()
    return kept["site_record"]


def comments_waiting(request: HttpRequest) -> str:
    """Return how many comments wait for an editor, “99+” for more; "" where none do."""
    count = getattr(site_record(request), "comments_waiting", 0)
    return f"{MOST_WAITING}+" if count > MOST_WAITING else str(count or "")
