"""Who writes: the admins of authors and agencies."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.desk.also import AlsoAdmin, AlsoForm
from articles.desk.merge_pages import Merges
from articles.desk.rows import thumb
from articles.desk.tidy import Tidies
from articles.models import Agency, Author, Byline


class AuthorForm(AlsoForm):
    """Two people may have one name."""

    same_name_allowed = True

    class Meta:
        model = Author
        fields = ("name", "job_title", "biography", "portrait", "email", "show_email", "links", "user", "slug")
        help_texts = {
            "name": "As printed in bylines.",
            "job_title": "As in Harbour reporter.",
            "biography": "A few sentences for the author’s page.",
            "show_email": "On the author’s page. Without this, only the desk sees it.",
            "user": "Whose stories appear under Mine, and are bylined with this name.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse to show an e-mail address that there is not."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("show_email") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Write the address that readers are to see, or don’t show one.")
        return cleaned


class AuthorAdmin(Tidies, Merges, AlsoAdmin):
    """People whom readers can look up."""

    form = AuthorForm
    route = "author"
    ordering = ("plain", "pk")
    tie = Byline
    several = True
    narrowed = "byline=author:{0.pk}"
    list_display = ("portrait_thumb", "name", "job_title", "stories", "login")
    list_display_links = ("name",)
    list_select_related = ("portrait", "user")
    photo_fields = ("portrait",)
    autocomplete_fields = ("user",)
    fieldsets = (
        (None, {"fields": ("name", "also", "job_title", "biography", "portrait")}),
        ("How to reach", {"fields": ("email", "show_email", "links")}),
        ("At the desk", {"fields": ("user",)}),
        ("Page", {"fields": ("slug",)}),
    )

    @admin.display(description=mark_safe('<span class="visually-hidden">Portrait</span>'))
    def portrait_thumb(self, author: Author) -> SafeString | str:
        """A small portrait."""
        if not author.portrait:
            return mark_safe('<span class="thumb round"></span>')
        return format_html(
            '<img class="thumb round" src="{}" width="160" height="160" alt="" loading="lazy">',
            thumb(author.portrait, "square"),
        )

    @admin.display(description="Login")
    def login(self, author: Author) -> str:
        """Who logs in as this author."""
        return author.user.get_username() if author.user else ""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the login to those who may see who there is."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.has_perm("auth.view_user"):
            return fieldsets
        return [one for one in fieldsets if "user" not in one[1]["fields"]]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and say so when somebody else has the name, which may be meant or not."""
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data and Author.objects.standing().filter(key=obj.key).exclude(pk=obj.pk).exists():
            messages.warning(request, f"There is another author called “{obj}”. Each has a page of their own.")


class AgencyAdmin(Tidies, Merges, AlsoAdmin):
    """News agencies."""

    route = "agency"
    ordering = ("plain", "pk")
    tie = Byline
    several = True
    narrowed = "byline=agency:{0.pk}"
    list_display = ("name", "printed_name", "stories", "url")
    search_help_text = "Name or short name, with or without accents"
    fieldsets = (
        (None, {"fields": ("name", "also", "short_name", "url")}),
        ("Page", {"fields": ("slug",)}),
    )

    @admin.display(description="Printed as")
    def printed_name(self, agency: Agency) -> str:
        """What bylines say."""
        return agency.printed

    def matching(self, word: str) -> models.Q:
        """Keep agencies with a word in either name."""
        return super().matching(word) | Q(short_name__icontains=word)
