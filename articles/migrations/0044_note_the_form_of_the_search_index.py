"""The installation knows whether its search index has rows as older versions of the newsroom wrote them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0043_rows_of_versions_serve_desk_copies"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
