from typing import Any

from django.db import migrations, models

from articles.models import without_accents

AT_ONCE = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    for name in ("Author", "Agency", "Section"):
        model = apps.get_model("articles", name)
        rows = model.objects.order_by("pk").only("pk", "name")
        part = list(rows[:AT_ONCE])
        while part:
            for row in part:
                row.plain = without_accents(row.name)
            model.objects.bulk_update(part, ["plain"])
            part = list(rows.filter(pk__gt=part[-1].pk)[:AT_ONCE])


def add(model: str) -> migrations.AddField:
    field = models.CharField(db_index=True, default="", editable=False, max_length=250)
    return migrations.AddField(model_name=model, name="plain", field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_redact_what_readers_saw")]

    operations = [
        add("author"),
        add("agency"),
        add("section"),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
