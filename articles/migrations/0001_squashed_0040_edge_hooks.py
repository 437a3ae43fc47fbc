"""All tables of a new newsroom at once, the two search indexes and what tells changes among them."""

from typing import Any

import articles.models.append_only
import articles.models.constraints
import articles.models.preview_link
import articles.models.section
import articles.models.site
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import media.models.change
import media.telling
import taggit.managers
import uuid
from django.conf import settings
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
    replaces = [
        ("articles", "0001_stories"),
        ("articles", "0002_bylines_carry_first_publication"),
        ("articles", "0003_index_drafts"),
        ("articles", "0004_open_forms_and_deleted_stories"),
        ("articles", "0005_open_forms_go_on"),
        ("articles", "0006_delete_only_without_versions_and_index_time"),
        ("articles", "0007_site_says_whether_readers_compare"),
        ("articles", "0008_stages_and_handovers"),
        ("articles", "0009_record_acts"),
        ("articles", "0010_kinds_of_correction"),
        ("articles", "0011_hold_kinds_to_their_notes"),
        ("articles", "0012_say_why_a_story_was_withdrawn"),
        ("articles", "0013_redact_what_readers_saw"),
        ("articles", "0014_find_people_without_accents"),
        ("articles", "0015_gate_and_legal_hold"),
        ("articles", "0016_merges"),
        ("articles", "0017_kill"),
        ("articles", "0018_see_the_site_as_of"),
        ("articles", "0019_embargoes_and_preferences"),
        ("articles", "0020_merge_in_steps"),
        ("articles", "0021_preview_links"),
        ("articles", "0022_fallback_photos"),
        ("articles", "0023_saved_views"),
        ("articles", "0024_called_apart"),
        ("articles", "0025_comments"),
        ("articles", "0026_fronts"),
        ("articles", "0027_site_says_how_it_works"),
        ("articles", "0028_search"),
        ("articles", "0029_hub_state"),
        ("articles", "0030_breaking_news"),
        ("articles", "0031_name_fronts_once"),
        ("articles", "0032_crop_for_one_story"),
        ("articles", "0033_comments_by_where_they_came_from"),
        ("articles", "0034_translations"),
        ("articles", "0035_days_of_first_publication"),
        ("articles", "0036_index_days"),
        ("articles", "0037_changes_are_told"),
        ("articles", "0038_series"),
        ("articles", "0039_changes_of_series_are_told"),
        ("articles", "0040_edge_hooks"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
        ("media", "0001_squashed_0013_changes_are_told"),
    ]

    operations = [
        migrations.CreateModel(
            name="TranslationGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "publishing_principles",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The page that says by what principles you work.",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="editorial principles",
                    ),
                ),
                (
                    "ethics_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="ethics policy",
                    ),
                ),
                (
                    "corrections_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="What you do about mistakes; not the list of corrections itself.",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="corrections policy",
                    ),
                ),
                (
                    "fact_checking_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="fact-checking policy",
                    ),
                ),
                (
                    "unnamed_sources_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="policy on unnamed sources",
                    ),
                ),
                (
                    "feedback_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="how readers can respond",
                    ),
                ),
                (
                    "diversity_policy",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="diversity policy",
                    ),
                ),
                (
                    "ownership_page",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Who owns and pays for the newsroom.",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="ownership and funding",
                    ),
                ),
                (
                    "masthead_page",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Who works here.",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="masthead",
                    ),
                ),
                (
                    "mission_page",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(https?://[^\\s/]+|/(?!/))\\S*$", "An address starts with https:// or with /."
                            )
                        ],
                        verbose_name="mission and coverage priorities",
                    ),
                ),
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(default="Newsroom", max_length=80)),
                (
                    "tagline",
                    models.CharField(
                        blank=True, help_text="One or two sentences, printed at the foot of every page.", max_length=300
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris",
                        help_text="Times on every page, and the dates in addresses, are in this zone, as in Europe/Paris.",
                        max_length=60,
                        validators=[articles.models.site.known_time_zone],
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", help_text="Language of the pages, as in en or fr.", max_length=20),
                ),
                (
                    "find_us",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[articles.models.site.labelled_addresses],
                        verbose_name="“Find us” links",
                    ),
                ),
                (
                    "policies",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[articles.models.site.labelled_addresses],
                        verbose_name="“How we work” links",
                    ),
                ),
                (
                    "legal",
                    models.CharField(
                        blank=True,
                        help_text="As in © The Meridian Trust, Halmouth",
                        max_length=200,
                        verbose_name="legal line",
                    ),
                ),
                (
                    "legal_links",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[articles.models.site.labelled_addresses],
                        verbose_name="legal links",
                    ),
                ),
                (
                    "shows_history",
                    models.BooleanField(
                        default=True,
                        help_text="Readers can open the versions of a story that they have seen, and compare them word by word.",
                        verbose_name="what changed",
                    ),
                ),
                (
                    "comments",
                    models.CharField(
                        choices=[
                            ("off", "No comments"),
                            ("before", "An editor reads each one first"),
                            ("after", "Shown at once"),
                        ],
                        default="before",
                        help_text="Each story can have a rule of its own, on the page of its comments.",
                        max_length=10,
                        verbose_name="readers’ comments",
                    ),
                ),
                (
                    "comment_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=14,
                        help_text="After so many days a story takes no more comments; what is there stays. Empty: it never closes.",
                        null=True,
                        verbose_name="days to comment",
                    ),
                ),
                (
                    "comment_links",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="A comment with more of them waits for an editor.",
                        verbose_name="links in a comment",
                    ),
                ),
                (
                    "comment_reports",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=3,
                        help_text="Readers from so many places who report a comment hide it until an editor has read it. Empty: never.",
                        null=True,
                        verbose_name="reports that hide",
                    ),
                ),
                (
                    "comment_words",
                    models.TextField(
                        blank=True,
                        help_text="One line each. Capitals and accents don’t matter; “casino*” also finds casinos.",
                        verbose_name="words that hold a comment",
                    ),
                ),
                (
                    "headline_limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=95,
                        help_text="In characters. Longer ones are told before publishing. Search shows about 65. Empty: no limit.",
                        null=True,
                        verbose_name="longest headline",
                    ),
                ),
                (
                    "fallback_photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Stands in lists for a photo that may not be shown any more, where the section has none for that.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logo_of",
                        to="media.photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "site record",
                "verbose_name_plural": "site record",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="site_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=250)),
                ("plain", models.CharField(db_index=True, editable=False, max_length=250)),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of its page's address. Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, help_text="One sentence for the section's own page.", max_length=300),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="Sections with smaller numbers come first."
                    ),
                ),
                (
                    "opinion",
                    models.BooleanField(
                        default=False,
                        help_text="Headlines are set in italics with the writer's portrait, so that no view is taken for news.",
                    ),
                ),
                (
                    "fallback_photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Stands in lists for a story’s photo that may not be shown any more. Empty: the site’s stands in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        default=articles.models.section.the_site,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="articles.site",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("key",), name="section_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=250)),
                ("plain", models.CharField(db_index=True, editable=False, max_length=250)),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of its page's address. Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("description", models.TextField(blank=True, help_text="A few sentences for the series’ own page.")),
                (
                    "complete",
                    models.BooleanField(
                        default=False,
                        help_text="Whether no more parts will come. Readers are told “so far” until then.",
                    ),
                ),
                (
                    "order",
                    models.CharField(
                        choices=[("parts", "by part, the first one first"), ("newest", "the newest first")],
                        default="parts",
                        help_text="By part for something that is read from its beginning; the newest first for a column.",
                        max_length=10,
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Stands on the series’ own page, with its credit.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["plain", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="series_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("order__in", ["parts", "newest"])), name="series_order_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_original", models.BooleanField(default=False, editable=False)),
                ("followed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("kicker", models.CharField(blank=True, max_length=60)),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("standfirst", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "lead_caption",
                    models.TextField(
                        blank=True, help_text="The photo’s own caption when left empty.", verbose_name="caption here"
                    ),
                ),
                ("lead_crops", models.CharField(blank=True, default="", max_length=200, verbose_name="crop here")),
                ("language", models.CharField(default="en", max_length=20)),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of the story’s address. Made from the headline when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("first_published", models.DateTimeField(blank=True, editable=False, null=True)),
                ("published_on", models.DateField(blank=True, editable=False, null=True)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("revision_number", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("part", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Draft"), ("review", "In review"), ("ready", "Ready")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("stage_since", models.DateTimeField(blank=True, editable=False, null=True)),
                ("source_id", models.CharField(blank=True, editable=False, max_length=200, null=True, unique=True)),
                ("source_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("held_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("hold_reason", models.TextField(blank=True, editable=False)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assigned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="media.photo",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.section",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.series",
                    ),
                ),
                (
                    "translations",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="articles.translationgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["-updated_at", "-pk"],
                "permissions": [
                    ("publish_article", "Can publish, update and schedule stories"),
                    ("correct_article", "Can publish corrections"),
                    ("withdraw_article", "Can withdraw stories from readers"),
                    ("kill_article", "Can kill stories and bring them back"),
                    ("remove_article", "Can remove stories for legal reasons, as if they had never been"),
                    ("redact_article", "Can take words out of everything that readers saw of a story"),
                    ("override_gate", "Can publish against the house rules, with a reason"),
                    ("hold_article", "Can put stories on legal hold and lift it"),
                    ("view_as_of", "Can see the whole site as of any instant, to come or past"),
                ],
                "indexes": [
                    models.Index(fields=["-updated_at", "-id"], name="article_by_update"),
                    models.Index(
                        condition=models.Q(("first_published__isnull", True)),
                        fields=["-updated_at", "-id"],
                        name="article_drafts",
                    ),
                    models.Index(
                        condition=models.Q(("stage", "draft"), _negated=True),
                        fields=["stage", "stage_since", "id"],
                        name="article_by_stage",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", False)), fields=["deleted_at"], name="article_deleted"
                    ),
                    models.Index(
                        condition=models.Q(("held_at__isnull", False)), fields=["held_at"], name="article_on_hold"
                    ),
                    models.Index(
                        condition=models.Q(("translations__isnull", False)),
                        fields=["translations"],
                        name="article_translations",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "review", "ready"])), name="article_stage_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__isnull", True), models.Q(("part__gte", 1), ("part__lte", 9999)), _connector="OR"
                        ),
                        name="article_part_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage", "draft"), ("stage_since__isnull", False), _connector="OR"),
                        name="article_stage_has_a_beginning",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deleted_at__isnull", True), ("first_published__isnull", True), _connector="OR"
                        ),
                        name="article_deleted_only_without_versions",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("hold_reason", "")),
                            models.Q(("held_at__isnull", False), models.Q(("hold_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="article_hold_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at__isnull", True), ("translations__isnull", False)),
                        fields=("translations", "language"),
                        name="article_one_translation_a_language",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_original", True)),
                        fields=("translations",),
                        name="article_one_original_of_translations",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_original", False), ("translations__isnull", False), _connector="OR"),
                        name="article_original_has_translations",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("followed_at__isnull", True),
                            models.Q(("is_original", False), ("translations__isnull", False)),
                            _connector="OR",
                        ),
                        name="article_translation_follows",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EdgeHook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "not_before",
                    models.DateTimeField(
                        help_text="Nobody tries before: one is at it, or the last try failed.", null=True
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=0, help_text="How many failed since it was last told.")),
                ("failing_since", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("looked_at", models.DateTimeField()),
                ("cursor", models.JSONField(default=list)),
                ("waiting", models.JSONField(default=dict)),
                ("told_at", models.DateTimeField(null=True)),
                ("turn", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="desk_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[articles.models.site.known_time_zone],
                        verbose_name="your time zone",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=80)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=250)),
                ("plain", models.CharField(db_index=True, editable=False, max_length=250)),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of its page's address. Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True, help_text="As printed in bylines. The name when left empty.", max_length=40
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address of its own site")),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="synonyms",
                        to="articles.agency",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "agencies",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("key",), name="agency_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="discussion",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "openness",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Closes by age"),
                            ("open", "Stays open"),
                            ("closed", "Closed"),
                            ("off", "No comments on this story"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "taking",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off", "No comments"),
                            ("before", "An editor reads each one first"),
                            ("after", "Shown at once"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("openness__in", ["", "open", "closed", "off"])),
                        name="discussion_openness_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taking__in", ["", "before", "after"])), name="discussion_taking_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticlePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="body_photos", to="articles.article"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="in_bodies", to="media.photo"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("article", "photo"), name="body_photo_once")],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=250)),
                ("plain", models.CharField(db_index=True, editable=False, max_length=250)),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of its page's address. Made from the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120)),
                ("biography", models.TextField(blank=True)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("show_email", models.BooleanField(default=False, verbose_name="show e-mail to readers")),
                (
                    "links",
                    models.JSONField(blank=True, default=list, validators=[articles.models.site.labelled_addresses]),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portrait_of",
                        to="media.photo",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="synonyms",
                        to="articles.author",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="author",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["key"], name="author_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Breaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=140)),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["live_from"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["live_from"], name="breaking_live_from"),
                    models.Index(fields=["live_until"], name="breaking_live_until"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="breaking_has_words"),
                    models.CheckConstraint(
                        condition=models.Q(("live_until__gt", models.F("live_from"))), name="breaking_window_not_empty"
                    ),
                    articles.models.constraints.WindowsDoNotOverlap(name="breaking_windows_do_not_overlap", of=()),
                    articles.models.constraints.ContentIsFrozen(
                        columns=["words", "article_id", "live_from"], name="breaking_is_frozen"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("by", "By"),
                            ("with", "with"),
                            ("photos by", "Photos by"),
                            ("translated by", "Translated by"),
                            ("edited by", "Edited by"),
                        ],
                        default="by",
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="articles.agency",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bylines", to="articles.article"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="articles.author",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), ("author__isnull", False)),
                            models.Q(("agency__isnull", False), ("author__isnull", True)),
                            _connector="OR",
                        ),
                        name="article_byline_names_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("author__isnull", False)),
                        fields=("article", "role", "author"),
                        name="article_byline_author_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False)),
                        fields=("article", "role", "agency"),
                        name="article_byline_agency_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalledApart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("one", models.BigIntegerField()),
                ("other", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "one", "other"), name="called_apart_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="called_apart_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thread", models.BigIntegerField(default=0, editable=False)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("text", models.TextField(blank=True)),
                ("staff", models.BooleanField(default=False)),
                ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("shown", "Shown"),
                            ("rejected", "Rejected"),
                            ("spam", "Spam"),
                            ("deleted", "Deleted"),
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="why it waits")),
                ("moved_at", models.DateTimeField(blank=True, null=True)),
                ("vetted", models.BooleanField(default=False)),
                ("reports", models.PositiveIntegerField(default=0)),
                ("replies", models.PositiveIntegerField(default=0)),
                (
                    "listed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("state", "shown"), ("replies__gt", 0), _connector="OR"),
                        output_field=models.BooleanField(),
                    ),
                ),
                ("sender", models.CharField(blank=True, editable=False, max_length=32)),
                ("once", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="articles.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="articles.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "permissions": [
                    ("moderate_comment", "Can moderate comments and answer them"),
                    ("erase_comment", "Can export and erase a person’s comments"),
                ],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("listed", True)), fields=["article", "-thread", "id"], name="comment_listed"
                    ),
                    models.Index(fields=["article", "id"], name="comment_of_story"),
                    models.Index(fields=["state", "id"], name="comment_by_state"),
                    models.Index(condition=models.Q(("reports__gt", 0)), fields=["id"], name="comment_reported"),
                    models.Index(fields=["sender", "posted_at"], name="comment_sender"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "shown", "rejected", "spam", "deleted", "erased"])
                        ),
                        name="comment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "erased"), _negated=True),
                            models.Q(("email", ""), ("name", ""), ("once", ""), ("sender", ""), ("text", "")),
                            _connector="OR",
                        ),
                        name="comment_erased_says_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "erased"),
                            models.Q(models.Q(("text", ""), _negated=True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="comment_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent__isnull", True), ("replies", 0), _connector="OR"),
                        name="comment_one_level_deep",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="comment_not_its_own",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True), fields=("once",), name="comment_sent_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Embargo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="embargo", to="articles.article"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["until", "article"], name="embargo_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="embargo_ends_after_it_is_set"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=250)),
                ("plain", models.CharField(db_index=True, editable=False, max_length=250)),
                ("name", models.CharField(max_length=100)),
                ("slug", models.CharField(blank=True, max_length=100, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "topic"),
                            ("person", "person"),
                            ("place", "place"),
                            ("organisation", "organisation"),
                            ("event", "event"),
                        ],
                        default="topic",
                        max_length=20,
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, help_text="A sentence or two for the tag's own page.", max_length=500),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="synonyms",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("key",), name="tag_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Front",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("key", models.CharField(editable=False, max_length=160)),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="articles.arrangement"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["section__position", "tag__name", "name", "pk"],
                "permissions": [("arrange_front", "Can arrange and publish fronts")],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("section__isnull", True), ("tag__isnull", True), _connector="OR"),
                        name="front_of_one_place",
                    ),
                    models.UniqueConstraint(fields=("section", "key"), name="front_name_once_a_section"),
                    models.UniqueConstraint(fields=("tag", "key"), name="front_name_once_a_tag"),
                    models.UniqueConstraint(
                        condition=models.Q(("section__isnull", True), ("tag__isnull", True)),
                        fields=("key",),
                        name="front_name_once_on_the_site",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("hand_over", "handed it over"),
                            ("take", "took it"),
                            ("give_back", "gave it back"),
                            ("ready", "made it ready"),
                            ("take_back", "took it back"),
                            ("published", "published it"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Draft"), ("review", "In review"), ("ready", "Ready")], max_length=10
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="articles.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["article", "-id"], name="handover_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "review", "ready"])), name="handover_stage_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("move__in", ["hand_over", "take", "give_back", "ready", "take_back", "published"])
                        ),
                        name="handover_move_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("move", "give_back"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handover_given_back_with_a_note",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HubState",
            fields=[
                (
                    "not_before",
                    models.DateTimeField(
                        help_text="Nobody tries before: one is at it, or the last try failed.", null=True
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=0, help_text="How many failed since it was last told.")),
                ("failing_since", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("told_until", models.DateTimeField()),
                (
                    "lately",
                    models.JSONField(default=list, help_text="What it was told of the last minute before that."),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="hub_state_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Kill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("reason", models.TextField(help_text="For the newsroom.")),
                ("note", models.TextField(blank=True, help_text="For readers who come to the story's address.")),
                ("revived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kills", to="articles.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revived_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revived_at__isnull", True)),
                        fields=("article",),
                        name="kill_once_at_a_time",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="kill_has_a_reason"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revived_at__isnull", True), ("revived_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="kill_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("source", models.BigIntegerField()),
                ("target", models.BigIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("undo_began_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "source"], name="merge_by_source")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="merge_of_two"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("kind", "source"),
                        name="merge_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRows",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveIntegerField(default=0)),
                ("table", models.CharField(max_length=100)),
                ("moved", models.JSONField(default=list)),
                ("dropped", models.JSONField(default=list)),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="articles.merge"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpenForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("page", models.CharField(max_length=120)),
                ("base", models.PositiveIntegerField(blank=True, null=True)),
                ("continues", models.UUIDField(blank=True, null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("typed", models.TextField(blank=True)),
                ("typed_at", models.DateTimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="field being written in")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="gone on with elsewhere")),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open_forms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-typed_at", "-opened_at"],
                "indexes": [
                    models.Index(fields=["page", "seen_at"], name="openform_by_page"),
                    models.Index(fields=["user", "page"], name="openform_of_user"),
                    models.Index(fields=["seen_at"], name="openform_by_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Counts a story's versions in the order readers see them, from 1."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First published"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("minor", "Minor edit"),
                            ("retraction", "Retraction"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "corrects",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("kind__in", ("correction", "clarification", "retraction"))),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="Printed for readers: what was wrong, or what is new."),
                ),
                (
                    "retracted",
                    models.BooleanField(
                        default=False,
                        help_text="Whether the newsroom has taken back what the story says; it stays so until restored.",
                    ),
                ),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField(blank=True, null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "open"),
                            ("replaced", "replaced by the next version"),
                            ("withdrawn", "withdrawn"),
                            ("removed", "removed for legal reasons"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "end_note",
                    models.TextField(blank=True, help_text="Printed at the address of a withdrawn story: why it was."),
                ),
                (
                    "first_published",
                    models.DateTimeField(help_text="When readers first saw the story, in any version."),
                ),
                (
                    "published_on",
                    models.DateField(
                        help_text="The day in the story's address: of first_published, in the site's time zone."
                    ),
                ),
                ("kicker", models.CharField(blank=True, max_length=60)),
                ("headline", models.CharField(max_length=300)),
                ("standfirst", models.TextField(blank=True)),
                ("body", models.TextField()),
                ("words", models.PositiveIntegerField(default=0)),
                ("lead_caption", models.TextField(blank=True)),
                ("lead_crops", models.CharField(blank=True, default="", help_text="See media.uses.", max_length=200)),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        default=32767, help_text="Its number in the series by now: changes as the desk copy's does."
                    ),
                ),
                ("language", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=100)),
                (
                    "digest",
                    models.CharField(
                        help_text="Of its content; equal to the desk copy's while nothing changed.", max_length=64
                    ),
                ),
                (
                    "redacted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When words were last taken out for legal reasons; a mark stands for them.",
                        null=True,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="articles.article"
                    ),
                ),
                (
                    "kill",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="articles.kill",
                    ),
                ),
                (
                    "lead_photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="articles.section"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="articles.series",
                    ),
                ),
            ],
            options={
                "ordering": ["article", "live_from"],
                "indexes": [
                    models.Index(fields=["-first_published", "-id"], name="version_newest"),
                    models.Index(fields=["section", "-first_published", "-id"], name="version_section_newest"),
                    models.Index(
                        condition=models.Q(("series__isnull", False)),
                        fields=["series", "part", "first_published", "id"],
                        name="version_series_parts",
                    ),
                    models.Index(
                        condition=models.Q(("series__isnull", False)),
                        fields=["series", "-first_published", "-id"],
                        name="version_series_newest",
                    ),
                    models.Index(fields=["live_from"], name="version_live_from"),
                    models.Index(
                        condition=models.Q(("live_until__isnull", False)),
                        fields=["live_until"],
                        name="version_live_until",
                    ),
                    models.Index(fields=["slug", "published_on"], name="version_address"),
                    models.Index(condition=models.Q(("kill__isnull", False)), fields=["kill"], name="version_killed"),
                    models.Index(
                        condition=models.Q(("corrects", True)), fields=["-live_from", "-id"], name="version_corrections"
                    ),
                    models.Index(fields=["published_on", "live_from", "live_until", "kill"], name="version_days"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "live_from"), name="version_one_at_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live_until__isnull", True), ("live_until__gt", models.F("live_from")), _connector="OR"
                        ),
                        name="version_window_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("live_until__isnull", True)),
                            models.Q(("live_until__isnull", False), models.Q(("end", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="version_end_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_note", ""), ("end", "withdrawn"), _connector="OR"),
                        name="version_end_note_when_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("headline", ""), _negated=True), name="version_has_headline"
                    ),
                    models.CheckConstraint(condition=models.Q(("body", ""), _negated=True), name="version_has_body"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("correction", "clarification", "retraction")), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="version_correction_has_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("kind", "minor"), _negated=True), ("note", ""), _connector="OR"),
                        name="version_minor_has_no_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "retraction"), _negated=True), ("retracted", True), _connector="OR"
                        ),
                        name="version_retraction_retracts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_published__lte", models.F("live_from"))),
                        name="version_not_before_first",
                    ),
                    articles.models.constraints.WindowsDoNotOverlap(name="version_windows_do_not_overlap"),
                    articles.models.constraints.ContentIsFrozen(
                        columns=[
                            "kicker",
                            "headline",
                            "standfirst",
                            "body",
                            "lead_photo_id",
                            "lead_caption",
                            "lead_crops",
                            "section_id",
                            "series_id",
                            "language",
                            "slug",
                            "note",
                        ],
                        name="version_content_is_frozen",
                        unless="redacted_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="override", to="articles.version"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="override_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OverriddenFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_name", models.CharField(max_length=40)),
                ("message", models.TextField()),
                (
                    "override",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="articles.override"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The number of the revision that is shown; None: the desk copy as it goes on.",
                        null=True,
                    ),
                ),
                ("key", models.CharField(default=articles.models.preview_link.new_key, max_length=32, unique=True)),
                ("note", models.CharField(blank=True, help_text="Whom it is for.", max_length=200)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preview_links", to="articles.article"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="preview_link_expires_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last_opened_at__isnull", True), ("opened", 0)),
                            models.Q(("last_opened_at__isnull", False), ("opened__gt", 0)),
                            _connector="OR",
                        ),
                        name="preview_link_opened_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("who", models.BigIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("act", models.CharField(max_length=40)),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("address", models.GenericIPAddressField(null=True)),
                ("words", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "record",
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="record_newest"),
                    models.Index(fields=["who", "-at", "-id"], name="record_who_newest"),
                    models.Index(fields=["act", "-at", "-id"], name="record_act_newest"),
                    models.Index(fields=["kind", "key", "-at", "-id"], name="record_about_newest"),
                ],
                "constraints": [
                    articles.models.append_only.AppendOnly(name="record_append_only"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address__isnull", True),
                            ("act__in", ["logged-in", "login-failed", "logged-out"]),
                            _connector="OR",
                        ),
                        name="record_address_of_logins_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "path",
                    models.CharField(help_text="Begins with /, as readers would type it.", max_length=500, unique=True),
                ),
                ("target", models.CharField(blank=True, db_index=True, max_length=500)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redirects",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("target", "")),
                            models.Q(("article__isnull", True), models.Q(("target", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="redirect_leads_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("path__startswith", "/")), name="redirect_path_is_absolute"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelatedArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_articles",
                        to="articles.article",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "other"), name="related_once"),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("other")), _negated=True), name="related_to_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abuse", "Insults or threatens"),
                            ("spam", "Advertises"),
                            ("false", "Is not true"),
                            ("private", "Tells something private"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sender", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reported", to="articles.comment"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["sender", "at"], name="report_sender")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["abuse", "spam", "false", "private", "other"])),
                        name="report_reason_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sender", ""), _negated=True),
                        fields=("comment", "sender"),
                        name="report_once_from_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="articles.article"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "indexes": [models.Index(fields=["article", "-saved_at", "-number"], name="revision_by_time")],
                "constraints": [models.UniqueConstraint(fields=("article", "number"), name="revision_number_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="saved_view_named_once",
                        violation_error_message="You have a view of this name already.",
                    ),
                    models.CheckConstraint(condition=models.Q(("query", ""), _negated=True), name="saved_view_narrows"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Container",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("tier", "Second tier"),
                            ("latest", "Latest"),
                            ("opinion", "Opinion"),
                            ("band", "Band"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80)),
                (
                    "fill",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing"),
                            ("all", "everything"),
                            ("section", "a section"),
                            ("tag", "a tag"),
                        ],
                        default="all",
                        max_length=20,
                    ),
                ),
                ("size", models.PositiveSmallIntegerField(default=3)),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="containers",
                        to="articles.arrangement",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("arrangement", "position"), name="container_one_a_position"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["lead", "tier", "latest"])),
                        fields=("arrangement", "kind"),
                        name="container_once_on_top",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fill", "section"), ("section__isnull", False), ("tag__isnull", True)),
                            models.Q(("fill", "tag"), ("section__isnull", True), ("tag__isnull", False)),
                            models.Q(
                                ("fill__in", ["nothing", "all"]), ("section__isnull", True), ("tag__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="container_filled_from_what_it_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1), ("size__lte", 12)), name="container_size"
                    ),
                    articles.models.constraints.ContentIsFrozen(
                        columns=["arrangement_id", "position", "kind", "title", "fill", "section_id", "tag_id", "size"],
                        name="container_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                (
                    "severity",
                    models.CharField(
                        choices=[("off", "Off"), ("advisory", "Advises"), ("blocking", "Blocks")], max_length=20
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="articles.site",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "name"), name="check_setting_once"),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["off", "advisory", "blocking"])),
                        name="check_setting_severity_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="articles.article"
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="articles.container"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="media.photo",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("starts_at__isnull", False)), fields=["starts_at"], name="slot_starts"
                    ),
                    models.Index(condition=models.Q(("ends_at__isnull", False)), fields=["ends_at"], name="slot_ends"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("container", "position"), name="slot_one_a_position"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True),
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="slot_window_not_empty",
                    ),
                    articles.models.constraints.ContentIsFrozen(
                        columns=[
                            "container_id",
                            "position",
                            "article_id",
                            "headline",
                            "photo_id",
                            "starts_at",
                            "ends_at",
                        ],
                        name="slot_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrontVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="Of the draft it was published from.", max_length=80)),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="articles.arrangement"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["live_from"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["live_from"], name="front_live_from"),
                    models.Index(
                        condition=models.Q(("live_until__isnull", False)),
                        fields=["live_until"],
                        name="front_live_until",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("section__isnull", True), ("tag__isnull", True), _connector="OR"),
                        name="front_version_of_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live_until__isnull", True), ("live_until__gt", models.F("live_from")), _connector="OR"
                        ),
                        name="front_window_not_empty",
                    ),
                    articles.models.constraints.WindowsDoNotOverlap(
                        name="front_windows_do_not_overlap", of=("section_id", "tag_id")
                    ),
                    articles.models.constraints.ContentIsFrozen(
                        columns=["name", "arrangement_id", "section_id", "tag_id", "live_from"],
                        name="front_version_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="articles.article"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tagged_articles", to="articles.tag"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("content_object", "tag"), name="tag_once_an_article")],
            },
        ),
        migrations.CreateModel(
            name="VersionByline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("by", "By"),
                            ("with", "with"),
                            ("photos by", "Photos by"),
                            ("translated by", "Translated by"),
                            ("edited by", "Edited by"),
                        ],
                        default="by",
                        max_length=20,
                    ),
                ),
                (
                    "first_published",
                    models.DateTimeField(
                        help_text="On a person's first credit of a version alone, so that their lists hold a story once.",
                        null=True,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="articles.agency",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="articles.author",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bylines", to="articles.version"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["author", "-first_published", "-version"], name="versionbyline_author_newest"),
                    models.Index(fields=["agency", "-first_published", "-version"], name="versionbyline_agency_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), ("author__isnull", False)),
                            models.Q(("agency__isnull", False), ("author__isnull", True)),
                            _connector="OR",
                        ),
                        name="version_byline_names_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("author__isnull", False)),
                        fields=("version", "role", "author"),
                        name="version_byline_author_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False)),
                        fields=("version", "role", "agency"),
                        name="version_byline_agency_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown_in", to="media.photo"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="articles.version"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("version", "photo"), name="version_photo_once")],
            },
        ),
        migrations.CreateModel(
            name="VersionRelated",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related", to="articles.version"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("version", "article"), name="version_related_once")],
            },
        ),
        migrations.CreateModel(
            name="VersionTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_published", models.DateTimeField()),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="articles.tag"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="articles.version"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tag", "-first_published", "-version"], name="versiontag_newest")],
                "constraints": [models.UniqueConstraint(fields=("version", "tag"), name="version_tag_once")],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="photos",
            field=models.ManyToManyField(related_name="articles", through="articles.ArticlePhoto", to="media.photo"),
        ),
        migrations.AddField(
            model_name="arrangement",
            name="front",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="states",
                to="articles.front",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="related",
            field=models.ManyToManyField(
                related_name="related_from",
                through="articles.RelatedArticle",
                through_fields=("article", "other"),
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="articles.TaggedArticle",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.RunPython(create, drop),
        media.telling.TellChanges(
            constraints={
                "agency": media.models.change.ChangeIsTold(
                    keys=["agency-{id}"], name="agency_change_is_told", on=("UPDATE", "DELETE")
                ),
                "article": media.models.change.ChangeIsTold(
                    keys=["story-{id}", "translations-{translations_id}"],
                    name="article_translations_are_told",
                    of=("translations_id", "is_original", "language", "deleted_at"),
                    on=("UPDATE",),
                ),
                "author": media.models.change.ChangeIsTold(
                    keys=["author-{id}"], name="author_change_is_told", on=("UPDATE", "DELETE")
                ),
                "breaking": media.models.change.ChangeIsTold(keys=["chrome"], name="breaking_change_is_told"),
                "container": media.models.change.ChangeIsTold(
                    keys=["fronts"], name="container_change_is_told", on=("UPDATE", "DELETE")
                ),
                "discussion": media.models.change.ChangeIsTold(
                    keys=["discussion-{article_id}"], name="discussion_change_is_told"
                ),
                "frontversion": media.models.change.ChangeIsTold(keys=["fronts"], name="front_version_change_is_told"),
                "kill": media.models.change.ChangeIsTold(keys=["story-{article_id}"], name="kill_change_is_told"),
                "section": media.models.change.ChangeIsTold(keys=["chrome"], name="section_change_is_told"),
                "series": media.models.change.ChangeIsTold(
                    keys=["series-{id}"], name="series_change_is_told", on=("UPDATE", "DELETE")
                ),
                "site": media.models.change.ChangeIsTold(keys=["chrome"], name="site_change_is_told"),
                "slot": media.models.change.ChangeIsTold(
                    keys=["fronts"], name="slot_change_is_told", on=("UPDATE", "DELETE")
                ),
                "tag": media.models.change.ChangeIsTold(
                    keys=["tag-{id}"], name="tag_change_is_told", on=("UPDATE", "DELETE")
                ),
                "version": media.models.change.ChangeIsTold(keys=["story-{article_id}"], name="version_change_is_told"),
                "versionbyline": media.models.change.ChangeIsTold(
                    keys=["version-{version_id}", "author-stories-{author_id}", "agency-stories-{agency_id}"],
                    name="version_byline_change_is_told",
                    on=("UPDATE", "DELETE"),
                ),
                "versionphoto": media.models.change.ChangeIsTold(
                    keys=["version-{version_id}"], name="version_photo_change_is_told", on=("UPDATE", "DELETE")
                ),
                "versionrelated": media.models.change.ChangeIsTold(
                    keys=["version-{version_id}"], name="version_related_change_is_told", on=("UPDATE", "DELETE")
                ),
                "versiontag": media.models.change.ChangeIsTold(
                    keys=["version-{version_id}", "tag-stories-{tag_id}"],
                    name="version_tag_change_is_told",
                    on=("UPDATE", "DELETE"),
                ),
            },
        ),
    ]
