"""A constraint that Django has no word for: rows are added and never changed or taken away."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

REFUSED = "Rows are only added here."


class AppendOnly(models.BaseConstraint):
    """The database refuses to change, delete or replace rows, whoever asks: the admin, a shell, another program.

    PostgreSQL: triggers for UPDATE, DELETE and TRUNCATE. SQLite: triggers too, and one for INSERT OR REPLACE, which
    deletes a row without asking the one for DELETE. What drops the whole table is not held up.
    """

    def __eq__(self, other: object) -> bool:
        """Two of one name are one, so that migrations see no change where there is none."""
        return isinstance(other, AppendOnly) and self.name == other.name

    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers until the table stands; CREATE TABLE has no clause for them."""
        schema_editor.deferred_sql.extend(self.guards(model, schema_editor.connection.vendor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what adds the last trigger to a table that stands; the others are added."""
        *most, last = self.guards(model, schema_editor.connection.vendor)
        for sql in most:
            schema_editor.execute(sql)
        return last

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what takes the last trigger off; the others are off."""
        *most, last = self.lifts(model, schema_editor.connection.vendor)
        for sql in most:
            schema_editor.execute(sql)
        return last

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Find nothing: forms never show these rows."""

    def guards(self, model: type[models.Model], vendor: str) -> list[str]:
        """Return the statements that make the database refuse."""
        table = _table(model)
        if vendor == "postgresql":
            raising = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
            return [
                f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql "
                f"AS $$ BEGIN {raising} END $$",
                f"CREATE TRIGGER {self.name}_rows BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
                f"CREATE TRIGGER {self.name}_all BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()",
            ]
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "  # noqa: S608 a table's own name
        return [
            f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON {table} {there if event == 'INSERT' else ''}"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            for event in ("UPDATE", "DELETE", "INSERT")
        ]

    def lifts(self, model: type[models.Model], vendor: str) -> list[str]:
        """Return the statements that let the database have its way again."""
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"]
        return [f"DROP TRIGGER IF EXISTS {self.name}_{event}" for event in ("update", "delete", "insert")]


def _table(model: type[models.Model]) -> str:
    # While SQLite rebuilds a table it stands under a passing name.
    return model._meta.db_table.removeprefix("new__")
