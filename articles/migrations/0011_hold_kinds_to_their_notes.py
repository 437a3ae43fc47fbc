"""The rules for kinds and notes, and the index behind the page of corrections."""

from django.db import migrations, models
from django.db.models import Q

CORRECTIONS = ("correction", "clarification", "retraction")


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_kinds_of_correction")]

    operations = [
        migrations.AddField(
            "version",
            "corrects",
            models.GeneratedField(
                expression=Q(kind__in=CORRECTIONS), output_field=models.BooleanField(), db_persist=True
            ),
        ),
        migrations.AddIndex(
            "version",
            models.Index(fields=["-live_from", "-id"], name="version_corrections", condition=Q(corrects=True)),
        ),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=~Q(kind__in=CORRECTIONS) | ~Q(note=""), name="version_correction_has_note"
            ),
        ),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(condition=~Q(kind="minor") | Q(note=""), name="version_minor_has_no_note"),
        ),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=~Q(kind="retraction") | Q(retracted=True), name="version_retraction_retracts"
            ),
        ),
    ]
