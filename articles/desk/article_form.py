"""The story's form: what may be typed, and how it is kept. Saving never fails because something is missing."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from articles.cropping import note_changed
from articles.desk.editor import BodyField
from articles.desk.fields import BylineField, CreditChoice, StoriesField, TagsField
from articles.desk.keeping import kept_series, put_bylines, put_related, put_tags
from articles.desk.lead_photo import LEAD_SHAPES, LeadPhoto, describe, said_of_others, spoken_in
from articles.desk.series_fields import SeriesFields
from articles.desk.widgets import CreditRow, LongSelect
from articles.languages import LANGUAGES
from articles.models import SLUG_LENGTH, Article, Content, Revision, Section, Site, Tag, slug_for
from articles.numbering import number
from articles.thinning import thin_now_and_then
from articles.translating import in_language, taken
from media.background import bring_in
from media.crops import fitted
from media.intake import examine
from media.keys import is_key
from media.models import Photo
from media.picker import may_describe

# What is written to an existing row: never what publishing keeps there.
COLUMNS = [
    "kicker",
    "headline",
    "standfirst",
    "body",
    "lead_photo",
    "lead_caption",
    "lead_crops",
    "section",
    "language",
    "slug",
]
# Of photos offered in a plain list, where no script can open the picker.
RECENT = 12


class Outdated(Exception):  # noqa: N818 it says how the form stands
    """Somebody saved the story after the form was filled."""


@dataclass(frozen=True)
class Aside:
    """Words that are not taken, but kept among the revisions; the note says why."""

    content: Content
    note: str


class StoryForm(SeriesFields, forms.ModelForm):
    """A story as its writers see it. `user` is the person who writes."""

    body = BodyField(required=False)
    bylines = BylineField(required=False, label="Byline")
    tags = TagsField(required=False)
    related = StoriesField(required=False)
    lead_file = forms.FileField(required=False, label="Or a new photo")
    lead_alt = forms.CharField(
        required=False,
        label="Alt text",
        widget=forms.Textarea({"rows": 2}),
        help_text="What a reader who cannot see the photo needs to know. Kept with the photo.",
    )
    lead_credit = forms.CharField(
        required=False, label="Credit", max_length=250, help_text="Who made it, as printed. Kept with the photo."
    )

    class Meta:
        model = Article
        fields = COLUMNS
        widgets = {
            "kicker": forms.TextInput(
                {"class": "vTextField line kicker", "autocomplete": "off", "placeholder": "A word or two above it"}
            ),
            "headline": forms.Textarea(
                {"class": "vLargeTextField line headline", "rows": 2, "placeholder": "What happened"}
            ),
            "standfirst": forms.Textarea(
                {
                    "class": "vLargeTextField line standfirst",
                    "rows": 2,
                    "placeholder": "One or two sentences: what happened and why it matters",
                }
            ),
            "lead_photo": forms.HiddenInput,
            "lead_crops": forms.HiddenInput,
            "lead_caption": forms.Textarea({"rows": 2}),
        }
        labels = {"lead_photo": "Lead photo", "lead_caption": "Caption here"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        self.added_names: list[str] = []
        instance = kwargs.get("instance")
        given = kwargs.get("initial", {})
        if "bylines" not in given:
            given = {**(kept_choices(instance) if instance else new_choices(user)), **given}
        kwargs["initial"] = given
        super().__init__(*args, **kwargs)
        # What is said of photos that are not the lead any more; printed as hidden inputs.
        self.spoken = spoken_in(self.data)
        self.part_was = self.part_shown
        for field in self.fields.values():
            # A browser would cut what is pasted without a word; we keep it and say that it is too long.
            field.widget.attrs.pop("maxlength", None)
            field.error_messages["max_length"] = "At most %(limit_value)d characters fit; this has %(show_value)d."
        self.fields["lead_photo"].error_messages["invalid_choice"] = "This photo is gone. Choose another."
        self.fields["section"] = forms.ModelChoiceField(
            Section.objects.all(),
            required=False,
            empty_label="Choose…",
            label="Section",
            error_messages={"invalid_choice": "This section is gone. Choose another."},
        )
        if self.instance.pk is None:
            self.fields["headline"].widget.attrs["autofocus"] = True
        language = self.instance.language
        known = dict(LANGUAGES)
        extra = [] if language in known else [(language, language)]
        self.fields["language"] = forms.ChoiceField(choices=[*extra, *LANGUAGES], required=False, widget=LongSelect)

    def clean_headline(self) -> str:
        """Return the headline on one line."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_language(self) -> str:
        """Return the language; nothing chosen leaves it as it was. Raises ValidationError for a translation's."""
        language: str = self.cleaned_data["language"] or self.instance.language
        if language != self.initial.get("language") and (other := in_language(self.instance, language)):
            raise ValidationError(taken(other), code="taken")
        return language

    def clean_slug(self) -> str:
        """Return the address; "" has it made from the headline, as it is while nobody has written or published one.

        Raises ValidationError for what cannot stand in an address, and for another story's.
        """
        typed = self.cleaned_data["slug"].strip().strip("/")
        if typed == self.initial.get("slug") and self._slug_was_made(typed):
            return ""
        if not typed or typed == self.initial.get("slug"):
            return typed
        if slug_for(typed, "") != typed:
            fit = slug_for(typed, "")
            hint = f" “{fit}” would do." if fit else ""
            raise ValidationError(f"An address is made of small letters, digits and hyphens.{hint}", code="invalid")
        if self.instance.taken_slugs([typed]):
            raise ValidationError("Another story has this address, or had it once. Choose another.", code="taken")
        return typed

    def _slug_was_made(self, slug: str) -> bool:
        """Whether nobody has typed this address and no version holds it."""
        base = slug_for(self.initial.get("headline", ""), "story")
        stem = re.escape(base[: SLUG_LENGTH - 10].rstrip("-"))
        made = slug == base or re.fullmatch(rf"{stem}-(\d+|[0-9a-f]{{8}})", slug)
        return bool(made) and not self.instance.versions.exists()

    def clean_bylines(self) -> list[CreditChoice]:
        """Return the credits. Raises ValidationError where somebody is new and this person may add nobody."""
        chosen: list[CreditChoice] = self.cleaned_data["bylines"]
        errors = [
            ValidationError(f"There is no {credit.kind} “{credit.who}”, and you may not add one.", code="forbidden")
            for credit in chosen
            if credit.who.pk is None and not self.user.has_perm(f"articles.add_{credit.kind}")
        ]
        if errors:
            raise ValidationError(errors)
        return chosen

    def clean_tags(self) -> list[Any]:
        """Return the tags. Raises ValidationError where one is new and this person may add none."""
        tags = self.cleaned_data["tags"]
        new = [tag.name for tag in tags if tag.pk is None]
        if new and not self.user.has_perm("articles.add_tag"):
            raise ValidationError(f"There is no tag “{new[0]}”, and you may not add one.", code="forbidden")
        return tags

    def clean_related(self) -> list[Article]:
        """Return the stories chosen to stand under this one."""
        return [story for story in self.cleaned_data["related"] if story.pk != self.instance.pk]

    def clean_lead_file(self) -> Photo | None:
        """Take in a photo sent with the form; it is chosen from now on, whatever else is wrong."""
        file = self.cleaned_data["lead_file"]
        if not file:
            return None
        if not self.user.has_perm("media.add_photo"):
            raise ValidationError("You may not add photos. Choose one that is here.", code="forbidden")
        photo = bring_in(examine(file), by=self.user)
        data: Any = self.data  # as it was posted, which nothing may change
        self.data = data = data.copy()
        data[self.add_prefix("lead_photo")] = str(photo.pk)
        self.cleaned_data["lead_photo"] = photo
        return photo

    def clean(self) -> dict[str, Any]:
        """Keep the lead photo's crops as they will be cut, and none that were made for another photo."""
        cleaned = super().clean() or self.cleaned_data
        self.check_part(cleaned)
        photo, crops = cleaned.get("lead_photo"), cleaned.get("lead_crops") or ""
        was = self.initial.get("lead_photo"), self.initial.get("lead_crops") or ""
        if photo is None or (crops == was[1] and photo.pk != was[0]):
            cleaned["lead_crops"] = ""
        elif crops != was[1]:
            try:
                cleaned["lead_crops"] = fitted(photo, crops, LEAD_SHAPES)
            except ValueError:
                self.add_error("lead_photo", "This crop can’t be read. Crop the photo anew, or use its own crop.")
        return cleaned

    @cached_property
    def lead(self) -> LeadPhoto | None:
        """The photo that is chosen, as its card shows it; None without one."""
        pk = self["lead_photo"].value()
        if not pk:
            return None
        if str(pk) == str(self.instance.lead_photo_id):
            return LeadPhoto(self.instance.lead_photo, self.user, self["lead_crops"].value())
        photo = Photo.objects.filter(pk=pk).first() if is_key(str(pk)) else None
        return LeadPhoto(photo, self.user, self["lead_crops"].value()) if photo else None

    @cached_property
    def offered_tags(self) -> list[Tag]:
        """The tags that the lead photo's keywords name and the story has not yet."""
        chosen = set(map(str, self["tags"].value() or ()))
        return [tag for tag in self.lead.keyword_tags() if str(tag.pk) not in chosen] if self.lead else []

    @property
    def language_name(self) -> str:
        """The chosen language, in words."""
        code = self["language"].value() or ""
        return dict(LANGUAGES).get(code, code)

    def recent_photos(self) -> Any:
        """Return the newest photos that may be used, for choosing one without a script."""
        return Photo.objects.usable(timezone.now()).newest_first()[:RECENT]

    def added(self) -> list[str]:
        """Return what saving adds to the newsroom besides the story, in words."""
        people = [f"the {one.kind} “{one.who}”" for one in self.cleaned_data["bylines"] if one.who.pk is None]
        tags = [f"the tag “{tag}”" for tag in self.cleaned_data["tags"] if tag.pk is None]
        series = self.cleaned_data["series"]
        new = [f"the series “{series}”"] if series and series.pk is None else []
        return list(dict.fromkeys([*people, *tags, *new]))

    @transaction.atomic
    def keep(self, *, expected: int | None = None, aside: Aside | None = None, over: Collection[str] = ()) -> Article:
        """Save the story and all that belongs to it, with a revision of what it is now; return it.

        expected: the number of the revision that the form was filled from. Raises Outdated when there is a newer one.
        aside: what is kept as a revision of its own before. over: what is said of the lead photo though it has that.
        """
        article, chosen = self.instance, self.cleaned_data
        self.added_names = self.added()
        series = kept_series(chosen["series"])
        if article.pk is None:
            article.series, article.part = series, chosen["part"]
            article.created_by = article.updated_by = self.user
            article.save()
        else:
            # What publishing and other people's saves have kept meanwhile.
            article.refresh_from_db(
                fields=[
                    *("digest", "revision_number", "first_published", "published_on"),
                    *("translations", "series", "part"),
                ],
                from_queryset=Article.objects.select_for_update(),
            )
            if expected is not None and article.revision_number != expected:
                raise Outdated
            if "language" in self.changed_data and in_language(article, article.language, held=True):
                raise Outdated
            if aside:
                Revision.objects.set_aside(article, aside.content, by=self.user, note=aside.note)
            self.put_series(series)
            article.save(update_fields=[*COLUMNS, "series", "part"])
            if article.part != chosen["part"]:
                number(article, chosen["part"], by=self.user)
        was = self.initial.get("lead_photo"), self.initial.get("lead_crops") or ""
        note_changed(was, (article.lead_photo_id, article.lead_crops))
        self._describe(over)
        put_bylines(article, chosen["bylines"])
        put_tags(article, chosen["tags"])
        put_related(article, chosen["related"])
        Revision.objects.keep(article, self.user)
        thin_now_and_then(article)
        return article

    def _describe(self, over: Collection[str]) -> None:
        """Say of the lead photo, and of those that it was before it was joined, what was typed of them."""
        chosen = self.cleaned_data
        if (photo := chosen["lead_photo"]) and may_describe(self.user, photo):
            alt, credit = chosen["lead_alt"].strip(), " ".join(chosen["lead_credit"].split())
            describe(photo, alt=alt, credit=credit, over=over)
        spoken = said_of_others(self.spoken)
        for photo in Photo.objects.filter(pk__in=spoken) if spoken else ():
            if may_describe(self.user, photo):
                describe(photo, **spoken[photo.pk])


def kept_choices(article: Article) -> dict[str, Any]:
    """Return what a saved story's rows show in the form's own fields."""
    return {
        "bylines": [CreditRow.of(credit) for credit in article.bylines.with_people()],
        "series": [] if article.series_id is None else [str(article.series_id)],
        "part": article.part,
        "tags": [str(pk) for pk in article.tagged.order_by("pk").values_list("tag", flat=True)],
        "related": [
            str(pk) for pk in article.related_articles.order_by("position", "pk").values_list("other", flat=True)
        ],
    }


def new_choices(user: Any) -> dict[str, Any]:
    """Return what a new story starts with: its writer's own byline, in the site's language."""
    author = getattr(user, "author", None)
    rows = [CreditRow(who=f"author:{author.pk}", name=author.name)] if author else []
    return {"bylines": rows, "language": Site.objects.current().language}
