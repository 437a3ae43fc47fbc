"""The pages that keep tags, authors and agencies tidy: like names, what no story uses, what one story does."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.desk.merge_many import MergesMany
from articles.desk.times import Moment
from articles.desk.up_to import up_to
from articles.desk.whose import site_record
from articles.desk.wording import counted
from articles.holding import Refused
from articles.models import Article, CalledApart, person
from articles.synonyms import names_of
from articles.tidying import (
    call_alike,
    call_apart,
    delete_unused,
    near_duplicates,
    reasons_to_keep,
    unused,
)
from media.keys import is_key

ON_A_PAGE = 25
MOST = 100
TABS = {"near": "Near-duplicates", "unused": "Unused", "once": "Used once", "apart": "Called different"}


@dataclass(frozen=True)
class Pair:
    """Two things with like names. told: why they are here, or who called them different and when."""

    one: Any
    other: Any
    told: str


class Tidies(MergesMany):
    """Adds the pages that keep things of a kind tidy, for those who may merge and delete them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page and what its buttons do."""
        wrap, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}_tidy"
        return [
            path("tidy/", wrap(never_cache(require_safe(self.tidy))), name=name),
            path("tidy/apart/", wrap(require_POST(self.apart)), name=f"{name}_apart"),
            path("tidy/delete/", wrap(require_POST(self.delete_some)), name=f"{name}_delete"),
            *super().get_urls(),
        ]

    def tidy(self, request: HttpRequest) -> HttpResponse:
        """Show one of the lists, a page at a time. Raises PermissionDenied."""
        self.check_may_merge(request)
        show = request.GET.get("show", "") if request.GET.get("show") in TABS else "near"
        written = bool(request.GET.get("written"))
        listed = {
            "near": lambda: near_duplicates(self.model),
            "unused": lambda: unused(self.model, written=written),
            "once": lambda: self._used_once(request),
            "apart": lambda: CalledApart.objects.filter(kind=self.opts.label_lower).order_by("-at", "-pk"),
        }[show]()
        paginator: Any = Paginator(listed, ON_A_PAGE)
        page = paginator.get_page(request.GET.get("p"))
        rows = list(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Tidy {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "show": show,
            "tabs": [(key, label, key == show) for key, label in TABS.items()],
            "written": written,
            "page": page,
            "numbers": paginator.get_elided_page_range(page.number) if paginator.num_pages > 1 else [],
            "pairs": self._pairs(request, rows) if show in {"near", "apart"} else [],
            "rows": rows if show == "unused" else [],
            "once": self._with_stories(rows) if show == "once" else [],
            "here": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/articles/tidy.html", context)

    def apart(self, request: HttpRequest) -> HttpResponse:
        """Remember that two are not the same, or take that back. Raises PermissionDenied."""
        self.check_may_merge(request)
        keys = [int(key) for key in request.POST.getlist("thing") if is_key(key)]
        again = bool(request.POST.get("again"))
        try:
            (call_alike if again else call_apart)(self.model, keys, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            one, other = self.model.objects.filter(pk__in=keys).order_by("pk")
            told = "are looked at again" if again else "are not the same, and not listed any more"
            messages.success(request, f"“{one}” and “{other}” {told}.")
        return HttpResponseRedirect(self.next_of(request))

    def delete_some(self, request: HttpRequest) -> HttpResponse:
        """Say what deleting the chosen ones does, or do it once that is confirmed. Raises PermissionDenied."""
        self.check_may_merge(request)
        keys = [int(key) for key in request.POST.getlist("thing") if is_key(key)][:MOST]
        things = list(self.model.objects.standing().filter(pk__in=keys).order_by("plain", "pk"))
        if not things:
            messages.warning(request, f"No {self.opts.verbose_name} was chosen.")
            return HttpResponseRedirect(self.next_of(request))
        if "_confirmed" in request.POST:
            self._delete(request, things)
            return HttpResponseRedirect(self.next_of(request))
        told = [(one, names_of(one), " ".join(reasons_to_keep(one))) for one in things]
        going = [row for row in told if not row[2]]
        own: Any = self
        context = {
            **self.admin_site.each_context(request),
            "title": f"Delete {self._counted(len(going))}",
            "opts": self.opts,
            "going": [(one, names, own.view_on_site(one)) for one, names, _ in going],
            "staying": [(one, why) for one, _, why in told if why],
            "next": self.next_of(request),
        }
        return TemplateResponse(request, "admin/articles/tidy_delete.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to these pages from the list."""
        address = reverse(f"admin:articles_{self.opts.model_name}_tidy") if self.may_merge(request) else ""
        return super().changelist_view(request, {**(extra_context or {}), "tidy_url": address})

    def _delete(self, request: HttpRequest, things: list[Any]) -> None:
        own: Any = self
        done = 0
        for one in things:
            before = {name: value for name, value in own.facts(one).items() if value}
            try:
                delete_unused(one, by=request.user, before=before)
            except Refused as refusal:
                messages.warning(request, f"Not deleted: {refusal}")
            else:
                done += 1
        if done:
            messages.success(request, f"{self._counted(done)} deleted.")

    def _counted(self, count: int) -> str:
        return counted(count, str(self.opts.verbose_name), str(self.opts.verbose_name_plural))

    def _pairs(self, request: HttpRequest, rows: list[Any]) -> list[Pair]:
        """Return pairs with what is known of each; without those of which one is gone meanwhile."""
        things = self.get_queryset(request).in_bulk({pk for row in rows for pk in (row.one, row.other)})
        there = [row for row in rows if row.one in things and row.other in things]
        return [Pair(things[row.one], things[row.other], self._told(request, row)) for row in there]

    @staticmethod
    def _told(request: HttpRequest, row: Any) -> str:
        if not isinstance(row, CalledApart):
            return str(row.why)
        by, moment = person(row.by), Moment(row.at, site_record(request).tz)
        return f"Called different{f' by {by}' if by else ''}, {moment.words}"

    def _used_once(self, request: HttpRequest) -> Any:
        """Return what one story on the desk has."""
        own: Any = self
        few = up_to(own.stories_of(), 1)
        return own.get_queryset(request).alias(few=few).filter(few=1).order_by("plain", "pk")

    def _with_stories(self, rows: list[Any]) -> list[tuple[Any, Article | None]]:
        """Return things with the one story that each is on."""
        own: Any = self
        name, field = str(self.opts.model_name), f"{own.story}_id"
        there = {f"{name}__in": rows, f"{own.story}__deleted_at": None}
        ties = own.tie._default_manager.filter(**there).values_list(f"{name}_id", field)
        keys = dict(ties)
        stories = Article.objects.only("headline").in_bulk(set(keys.values()))
        return [(one, stories.get(keys.get(one.pk))) for one in rows]
