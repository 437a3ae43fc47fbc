"""The whole site's addresses."""

from django.contrib import admin
from django.urls import path

from newsroom.health import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
]

handler500 = "newsroom.failures.server_error"
