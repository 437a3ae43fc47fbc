from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_bylines_carry_first_publication")]

    operations = [
        migrations.AddIndex(
            "article",
            models.Index(
                fields=["-updated_at", "-id"],
                name="article_drafts",
                condition=models.Q(first_published__isnull=True),
            ),
        ),
    ]
