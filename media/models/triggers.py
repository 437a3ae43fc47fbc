"""Constraints that triggers hold: what Django has no word for, kept by the database itself."""

from abc import abstractmethod
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models


class HeldByTriggers(models.BaseConstraint):
    """A rule for a table's rows that statements create beside the table; there is nothing to say of a row by itself."""

    def __eq__(self, other: object) -> bool:
        """Two that hold the same are one, so that migrations see no change where there is none."""
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers until the table stands."""
        schema_editor.deferred_sql.extend(self.statements(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return what adds the triggers to a table that stands."""
        *first, last = self.statements(model, schema_editor)
        for statement in first:
            schema_editor.execute(statement)
        return last

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Nothing to say of a row by itself."""

    @abstractmethod
    def statements(self, model: type[models.Model], schema_editor: Any) -> list[str]:
        """Return what creates the triggers, in order."""


def table_of(model: type[models.Model]) -> str:
    """Return a model's table; while SQLite rebuilds it, it stands under a passing name."""
    return model._meta.db_table.removeprefix("new__")
