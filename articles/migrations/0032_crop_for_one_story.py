import articles.models.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_name_fronts_once"),
        ("media", "0012_crops_of_uses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="version",
            name="version_content_is_frozen",
        ),
        migrations.AddField(
            model_name="article",
            name="lead_crops",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="crop here"),
        ),
        migrations.AddField(
            model_name="version",
            name="lead_crops",
            field=models.CharField(blank=True, default="", help_text="See media.uses.", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=articles.models.constraints.ContentIsFrozen(
                columns=[
                    "kicker",
                    "headline",
                    "standfirst",
                    "body",
                    "lead_photo_id",
                    "lead_caption",
                    "lead_crops",
                    "section_id",
                    "language",
                    "slug",
                    "note",
                ],
                name="version_content_is_frozen",
                unless="redacted_at",
            ),
        ),
    ]
