"""Forms of the stock admin that keep what is typed in them, as the story's own form does."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from articles.desk.differences import typed_values
from articles.desk.filled_from import JoiningForm
from articles.desk.pages import Page, page_of
from articles.desk.saving import kept_as_unsaved
from articles.desk.unsaved import keeping_context, made_before, posted, take_over, taken_from, wanted
from articles.desk.whose import site_record
from articles.models import OpenForm, SavedBeforeError
from media.keys import is_key

# Who may log in and what they may do: nothing typed there is kept anywhere but where it belongs.
NEVER = {"auth"}


def keeping_typing(models: Any, plain: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """Return an admin whose form keeps what is typed; the same one where it does so by itself or must not."""
    some = models if isinstance(models, list | tuple) else [models]
    if hasattr(plain, "keeps_typing") or NEVER & {model._meta.app_label for model in some}:
        return plain
    return type(plain.__name__, (KeepsTyping, plain), {"__module__": plain.__module__})


class KeepsTyping(admin.ModelAdmin):
    """Fills its form with unsaved words when asked to, joins it with what others saved, and puts away what it saves."""

    keeps_typing = True

    def form_of(self, request: HttpRequest, thing: Any, data: QueryDict) -> Any:
        """Return the form for a thing (None: a new one) as bound to what was typed, not validated."""
        obj = self.get_object(request, str(thing.pk)) if thing else None
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form_class: Any = _joining(super().get_form(request, obj, change=obj is not None, fields=fields))
        return form_class(data, instance=obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the thing, which nobody else saves while a form of it is being saved."""
        if request.method == "POST" and transaction.get_connection().in_atomic_block and is_key(object_id):
            self.model._base_manager.select_for_update().filter(pk=object_id).values_list("pk").first()
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, which is filled with the unsaved words that the address names. Nothing is saved by that."""
        form_class: Any = _joining(super().get_form(request, obj, change, **kwargs))
        row = self._put_back(request, page_of(obj or self.model))
        if row is None:
            return form_class
        data = posted(row)

        class Filled(form_class):
            def __init__(self, *args: Any, **given: Any) -> None:
                super().__init__(*args, **given)
                self.initial |= typed_values(form_class(data, instance=self.instance))

        return Filled

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show or save the form; one of a new thing that is posted again makes no second one."""
        page = page_of(self.model)
        before = made_before(request, page) if object_id is None else None
        try:
            if before is None:
                return super().changeform_view(request, object_id, form_url, extra_context)
        except SavedBeforeError:  # just now, by the same form
            before = made_before(request, page)
        return self._saved_before(request, before)

    def _saved_before(self, request: HttpRequest, before: OpenForm | None) -> HttpResponse:
        """Lead to what a form made when it was posted the first time; other words than those are offered there."""
        thing = before and self.get_object(request, before.page.rpartition("/")[2])
        if before is None or thing is None:
            messages.warning(request, "This was saved when it was first sent, and it is not there any more.")
            return HttpResponseRedirect(self._address("changelist"))
        kept_as_unsaved(request, before.page, self._as_made(request, thing))
        messages.info(request, "This is saved already; it was sent twice.")
        return HttpResponseRedirect(self._address("change", thing.pk))

    def _as_made(self, request: HttpRequest, thing: Any) -> QueryDict:
        """Return what was posted, with what was left empty as saving filled it."""
        data = request.POST.copy()
        form = self.form_of(request, thing, data)
        for name in typed_values(form):
            if not data.get(name) and isinstance(form[name].initial, str):
                data[name] = form[name].initial
        return data

    def _address(self, what: str, *keys: Any) -> str:
        route = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{what}"
        return reverse(route, args=keys)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rest, and with it note that what was typed is saved."""
        super().save_related(request, form, formsets, change)
        page = page_of(form.instance)
        if change or IS_POPUP_VAR in request.POST:
            OpenForm.objects.put_away(request.POST, user=request.user, page=page)
        else:
            OpenForm.objects.put_away(request.POST, user=request.user, page=page_of(self.model), made=page)
        if isinstance(form, JoiningForm) and form.taken:
            labels = ", ".join(str(form[name].label).lower() for name in form.taken)
            messages.info(request, f"Joined with what {form.by.told(site_record(request).tz)}: {labels}.")

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go on with what somebody else has open, once this form is saved, when that was asked for."""
        page = Page.of(self, obj)
        row = taken_from(request, page.name)
        if row is None:
            return super().response_change(request, obj)
        take_over(row, by=request.user, thing=obj)
        return HttpResponseRedirect(f"{page.url}?unsaved={row.pk}" if row.typed else page.url)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Hand over what the form prints to be kept, to those who may save it."""
        page = Page.of(self, kwargs.get("obj"))
        if page.may_change(request):
            row, form = self._put_back(request, page.name), context["adminform"].form
            context |= keeping_context(request, page, row=row, filled_from=form.filled_from)
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def _put_back(request: HttpRequest, page: str) -> OpenForm | None:
        return None if request.method == "POST" else wanted(request, page)


def _joining(form_class: type) -> type:
    return type(form_class.__name__, (JoiningForm, form_class), {"__module__": form_class.__module__})
