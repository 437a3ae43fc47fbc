"""What was changed that readers see: written down by the database itself, in the very transaction that changes it.

So no way of writing is forgotten, be it an act, a loader, a command or somebody's SQL, and nothing is told that was
rolled back. Who keeps pages reads it, see newsroom.page_cache.
"""

import re
from typing import Any

from django.db import models

from .triggers import HeldByTriggers, table_of

TABLE = "media_change"
EVENTS = ("INSERT", "UPDATE", "DELETE")
COLUMN = re.compile(r"\{(\w+)\}")

TOLD_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unless}
    {old}
    {new}
    RETURN NULL;
END $$"""
POSTGRESQL_ROW = (
    f"INSERT INTO {TABLE} (key, at, tx) SELECT key, extract(epoch FROM clock_timestamp())::bigint, "  # noqa: S608
    "pg_current_xact_id()::text::bigint FROM ({rows}) AS told WHERE key IS NOT NULL;"
)
SQLITE_ROW = (
    f"INSERT INTO {TABLE} (key, at, tx) SELECT key, CAST((julianday('now') - 2440587.5) * 86400 AS INTEGER), 0 "  # noqa: S608
    "FROM ({rows}) WHERE key IS NOT NULL;"
)


class Change(models.Model):
    """One change, by the word for what it is part of: "photo-5".

    at: seconds since 1970. tx: the transaction's number on PostgreSQL, where they end in another order than they begin.
    """

    key = models.CharField(max_length=60)
    at = models.BigIntegerField(db_index=True)
    tx = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class ChangeIsTold(HeldByTriggers):
    """Every write to a row is told under these keys: words with the names of columns in them, "photo-{id}".

    An update is told under the keys of what was and of what is; a key whose column is NULL is not. on: of EVENTS. of:
    the columns of which one must change in an update; any, where nothing is said.
    """

    def __init__(self, *, name: str, keys: list[str], on: tuple[str, ...] = EVENTS, of: tuple[str, ...] = ()) -> None:
        super().__init__(name=name)
        self.keys, self.on, self.of = keys, tuple(on), tuple(of)

    def deconstruct(self) -> Any:
        """Return what a migration writes."""
        path, args, kwargs = super().deconstruct()
        kwargs |= {"keys": self.keys, **({"on": self.on} if self.on != EVENTS else {})}
        return path, args, {**kwargs, **({"of": self.of} if self.of else {})}

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what takes the triggers off."""
        if schema_editor.connection.vendor == "postgresql":
            return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"
        *first, last = [f"DROP TRIGGER IF EXISTS {self.name}_{event.lower()}" for event in self.on]
        for statement in first:
            schema_editor.execute(statement)
        return last

    def statements(self, model: type[models.Model], schema_editor: Any) -> list[str]:
        """Return what creates the triggers, in order."""
        table = table_of(model)
        if schema_editor.connection.vendor == "postgresql":
            told = {row: POSTGRESQL_ROW.format(rows=self._rows(row)) for row in ("OLD", "NEW")}
            same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in self.of)
            function = TOLD_FUNCTION.format(
                name=self.name,
                unless=f"IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NULL; END IF; END IF;" if same else "",
                old=f"IF TG_OP <> 'INSERT' THEN {told['OLD']} END IF;",
                new=f"IF TG_OP <> 'DELETE' THEN {told['NEW']} END IF;",
            )
            when = " OR ".join(self.on)
            trigger = f"CREATE TRIGGER {self.name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            return [function, trigger]
        other = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in self.of)
        only = {"UPDATE": f"WHEN {other} "} if other else {}
        return [
            f"CREATE TRIGGER {self.name}_{event.lower()} AFTER {event} ON {table} {only.get(event, '')}"
            f"BEGIN {self._told(event)} END"
            for event in self.on
        ]

    def _told(self, event: str) -> str:
        rows = {"INSERT": ("NEW",), "DELETE": ("OLD",)}.get(event, ("OLD", "NEW"))
        return SQLITE_ROW.format(rows=" UNION ".join(self._rows(row) for row in rows))

    def _rows(self, row: str) -> str:
        return " UNION ".join(f"SELECT {_expression(key, row)} AS key" for key in self.keys)


def _expression(key: str, row: str) -> str:
    words = COLUMN.split(key)  # a word, a column, a word, a column, a word
    parts = [f"{row}.{part}" if number % 2 else f"'{part}'" for number, part in enumerate(words) if part]
    return " || ".join(parts)
