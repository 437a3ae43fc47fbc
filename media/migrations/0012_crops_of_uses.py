from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0011_forget_being_made"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="use_crops",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="How single uses crop it for themselves, see media.uses.",
            ),
        ),
    ]
