"""Indexes of foreign keys go that another index begins with: each is a page more to write for every row.

By name, as Django made them: it would write SQLite's tables anew instead, which takes minutes where they are large.
"""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = {
    "articles_article_section_id_624070f6": "articles_article (section_id)",
    "articles_articlephoto_article_id_9358254b": "articles_articlephoto (article_id)",
    "articles_revision_article_id_2d2af917": "articles_revision (article_id)",
    "articles_taggedarticle_content_object_id_c4150235": "articles_taggedarticle (content_object_id)",
    "articles_version_article_id_cee81370": "articles_version (article_id)",
    "articles_version_section_id_5035e55c": "articles_version (section_id)",
    "articles_versionphoto_version_id_1c88c60a": "articles_versionphoto (version_id)",
    "articles_versiontag_tag_id_497b7a70": "articles_versiontag (tag_id)",
    "articles_versiontag_version_id_ea0ffdc7": "articles_versiontag (version_id)",
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_note_the_form_of_the_search_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")
                for name, columns in INDEXES.items()
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="section",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.section",
                    ),
                ),
                migrations.AlterField(
                    model_name="articlephoto",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="body_photos",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="revision",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="taggedarticle",
                    name="content_object",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="version",
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name="version",
                    name="section",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="articles.section",
                    ),
                ),
                migrations.AlterField(
                    model_name="versionphoto",
                    name="version",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="articles.version",
                    ),
                ),
                migrations.AlterField(
                    model_name="versiontag",
                    name="tag",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="articles.tag",
                    ),
                ),
                migrations.AlterField(
                    model_name="versiontag",
                    name="version",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="articles.version",
                    ),
                ),
            ],
        )
    ]
