"""Whose desk it is, and who sits there: the site record and people as a page shows them."""

from typing import Any

from django.http import HttpRequest

from articles.desk.up_to import up_to
from articles.models import Comment, CommentState, Site, person

# Further comments are not counted.
MOST_WAITING = 99


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
        waiting = Comment.objects.filter(state=CommentState.WAITING).order_by().values("pk")
        kept["site_record"] = Site.objects.annotate(comments_waiting=up_to(waiting, MOST_WAITING)).current()
    return kept["site_record"]


def comments_waiting(request: HttpRequest) -> str:
    """Return how many comments wait for an editor, “99+” for more; "" where none do."""
    count = getattr(site_record(request), "comments_waiting", 0)
    return f"{MOST_WAITING}+" if count > MOST_WAITING else str(count or "")
