"""The note at a withdrawn story's address, and removal for legal reasons."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_hold_kinds_to_their_notes")]

    operations = [
        migrations.AlterModelOptions(
            "article",
            {
                "ordering": ["-updated_at", "-pk"],
                "permissions": [
                    ("publish_article", "Can publish, update and schedule stories"),
                    ("correct_article", "Can publish corrections"),
                    ("withdraw_article", "Can withdraw stories from readers"),
                    ("remove_article", "Can remove stories for legal reasons, as if they had never been"),
                ],
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AddField(
            "version",
            "end_note",
            models.TextField(
                blank=True, default="", help_text="Printed at the address of a withdrawn story: why it was."
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "version",
            "end",
            models.CharField(
                blank=True,
                choices=[
                    ("", "open"),
                    ("replaced", "replaced by the next version"),
                    ("withdrawn", "withdrawn"),
                    ("removed", "removed for legal reasons"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            "version",
            models.CheckConstraint(
                condition=Q(end_note="") | Q(end="withdrawn"), name="version_end_note_when_withdrawn"
            ),
        ),
    ]
