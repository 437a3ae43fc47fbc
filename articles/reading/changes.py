"""When readers see something else: stories, fronts and places on them that begin or end."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet, Subquery

from articles.models import Breaking, FrontVersion, Site, Slot, Version

WINDOWS: tuple[tuple[Any, str], ...] = (
    (FrontVersion, "live_from"),
    (FrontVersion, "live_until"),
    (Breaking, "live_from"),
    (Breaking, "live_until"),
    (Slot, "starts_at"),
    (Slot, "ends_at"),
)


def next_change(at: dt.datetime) -> dt.datetime | None:
    """Return when, after an instant (aware), readers first see something else; None where nothing lies ahead."""
    edges = [_edge(model.objects.filter(**{f"{name}__gt": at}), name, name) for model, name in WINDOWS]
    return min(filter(None, (Version.objects.next_change(at), *_asked(edges))), default=None)


def last_change(at: dt.datetime) -> dt.datetime | None:
    """Return when, up to an instant (aware), readers last began to see something else; None before the first."""
    edges = [_edge(model.objects.filter(**{f"{name}__lte": at}), name, f"-{name}") for model, name in WINDOWS]
    return max(filter(None, (Version.objects.last_change(at), *_asked(edges))), default=None)


def _edge(rows: QuerySet[Any], name: str, order: str) -> Subquery:
    """Return the first of some instants, one step along its index. Of places, those that readers ever see count."""
    rows = rows.published() if rows.model is Slot else rows  # type: ignore[attr-defined]
    return Subquery(rows.order_by(order).values(name)[:1])


def _asked(edges: list[Subquery]) -> list[dt.datetime | None]:
    """Return all of them in one query. There is a site record where there is a front: publishing one holds it."""
    named = {f"edge_{number}": edge for number, edge in enumerate(edges)}
    return list(Site.objects.annotate(**named).values_list(*named).first() or ())
