"""Where things are filed and found: the admins of tags, sections, the site record and redirects."""

from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.desk.also import AlsoAdmin
from articles.desk.base import DeskAdmin, DeskForm
from articles.desk.merge_pages import Merges
from articles.desk.named import NamedAdmin
from articles.desk.tidy import Tidies
from articles.house_rules import CHECKS, HouseRules
from articles.house_rules.weighing import weigh
from articles.models import Act, Article, Redirect, Severity, Site, TaggedArticle
from articles.models.policies import PROPERTIES
from articles.models.section import the_site


class TagAdmin(Tidies, Merges, AlsoAdmin):
    """What stories are about."""

    route = "tag"
    ordering = ("plain", "pk")
    tie = TaggedArticle
    story = "content_object"
    narrowed = "tag={0.pk}"
    list_display = ("name", "kind", "stories", "description")
    list_filter = ("kind",)
    fieldsets = (
        (None, {"fields": ("name", "also", "kind", "description")}),
        ("Page", {"fields": ("slug",)}),
    )


class PositionForm(forms.ModelForm):
    """A section's place in the order, in its row of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say whose place it is to who does not see the row."""
        super().__init__(*args, **kwargs)
        self.fields["position"].help_text = ""
        self.fields["position"].widget.attrs["aria-label"] = f"Position of {self.instance}"


class SectionAdmin(NamedAdmin):
    """Parts of the paper, in the order of the navigation."""

    route = "section"
    recorded_as = Act.SETTING
    tie = Article
    story = "pk"
    narrowed = "section={0.pk}"
    list_display = ("name", "position", "stories", "kind", "description")
    list_editable = ("position",)
    photo_fields = ("fallback_photo",)
    fieldsets = (
        (None, {"fields": ("name", "description", "position", "opinion", "fallback_photo")}),
        ("Page", {"fields": ("slug",)}),
    )

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the number that stands in each row."""
        return super().get_changelist_form(request, **{**kwargs, "form": PositionForm})

    @admin.display(description="Kind")
    def kind(self, section: Any) -> str:
        """Whether views are printed here or news."""
        return "Opinion" if section.opinion else "News"


CHECK = "check_"
SET = [one for one in CHECKS.values() if not one.hard]


class SiteForm(DeskForm):
    """The newsroom's own facts, and what each house rule does."""

    time_zone = forms.ChoiceField(help_text=Site._meta.get_field("time_zone").help_text)
    language = forms.ChoiceField(help_text="Of the pages; a story may be in another one.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every zone and language, and what the record has already."""
        super().__init__(*args, **kwargs)
        self._choices("time_zone").choices = _zones(self.instance.time_zone)
        self._choices("language").choices = _languages(self.instance.language)
        rules = HouseRules.current()
        for one in SET:
            self.initial.setdefault(f"{CHECK}{one.name}", rules.severity(one))

    @property
    def severities(self) -> dict[str, str]:
        """What was chosen, by the names of the checks; a form that leaves one out leaves it as it is."""
        chosen = {one.name: self.cleaned_data[f"{CHECK}{one.name}"] for one in SET}
        return {name: severity for name, severity in chosen.items() if severity}

    def _choices(self, name: str) -> Any:
        return self.fields[name]


for _one in SET:
    SiteForm.base_fields[f"{CHECK}{_one.name}"] = SiteForm.declared_fields[f"{CHECK}{_one.name}"] = forms.ChoiceField(
        label=_one.words, choices=Severity.choices, help_text=_one.help, required=False
    )


class SiteAdmin(DeskAdmin):
    """The one site record."""

    form = SiteForm
    recorded_as = Act.SETTING
    photo_fields = ("logo", "fallback_photo")
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo", "fallback_photo")}),
        ("Time and language", {"fields": ("time_zone", "language")}),
        ("Stories", {"fields": ("shows_history",)}),
        (
            "Readers’ comments",
            {"fields": ("comments", "comment_days", "comment_links", "comment_reports", "comment_words")},
        ),
        ("Foot of every page", {"fields": ("find_us", "policies", "legal", "legal_links")}),
        (
            "How we work, for search engines",
            {
                "fields": tuple(PROPERTIES),
                "classes": ("collapse",),
                "description": "Addresses of your own pages, as in /ethics/ or https://…. What is filled in is told to "
                "search engines and news aggregators with the front page; what is empty is left out.",
            },
        ),
        (
            "House rules",
            {
                "fields": (*(f"{CHECK}{one.name}" for one in SET), "headline_limit"),
                "description": "What each check does before a story goes live. One that blocks can be overridden with "
                "a reason, by whoever may. Headline, body, section, photos’ rights and legal hold always block.",
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the record, and what each house rule does."""
        super().save_model(request, obj, form, change)
        weigh(obj, form.severities, by=request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is always one."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the form, because a list of one says nothing."""
        return HttpResponseRedirect(reverse("admin:articles_site_change", args=[the_site()]))


class RedirectForm(DeskForm):
    """An old address, and where it leads now: to a story or to another address."""

    class Meta:
        model = Redirect
        fields = ("path", "article", "target")
        error_messages = {"path": {"unique": "This old address is listed already."}}
        labels = {"path": "old address", "article": "story", "target": "or an address"}
        help_texts = {
            "path": "Begins with /, as in /2019/harbour.html. What stands before that / may be pasted along.",
            "article": "Leads to wherever the story stands, now and later.",
            "target": "Begins with / or https://, as in /section/business/.",
        }

    def clean_path(self) -> str:
        """Return the path of what was typed or pasted, with its query where it has one."""
        parts = urlsplit(self.cleaned_data["path"].strip())
        path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
        if not path.startswith("/"):
            raise ValidationError("An old address begins with /.")
        return path

    def clean_target(self) -> str:
        """Return the address that is led to. Raises ValidationError for one that is neither a path nor on the web."""
        target = self.cleaned_data["target"].strip()
        if (target and not target.startswith(("/", "https://", "http://"))) or target.startswith("//"):
            raise ValidationError("An address begins with / or https://.")
        return target

    def clean(self) -> dict[str, Any]:
        """Refuse what leads nowhere, to two places, or to itself."""
        cleaned = super().clean() or self.cleaned_data
        article, target = cleaned.get("article"), cleaned.get("target")
        if "target" in self.errors or "article" in self.errors:
            return cleaned
        if not article and not target:
            self.add_error("article", "Choose a story, or write an address below.")
        elif article and target:
            self.add_error("target", "A story is chosen already. Take one of the two out.")
        elif target and target == cleaned.get("path"):
            self.add_error("target", "This leads to itself.")
        return cleaned


class RedirectAdmin(DeskAdmin):
    """Addresses that have moved."""

    form = RedirectForm
    recorded_as = Act.SETTING
    list_display = ("path", "leads_to")
    list_select_related = ("article",)
    search_fields = ("path", "target", "article__headline")
    search_help_text = "Old or new address, headline"
    autocomplete_fields = ("article",)

    @admin.display(description="Leads to")
    def leads_to(self, redirect: Redirect) -> SafeString | str:
        """The story or the address."""
        if not redirect.article:
            return redirect.target
        address = reverse("admin:articles_article_change", args=[redirect.article.pk])
        return format_html('<a href="{}">{}</a>', address, redirect.article)


def _zones(current: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every time zone, by region."""
    names = sorted({*available_timezones(), current})
    regions = groupby(names, lambda name: name.partition("/")[0] if "/" in name else "Others")
    grouped: dict[str, list[tuple[str, str]]] = {}
    for region, zones in regions:
        grouped.setdefault(region, []).extend((name, name) for name in zones)
    return sorted(grouped.items())


def _languages(current: str) -> list[tuple[str, str]]:
    """Return languages by their English names."""
    known = {code: f"{info['name']} ({code})" for code, info in LANG_INFO.items() if "name" in info}
    return sorted(({current: current} | known).items(), key=lambda one: one[1])
