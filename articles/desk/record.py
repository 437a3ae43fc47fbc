"""The record at the desk: a list that is searched, narrowed and exported, and that nobody can change."""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.desk.base import ReadOnlyAdmin
from articles.desk.record_filters import AboutFilter, ActFilter, DayFilter, PersonFilter
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.models import Act, Record

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
PLACE = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)
OLDER, NEWER = "before", "after"
AT_ONCE = 1000
SHOWN = 300
COLUMNS = ["When", "Who", "Login key", "Did", "To", "Kind", "Key", "Before", "After", "Reason", "Address"]
# What a spreadsheet would take for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class RecordList(ChangeList):
    """A page of the record, told by the entry where it begins: nothing is counted or skipped, however long it is."""

    older = newer = ""

    def get_filters_params(self, params: Any = None) -> Any:
        """Leave out where the page begins."""
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in {OLDER, NEWER}}

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        """The newest first, always."""
        return ["-at", "-pk"]

    def get_results(self, request: HttpRequest) -> None:
        """Find the page that is asked for, and what leads to those beside it."""
        before, after = _place(request.GET.get(OLDER)), _place(request.GET.get(NEWER))
        rows = self.queryset.before(*before) if before else self.queryset.after(*after) if after else self.queryset
        backwards = bool(after) and not before
        found = list((rows.order_by("at", "pk") if backwards else rows)[: self.list_per_page + 1])
        more, found = len(found) > self.list_per_page, found[: self.list_per_page]
        if backwards:
            found.reverse()
        if found:
            self.older = self._leading(OLDER, found[-1]) if more or backwards else ""
            self.newer = self._leading(NEWER, found[0]) if (backwards and more) or before else ""
        self.result_list, self.result_count = found, len(found)
        self.full_result_count, self.show_full_result_count, self.show_admin_actions = None, False, False
        self.can_show_all, self.multi_page = False, False

    @property
    def asked(self) -> str:
        """The query string of what is searched and filtered, without the page."""
        return self.get_query_string(remove=[OLDER, NEWER])

    def _leading(self, name: str, entry: Record) -> str:
        return self.get_query_string({name: _key(entry)}, remove=[OLDER, NEWER])


class RecordAdmin(ReadOnlyAdmin):
    """Who did what. There is no form, no deletion and no act in bulk."""

    list_display = ("when", "person", "did", "about", "changes", "why")
    list_display_links = None
    empty_value_display = ""
    list_filter = (AboutFilter, ActFilter, PersonFilter, DayFilter)
    search_fields = ("words",)
    search_help_text = "Who, what it was done to, why"
    sortable_by = ()
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        """Add the export."""
        export = self.admin_site.admin_view(never_cache(require_safe(self.export)))
        return [path("export/", export, name="articles_record_export"), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """List without counting."""
        return RecordList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Keep entries that have every word."""
        return queryset.saying(search_term.replace("\0", "")), False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Lead to the list: an entry has no form. Raises PermissionDenied."""
        if request.method not in {"GET", "HEAD"} or not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_record_changelist"))

    def export(self, request: HttpRequest) -> StreamingHttpResponse | HttpResponseRedirect:
        """Send what is searched and filtered as CSV, newest first; lead to the list for filters that it does not know.

        Raises PermissionDenied.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{reverse('admin:articles_record_changelist')}?{ERROR_FLAG}=1")
        response = StreamingHttpResponse(
            _lines(entries, site_record(request).tz), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="record.csv"'
        return response

    @admin.display(description="When")
    def when(self, entry: Record) -> SafeString:
        """The instant, to the second."""
        moment = Moment(entry.at, timezone.get_current_timezone())
        return format_html('<time datetime="{}">{}</time>', moment.iso, f"{moment.local:%-d %b %Y, %H:%M:%S}")

    @admin.display(description="Who")
    def person(self, entry: Record) -> SafeString | str:
        """Who acted, and for log-ins from where."""
        who = entry.name or ("Somebody" if entry.act == Act.LOGIN_FAILED else "The newsroom")
        return format_html('{} <span class="quiet">from {}</span>', who, entry.address) if entry.address else who

    @admin.display(description="Did")
    def did(self, entry: Record) -> str:
        """The act."""
        return entry.done

    @admin.display(description="To")
    def about(self, entry: Record) -> SafeString | str:
        """What it was done to, and all that was done to it."""
        if not entry.kind:
            return entry.title
        address = f"{reverse('admin:articles_record_changelist')}?about={quote(f'{entry.kind}:{entry.key}')}"
        return format_html('<a href="{}">{}</a>', address, entry.title or "Untitled")

    @admin.display(description="Before and after")
    def changes(self, entry: Record) -> SafeString:
        """What differs."""
        return format_html_join("", '<div><span class="quiet">{}</span> {} {}</div>', _differences(entry))

    @admin.display(description="Reason")
    def why(self, entry: Record) -> str:
        """The reason that was given."""
        return entry.reason


def _differences(entry: Record) -> Iterator[tuple[str, SafeString, SafeString]]:
    """Give each fact that differs: its name, what went and what came."""
    before, after = entry.before or {}, entry.after or {}
    for name in {**before, **after}:
        was, now = _listed(before.get(name)), _listed(after.get(name))
        if was != now:
            gone = [one for one in was if one not in now]
            come = [one for one in now if one not in was]
            yield name, _marked("del", gone), _marked("ins", come)


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value not in (None, "") else []


def _marked(tag: str, values: list[str]) -> SafeString:
    words = Truncator("; ".join(values)).chars(SHOWN)
    return format_html("<{0}>{1}</{0}>", mark_safe(tag), words) if words else mark_safe("")


def _lines(entries: Any, zone: dt.tzinfo) -> Iterator[str]:
    """Give the lines of a CSV file, a thousand entries read at a time."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)  # the mark by which spreadsheets know UTF-8
    part = list(entries[:AT_ONCE])
    while part:
        for entry in part:
            yield writer.writerow([_cell(value) for value in _row(entry, zone)])
        part = list(entries.before(part[-1].at, part[-1].pk)[:AT_ONCE])


def _row(entry: Record, zone: dt.tzinfo) -> list[Any]:
    return [
        entry.at.astimezone(zone).isoformat(timespec="seconds"),
        entry.name,
        entry.who,
        entry.done,
        entry.title,
        entry.kind,
        entry.key,
        _facts(entry.before),
        _facts(entry.after),
        entry.reason,
        entry.address,
    ]


def _facts(facts: dict[str, Any] | None) -> str:
    return "\n".join(f"{name}: {'; '.join(_listed(value))}" for name, value in (facts or {}).items())


def _cell(value: Any) -> str:
    """Return a value that no spreadsheet reckons with."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


class _Echo:
    """Where csv writes: hands each line back."""

    def write(self, line: str) -> str:
        return line


def _place(told: str | None) -> tuple[dt.datetime, int] | None:
    """Return the place that an address names; None without one."""
    match = PLACE.fullmatch(told or "")
    try:
        return (EPOCH + int(match[1]) * MICROSECOND, int(match[2])) if match else None
    except OverflowError:
        return None


def _key(entry: Record) -> str:
    return f"{(entry.at - EPOCH) // MICROSECOND}.{entry.pk}"
