"""The vocabulary, and the two indexes, which are tables of the search engine. They are filled after the migration."""

from typing import Any

from django.db import migrations, models

from articles.search.engines import engine
from articles.search.indexes import INDEXES


def create(apps: Any, schema_editor: Any) -> None:
    for index in INDEXES:
        for sql in engine(schema_editor.connection.alias).create(index):
            schema_editor.execute(sql)


def drop(apps: Any, schema_editor: Any) -> None:
    for index in INDEXES:
        for sql in engine(schema_editor.connection.alias).drop(index):
            schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_site_says_how_it_works")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=80)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(create, drop),
    ]
