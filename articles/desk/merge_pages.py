"""Merging on the desk: choose what a tag, an author or an agency goes into, see what that touches, do it, undo it."""

import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles.desk.merge_many import MergesMany
from articles.desk.times import Moment
from articles.desk.whose import person, site_record
from articles.desk.widgets import is_key
from articles.holding import Refused
from articles.merging import begin_merge, begin_undo, go_on, progress, reasons_not_to, touched
from articles.models import KEPT_MERGES, Merge

LONGEST = 200
OFFERED = 8
LISTED = 50
# How long a request goes on with a merge, in seconds, before it tells how far that is.
WITHIN = 4.0
UNDO = (
    "“{}” is merged into “{}”. That can be undone until {}. "
    '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button type="submit" class="text-button">Undo</button></form>'
)


class Merges(MergesMany):
    """Adds the page that merges one thing into another, one that tells how far that is, and undoing it."""

    change_list_template = "admin/articles/mergeable_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the three addresses."""
        wrap, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}"
        merge = never_cache(require_http_methods(["GET", "HEAD", "POST"])(self.merge))
        under_way = never_cache(require_http_methods(["GET", "HEAD", "POST"])(self.under_way))
        return [
            path("merging/<int:pk>/", wrap(under_way), name=f"{name}_merging"),
            path("<int:pk>/merge/", wrap(merge), name=f"{name}_merge"),
            path("unmerge/<int:pk>/", wrap(require_POST(self.unmerge)), name=f"{name}_unmerge"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer the merge to those who may do it."""
        thing = kwargs.get("obj")
        if thing and self._may(request, thing):
            context["merge_url"] = reverse(f"admin:articles_{self.opts.model_name}_merge", args=[thing.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say what is being merged, so that it is gone on with where the page that did is closed."""
        going, may = [], self.may_merge(request)
        if may:
            going = list(Merge.objects.under_way().filter(kind=self.opts.label_lower).order_by("-pk")[:OFFERED])
        names = self.model._base_manager.in_bulk([one.source for one in going]) if going else {}
        told = {"may_merge": may, "under_way": [(one, names.get(one.source)) for one in going]}
        return super().changelist_view(request, {**(extra_context or {}), **told})

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what a thing shall go into and show what that touches; or do it. Raises PermissionDenied."""
        source = get_object_or_404(self.model.objects.standing(), pk=pk)
        self._check(request, source)
        if going := Merge.objects.under_way().filter(kind=self.opts.label_lower, source=pk).first():
            return HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_merging", args=[going.pk]))
        typed = " ".join(request.GET.get("into", "").replace("\0", "").split())[:LONGEST]
        if request.method == "POST":
            return self._merged(request, source, request.POST.get("target", ""))
        target = self._meant(typed)
        reasons = reasons_not_to(source, target) if target else []
        offered = [one for one in self.model.objects.offered(typed, OFFERED) if one != source] if typed else []
        zone = site_record(request).tz
        undoable = Merge.objects.undoable().filter(kind=self.opts.label_lower, target=pk)
        merges = list(undoable.select_related("by").order_by("-pk")[:LISTED])
        names = self.model._base_manager.in_bulk([one.source for one in merges])
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{source}”",
            "opts": self.opts,
            "source": source,
            "typed": typed,
            "target": target if not reasons else None,
            "reasons": reasons,
            "offered": [] if target else offered,
            "touched": touched(source) if target and not reasons else None,
            "merged": [(one, names.get(one.source), person(one.by), Moment(one.at, zone)) for one in merges],
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)

    def under_way(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tell how far a merge is, or undoing one; or go on with it. Raises PermissionDenied."""
        merge = get_object_or_404(Merge, pk=pk, kind=self.opts.label_lower)
        source = get_object_or_404(self.model._base_manager, pk=merge.source)
        self._check(request, source)
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

    def unmerge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a merge. Raises PermissionDenied."""
        merge = get_object_or_404(Merge, pk=pk, kind=self.opts.label_lower)
        source = get_object_or_404(self.model._base_manager, pk=merge.source)
        self._check(request, source)
        try:
            begin_undo(merge, by=request.user)
        except Refused as refusal:
            messages.error(request, f"Not undone. {refusal}")
            return HttpResponseRedirect(self._changing(merge.source))
        return self.went_on(request, merge, "")

    def _merged(self, request: HttpRequest, source: Any, key: str) -> HttpResponse:
        target = self.model.objects.filter(pk=key).first() if is_key(key) else None
        if target is None:
            raise Http404("There is nothing to merge into.")
        try:
            merge = begin_merge(source, target, by=request.user)
        except Refused as refusal:
            messages.error(request, f"Not merged. {refusal}")
            return HttpResponseRedirect(self._changing(source.pk))
        return self.went_on(request, merge, "")

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
                        after or self._changing(merge.source if merge.undone_at else merge.target)
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

    def _meant(self, typed: str) -> Any:
        """Return what somebody means: by its key, where it was chosen from what is offered, or by its name."""
        if typed.startswith("#") and is_key(typed[1:]):
            return self.model.objects.standing().filter(pk=typed[1:]).first()
        return self.model.objects.named(typed) if typed else None

    def _check(self, request: HttpRequest, thing: Any) -> None:
        if not self._may(request, thing):
            raise PermissionDenied

    def _may(self, request: HttpRequest, thing: Any) -> bool:
        return self.has_change_permission(request, thing) and self.has_delete_permission(request, thing)

    def _changing(self, pk: int) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk])
