"""What a version holds is frozen by the database too; a redaction is the one act that changes it."""

from django.db import migrations, models

import articles.models.constraints


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_say_why_a_story_was_withdrawn")]

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
                    ("redact_article", "Can take words out of everything that readers saw of a story"),
                ],
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AddField(
            "version",
            "redacted_at",
            models.DateTimeField(
                blank=True,
                null=True,
                help_text="When words were last taken out for legal reasons; a mark stands for them.",
            ),
        ),
        migrations.AddConstraint(
            "version",
            articles.models.constraints.ContentIsFrozen(
                name="version_content_is_frozen",
                columns=[
                    "kicker",
                    "headline",
                    "standfirst",
                    "body",
                    "lead_photo_id",
                    "lead_caption",
                    "section_id",
                    "language",
                    "slug",
                    "note",
                ],
                unless="redacted_at",
            ),
        ),
    ]
