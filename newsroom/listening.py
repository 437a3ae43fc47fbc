"""What each server process has threads for: hearing of what other machines wrote, and telling who stands in front."""

from newsroom.edge import telling
from newsroom.page_cache import doorbell


def begin() -> None:
    """See to it that they run; returns at once. Any server program comes by here, as the first page is asked for."""
    doorbell.listen()
    telling.watch()
