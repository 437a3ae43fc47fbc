"""Whether there is a row: asked as the first one in an order, so that an index is followed just so far."""

from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.lookups import IsNull


def has_first(rows: "QuerySet[Any]") -> IsNull:
    """Return as a condition whether there is a row. rows: in an order that an index gives.

    PostgreSQL makes a join of EXISTS, for which it reads both tables from end to end.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), False)
