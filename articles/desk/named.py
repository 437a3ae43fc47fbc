"""What the admins of authors, agencies, sections and tags share: a name, an address, and the stories they are on."""

from typing import Any
from urllib.parse import unquote

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.desk.base import DeskAdmin, DeskForm
from articles.desk.up_to import MOST, stories_tied, up_to
from articles.desk.wording import counted_up_to
from articles.models import Redirect, name_key, slug_for, without_accents
from media.typed import words_in

KEY_LENGTH = 250


class NamedForm(DeskForm):
    """Names and addresses that are there already are refused at the field, in words."""

    same_name_allowed = False

    def clean_name(self) -> str:
        """Return the name with single spaces. Raises ValidationError when another has it, whatever its case."""
        name = " ".join(self.cleaned_data["name"].split())
        if len(name_key(name)) > KEY_LENGTH:
            raise ValidationError("This name is too long.")
        other = self._named_otherwise().named(name)
        if other and not self.same_name_allowed:
            also = "" if other.key == name_key(name) else f", also known as “{name}”"
            raise ValidationError(f"There is already {_a(other)} “{other}”{also}.")
        return name

    def clean_slug(self) -> str:
        """Return the address as one can be. Raises ValidationError when another has it."""
        typed = self.cleaned_data["slug"].strip().strip("/")
        if not typed:
            return ""
        slug = slug_for(typed, "")
        if not slug:
            raise ValidationError("An address needs letters or digits.")
        if other := self._others().filter(slug=slug).first():
            raise ValidationError(f"“{other}” has this address.")
        return slug

    def _named_otherwise(self) -> Any:
        """Return the things whose names are taken."""
        return self._others()

    def _others(self) -> Any:
        return type(self.instance)._default_manager.exclude(pk=self.instance.pk)


class NamedAdmin(DeskAdmin):
    """Lists by name with the number of stories, up to MOST; an address that changes goes on leading to the page."""

    form = NamedForm
    search_fields = ("name",)
    search_help_text = "Name, with or without accents"

    # The name of the reader's page among the routes.
    route: str
    # The model that ties a story to one of these, its field for the story, whether several of it may tie the same two,
    # and how the list of stories asks for it.
    tie: type[models.Model]
    story = "article"
    several = False
    narrowed: str

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the stories along, by a subquery."""
        rows = super().get_queryset(request)
        return (rows.standing() if hasattr(rows, "standing") else rows).annotate(story_count=up_to(self.stories_of()))

    def stories_of(self) -> QuerySet:
        """Return the keys of the stories that one of these is on, for a subquery."""
        return stories_tied(self.tie, str(self.opts.model_name), self.story, several=self.several)

    @admin.display(description="Stories")
    def stories(self, thing: Any) -> SafeString | str:
        """How many stories, as a link to them."""
        if not thing.story_count:
            return "No stories"
        address = reverse("admin:articles_article_changelist")
        words = counted_up_to(thing.story_count, MOST, "story", "stories")
        return format_html('<a href="{}?{}">{}</a>', address, self.narrowed.format(thing), words)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Keep what has every word in its name, whatever its case or accents."""
        for word in words_in(search_term):
            queryset = queryset.filter(self.matching(word))
        return queryset, False

    def matching(self, word: str) -> models.Q:
        """Return what keeps things with a word in their names."""
        return models.Q(plain__contains=without_accents(word))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and lead the old address to the new one for good."""
        old = form.initial.get("slug") if change else None
        super().save_model(request, obj, form, change)
        if old and old != obj.slug:
            Redirect.objects.moved(self._path(old), self._path(obj.slug))

    def view_on_site(self, obj: Any) -> str:
        """The address of its page; "" while a form that is refused leaves it without one."""
        return reverse(self.route, args=[obj.slug]) if obj.slug else ""

    def _path(self, slug: str) -> str:
        # As a request brings it: a path is compared after its percent signs are resolved.
        return unquote(reverse(self.route, args=[slug]))


def _a(thing: models.Model) -> str:
    noun = str(thing._meta.verbose_name)
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
