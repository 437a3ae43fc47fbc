from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef, Subquery


def carry(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each person's first credit of a version the version's first publication."""
    credits_ = apps.get_model("articles", "VersionByline").objects
    version = apps.get_model("articles", "Version").objects.filter(pk=OuterRef("version"))
    earlier = credits_.filter(version=OuterRef("version"), pk__lt=OuterRef("pk"))
    again = Exists(earlier.filter(author=OuterRef("author"))) | Exists(earlier.filter(agency=OuterRef("agency")))
    credits_.exclude(again).update(first_published=Subquery(version.values("first_published")[:1]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_stories")]

    operations = [
        migrations.AddField(
            "versionbyline",
            "first_published",
            models.DateTimeField(
                null=True,
                help_text="On a person's first credit of a version alone, so that their lists hold a story once.",
            ),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.AddIndex(
            "versionbyline",
            models.Index(fields=["author", "-first_published", "-version"], name="versionbyline_author_newest"),
        ),
        migrations.AddIndex(
            "versionbyline",
            models.Index(fields=["agency", "-first_published", "-version"], name="versionbyline_agency_newest"),
        ),
    ]
