"""The desk's page of those who stand in front and keep pages: what each was told, what waits, and what went wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from articles.in_front import standing, try_again


def may_see(user: Any) -> bool:
    """Say whether somebody looks after the site's machinery."""
    return bool(user.has_perm("articles.change_site"))


@never_cache
def in_front(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show them, or have one told again that failed. Raises PermissionDenied."""
    if not may_see(request.user):
        raise PermissionDenied
    if request.method == "POST":
        name = request.POST.get("name", "")
        if try_again(name):
            messages.success(request, f"{name} is told now. Look again in a moment.")
        return HttpResponseRedirect(reverse("admin:in_front"))
    context = {**site.each_context(request), "title": "Caches in front", "standing": standing()}
    return TemplateResponse(request, "admin/in_front.html", context)
