"""Merging on the desk: choose what a tag, an author or an agency goes into, see what that touches, do it, undo it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles.desk.merge_many import MergesMany
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.merging import begin_merge, begin_undo, reasons_not_to, touched
from articles.models import Merge, person
from media.keys import is_key

LONGEST = 200
OFFERED = 8
LISTED = 50


class Merges(MergesMany):
    """Adds the page that merges one thing into another, and undoing it."""

    change_list_template = "admin/articles/mergeable_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page, and undoing."""
        wrap, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}"
        merge = never_cache(require_http_methods(["GET", "HEAD", "POST"])(self.merge))
        return [
            path("<int:pk>/merge/", wrap(merge), name=f"{name}_merge"),
            path("unmerge/<int:pk>/", wrap(require_POST(self.unmerge)), name=f"{name}_unmerge"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer the merge to those who may do it."""
        thing = kwargs.get("obj")
        if thing and self.may_merge(request, thing):
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
        self.check_may_merge(request, source)
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

    def unmerge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a merge. Raises PermissionDenied."""
        merge = get_object_or_404(Merge, pk=pk, kind=self.opts.label_lower)
        source = get_object_or_404(self.model._base_manager, pk=merge.source)
        self.check_may_merge(request, source)
        try:
            begin_undo(merge, by=request.user)
        except Refused as refusal:
            messages.error(request, f"Not undone. {refusal}")
            return HttpResponseRedirect(self.page_of(merge.source))
        return self.went_on(request, merge, "")

    def _merged(self, request: HttpRequest, source: Any, key: str) -> HttpResponse:
        target = self.model.objects.filter(pk=key).first() if is_key(key) else None
        if target is None:
            raise Http404("There is nothing to merge into.")
        try:
            merge = begin_merge(source, target, by=request.user)
        except Refused as refusal:
            messages.error(request, f"Not merged. {refusal}")
            return HttpResponseRedirect(self.page_of(source.pk))
        return self.went_on(request, merge, "")

    def _meant(self, typed: str) -> Any:
        """Return what somebody means: by its key, where it was chosen from what is offered, or by its name."""
        if typed.startswith("#") and is_key(typed[1:]):
            return self.model.objects.standing().filter(pk=typed[1:]).first()
        return self.model.objects.named(typed) if typed else None
