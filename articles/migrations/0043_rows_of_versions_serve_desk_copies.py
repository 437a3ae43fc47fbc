"""Rows of versions in the search index may serve desk copies that say the same. Rows that are there stay as they are.

Going back leaves what was added: search as it was before passes over it, and indexes the copies that have no row.
"""

from typing import Any

from django.db import migrations

from articles.search.engines import engine
from articles.search.indexes import VERSIONS


def add(apps: Any, schema_editor: Any) -> None:
    for sql in engine(schema_editor.connection.alias).create_copies(VERSIONS):
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("articles", "0042_stories_know_their_last_version")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
