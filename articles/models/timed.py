"""What readers see from one instant until another: `live()` asks it in one way of everything that has a window."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from media.instant import instant


class TimedQuerySet(models.QuerySet):
    """Rows with a window [live_from, live_until); an open one has no end."""

    def live(self, at: Any = None) -> Self:
        """Keep what readers see at an instant: aware, None is `instant()`."""
        return self.live_or_later(at).filter(live_from__lte=at or instant())

    def live_or_later(self, at: Any = None) -> Self:
        """Keep what readers see at an instant (aware; None is `instant()`) or are to see after it."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at or instant()))

    def upcoming(self, at: dt.datetime | None = None) -> Self:
        """Keep what nobody has seen by an instant (aware; None is `instant()`)."""
        return self.filter(live_from__gt=at or instant())
