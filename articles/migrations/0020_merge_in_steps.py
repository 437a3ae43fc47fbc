"""Merges are carried out in steps: those of before are done, and each list of theirs is a step."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def call_done(apps: Any, schema_editor: Any) -> None:
    """Call merges done that were made in one go."""
    apps.get_model("articles", "Merge").objects.filter(done_at=None).update(done_at=F("at"))
    apps.get_model("articles", "MergedRows").objects.update(step=F("id"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_embargoes_and_preferences")]

    operations = [
        migrations.AddField("merge", "total", models.PositiveIntegerField(default=0)),
        migrations.AddField("merge", "done_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("merge", "undo_began_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("mergedrows", "step", models.PositiveIntegerField(default=0)),
        migrations.RunPython(call_done, migrations.RunPython.noop),
    ]
