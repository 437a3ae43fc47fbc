"""Where the desk's scripts find the photos, under /admin/media-tools/."""

from django.urls import path

from media import drop, picker

app_name = "media"

urlpatterns = [
    path("picker/", picker.photo_picker, name="photo_picker"),
    path("arrivals/", drop.arrivals, name="photo_upload"),
    path("keep-both/", drop.keep_both, name="photo_keep_both"),
    path("photos/", picker.photo_json, name="photo_json"),
    path("alt/", picker.photo_alt, name="photo_alt"),
]
