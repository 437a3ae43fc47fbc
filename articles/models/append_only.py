"""A constraint that Django has no word for: rows are added and never changed or taken away."""

from typing import Any

from django.db import models

from media.models.triggers import HeldByTriggers, table_of

REFUSED = "Rows are only added here."


class AppendOnly(HeldByTriggers):
    """The database refuses to change, delete or replace rows, whoever asks: the admin, a shell, another program.

    PostgreSQL: triggers for UPDATE, DELETE and TRUNCATE. SQLite: triggers too, and one for INSERT OR REPLACE, which
    deletes a row without asking the one for DELETE. What drops the whole table is not held up.
    """

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what takes the last trigger off; the others are off."""
        *most, last = self.lifts(model, schema_editor.connection.vendor)
        for sql in most:
            schema_editor.execute(sql)
        return last

    def statements(self, model: type[models.Model], schema_editor: Any) -> list[str]:
        """Return the statements that make the database refuse."""
        return self.guards(model, schema_editor.connection.vendor)

    def guards(self, model: type[models.Model], vendor: str) -> list[str]:
        """Return the statements that make a database refuse."""
        table = table_of(model)
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
