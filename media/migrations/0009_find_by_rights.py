from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0008_content_credentials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("allowed_from__isnull", False)), fields=["allowed_from"], name="media_photo_from"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["licence", "-created_at", "-id"], name="media_photo_by_licence"),
        ),
    ]
