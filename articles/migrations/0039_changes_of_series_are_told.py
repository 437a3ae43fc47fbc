from django.db import migrations

from media.models.change import ChangeIsTold
from media.telling import TellChanges


class Migration(migrations.Migration):
    dependencies = [("articles", "0038_series")]

    operations = [
        TellChanges(
            {"series": ChangeIsTold(name="series_change_is_told", keys=["series-{id}"], on=("UPDATE", "DELETE"))}
        ),
    ]
