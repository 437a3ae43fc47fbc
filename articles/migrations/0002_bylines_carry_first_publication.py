from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def carry(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every credit the first publication of its version."""
    version = apps.get_model("articles", "Version").objects.filter(pk=OuterRef("version"))
    credits_ = apps.get_model("articles", "VersionByline").objects
    credits_.update(first_published=Subquery(version.values("first_published")[:1]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_stories")]

    operations = [
        migrations.AddField("versionbyline", "first_published", models.DateTimeField(null=True)),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.AlterField("versionbyline", "first_published", models.DateTimeField()),
        migrations.AddIndex(
            "versionbyline",
            models.Index(fields=["author", "-first_published", "-version"], name="versionbyline_author_newest"),
        ),
        migrations.AddIndex(
            "versionbyline",
            models.Index(fields=["agency", "-first_published", "-version"], name="versionbyline_agency_newest"),
        ),
    ]
