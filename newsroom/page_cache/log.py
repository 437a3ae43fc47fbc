"""Reading the log of changes: each once, in whatever order their transactions end."""

from typing import Any

from django.db import connection

from media.models import Change

# What was told this long ago is forgotten, so that nobody may go longer without looking (seconds).
KEPT = 3600

# An earlier number is seen later where its transaction ends later, so that those are read again that may have been
# open at the last look; what was read then is left out.
POSTGRESQL = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, told.id, told.key
FROM (VALUES (1)) AS one LEFT JOIN media_change AS told ON told.tx >= %s"""
SQLITE = "SELECT id, key FROM media_change WHERE id > %s"


class Log:
    """One reader of the log, who begins with what is told from now on, or goes on from where another one was."""

    def __init__(self, cursor: list[Any] | None = None) -> None:
        self._read: set[int] = set()
        self._from = 0
        if cursor is None:
            self._begin()
        else:
            self._from, self._read = cursor[0], set(cursor[1])

    @property
    def cursor(self) -> list[Any]:
        """Where it is, for another one to go on from."""
        return [self._from, sorted(self._read)]

    def news(self) -> set[str]:
        """Return the keys of what was changed since this was last asked, in one query. Raises django.db.Error."""
        return self._postgresql() if connection.vendor == "postgresql" else self._sqlite()

    def _begin(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                self._from = cursor.fetchone()[0]
            self._postgresql()
        else:
            self._from = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def _postgresql(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL, [self._from])
            rows = cursor.fetchall()
        told = {key: number for _, number, key in rows if number is not None and number not in self._read}
        self._from, self._read = rows[0][0], {number for _, number, _ in rows if number is not None}
        return set(told)

    def _sqlite(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(SQLITE, [self._from])
            rows = cursor.fetchall()
        self._from = max([self._from, *(number for number, _ in rows)])
        return {key for _, key in rows}


def forget(before: int) -> None:
    """Delete what was told before a second (since 1970)."""
    Change.objects.filter(at__lt=before).delete()
