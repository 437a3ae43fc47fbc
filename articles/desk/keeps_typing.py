"""Forms of the stock admin that keep what is typed in them, as the story's own form does."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, HttpResponse, QueryDict

from articles.desk.differences import typed_values
from articles.desk.pages import Page, page_of
from articles.desk.unsaved import keeping_context, posted, wanted
from articles.models import OpenForm

# Who may log in and what they may do: nothing typed there is kept anywhere but where it belongs.
NEVER = {"auth"}


def keeping_typing(models: Any, plain: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """Return an admin whose form keeps what is typed; the same one where it does so by itself or must not."""
    some = models if isinstance(models, list | tuple) else [models]
    if hasattr(plain, "keeps_typing") or NEVER & {model._meta.app_label for model in some}:
        return plain
    return type(plain.__name__, (KeepsTyping, plain), {"__module__": plain.__module__})


class KeepsTyping(admin.ModelAdmin):
    """Fills its form with unsaved words when asked to, prints what keeps it, and puts away what it saves."""

    keeps_typing = True

    def form_of(self, request: HttpRequest, thing: Any, data: QueryDict) -> Any:
        """Return the form for a thing (None: a new one) as bound to what was typed, not validated."""
        obj = thing and self.get_object(request, str(thing.pk))
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form_class = super().get_form(request, obj, change=obj is not None, fields=fields)
        return form_class(data, instance=obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Fill the form with the unsaved words that the address names. Nothing is saved by that."""
        form_class: Any = super().get_form(request, obj, change, **kwargs)
        row = wanted(request, page_of(obj or self.model)) if request.method == "GET" else None
        if row is None:
            return form_class
        data = posted(row)

        class Filled(form_class):
            def __init__(self, **given: Any) -> None:
                words = typed_values(form_class(data, instance=given.get("instance")))
                super().__init__(**{**given, "initial": {**(given.get("initial") or {}), **words}})

        return Filled

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rest, and with it note that what was typed is saved."""
        super().save_related(request, form, formsets, change)
        page = page_of(form.instance if change else self.model)
        OpenForm.objects.put_away(request.POST, user=request.user, page=page)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Hand over what the form prints to be kept, to those who may save it."""
        obj = kwargs.get("obj")
        page = Page.of(self, obj)
        if page.may_change(request):
            row = wanted(request, page.name) if request.method == "GET" else None
            context |= keeping_context(request, page, row=row)
        return super().render_change_form(request, context, *args, **kwargs)
