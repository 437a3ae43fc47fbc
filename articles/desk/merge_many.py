"""Merging what was chosen in a list: which one stays, what the merge touches, and doing it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.desk.merge_progress import GoesOn
from articles.holding import Refused
from articles.merging import Touched, begin_merge, touched
from articles.models import Merge
from articles.synonyms import names_of
from media.keys import is_key

MOST = 20


@dataclass(frozen=True)
class Choice:
    """Something that is to be merged or stays. stays: whether it is proposed as the one that does."""

    thing: Any
    touched: Touched
    names: list[str]
    stays: bool


class MergesMany(GoesOn):
    """Adds a box to each row of a list, and the page that merges those whose box is ticked."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that merges what was chosen."""
        merge = never_cache(require_http_methods(["GET", "HEAD", "POST"])(self.merge_chosen))
        name = f"articles_{self.opts.model_name}_merge_chosen"
        return [path("merge/", self.admin_site.admin_view(merge), name=name), *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> Any:
        """Put a box before each row for those who may merge."""
        listed = super().get_list_display(request)
        return ("action_checkbox", *listed) if self.may_merge(request) else listed

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Lead from the name to the form."""
        return ("name",)

    @admin.display(
        description=mark_safe(
            '<input type="checkbox" id="choose-all" aria-label="Choose all on this page" hidden>'
            '<span class="visually-hidden">Choose</span>'
        )
    )
    def action_checkbox(self, thing: Any) -> SafeString:
        """The box, under the name by which lists know such a column."""
        box = '<input type="checkbox" class="story-select" name="thing" value="{}" aria-label="Choose: {}">'
        return format_html(box, thing.pk, thing)

    def merge_chosen(self, request: HttpRequest) -> HttpResponse:
        """Ask which one of those chosen stays and show what that touches; or do it. Raises PermissionDenied."""
        self.check_may_merge(request)
        posted = request.POST if request.method == "POST" else request.GET
        keys = [int(key) for key in posted.getlist("thing") if is_key(key)]
        things = list(self.model.objects.standing().filter(pk__in=keys[: MOST + 1]).order_by("plain", "pk"))
        if len(things) < 2 or len(things) > MOST:
            messages.warning(request, f"Choose two {self.opts.verbose_name_plural} or more to merge, at most {MOST}.")
            return HttpResponseRedirect(self.next_of(request))
        stays = next((one for one in things if str(one.pk) == posted.get("stays")), None)
        reasons: list[str] = []
        if stays and "_confirmed" in request.POST:
            try:
                merges = self._begin(things, stays, request.user)
            except Refused as refusal:
                reasons = [finding.message for finding in refusal.findings]
            else:
                return self.went_on(request, merges[0], self.next_of(request))
        told = {one.pk: touched(one) for one in things}
        stays = stays or max(things, key=lambda one: (_logs_in(one), told[one.pk].versions, told[one.pk].desk))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(things)} {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "choices": [Choice(one, told[one.pk], names_of(one), one == stays) for one in things],
            "reasons": reasons,
            "next": self.next_of(request),
        }
        return TemplateResponse(request, "admin/articles/merge_many.html", context)

    @staticmethod
    @transaction.atomic
    def _begin(things: list[Any], stays: Any, by: Any) -> list[Merge]:
        return [begin_merge(one, stays, by=by) for one in things if one != stays]


def _logs_in(thing: Any) -> bool:
    """Whether somebody logs in as an author, who then stays."""
    return bool(getattr(thing, "user_id", None))
