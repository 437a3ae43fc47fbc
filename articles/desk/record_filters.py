"""What narrows the record: the act, the person, days, and one thing alone."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from articles.desk.list_filters import LOOKED_THROUGH, OFFERED, NameFilter
from articles.models import Act, Record, name_key
from media.keys import is_key


class AboutFilter(admin.SimpleListFilter):
    """One thing alone, `?about=articles.article:12`: there only while it is asked for."""

    title = "about"
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return what it is called on record, or its key where nothing is."""
        value = self.value()
        if not value:
            return []
        last = self.queryset(request, Record.objects.newest_first()).values_list("title", flat=True).first()
        return [(value, last or value)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep what was done to the thing."""
        if not self.value():
            return queryset
        kind, _, key = str(self.value()).replace("\0", "").partition(":")
        return queryset.filter(kind=kind, key=key)


class ActFilter(admin.SimpleListFilter):
    """What was done. `?act=`."""

    title = "act"
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return all acts, by their words."""
        return sorted(((value, str(label)) for value, label in Act.choices), key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep entries of the act."""
        return queryset.filter(act=self.value()) if self.value() in Act.values else queryset


class PersonFilter(NameFilter):
    """Who did it. `?who=` a primary key, of somebody who may be gone by now, or part of a name."""

    title = "who"
    parameter_name = "who"
    label = "Somebody else’s name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return who acted last."""
        last = Record.objects.newest_first().values_list("who", "name")[:LOOKED_THROUGH]
        names = {str(who): name for who, name in reversed(last) if who is not None}
        current = names.get(self.value()) or self._named()
        return self.with_current(
            dict(sorted(list(names.items())[-OFFERED:], key=lambda one: name_key(one[1]))), current
        )

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep what the person did."""
        value = self.value()
        if not value:
            return queryset
        return queryset.filter(who=int(value)) if is_key(value) else queryset.filter(name__icontains=value)

    def _named(self) -> str:
        value = self.value()
        return (
            Record.objects.filter(who=int(value)).values_list("name", flat=True).first() or "" if is_key(value) else ""
        )


class DayFilter(admin.ListFilter):
    """When. `?from=` and `?until=` days of the site's time zone, both counted in."""

    title = "day"
    template = "admin/articles/record/_day_filter.html"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        """Take the two days; what is no day is no limit."""
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name)[-1] for name in self.expected_parameters() if name in params}
        self.days = {name: day for name, told in given.items() if (day := _day(told))}
        self.used_parameters = {name: day.isoformat() for name, day in self.days.items()}

    def has_output(self) -> bool:
        """Show it always."""
        return True

    def expected_parameters(self) -> list[Any]:
        """Return the names of the two days."""
        return ["from", "until"]

    @property
    def words(self) -> str:
        """What is chosen."""
        told = [f"{name} {self.days[name]:%-d %b %Y}" for name in self.expected_parameters() if name in self.days]
        return " ".join(told)

    def choices(self, changelist: Any) -> Any:
        """Return no choices, but keep what the form must not lose."""
        lost = {*self.expected_parameters(), "before", "after"}
        self.kept = [(name, value) for name, value in changelist.params.items() if name not in lost]
        return []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep what happened from the start of the one day to the end of the other."""
        if "from" in self.days:
            queryset = queryset.filter(at__gte=_midnight(self.days["from"]))
        if "until" in self.days:
            queryset = queryset.filter(at__lt=_midnight(self.days["until"] + dt.timedelta(days=1)))
        return queryset


def _day(told: str) -> dt.date | None:
    """Return a day that a person can mean; None for anything else."""
    try:
        day = dt.date.fromisoformat(told)
    except ValueError:
        return None
    return day if dt.MINYEAR < day.year < dt.MAXYEAR else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=timezone.get_current_timezone())
