"""Views of one's own: the list of stories as somebody narrows it, saved under a name, renamed, deleted."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.desk.chosen import LIST
from articles.desk.list_filters import TABS, BylineFilter, SectionFilter, SeriesFilter, StateFilter, Tab, TagFilter
from articles.models import Agency, Author, SavedView, Section, Series, State, Tag
from articles.models.saved_view import VIEW_NAME_LENGTH, VIEW_QUERY_LENGTH
from media.keys import is_key

# What a view keeps of the list's address; the rest, as which page it was, is of the moment.
FILTERS = (Tab, StateFilter, SectionFilter, SeriesFilter, BylineFilter, TagFilter)
KEPT = (*(one.parameter_name for one in FILTERS), "q", "o")
MOST = 20


def kept(query: Mapping[str, str]) -> str:
    """Return what a view keeps of an address, in one order whatever order it came in; "" for the whole list."""
    values = {name: query.get(name, "").replace("\0", "").strip() for name in KEPT}
    return urlencode(sorted((name, value) for name, value in values.items() if value))


def in_words(query: str) -> list[str]:
    """Return what a view narrows the list to, in an editor's words."""
    values = QueryDict(query)
    names = {
        "show": lambda value: dict(TABS).get(value, ""),
        "state": lambda value: str(State(value).label) if value in State.values else "",
        "section": lambda value: _name(Section, value),
        "series": lambda value: _name(Series, value),
        "byline": lambda value: _credited(value),
        "tag": lambda value: _name(Tag, value) or value,
        "q": lambda value: f"“{value}”",
        "o": lambda value: "oldest change first" if not value.startswith("-") else "",
    }
    return [words for name in KEPT if (value := values.get(name)) and (words := names[name](value))]


def _name(model: Any, value: str) -> str:
    found = model.objects.filter(pk=value).first() if is_key(value) else None
    return str(found) if found else ""


def _credited(value: str) -> str:
    kind, _, key = value.partition(":")
    models: dict[str, Any] = {"author": Author, "agency": Agency}
    return (_name(models[kind], key) if kind in models else "") or value


class ViewForm(forms.ModelForm):
    """The name of a view. `user`: whose it is."""

    use_required_attribute = False

    class Meta:
        model = SavedView
        fields = ("name",)
        error_messages = {
            "name": {
                "required": "Give it a name.",
                "max_length": "At most %(limit_value)d characters fit; this has %(show_value)d.",
            }
        }
        widgets = {"name": forms.TextInput({"autofocus": True, "autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["name"].widget.attrs.pop("maxlength", None)

    def clean_name(self) -> str:
        """Return the name with single spaces. Raises ValidationError for one that another view of theirs has."""
        name = " ".join(self.cleaned_data["name"].split())
        others = SavedView.objects.filter(user=self.instance.user).exclude(pk=self.instance.pk)
        if name.casefold() in {other.name.casefold() for other in others}:
            raise forms.ValidationError("You have a view of this name already.")
        return name


class SavesViews(admin.ModelAdmin):
    """The side of the stories' admin that keeps views of one's own."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that save a view, and rename or delete one."""
        wrap = self.admin_site.admin_view
        both = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("views/add/", wrap(never_cache(both(self.save_view))), name="articles_article_view_add"),
            path("views/<int:pk>/", wrap(never_cache(both(self.saved_view))), name="articles_article_view"),
            *super().get_urls(),
        ]

    def save_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a name for what an address narrows the list to, and keep it. Raises PermissionDenied."""
        self._may_see(request)
        query = kept(request.GET)
        mine = SavedView.objects.filter(user=request.user.pk)
        refusal = ""
        if not query:
            refusal = "This is the whole list. Choose a tab or a filter, or search, then save that."
        elif len(query) > VIEW_QUERY_LENGTH:
            refusal = "This is too long to be saved. Search for fewer words."
        elif mine.count() >= MOST:
            refusal = f"You have {MOST} views already. Delete one that you need no more."
        if refusal:
            messages.warning(request, refusal)
            return HttpResponseRedirect(_list(query))
        user: Any = request.user
        return self._view_page(request, SavedView(user=user, query=query), "Save this view")

    def saved_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Rename a view of one's own, or delete it. Raises PermissionDenied, and Http404 for somebody else's."""
        self._may_see(request)
        view = get_object_or_404(SavedView, pk=pk, user=request.user.pk)
        if "_delete" in request.POST:
            view.delete()
            messages.success(request, f"The view “{view}” is deleted. What it showed is still here, to be saved again.")
            return HttpResponseRedirect(_list(view.query))
        return self._view_page(request, view, f"The view “{view}”")

    def _view_page(self, request: HttpRequest, view: SavedView, title: str) -> HttpResponse:
        words = in_words(view.query)
        initial = {} if view.pk else {"name": capfirst(", ".join(words))[:VIEW_NAME_LENGTH]}
        form = ViewForm(request.POST if request.method == "POST" else None, instance=view, initial=initial)
        if form.is_valid():
            form.save()
            messages.success(request, f"The view “{view}” is saved. It stands above the list.")
            return HttpResponseRedirect(_list(view.query))
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "view": view,
            "words": words,
            "back": _list(view.query),
        }
        return TemplateResponse(request, "admin/articles/article/view.html", context)

    def _may_see(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _list(query: str) -> str:
    return f"{reverse(LIST)}?{query}" if query else reverse(LIST)
