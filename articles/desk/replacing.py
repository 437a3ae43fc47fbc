"""The page that gives a photo another file, and the files it had before."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.desk.photo_uses import uses_of
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.replacing import replace_file
from media.forms import ACCEPT
from media.intake import Incoming, examine
from media.models import EarlierFile, Photo
from media.reading import lines
from media.replacing import refuse_known

KEEP, CENTRE = "keep", "centre"


class ReplaceForm(forms.Form):
    """The new file, why, and what becomes of the focal point."""

    file = forms.FileField(
        label="New file",
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": "Choose the new file.", "empty": "This file is empty. Choose another."},
    )
    reason = forms.CharField(
        label="Reason, for the newsroom",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say why, for those who come after you."},
    )
    focus = forms.ChoiceField(
        label="Focal point and crops by hand",
        choices=[(KEEP, "Keep them: the new file shows the same picture"), (CENTRE, "Start again from the middle")],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    use_required_attribute = False
    incoming: Incoming

    def __init__(self, photo: Photo, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo = photo

    def clean_file(self) -> Any:
        """Examine the picture. Its ValidationError is the field's."""
        file = self.cleaned_data["file"]
        self.incoming = examine(file)
        refuse_known(self.photo, self.incoming)
        return file


class ReplacesFiles(admin.ModelAdmin):
    """Gives a photo another file, and keeps those that it had."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the question and of the earlier files, which nobody but the desk may have."""
        replace = require_http_methods(["GET", "HEAD", "POST"])(never_cache(self.admin_site.admin_view(self.replace)))
        earlier = require_safe(self.admin_site.admin_view(self.earlier))
        return [
            path("<int:photo_id>/replace/", replace, name="media_photo_replace"),
            path("<int:photo_id>/earlier/<int:file_id>/", earlier, name="media_photo_earlier"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Hand over the files that the photo had before."""
        if photo := context.get("original"):
            context["earlier_files"] = list(photo.earlier_files.select_related("replaced_by"))
        return super().render_change_form(request, context, *args, **kwargs)

    def earlier(self, request: HttpRequest, photo_id: int, file_id: int) -> FileResponse:
        """Send an earlier file as it came, to be saved and never shown by the browser. Raises PermissionDenied."""
        one = get_object_or_404(EarlierFile.objects.select_related("photo"), pk=file_id, photo__id=photo_id)
        if not self.has_view_permission(request, one.photo):
            raise PermissionDenied
        name = one.file_name or (one.file.name or "").rpartition("/")[2]
        return FileResponse(
            one.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
        )

    def replace(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """Say what the new file will change and ask for it; or replace it. Raises PermissionDenied."""
        photo = get_object_or_404(Photo.objects.select_related("reading"), pk=photo_id)
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        form = ReplaceForm(photo, request.POST or None, request.FILES or None)
        if form.is_valid():
            try:
                return self._replaced(request, photo, form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Replace the file of “{photo}”?",
            "photo": photo,
            "uses": uses_of(photo, site_record(request)),
            "form": form,
        }
        return TemplateResponse(request, "admin/photo_replace.html", context)

    def _replaced(self, request: HttpRequest, photo: Photo, form: ReplaceForm) -> HttpResponse:
        user: Any = request.user
        incoming = form.incoming
        keep = form.cleaned_data["focus"] == KEEP
        differs = any(line.differs for line in lines(photo, incoming.told.facts))
        replace_file(photo, incoming, by=user, reason=form.cleaned_data["reason"], keep_focus=keep)
        LogEntry.objects.log_actions(
            user.pk,
            [photo],
            CHANGE,
            change_message=f"Replaced the file: {form.cleaned_data['reason']}",
            single_object=True,
        )
        told = (
            "The new file goes in everywhere, as soon as its copies are made. What is said of the photo is as it was."
        )
        messages.success(request, f"{told} The file says other things: take what is right." if differs else told)
        where = "admin:media_photo_read_again" if differs else "admin:media_photo_change"
        return HttpResponseRedirect(reverse(where, args=[photo.pk]))
