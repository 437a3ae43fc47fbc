"""The step of a migration that lets changes be told."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from media.models.change import ChangeIsTold


class TellChanges(Operation):
    """Add a constraint to each of these models, which are of one app, at once.

    It is what AddConstraint does to each, but for what that does besides: on SQLite it would write every table anew,
    and after each the state of all models is made again. Triggers need neither.
    """

    reduces_to_sql = True

    def __init__(self, constraints: dict[str, ChangeIsTold]) -> None:
        self.constraints = constraints

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note the constraints; the models of the state are made again once, when they are next asked for."""
        vars(state).pop("apps", None)
        for model, constraint in self.constraints.items():
            state.add_constraint(app_label, model, constraint)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the triggers."""
        for model, constraint in self._allowed(app_label, schema_editor, to_state):
            schema_editor.execute(constraint.create_sql(model, schema_editor))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the triggers."""
        for model, constraint in self._allowed(app_label, schema_editor, from_state):
            schema_editor.execute(constraint.remove_sql(model, schema_editor))

    def deconstruct(self) -> Any:
        """Return what a migration writes."""
        return type(self).__qualname__, [], {"constraints": self.constraints}

    def describe(self) -> str:
        """Say what it does."""
        return f"Let changes be told of {', '.join(self.constraints)}"

    def _allowed(self, app_label: str, schema_editor: Any, state: Any) -> list[tuple[Any, ChangeIsTold]]:
        models = [(state.apps.get_model(app_label, name), one) for name, one in self.constraints.items()]
        return [one for one in models if self.allow_migrate_model(schema_editor.connection.alias, one[0])]
