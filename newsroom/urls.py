"""The whole site's addresses."""

from django.contrib import admin
from django.urls import include, path

from articles.desk import as_of, outside
from newsroom.health import alive, health, ready
from newsroom.observing.metrics import metrics

urlpatterns = [
    path("admin/media-tools/", include("media.urls")),
    path("admin/as-of/", include(as_of.addresses(readers="articles.site.urls"))),
    path("admin/", admin.site.urls),
    path("preview/", include(outside.addresses())),
    path("health/", health, name="health"),
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", include("articles.site.urls")),
]

handler404 = "articles.site.missing.not_found"
handler500 = "newsroom.failures.server_error"
