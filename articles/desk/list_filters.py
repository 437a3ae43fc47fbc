"""What narrows the list of stories: the tabs above it, and the chips."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from articles.desk.standing import midnight
from articles.models import (
    Agency,
    Author,
    Byline,
    Section,
    Series,
    State,
    Tag,
    TaggedArticle,
    name_key,
    without_accents,
)

# Of how many stories a name is, so that a page's are sooner met along the list than looked up one by one.
MANY = 20_000

# How many of the newest credits and tags are looked through for names to offer, and how many names that gives.
LOOKED_THROUGH = 200
OFFERED = 12


# The views that everybody has after “All”: their names in the address and in words.
SCHEDULED, REVIEW, READY = "scheduled", "review", "ready"
TABS = [
    ("mine", "Mine"),
    (REVIEW, "In review"),
    (READY, "Ready"),
    (SCHEDULED, "Scheduled"),
    ("today", "Live today"),
    ("changes", "Live with changes"),
    ("corrected", "Corrected"),
    ("behind", "Behind original"),
    ("drafts", "Drafts"),
    ("hold", "On hold"),
]


class Tab(admin.SimpleListFilter):
    """A view of the list that is often wanted. `?show=`."""

    title = "show"
    parameter_name = "show"
    scheduled, review, ready = SCHEDULED, REVIEW, READY

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the tabs after “All”."""
        self.user = request.user
        return TABS

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the stories of the tab."""
        match self.value():
            case "mine":
                return queryset.concerning(request.user)
            case self.review | self.ready as stage:
                return queryset.in_stage(stage)
            case "today":
                return queryset.live_since(midnight())
            case self.scheduled:
                return queryset.scheduled().with_state()
            case "changes":
                return queryset.with_changes()
            case "corrected":
                return queryset.corrected()
            case "behind":
                return queryset.behind_original()
            case "hold":
                return queryset.on_hold()
            case "drafts":
                return queryset.in_state(State.DRAFT)
        return queryset


class StateFilter(admin.SimpleListFilter):
    """What readers see of the story. `?state=`."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the states."""
        return list(State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep stories in the state."""
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


class SectionFilter(admin.SimpleListFilter):
    """Where the story is filed. `?section=` a primary key."""

    title = "section"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the sections."""
        return [(str(pk), name) for pk, name in Section.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep stories of the section."""
        key = _key(self.value())
        return queryset.filter(section=key) if key is not None else queryset


class SeriesFilter(admin.SimpleListFilter):
    """The series that the story is part of. `?series=` a primary key; nothing is offered, a series' own list asks."""

    title = "series"
    parameter_name = "series"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the series that is asked for."""
        key = _key(self.value())
        return [(str(pk), name) for pk, name in Series.objects.filter(pk=key).values_list("pk", "name")] if key else []

    def value(self) -> str | None:
        """Return the key that is asked for."""
        value = self.used_parameters.get(self.parameter_name)
        return str(value) if value else None

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep stories that are in the series on the desk."""
        key = _key(self.value())
        return queryset.filter(series=key) if key is not None else queryset


class NameFilter(admin.SimpleListFilter):
    """A filter by one of many names: offers those used last, and takes any that is typed."""

    template = "admin/articles/article/_name_filter.html"

    def value(self) -> str:
        """Return what was chosen or typed, without what no database takes."""
        return (super().value() or "").replace("\0", "").strip()

    def choices(self, changelist: Any) -> Any:
        """Keep what the form must not lose, then return the choices."""
        self.kept = [(name, value) for name, value in changelist.params.items() if name != self.parameter_name]
        return super().choices(changelist)

    def with_current(self, choices: dict[str, str], current: str) -> list[tuple[str, str]]:
        """Return the choices with the current one among them."""
        value = self.value()
        return list(({value: current or f"“{value}”"} | choices if value else choices).items())


class BylineFilter(NameFilter):
    """Who is credited. `?byline=` author:12, agency:3, or part of a name."""

    title = "byline"
    parameter_name = "byline"
    label = "Somebody else’s name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return who was credited last."""
        last = Byline.objects.select_related("author", "agency").order_by("-pk")[:LOOKED_THROUGH]
        names = {_credited(credit): credit.printed for credit in last}
        current = names.get(self.value()) or self._name()
        return self.with_current(dict(sorted(list(names.items())[:OFFERED], key=lambda one: name_key(one[1]))), current)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep stories in whose byline somebody stands."""
        if not self.value():
            return queryset
        kind, key = self._chosen()
        who = Q(**{kind: meant_by(kind, key)}) if kind else credited_as(self.value())
        return tied(queryset, Byline.objects.filter(who), "article")

    def _chosen(self) -> tuple[str, int | None]:
        kind, _, key = (self.value()).partition(":")
        return (kind, _key(key)) if kind in {"author", "agency"} and _key(key) is not None else ("", None)

    def _name(self) -> str:
        kind, key = self._chosen()
        return str(meant_by(kind, key) or "") if kind and key is not None else ""


class TagFilter(NameFilter):
    """What the story is about. `?tag=` a primary key or a name."""

    title = "tag"
    parameter_name = "tag"
    label = "Another tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the tags used last."""
        last = TaggedArticle.objects.select_related("tag").order_by("-pk")[:LOOKED_THROUGH]
        names = {str(one.tag_id): one.tag.name for one in last}
        self.found = self._meant()
        offered = dict(sorted(list(names.items())[:OFFERED], key=lambda one: name_key(one[1])))
        return self.with_current(offered, self.found.name if self.found else "")

    def _meant(self) -> Tag | None:
        value = self.value()
        if not value:
            return None
        key = _key(value)
        return (Tag.objects.meant_by([key]).get(key) if key is not None else None) or Tag.objects.like(value)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep stories with the tag; none when no tag has the name."""
        if not self.value():
            return queryset
        return tied(queryset, TaggedArticle.objects.filter(tag=self.found), "content_object")


def tied(stories: Any, ties: Any, story: str) -> Any:
    """Keep stories that rows tie to something. story: the field of those rows that names the story."""
    # In the order of an index, which PostgreSQL would else pass over.
    if ties.order_by(f"{story}_id").values("pk")[MANY : MANY + 1]:
        return stories.filter(Exists(ties.filter(**{story: OuterRef("pk")})))
    return stories.filter(pk__in=ties.values(story))


def credited_as(words: str) -> Q:
    """Return what keeps credits of people and agencies with these words in their names, whatever case or accents."""
    plain = without_accents(words)
    named = Q(author__plain__contains=plain) | Q(agency__plain__contains=plain)
    named |= Q(author__in=Author.objects.synonyms_saying(plain)) | Q(agency__in=Agency.objects.synonyms_saying(plain))
    return named | Q(agency__short_name__icontains=words)


def meant_by(kind: str, key: int | None) -> Author | Agency | None:
    """Return the author or the agency that a primary key means by now; None where there is none."""
    model: Any = {"author": Author, "agency": Agency}[kind]
    found: Author | Agency | None = model.objects.meant_by([key]).get(key)
    return found


def _credited(credit: Byline) -> str:
    return f"author:{credit.author_id}" if credit.author_id else f"agency:{credit.agency_id}"


def _key(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\d{1,18}", value, re.ASCII) else None
