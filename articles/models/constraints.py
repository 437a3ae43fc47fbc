"""Constraints that Django has no word for: windows never overlap, and what readers saw does not change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q

from media.models.triggers import HeldByTriggers, table_of

OVERLAP = """
EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE {same} AND other.id <> NEW.id
      AND (other.live_until IS NULL OR other.live_until > NEW.live_from)
      AND (NEW.live_until IS NULL OR other.live_from < NEW.live_until)
)"""

# After the write, because NEW.id is known only then; raising undoes it.
TRIGGER = (
    """
CREATE TRIGGER {table}_{event}_overlap AFTER {when} ON {table}
WHEN """
    + OVERLAP
    + """
BEGIN SELECT RAISE(ABORT, '{name}'); END"""
)


FROZEN_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$"""


class WindowsDoNotOverlap(models.BaseConstraint):
    """No two rows of one owner have a common instant in [live_from, live_until).

    of: the columns of keys that tell the owner; two that are NULL are the same, and without any all rows have one. The
    story's, where nothing is said.
    PostgreSQL: an exclusion constraint on ranges, which needs no extension because a key is written as a range of one
    number. SQLite: two triggers; its writers take turns, so a trigger sees every other row.
    """

    def __init__(self, *, name: str, of: tuple[str, ...] = ("article_id",)) -> None:
        super().__init__(name=name)
        self.of = tuple(of)

    def __eq__(self, other: object) -> bool:
        """Two of one name are one, so that migrations see no change where there is none."""
        return isinstance(other, WindowsDoNotOverlap) and self.name == other.name

    def deconstruct(self) -> Any:
        """Return what a migration writes."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs if self.of == ("article_id",) else {**kwargs, "of": self.of}

    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the clause for CREATE TABLE, or defer the triggers until the table stands."""
        if schema_editor.connection.vendor == "postgresql":
            return f"CONSTRAINT {self.name} {self._exclusion()}"
        schema_editor.deferred_sql.extend(self._triggers(model))
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what adds the constraint to a table that stands."""
        if schema_editor.connection.vendor == "postgresql":
            return f"ALTER TABLE {model._meta.db_table} ADD CONSTRAINT {self.name} {self._exclusion()}"
        first, second = self._triggers(model)
        schema_editor.execute(first)
        return second

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what takes the constraint off."""
        table = table_of(model)
        if schema_editor.connection.vendor == "postgresql":
            return f"ALTER TABLE {table} DROP CONSTRAINT {self.name}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_insert_overlap")
        return f"DROP TRIGGER IF EXISTS {table}_update_overlap"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Raise ValidationError when the instance's window overlaps another of its owner."""
        owner = {column: getattr(instance, column) for column in self.of}
        others = model._default_manager.using(using).filter(**owner).exclude(pk=instance.pk)
        others = others.filter(Q(live_until__isnull=True) | Q(live_until__gt=instance.live_from))
        if instance.live_until:
            others = others.filter(live_from__lt=instance.live_until)
        if others.exists():
            raise ValidationError("Another version is shown in the same time.", code=self.violation_error_code)

    def _exclusion(self) -> str:
        keys = [f"COALESCE({column}, 0)" for column in self.of]
        same = "".join(f"int8range({key}, {key}, '[]') WITH &&, " for key in keys)
        return f"EXCLUDE USING gist ({same}tstzrange(live_from, live_until) WITH &&)"

    def _triggers(self, model: type[models.Model]) -> list[str]:
        table = table_of(model)
        same = " AND ".join(f"COALESCE(other.{column}, 0) = COALESCE(NEW.{column}, 0)" for column in self.of) or "1"
        if self.of == ("article_id",):  # bare, so that the index on a story's key serves
            same = "other.article_id = NEW.article_id"
        columns = ", ".join(["live_from", "live_until", *self.of])
        events = [("insert", "INSERT"), ("update", f"UPDATE OF {columns}")]
        return [
            TRIGGER.format(table=table, event=event, when=when, name=self.name, same=same) for event, when in events
        ]


class ContentIsFrozen(HeldByTriggers):
    """No update changes these columns of a row, unless it also moves `unless`: the instant of the one act that may.

    Without `unless` there is no such act. A trigger on both databases; PostgreSQL answers as it does for a check.
    """

    def __init__(self, *, name: str, columns: list[str], unless: str = "") -> None:
        super().__init__(name=name)
        self.columns, self.unless = columns, unless

    def deconstruct(self) -> Any:
        """Return what a migration writes."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "columns": self.columns, **({"unless": self.unless} if self.unless else {})}

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what takes the constraint off."""
        if schema_editor.connection.vendor == "postgresql":
            return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"
        return f"DROP TRIGGER IF EXISTS {self.name}"

    def statements(self, model: type[models.Model], schema_editor: Any) -> list[str]:
        """Return what creates the trigger, in order."""
        table = table_of(model)
        if schema_editor.connection.vendor == "postgresql":
            same = f"NEW.{self.unless} IS NOT DISTINCT FROM OLD.{self.unless}" if self.unless else "TRUE"
            changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in self.columns)
            trigger = f"CREATE TRIGGER {self.name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            return [FROZEN_FUNCTION.format(name=self.name, condition=f"{same} AND ({changed})"), trigger]
        same = f"NEW.{self.unless} IS OLD.{self.unless}" if self.unless else "1"
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in self.columns)
        return [
            f"CREATE TRIGGER {self.name} BEFORE UPDATE OF {', '.join(self.columns)} ON {table} "
            f"WHEN {same} AND ({changed}) BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        ]
