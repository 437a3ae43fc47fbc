"""Retractions, and notes that a kind of version must have or cannot have."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

CORRECTIONS = ("correction", "clarification", "retraction")


def call_updates_what_they_are(apps: Any, schema_editor: Any) -> None:
    """A correction without a note and a minor edit with one, as earlier releases took them, are updates."""
    versions = apps.get_model("articles", "Version").objects
    versions.filter(Q(kind__in=CORRECTIONS, note="") | Q(kind="minor") & ~Q(note="")).update(kind="update")


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_record_acts")]

    operations = [
        migrations.AddField(
            "version",
            "retracted",
            models.BooleanField(
                default=False,
                help_text="Whether the newsroom has taken back what the story says; it stays so until restored.",
            ),
        ),
        migrations.AlterField(
            "version",
            "kind",
            models.CharField(
                choices=[
                    ("first", "First published"),
                    ("update", "Update"),
                    ("correction", "Correction"),
                    ("clarification", "Clarification"),
                    ("minor", "Minor edit"),
                    ("retraction", "Retraction"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(call_updates_what_they_are, migrations.RunPython.noop),
    ]
