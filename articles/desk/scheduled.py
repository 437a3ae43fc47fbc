"""Everything that lies ahead, in order, on one page where it is moved: versions, withdrawals, the ends of embargoes."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles import timing
from articles.desk.preferences import own_zone
from articles.desk.questions import TimeQuestion
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import Act, Article, Embargo, Record, Version, person

SIZE = 50
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
KEY = re.compile(r"([0-9]{1,18})\.([0-2])\.([0-9]{1,18})")

Place = tuple[dt.datetime, int, int]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that lies ahead: where it is found, by which column it is ordered, and the verb that moves it.

    calls_off: the question of the story's page that calls it off.
    """

    name: str
    column: str
    found: Callable[[dt.datetime], QuerySet[Any]]
    move: Callable[[Any, dt.datetime, Any], object]
    permission: str
    calls_off: str
    calls_off_label: str = "Call off…"


def _move_embargo(embargo: Embargo, at: dt.datetime, by: Any) -> object:
    return timing.set_embargo(embargo.article, at, by=by, note=embargo.note)


def _versions(found: QuerySet[Version]) -> QuerySet[Version]:
    return found.defer("body").select_related("article", "section", "made_by")


def _embargoes(now: dt.datetime) -> QuerySet[Embargo]:
    found = Embargo.objects.in_force(now).filter(article__deleted_at__isnull=True)
    return found.select_related("article__section", "set_by").defer("article__body")


# In the order in which they stand at one instant.
KINDS = (
    Kind(
        "embargo", "until", _embargoes, _move_embargo, "articles.publish_article", "lift_embargo", "Lift…",
    ),
    Kind(
        "end", "live_until", lambda now: _versions(Version.objects.to_be_withdrawn(now)),
        lambda version, at, by: timing.reschedule_withdrawal(version, at, by=by), "articles.withdraw_article", "stay",
    ),
    Kind(
        "show", "live_from", lambda now: _versions(Version.objects.upcoming(now)),
        lambda version, at, by: timing.reschedule(version, at, by=by), "articles.publish_article", "call_off",
    ),
)  # fmt: skip


@dataclass
class Ahead:
    """One row: what happens, to which story, when, who said so, and the form that moves it (None: who may not)."""

    kind: Kind
    thing: Any
    at: Moment
    by: str = ""
    form: TimeQuestion | None = None

    @property
    def name(self) -> str:
        """The row's name in the page's form: “show-12”."""
        return f"{self.kind.name}-{self.thing.pk}"

    @property
    def headline(self) -> str:
        """What readers will see as its headline; of an embargo, the desk copy's."""
        return str(self.thing.article) if self.kind.name == "embargo" else self.thing.headline

    @property
    def section(self) -> Any:
        """Where it is filed."""
        return self.thing.article.section if self.kind.name == "embargo" else self.thing.section

    @property
    def happens(self) -> str:
        """What happens, in words."""
        if self.kind.name == "embargo":
            return "embargo ends"
        if self.kind.name == "end":
            return "will be withdrawn"
        if self.thing.number == 1:
            return "goes live"
        return f"takes the place of version {self.thing.number - 1}"

    @property
    def address(self) -> str:
        """The readers' page on which it shows: the story's, where there will be one."""
        return self.thing.get_absolute_url() if self.kind.name == "show" else "/"

    @property
    def seen(self) -> str:
        """The instant as the row tells it, so that nobody moves what somebody else moved meanwhile."""
        return self.at.at.isoformat()

    @cached_property
    def calls_off(self) -> str:
        """The address of the question that calls it off."""
        query = {"ask": self.kind.calls_off} | ({"version": self.thing.pk} if self.kind.name == "show" else {})
        return f"{reverse('admin:articles_article_change', args=[self.thing.article_id])}?{urlencode(query)}"

    @property
    def place(self) -> Place:
        """Where it stands in the order."""
        return (self.at.at, KINDS.index(self.kind), self.thing.pk)


class Scheduled:
    """A page of what lies ahead, for one person, in a constant number of queries."""

    def __init__(self, user: Any, zone: ZoneInfo, mine: ZoneInfo | None, after: Place | None = None) -> None:
        self.user, self.zone, self.mine = user, zone, mine
        now = timezone.now()
        found = sorted((row for kind in KINDS for row in self._found(kind, now, after)), key=lambda row: row.place)
        self.rows, self.more = found[:SIZE], len(found) > SIZE
        self.first = after is None
        self._say_who()

    def days(self) -> list[tuple[dt.date, list[Ahead]]]:
        """Return the rows by day in the site's zone."""
        return [(date, list(rows)) for date, rows in groupby(self.rows, lambda row: row.at.local.date())]

    def later(self) -> str:
        """Return the query string of the next page; "" on the last."""
        if not self.more:
            return ""
        at, kind, pk = self.rows[-1].place
        return urlencode({"after": f"{(at - EPOCH) // MICROSECOND}.{kind}.{pk}"})

    def row(self, name: str) -> Ahead | None:
        """Return the row with a name."""
        return next((row for row in self.rows if row.name == name), None)

    def _found(self, kind: Kind, now: dt.datetime, after: Place | None) -> Iterable[Ahead]:
        found = kind.found(now).order_by(kind.column, "pk")
        if after:
            at, other, pk = after
            place = KINDS.index(kind)
            same = Q(pk__gt=pk) if place == other else Q() if place > other else Q(pk__in=[])
            # The bound on the instant alone is what an index can use.
            found = found.filter(Q(**{f"{kind.column}__gt": at}) | same, **{f"{kind.column}__gte": at})
        may = self.user.has_perm(kind.permission)
        for thing in found[: SIZE + 1]:
            moment = Moment(getattr(thing, kind.column), self.zone, self.mine)
            yield Ahead(kind, thing, moment, form=self.form_of(kind, thing.pk, moment) if may else None)

    def form_of(self, kind: Kind, pk: int, moment: Moment, data: Any = None) -> TimeQuestion:
        """Return the fields of a row, as it stands or as posted."""
        initial = {"date": moment.local.date(), "time": moment.local.time()}
        return TimeQuestion(data, initial=initial, zone=self.zone, mine=self.mine, prefix=f"{kind.name}-{pk}")

    def _say_who(self) -> None:
        """Say of each row who scheduled it: a version and an embargo know, a withdrawal's is on record."""
        ends = [str(row.thing.article_id) for row in self.rows if row.kind.name == "end"]
        label = Article._meta.label_lower
        entries = Record.objects.filter(kind=label, key__in=ends, act=Act.WITHDRAWN) if ends else Record.objects.none()
        names = dict(entries.order_by("at", "pk").values_list("key", "name"))
        for row in self.rows:
            if row.kind.name == "end":
                row.by = names.get(str(row.thing.article_id), "")
            else:
                row.by = person(row.thing.set_by if row.kind.name == "embargo" else row.thing.made_by)


class ShowsScheduled(admin.ModelAdmin):
    """The side of the stories' admin that shows everything scheduled."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(self.scheduled)
        return [path("scheduled/", view, name="articles_article_scheduled"), *super().get_urls()]

    def scheduled(self, request: HttpRequest) -> HttpResponse:
        """Show what lies ahead, or move one of its rows. Raises PermissionDenied and Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        site = site_record(request)
        page = Scheduled(request.user, site.tz, own_zone(request.user, site), place(request.GET.get("after")))
        if request.method == "POST" and self._moved(request, page):
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": "Scheduled",
            "opts": self.opts,
            "page": page,
            "days": page.days(),
            "today": timezone.localdate(),
        }
        return TemplateResponse(request, "admin/articles/article/scheduled.html", context)

    def _moved(self, request: HttpRequest, page: Scheduled) -> bool:
        """Move the row that was posted, and say so; return False where its form says what is against it."""
        name = request.POST.get("row", "")
        row = page.row(name)
        if row is None or request.POST.get(f"{name}-seen") != row.seen:
            messages.warning(request, "That row has changed: it was moved, called off, or its time has come.")
            return True
        if row.form is None:
            raise PermissionDenied
        row.form = form = page.form_of(row.kind, row.thing.pk, row.at, request.POST)
        if not form.is_valid():
            return False
        try:
            row.kind.move(row.thing, form.cleaned_data["at"], request.user)
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error("time", finding.message)
            return False
        except PermissionDenied:  # the row's own permission is there, or it would have no form
            form.add_error("time", "A legal removal stands there: only who may remove stories moves this to that time.")
            return False
        told = Moment(form.cleaned_data["at"], page.zone, page.mine).exact
        messages.success(request, f"Moved: “{row.headline}” {row.happens} on {told}.")
        return True


def place(key: str | None) -> Place | None:
    """Read a key: microseconds since 1970, a kind, a primary key. Raises Http404 for anything else."""
    if key is None:
        return None
    match = KEY.fullmatch(key)
    if match is None:
        raise Http404
    try:
        return (EPOCH + MICROSECOND * int(match[1]), int(match[2]), int(match[3]))
    except OverflowError as error:
        raise Http404 from error
