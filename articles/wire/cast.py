"""Whom and what lines name: authors, agencies, sections, series and tags, found or made many at a time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from articles.models import Agency, Author, Section, Series, Tag, free_slugs, name_key, without_accents
from articles.wire.byline_line import looks_like_agency

MOST_KNOWN = 20_000
MOST_AT_ONCE = 2000

Named = type[Agency] | type[Author] | type[Section] | type[Series] | type[Tag]
# Which of them may be synonyms.
MERGEABLE = {Agency, Author, Tag}


class Cast:
    """Remembers, for one run, the primary keys of those named; looks up and makes what it does not know in bulk."""

    def __init__(self) -> None:
        self._known: dict[Named, dict[str, int]] = {Agency: {}, Author: {}, Section: {}, Series: {}, Tag: {}}

    def pk(self, kind: Named, name: str) -> int | None:
        """Return the primary key of the one with this name, if it has been looked up and is there."""
        return self._known[kind].get(name_key(name))

    def is_agency(self, name: str) -> bool:
        """Return whether a name in a byline is an agency's, by those looked up and by how it is written."""
        return self.pk(Agency, name) is not None or (self.pk(Author, name) is None and looks_like_agency(name))

    def forget(self) -> None:
        """Forget everything: what was made in a transaction that failed is not there."""
        for known in self._known.values():
            known.clear()

    def look_up(self, kind: Named, names: Iterable[str]) -> None:
        """Find those that are there."""
        known = self._known[kind]
        wanted = {name_key(name): name for name in names}
        if len(known) + len(wanted) > MOST_KNOWN:
            known.clear()
        keys = [key for key in wanted if key not in known]
        for start in range(0, len(keys), MOST_AT_ONCE):
            part = keys[start : start + MOST_AT_ONCE]
            if kind is Agency:
                known |= self._by_short_name([wanted[key] for key in part])
            columns = ["key", "pk", *(["stands_for"] if kind in MERGEABLE else [])]
            found = list(kind._default_manager.filter(key__in=part).order_by("-pk").values_list(*columns))
            known |= {key: one for key, _, *stands_for in found for one in stands_for if one}
            # The oldest, where two have one name; and what bears it, before what a synonym of it stands for.
            known |= {key: pk for key, pk, *stands_for in found if not any(stands_for)}

    def make(self, kind: Named, names: Iterable[str]) -> None:
        """Make those that are not there."""
        names = list(names)
        self.look_up(kind, names)
        known = self._known[kind]
        missing = {key: name for name in names if (key := name_key(name)) not in known}
        if not missing:
            return
        taken = kind._default_manager
        slugs = free_slugs(
            list(missing.values()),
            kind._meta.model_name or "page",
            lambda slugs: taken.filter(slug__in=slugs).values_list("slug", flat=True),
        )
        made = [
            self._new(kind, name, key=key, slug=slug) for (key, name), slug in zip(missing.items(), slugs, strict=True)
        ]
        known |= {one.key: one.pk for one in kind._default_manager.bulk_create(made)}

    @staticmethod
    def _new(kind: Named, name: str, **values: str) -> Any:
        """Return a new one with what its `save` would derive from its name."""
        return kind(name=name, plain=without_accents(name), **values)

    @staticmethod
    def _by_short_name(names: list[str]) -> dict[str, int]:
        short = [*names, *(name.upper() for name in names)]
        found = Agency.objects.filter(~Q(short_name=""), short_name__in=short).order_by("-pk")
        found = found.filter(stands_for=None)
        return {name_key(short_name): pk for short_name, pk in found.values_list("short_name", "pk")}
