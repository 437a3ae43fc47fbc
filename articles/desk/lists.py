"""The list of stories."""

import re
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest

from articles.desk.chosen import still_chosen
from articles.desk.list_filters import BylineFilter, SectionFilter, SeriesFilter, StateFilter, Tab, TagFilter
from articles.desk.many import Many, acts_for
from articles.desk.passing import BULK, Bulk
from articles.desk.rows import Row, rows, with_people
from articles.desk.saved_views import kept
from articles.desk.standing import with_standing
from articles.desk.whose import site_record
from articles.models import Article, SavedView, Version
from articles.search.desk import saying

# How many stories are counted at most, so that a list costs with a million of them what it does with a thousand.
MOST = 1_000
ON_A_PAGE = 50
WAITING = ["stage_since", "pk"]


class StoryList(ChangeList):
    """The stories that are asked for, a page at a time, for two queries: one finds keys, one reads the page."""

    more: bool = False
    # What can be done with many stories, and the address of the list as it stands.
    bulk_acts: tuple[Bulk, ...] = ()
    many_acts: tuple[Many, ...] = ()
    # The stories that stay chosen after an act that left them.
    chosen: frozenset[int] = frozenset()
    here: str = ""
    # The views that somebody has saved for themselves, and what the list is narrowed to now.
    views: tuple[SavedView, ...] = ()
    kept: str = ""

    @property
    def tab(self) -> str:
        """The tab that is open; "" for all stories."""
        return next((spec.value() or "" for spec in self.filter_specs if isinstance(spec, Tab)), "")

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Return the tabs: address, words, and whether it is the one that is open."""
        named = [("", "All"), *next(spec.lookup_choices for spec in self.filter_specs if isinstance(spec, Tab))]
        open_key = None if self.view else self.tab
        return [(f"?{Tab.parameter_name}={key}" if key else "?", str(label), key == open_key) for key, label in named]

    @property
    def view(self) -> SavedView | None:
        """The saved view that is open."""
        return next((view for view in self.views if view.query == self.kept), None)

    @property
    def chips(self) -> list[Any]:
        """The filters that stand under the search."""
        return [spec for spec in self.filter_specs if not isinstance(spec, Tab)]

    @property
    def narrowed(self) -> bool:
        """Whether a search or a chip hides stories of the tab."""
        return bool(self.query) or any(spec.used_parameters for spec in self.chips)

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        """Order by the last change, which an index gives; what is scheduled by its time, what waits by how long."""
        own = {Tab.scheduled: ["next_from", "pk"], Tab.review: WAITING, Tab.ready: WAITING}
        return own.get(self.tab) or super().get_ordering(request, queryset)

    def get_results(self, request: HttpRequest) -> None:
        """Find the page that is asked for; the last one when it lies beyond."""
        keys = list(self.queryset.values_list("pk", flat=True)[: MOST + 1])
        self.more = len(keys) > MOST
        self.paginator = Paginator(keys[:MOST], self.list_per_page)
        page = self.paginator.get_page(self.page_num)
        self.page_num = page.number
        self.result_count = self.paginator.count
        self.full_result_count, self.show_full_result_count, self.show_admin_actions = None, False, False
        self.can_show_all, self.multi_page = False, self.paginator.num_pages > 1
        self.first, self.last = page.start_index(), page.end_index()
        found = with_people(with_standing(Article.objects.filter(pk__in=page.object_list))).in_bulk()
        self.result_list = [found[pk] for pk in page.object_list if pk in found]
        if self.model_admin.has_change_permission(request):
            self.bulk_acts = tuple(BULK.values())
        self.many_acts = acts_for(request.user)
        self.chosen = still_chosen(request)
        self.here = request.get_full_path()
        self.kept = kept(request.GET)
        self.views = tuple(SavedView.objects.filter(user=request.user.pk))
        self.user, self.site_language = request.user, site_record(request).language

    @property
    def total(self) -> str:
        """How many stories there are, in words when they are not counted."""
        return f"more than {MOST:,}" if self.more else f"{self.result_count:,}"

    @property
    def numbers(self) -> Any:
        """The page numbers to link to, with gaps."""
        return self.paginator.get_elided_page_range(self.page_num)

    @cached_property
    def rows(self) -> list[Row]:
        """The page's stories as they are printed."""
        return rows(self.result_list, self.user, self.site_language)


class ArticleListMixin(admin.ModelAdmin):
    """The list side of the stories' admin."""

    # Its own form keeps what is typed, and joins it with what others saved.
    keeps_typing = True
    list_display = ("__str__", "updated_at")
    list_filter = (Tab, StateFilter, SectionFilter, SeriesFilter, BylineFilter, TagFilter)
    search_fields = ("headline", "slug")
    search_help_text = "Words of the story, byline, tag, address"
    sortable_by = ("updated_at",)
    ordering = ("-updated_at", "-pk")
    list_per_page = ON_A_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """List with a bounded count."""
        return StoryList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Keep stories that have every word, or one that begins so, somewhere; or that stand at an address."""
        words = search_term.replace("\0", "")
        if slug := slug_in(words):
            return queryset.filter(Q(slug=slug) | Q(pk__in=Version.objects.filter(slug=slug).values("article"))), False
        return saying(queryset, words) if words.strip() else queryset, False


def slug_in(words: str) -> str:
    """Return the last part of an address, or "" for words that are none."""
    path = unquote(urlsplit(words.strip()).path) if re.match(r"\s*(https?://\S+|/\S+)\s*$", words) else ""
    return ([part for part in path.split("/") if part] or [""])[-1]
