"""The embargo: until when a story may not be shown, who says so, and the database's own guard of it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import connections, models
from django.db.models import F, Q
from django.utils import timezone

NOTE_LENGTH = 300
REFUSED = "Nothing is shown before its embargo ends."

# A version begins too early: new ones and moved ones, whatever the clock says.
EARLY = "EXISTS (SELECT 1 FROM articles_embargo e WHERE e.article_id = NEW.article_id AND NEW.live_from < e.until)"
# What was seen by the time the embargo was set stays as it is; nothing else may begin before it ends.
CONTRADICTED = (
    "EXISTS (SELECT 1 FROM articles_version v WHERE v.article_id = NEW.article_id "
    "AND v.live_from > NEW.since AND v.live_from < NEW.until)"
)
# Table, columns that a change must touch, what is refused, and how PostgreSQL makes the two wait for each other.
GUARDS = (
    ("articles_version", "live_from, article_id", EARLY, "SHARE"),
    ("articles_embargo", "since, until, article_id", CONTRADICTED, "NO KEY UPDATE"),
)


class EmbargoQuerySet(models.QuerySet["Embargo"]):
    """Embargoes by time."""

    def in_force(self, at: dt.datetime | None = None) -> Self:
        """Keep those that have not ended by an instant (aware; None is now): at the end itself one may publish."""
        return self.filter(until__gt=at or timezone.now())


class Embargo(models.Model):
    """A story may not be shown before `until`. Set and lifted by `articles.timing` alone; a row of its own.

    since: when it was set as it is; what readers had seen by then stays. note: who asks for it, and why.
    """

    article = models.OneToOneField("Article", models.CASCADE, related_name="embargo")
    since = models.DateTimeField()
    until = models.DateTimeField()
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["until", "article"], name="embargo_by_end")]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="embargo_ends_after_it_is_set")]

    def __str__(self) -> str:
        return f"Embargo until {self.until:%Y-%m-%d %H:%M:%S}"

    def holds(self, at: dt.datetime) -> bool:
        """Whether nothing may be shown from an instant (aware): half open, at the end itself one may."""
        return at < self.until


def guard(using: str, **kwargs: Any) -> None:
    """Make the database refuse what an embargo forbids, whoever writes: a shell, a loader, another program.

    Each guard reads the other's table. SQLite renames a table while it rebuilds it, and refuses that while a trigger
    elsewhere reads it; so these are no constraints of a model: they are lifted before a migration and set after it.
    """
    connection = connections[using]
    tables = connection.introspection.table_names()
    if not {table for table, *_ in GUARDS} <= set(tables):
        return
    lift(using)
    with connection.cursor() as cursor:
        for sql in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(sql)


def lift(using: str, **kwargs: Any) -> None:
    """Take the guards off."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, *_ in GUARDS:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_heeds_embargo() CASCADE")
            else:
                for event in ("insert", "update"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_heeds_embargo_{event}")


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_heeds_embargo_{event.split()[0].lower()} BEFORE {event} ON {table} "
        f"WHEN ({_moved(table) if event != 'INSERT' else '1 = 1'}) AND {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table, columns, condition, _ in GUARDS
        for event in ("INSERT", f"UPDATE OF {columns}")
    ]


def _postgresql() -> list[str]:
    raising = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    return [
        sql
        for table, columns, condition, lock in GUARDS
        for sql in (
            f"CREATE FUNCTION {table}_heeds_embargo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"PERFORM 1 FROM articles_article WHERE id = NEW.article_id FOR {lock}; "
            f"IF {condition} THEN {raising} END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_heeds_embargo_insert BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_heeds_embargo()",
            f"CREATE TRIGGER {table}_heeds_embargo_update BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW WHEN ({_moved(table)}) EXECUTE FUNCTION {table}_heeds_embargo()",
        )
    ]


def _moved(table: str) -> str:
    """What tells a real move from a row written as it was: a version that was seen may be written again."""
    moved = "NEW.live_from <> OLD.live_from OR NEW.article_id <> OLD.article_id"
    return moved if table == "articles_version" else "1 = 1"
