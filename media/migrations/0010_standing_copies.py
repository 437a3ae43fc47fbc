from django.db import migrations, models
from django.db.models import CASCADE

from media.credit import credit_line
from media.standing import wanted

MANY = 500


def note_what_stands(apps, schema_editor):
    """Note of each photo what its copies were made of; those that were being made are made anew."""
    photos, making = apps.get_model("media", "Photo").objects, apps.get_model("media", "Making")
    held = []
    for photo in photos.filter(being_made=False).order_by("pk").iterator(MANY):
        photo.credit_line = credit_line(
            photographer=photo.photographer,
            credit=photo.credit,
            source_agency=photo.source_agency,
            copyright_notice=photo.copyright,
        )
        photo.use_crops = []
        photo.standing = wanted(photo).as_json()
        held.append(photo)
        if len(held) == MANY:
            photos.bulk_update(held, ["standing"])
            held = []
    photos.bulk_update(held, ["standing"])
    making.objects.bulk_create(making(photo=photo) for photo in photos.filter(being_made=True))


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0009_find_by_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="standing",
            field=models.JSONField(
                editable=False,
                help_text=(
                    "What its copies for readers were made of, see media.standing.Made; null while there are none."
                ),
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="Making",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why it was refused, or what it waits for."),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("held_until", models.DateTimeField(help_text="Somebody is at work on it until then.", null=True)),
                (
                    "photo",
                    models.OneToOneField(on_delete=CASCADE, related_name="making", to="media.photo"),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(note_what_stands, migrations.RunPython.noop, elidable=True),
    ]
