"""Where the desk's scripts find the photos, under /admin/media-tools/."""

from django.urls import path

from media import picker

app_name = "media"

urlpatterns = [
    path("picker/", picker.photo_picker, name="photo_picker"),
    path("upload/", picker.photo_upload, name="photo_upload"),
    path("photos/", picker.photo_json, name="photo_json"),
    path("alt/", picker.photo_alt, name="photo_alt"),
]
