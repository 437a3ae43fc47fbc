"""Going on with merges on the desk: for a while in each request, with a page that tells how far one is."""

import time
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.desk.chosen import page_named
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.merging import go_on, progress
from articles.models import KEPT_MERGES, Merge

# How long a request goes on with a merge, in seconds, before it tells how far that is.
WITHIN = 4.0
UNDO = (
    "“{}” is merged into “{}”. That can be undone until {}. "
    '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button type="submit" class="text-button">Undo</button></form>'
)


class GoesOn(admin.ModelAdmin):
    """Adds the page that tells how far a merge is, and what all pages that merge share."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        under_way = never_cache(require_http_methods(["GET", "HEAD", "POST"])(self.under_way))
        name = f"articles_{self.opts.model_name}_merging"
        return [path("merging/<int:pk>/", self.admin_site.admin_view(under_way), name=name), *super().get_urls()]

    def under_way(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tell how far a merge is, or undoing one; or go on with it. Raises PermissionDenied."""
        merge = get_object_or_404(Merge, pk=pk, kind=self.opts.label_lower)
        source = get_object_or_404(self.model._base_manager, pk=merge.source)
        self.check_may_merge(request, source)
        if request.method == "POST" or not merge.is_under_way:
            return self.went_on(request, merge, request.GET.get("next", "") and self.next_of(request))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merging “{source}”",
            "opts": self.opts,
            "merge": merge,
            "source": source,
            "target": get_object_or_404(self.model._base_manager, pk=merge.target),
            "done": progress(merge),
        }
        return TemplateResponse(request, "admin/articles/merging.html", context)

    def went_on(self, request: HttpRequest, merge: Merge, after: str) -> HttpResponse:
        """Go on for a while with a merge, and others into the same; lead to what is done, or to how far it is.

        after: where to go when all is done; "" is the page of what stays.
        """
        until = time.monotonic() + WITHIN
        try:
            while go_on(merge, within=until - time.monotonic()):
                self._told_done(request, merge)
                going = Merge.objects.under_way().filter(kind=merge.kind, target=merge.target, undo_began_at=None)
                if merge.undone_at or (following := going.order_by("pk").first()) is None:
                    return HttpResponseRedirect(
                        after or self.page_of(merge.source if merge.undone_at else merge.target)
                    )
                merge = following
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.next_of(request))
        return HttpResponseRedirect(self.progress_address(merge, after))

    def _told_done(self, request: HttpRequest, merge: Merge) -> None:
        source, target = (self.model._base_manager.filter(pk=pk).first() for pk in (merge.source, merge.target))
        if merge.undone_at:
            messages.success(request, f"“{source}” stands for itself again, with its stories.")
            return
        until = Moment(merge.at + KEPT_MERGES, site_record(request).tz).words
        back = reverse(f"admin:articles_{self.opts.model_name}_unmerge", args=[merge.pk])
        messages.success(request, format_html(UNDO, source, target, until, back, get_token(request)))

    def may_merge(self, request: HttpRequest, thing: Any = None) -> bool:
        """Whether somebody may merge such things, or this one."""
        return self.has_change_permission(request, thing) and self.has_delete_permission(request, thing)

    def check_may_merge(self, request: HttpRequest, thing: Any = None) -> None:
        """Raise PermissionDenied for who may not merge such things, or this one."""
        if not self.may_merge(request, thing):
            raise PermissionDenied

    def next_of(self, request: HttpRequest) -> str:
        """Return where to go on after a merge: the page of ours that the request names, or the list."""
        return page_named(request, reverse(f"admin:articles_{self.opts.model_name}_changelist"))

    def progress_address(self, merge: Merge, after: str) -> str:
        """Return the page that tells how far a merge is."""
        address = reverse(f"admin:articles_{self.opts.model_name}_merging", args=[merge.pk])
        return f"{address}?{urlencode({'next': after})}" if after else address

    def page_of(self, pk: int) -> str:
        """Return the page of a thing."""
        return reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk])
