from django.db import migrations, models

from media.models.change import ChangeIsTold
from media.telling import TellChanges


class Migration(migrations.Migration):
    dependencies = [("media", "0012_crops_of_uses")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("at", models.BigIntegerField(db_index=True)),
                ("tx", models.BigIntegerField(db_index=True)),
            ],
            options={"default_permissions": ()},
        ),
        TellChanges(
            {
                "photo": ChangeIsTold(name="photo_change_is_told", keys=["photo-{id}"], on=("UPDATE", "DELETE")),
            }
        ),
    ]
