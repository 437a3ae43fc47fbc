from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0010_standing_copies"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="photo", name="media_photo_being_made"),
        migrations.RemoveField(model_name="photo", name="being_made"),
    ]
