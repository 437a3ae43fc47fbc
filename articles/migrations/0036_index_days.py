"""An index of what the index of sitemaps counts by days, so that no version itself is read for that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_days_of_first_publication")]

    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["published_on", "live_from", "live_until", "kill"], name="version_days"),
        ),
    ]
