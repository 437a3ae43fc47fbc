import django.core.validators
import django.db.models.deletion
import media.models.change
import media.telling
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("media", "0001_photo"),
        ("media", "0002_what_the_file_says"),
        ("media", "0003_rights"),
        ("media", "0004_kill"),
        ("media", "0005_earlier_files_and_crops"),
        ("media", "0006_arrivals"),
        ("media", "0007_likenesses"),
        ("media", "0008_content_credentials"),
        ("media", "0009_find_by_rights"),
        ("media", "0010_standing_copies"),
        ("media", "0011_forget_being_made"),
        ("media", "0012_crops_of_uses"),
        ("media", "0013_changes_are_told"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("at", models.BigIntegerField(db_index=True)),
                ("tx", models.BigIntegerField(db_index=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=200, upload_to="originals/", verbose_name="original")),
                (
                    "file_name",
                    models.CharField(
                        blank=True, default="", help_text="As it was called when it came in.", max_length=255
                    ),
                ),
                (
                    "checksum",
                    models.CharField(blank=True, default="", help_text="SHA-256 of the original.", max_length=64),
                ),
                ("title", models.CharField(blank=True, default="", max_length=250)),
                ("caption", models.TextField(blank=True, default="")),
                ("alt", models.TextField(blank=True, default="", verbose_name="alt text")),
                ("extended", models.TextField(blank=True, default="", verbose_name="extended description")),
                ("credit", models.CharField(blank=True, default="", max_length=250)),
                (
                    "copyright",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="copyright notice"),
                ),
                ("photographer", models.CharField(blank=True, default="", max_length=250)),
                (
                    "job_title",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="photographer’s job title"),
                ),
                ("source_agency", models.CharField(blank=True, default="", max_length=250, verbose_name="source")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken")),
                ("city", models.CharField(blank=True, default="", max_length=250)),
                ("country", models.CharField(blank=True, default="", max_length=250)),
                (
                    "persons",
                    models.TextField(blank=True, default="", help_text="One to a line.", verbose_name="persons shown"),
                ),
                ("event", models.CharField(blank=True, default="", max_length=250)),
                ("keywords", models.TextField(blank=True, default="", help_text="One to a line.")),
                ("job_id", models.CharField(blank=True, default="", max_length=250, verbose_name="job")),
                (
                    "digital_source_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("digitalCapture", "Photograph from a digital camera"),
                            ("computationalCapture", "Photograph computed from several captures"),
                            ("negativeFilm", "Scan of a film negative"),
                            ("positiveFilm", "Scan of a slide"),
                            ("print", "Scan of a print"),
                            ("screenCapture", "Screenshot or screen recording"),
                            ("virtualRecording", "Recording of a virtual event"),
                            ("humanEdits", "Edited by people without AI"),
                            ("minorHumanEdits", "Minor edits by people"),
                            ("algorithmicallyEnhanced", "Enhanced by an algorithm"),
                            ("compositeCapture", "Composite of photographs"),
                            ("composite", "Composite"),
                            ("compositeSynthetic", "Composite with AI-generated parts"),
                            ("compositeWithTrainedAlgorithmicMedia", "Edited with generative AI"),
                            ("trainedAlgorithmicMedia", "Generated by AI"),
                            ("algorithmicMedia", "Generated by an algorithm"),
                            ("dataDrivenMedia", "Drawn from data"),
                            ("digitalCreation", "Drawn or made by people on a computer"),
                            ("digitalArt", "Digital art"),
                            ("softwareImage", "Made by software"),
                        ],
                        default="",
                        max_length=60,
                        verbose_name="how it was made",
                    ),
                ),
                ("instructions", models.TextField(blank=True, default="")),
                ("usage_terms", models.TextField(blank=True, default="")),
                (
                    "web_statement",
                    models.URLField(blank=True, default="", max_length=500, verbose_name="web page of the rights"),
                ),
                ("licensor", models.CharField(blank=True, default="", max_length=250)),
                (
                    "licensor_url",
                    models.URLField(blank=True, default="", max_length=500, verbose_name="licensor’s web page"),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "Our own"),
                            ("agency", "Agency contract"),
                            ("handout", "Handout"),
                            ("cc-by", "Creative Commons BY"),
                            ("cc-by-sa", "Creative Commons BY-SA"),
                            ("cc-by-nd", "Creative Commons BY-ND"),
                            ("cc-by-nc", "Creative Commons BY-NC"),
                            ("cc-by-nc-sa", "Creative Commons BY-NC-SA"),
                            ("cc-by-nc-nd", "Creative Commons BY-NC-ND"),
                            ("cc0", "Creative Commons Zero"),
                            ("public-domain", "Public domain"),
                            ("single-use", "Single use"),
                            ("obituary", "Obituary only"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("allowed_from", models.DateTimeField(blank=True, null=True, verbose_name="may be used from")),
                (
                    "allowed_until",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="may be used until"),
                ),
                (
                    "most_uses",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of stories"),
                ),
                ("territories", models.CharField(blank=True, default="", max_length=250)),
                ("restrictions", models.TextField(blank=True, default="")),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "focal_x",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0.0),
                            django.core.validators.MaxValueValidator(1.0),
                        ],
                        verbose_name="focal point across",
                    ),
                ),
                (
                    "focal_y",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0.0),
                            django.core.validators.MaxValueValidator(1.0),
                        ],
                        verbose_name="focal point down",
                    ),
                ),
                (
                    "crops",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="By shape what was cropped by hand: left, top and width, 0 to 1.",
                    ),
                ),
                (
                    "use_crops",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="How single uses crop it for themselves, see media.uses.",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        blank=True, default="", editable=False, help_text="Its middle, #rrggbb.", max_length=7
                    ),
                ),
                (
                    "credentials",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="What its content credentials come to, see media.provenance.",
                    ),
                ),
                (
                    "standing",
                    models.JSONField(
                        editable=False,
                        help_text="What its copies for readers were made of, see media.standing.Made; null while there are none.",
                        null=True,
                    ),
                ),
                ("killed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("kill_reason", models.TextField(blank=True, default="", editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="added")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "killed_by",
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
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [("kill_photo", "Can kill photos and bring them back")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("killed_at__isnull", False)),
                        fields=["killed_at"],
                        name="media_photo_killed",
                    ),
                    models.Index(
                        condition=models.Q(("allowed_from__isnull", False)),
                        fields=["allowed_from"],
                        name="media_photo_from",
                    ),
                    models.Index(fields=["licence", "-created_at", "-id"], name="media_photo_by_licence"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("focal_x__gte", 0), ("focal_x__lte", 1), ("focal_y__gte", 0), ("focal_y__lte", 1)
                        ),
                        name="media_photo_focal_point_inside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allowed_from", None),
                            ("allowed_until", None),
                            ("allowed_until__gt", models.F("allowed_from")),
                            _connector="OR",
                        ),
                        name="media_photo_rights_end_after_they_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_uses", None), ("most_uses__gte", 1), _connector="OR"),
                        name="media_photo_for_one_story_at_least",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gte", 1), ("width__gte", 1)), name="media_photo_has_pixels"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kill_reason", ""), ("killed_at__isnull", True)),
                            models.Q(("killed_at__isnull", False), models.Q(("kill_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="media_photo_killed_for_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("checksum", ""), _negated=True),
                        fields=("checksum",),
                        name="media_photo_same_bytes_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="likeness",
                        serialize=False,
                        to="media.photo",
                    ),
                ),
                ("colours", models.BinaryField(help_text="8 x 8 pixels of RGB.")),
                ("band_0", models.SmallIntegerField(db_index=True)),
                ("band_1", models.SmallIntegerField(db_index=True)),
                ("band_2", models.SmallIntegerField(db_index=True)),
                ("band_3", models.SmallIntegerField(db_index=True)),
                ("band_4", models.SmallIntegerField(db_index=True)),
                ("band_5", models.SmallIntegerField(db_index=True)),
                ("band_6", models.SmallIntegerField(db_index=True)),
                ("band_7", models.SmallIntegerField(db_index=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EarlierFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=200, upload_to="originals/", verbose_name="original")),
                ("file_name", models.CharField(blank=True, default="", max_length=255)),
                ("checksum", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("replaced_at", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="earlier_files", to="media.photo"
                    ),
                ),
            ],
            options={
                "ordering": ["-replaced_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why it was refused, or what it waits for."),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("held_until", models.DateTimeField(help_text="Somebody is at work on it until then.", null=True)),
                ("key", models.UUIDField(help_text="Chosen by who sends it.", unique=True)),
                ("drop", models.UUIDField(help_text="What came together.")),
                ("name", models.CharField(max_length=255)),
                ("kind", models.CharField(blank=True, default="", max_length=8)),
                ("checksum", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("file", models.FileField(blank=True, default="", max_length=200, upload_to="")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken"), ("refused", "Refused")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("was_known", models.BooleanField(default=False)),
                (
                    "alike",
                    models.JSONField(
                        default=list, help_text="Keys of photos that look like it, until somebody has decided."
                    ),
                ),
                ("came_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="arrivals",
                        to="media.photo",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["held_until"], name="media_arrival_open"
                    ),
                    models.Index(fields=["drop", "changed_at"], name="media_arrival_of_drop"),
                    models.Index(fields=["by", "-came_at"], name="media_arrival_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="media_arrival_refused_in_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Making",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why it was refused, or what it waits for."),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("held_until", models.DateTimeField(help_text="Somebody is at work on it until then.", null=True)),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="making", to="media.photo"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", models.JSONField(default=dict, help_text="By column, as media.metadata.Told has them.")),
                ("notes", models.JSONField(default=list, help_text="Sentences about what could not be read.")),
                ("read_at", models.DateTimeField()),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reading", to="media.photo"
                    ),
                ),
            ],
        ),
        media.telling.TellChanges(
            constraints={
                "photo": media.models.change.ChangeIsTold(
                    keys=["photo-{id}"], name="photo_change_is_told", on=("UPDATE", "DELETE")
                )
            },
        ),
    ]
