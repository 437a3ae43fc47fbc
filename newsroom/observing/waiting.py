"""What waits to be done, and what was published, read from the database when somebody asks."""

import logging
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import Error
from django.db.models import Max, QuerySet
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from articles.models import Comment, EdgeHook, Version
from media.models import Arrival, Making

logger = logging.getLogger(__name__)

# Nobody needs to know more exactly how much there is.
MOST = 10_000
WAITS: dict[str, Callable[[], QuerySet]] = {
    "photos to come in": lambda: Arrival.objects.open(),
    "photos to make": lambda: Making.objects.open(),
    "comments to read": lambda: Comment.objects.waiting(),
}


class Waiting(Collector):
    """The figures that are the same whichever process is asked."""

    def collect(self) -> Iterator[Metric]:
        """Return them; what cannot be read is left out, and the database is told to be away."""
        away = GaugeMetricFamily("newsroom_database_away", "1 while the database does not answer", value=0)
        try:
            yield from list(self._read())
        except Error:
            logger.exception("What waits cannot be read.")
            away = GaugeMetricFamily("newsroom_database_away", "1 while the database does not answer", value=1)
        yield away

    def _read(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("newsroom_waiting", f"Work to be done, at most {MOST} of a kind", labels=["what"])
        for name, rows in WAITS.items():
            waiting.add_metric([name], rows().order_by()[:MOST].count())
        yield waiting
        yield from self._edge()
        # Counting millions of them would take seconds; their numbers run on, a few of them unused.
        newest = Version.objects.aggregate(newest=Max("pk"))["newest"] or 0
        yield CounterMetricFamily("newsroom_versions", "The number of the newest published version", value=newest)

    def _edge(self) -> Iterator[Metric]:
        """Return how it is with each that stands in front."""
        told = "Changes that are still to be told to what stands in front: each counts by every word for it"
        waits = GaugeMetricFamily("newsroom_edge_waiting", told, labels=["front"])
        fails = GaugeMetricFamily("newsroom_edge_failing_seconds", "For how long it has not heard", labels=["front"])
        now = timezone.now()
        for front in EdgeHook.objects.filter(name__in=[hook.name for hook in settings.EDGE]).order_by("name"):
            waits.add_metric([front.name], sum(at <= now.timestamp() for at, _ in front.waiting.values()))
            fails.add_metric([front.name], (now - front.failing_since).total_seconds() if front.failing_since else 0)
        yield from (waits, fails)
