"""The photos in the admin: a grid of them, and a page for each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from media.background import renew, resume
from media.crops import crops, focus
from media.drop import drop_page, last_drop, send
from media.forms import ACCEPT, PhotoForm, PhotoUploadForm, by_hand
from media.forms import RIGHTS as RIGHTS_COLUMNS
from media.forms import WORDS as FILE_WORDS
from media.intake import discard
from media.likeness import look_alikes
from media.making import under_way
from media.models import Photo
from media.read_again import read_again
from media.renditions import CLOSEST
from media.rights import RightsState

WORDS = [
    ("What readers are told", {"fields": ["alt", "caption", ("credit", "copyright"), "digital_source_type"]}),
    ("For editors", {"fields": ["instructions", "keywords"]}),
    (
        "About the picture",
        {
            "fields": [
                "title",
                ("photographer", "job_title"),
                ("source_agency", "taken_at"),
                ("city", "country"),
                "persons",
                ("event", "job_id"),
                "extended",
            ]
        },
    ),
    ("Terms of use", {"fields": ["usage_terms", "web_statement", ("licensor", "licensor_url")]}),
]


FORM_COLUMNS = [*FILE_WORDS, *RIGHTS_COLUMNS, "focal_x", "focal_y"]

RIGHTS = (
    "Rights",
    {"fields": [("allowed_from", "allowed_until"), ("licence", "most_uses"), "territories", "restrictions"]},
)


class LacksFilter(admin.SimpleListFilter):
    """Photos that can't go to readers yet."""

    title = "lacks"
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("alt", "Alt text"), ("credit", "Credit")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrow the list to what was chosen."""
        choice = self.value()
        return (
            queryset.without_alt() if choice == "alt" else queryset.without_credit() if choice == "credit" else queryset
        )


class ShapeFilter(admin.SimpleListFilter):
    """Photos that are wide, tall or square."""

    title = "shape"
    parameter_name = "shape"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("landscape", "Landscape"), ("portrait", "Portrait"), ("square", "Square")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrow the list to what was chosen."""
        shapes = {
            "landscape": {"width__gt": F("height")},
            "portrait": {"width__lt": F("height")},
            "square": {"width": F("height")},
        }
        return queryset.filter(**shapes.get(self.value() or "", {}))


class RightsFilter(admin.SimpleListFilter):
    """Photos by whether they may be used now, or why not."""

    title = "rights"
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return RightsState.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrow the list to what was chosen."""
        state = self.value()
        return queryset.in_rights_state(state, timezone.now()) if state in RightsState.values else queryset


class UploaderFilter(admin.SimpleListFilter):
    """Photos that whoever looks brought in."""

    title = "added by"
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", "Me")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrow the list to what was chosen."""
        return queryset.filter(uploaded_by=request.user) if self.value() == "me" else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    """A grid to find photos in, and a page on which each is described and its focal point set."""

    change_list_template = "media/admin/photo_list.html"
    add_form_template = "media/admin/photo_add.html"
    change_form_template = "media/admin/photo_form.html"
    list_display = ["__str__", "credit", "created_at"]
    list_filter = [RightsFilter, LacksFilter, ShapeFilter, UploaderFilter, "created_at"]
    list_per_page = 60
    list_max_show_all = 0
    show_full_result_count = False
    search_fields = ["title"]
    search_help_text = "Caption, photographer, credit, file name"
    actions = None

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find by every word in anything that is told about a photo that is made; others are in their drop's rows."""
        return queryset.made().matching(search_term), False

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        """A new photo comes with a file; a photo that is here is described."""
        return super().get_form(request, obj, change, **{**kwargs, "form": PhotoForm if change else PhotoUploadForm})

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        first = ("Focal point and crops", {"fields": ["focal_x", "focal_y"]}) if obj else (None, {"fields": ["file"]})
        return [first, WORDS[0], RIGHTS, *WORDS[1:]] if obj else [first, *WORDS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).select_related("uploaded_by", "killed_by", "reading", "making")

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the original, which nobody but the desk may have, and that of reading it again."""
        view = require_safe(self.admin_site.admin_view(self.original))
        rows = require_http_methods(["GET", "HEAD", "POST"])(self.admin_site.admin_view(drop_page))
        again = require_http_methods(["GET", "HEAD", "POST"])(self.admin_site.admin_view(read_again))
        return [
            path("<int:photo_id>/original/", view, name="media_photo_original"),
            path("<int:photo_id>/read-again/", again, name="media_photo_read_again"),
            path("drop/", require_POST(self.admin_site.admin_view(send)), name="media_photo_send"),
            path("drop/<uuid:drop>/", rows, name="media_photo_drop"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show where photos are dropped, and what was dropped last, over the photos that are here."""
        may_add = self.has_add_permission(request)
        if may_add:
            resume()
        drop = {"accept": ACCEPT, "last_drop": last_drop(request.user)} if may_add else {}
        return super().changelist_view(request, {**drop, **(extra_context or {})})

    def original(self, request: HttpRequest, photo_id: int) -> FileResponse:
        """Send the file as it came, to be saved and never shown by the browser."""
        photo = get_object_or_404(Photo, pk=photo_id)
        if not self.has_view_permission(request, photo):
            raise Http404
        name = photo.file_name or (photo.file.name or "").rpartition("/")[2]
        return FileResponse(
            photo.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
        )

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Take a new photo in outside of the transaction that Django puts round a form.

        Decoding and encoding take a second or two, during which nobody else could save anything on SQLite.
        """
        if object_id is None and request.method == "POST":
            return self._changeform_view(request, object_id, *args, **kwargs)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Photo:
        """Take a new photo in; leave the saving of a known one to save_model."""
        return super().save_form(request, form, change) if change else form.save(by=request.user)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Save what was changed, and renew the renditions; a new photo has been saved when it came in."""
        if change:
            # No more than the form asks: the file may be another by now.
            obj.save(
                update_fields=[*(name for name in FORM_COLUMNS if name in form.cleaned_data), "crops", "updated_at"]
            )
            renew(obj)

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        """Delete the files with the row."""
        discard(obj)

    def log_addition(self, request: HttpRequest, obj: Photo, message: Any) -> Any:
        """Log what is new; the same bytes again are nothing new."""
        return None if obj.was_known else super().log_addition(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Photo, post_url_continue: str | None = None) -> HttpResponse:
        """Go on to the photo's own page, where the focal point is set."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        said = "was here already; nothing was added" if obj.was_known else "was added"
        messages.success(request, f"“{obj}” {said}.")
        return HttpResponseRedirect(reverse("admin:media_photo_change", args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Photo) -> HttpResponse:
        """Stay on the page, because what was changed is best looked at there."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        messages.success(request, f"“{obj}” is saved.")
        return HttpResponseRedirect(reverse("admin:media_photo_change", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Hand over the picture, its crops and the facts of its file."""
        photo = context.get("original")
        if photo:
            context |= {"photo": photo, "focus": focus(photo), "crops": crops(photo)}
            context |= {"by_hand": by_hand(context["adminform"].form), "closest": CLOSEST}
            context |= {"refusal": photo.refusal(), "making": under_way(photo)}
            if context["making"]:
                resume()
            context |= {"alike": list(Photo.objects.filter(pk__in=look_alikes(photo)))}
            context |= {"reading": getattr(photo, "reading", None)}
            context |= {"size": _size(photo), "page_title": str(photo)}
        return super().render_change_form(request, context, *args, **kwargs)


def _size(photo: Photo) -> int | None:
    """Bytes of the original, None if it is not there."""
    try:
        return photo.file.size
    except OSError:
        return None
