"""What the database itself refuses of versions under embargo or legal hold, whoever writes: a shell, another program.

Each guard reads another table than its own. SQLite renames a table while it rebuilds it, and refuses that while a
trigger elsewhere reads it; so these are no constraints of a model: they are lifted before a migration and set after it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections

EARLY = "Nothing is shown before its embargo ends."
HELD = "Nothing new is shown of a story on legal hold."


@dataclass(frozen=True)
class Guard:
    """One rule: rows of a table, new or with other values in some columns, are refused where a condition holds.

    lock: how PostgreSQL holds the story's row, so that two who would contradict each other wait for each other.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    condition: str
    refused: str
    lock: str

    @property
    def moved(self) -> str:
        """What tells a real change from a row written as it was: a version that was seen may be written again."""
        return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in self.columns)


GUARDS = (
    # A version begins too early: new ones and moved ones, whatever the clock says.
    Guard(
        "articles_version_heeds_embargo",
        "articles_version",
        ("live_from", "article_id"),
        "EXISTS (SELECT 1 FROM articles_embargo e WHERE e.article_id = NEW.article_id AND NEW.live_from < e.until)",
        EARLY,
        "SHARE",
    ),
    # What was seen by the time the embargo was set stays as it is; nothing else may begin before it ends.
    Guard(
        "articles_embargo_heeds_versions",
        "articles_embargo",
        ("since", "until", "article_id"),
        "EXISTS (SELECT 1 FROM articles_version v WHERE v.article_id = NEW.article_id "
        "AND v.live_from > NEW.since AND v.live_from < NEW.until)",
        EARLY,
        "NO KEY UPDATE",
    ),
    Guard(
        "articles_version_heeds_hold",
        "articles_version",
        ("live_from", "article_id"),
        "EXISTS (SELECT 1 FROM articles_article a WHERE a.id = NEW.article_id AND a.held_at IS NOT NULL)",
        HELD,
        "SHARE",
    ),
)
EVENTS = ("insert", "update")


def guard(using: str, **kwargs: Any) -> None:
    """Set the guards, where the tables are that they need."""
    connection = connections[using]
    if not {one.table for one in GUARDS} <= set(connection.introspection.table_names()):
        return
    lift(using)
    with connection.cursor() as cursor:
        for one in GUARDS:
            for sql in _postgresql(one) if connection.vendor == "postgresql" else _sqlite(one):
                cursor.execute(sql)


def lift(using: str, **kwargs: Any) -> None:
    """Take the guards off."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for one in GUARDS:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {one.name}() CASCADE")
            else:
                for event in EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {one.name}_{event}")


def _sqlite(one: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {one.name}_{event} BEFORE {_when(one, event)} ON {one.table} "
        f"WHEN {f'({one.moved}) AND ' if event == 'update' else ''}{one.condition} "
        f"BEGIN SELECT RAISE(ABORT, '{one.refused}'); END"
        for event in EVENTS
    ]


def _postgresql(one: Guard) -> list[str]:
    raising = f"RAISE EXCEPTION '{one.refused}' USING ERRCODE = 'integrity_constraint_violation';"
    return [
        f"CREATE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM 1 FROM articles_article WHERE id = NEW.article_id FOR {one.lock}; "
        f"IF {one.condition} THEN {raising} END IF; RETURN NEW; END $$",
        *(
            f"CREATE TRIGGER {one.name}_{event} BEFORE {_when(one, event)} ON {one.table} FOR EACH ROW "
            f"{f'WHEN ({one.moved}) ' if event == 'update' else ''}EXECUTE FUNCTION {one.name}()"
            for event in EVENTS
        ),
    ]


def _when(one: Guard, event: str) -> str:
    return f"UPDATE OF {', '.join(one.columns)}" if event == "update" else "INSERT"
