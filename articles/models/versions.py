"""Which versions: by time, by kind, and with what a page prints of them."""

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from media.instant import instant

from .byline import VersionByline
from .kinds import TAKEN_AWAY, End, Kind
from .timed import TimedQuerySet
from .version_parts import VersionPhoto, VersionTag


class VersionQuerySet(TimedQuerySet):
    """Versions by time. `live()` is the one gate that readers' pages pass. Nothing of a killed story passes any."""

    model: Any

    def killed(self) -> Self:
        """Keep those of stories that are killed, whatever their windows say."""
        return self.filter(kill__isnull=False)

    def not_killed(self) -> Self:
        """Leave out those of stories that are killed."""
        return self.filter(kill__isnull=True)

    def live(self, at: Any = None) -> Self:
        """Keep what readers see at an instant: aware, an expression, or None for `instant()`.

        A window is half open, [from, until).
        """
        at = at or instant()
        # "Not later than" is written as no index of SQLite's serves it: the planner would read and sort all that ever
        # went live for the sake of the index on live_from, where the newest-first indexes give the order for nothing.
        return self.not_killed().live_or_later(at).filter(~Q(live_from__gt=at))

    def seen(self, at: dt.datetime | None = None) -> Self:
        """Keep what readers see or have seen by an instant (aware; None is now)."""
        return self.not_killed().filter(live_from__lte=at or instant())

    def upcoming(self, at: dt.datetime | None = None) -> Self:
        """Keep what nobody has seen by an instant (aware; None is now)."""
        return super().upcoming(at).not_killed()

    def to_be_withdrawn(self, at: dt.datetime | None = None) -> Self:
        """Keep what will be taken from its readers after an instant (aware; None is now), not just replaced."""
        return self.not_killed().filter(end__in=TAKEN_AWAY, live_until__gt=at or instant())

    def over(self, at: dt.datetime | None = None) -> Self:
        """Keep what readers see no more at an instant (aware; None is now), and all of killed stories."""
        return self.filter(Q(live_until__lte=at or instant()) | Q(kill__isnull=False))

    def withdrawn(self, at: dt.datetime | None = None) -> Self:
        """Keep the last version of stories that were withdrawn by an instant (aware; None is now) and not shown since.

        What was removed for legal reasons is not among them: it is as if it had never been.
        """
        at = at or instant()
        later = self.model.objects.seen(at).filter(article=OuterRef("article"), live_from__gt=OuterRef("live_from"))
        return self.not_killed().filter(~Exists(later), end=End.WITHDRAWN, live_until__lte=at)

    def seen_until_killed(self) -> Self:
        """Keep what readers had seen of killed stories before they were killed."""
        return self.killed().filter(live_from__lte=F("kill__at"))

    def corrections(self, at: dt.datetime | None = None) -> Self:
        """Keep what has said by an instant (aware; None is now) that something was wrong."""
        # "Not later than" is written as in `live`, so that the index of corrections gives the order.
        return self.not_killed().filter(~Q(live_from__gt=at or instant()), corrects=True)

    def of_live_stories(self, at: dt.datetime | None = None) -> Self:
        """Keep versions, past ones too, of stories that readers see at an instant (aware; None is now)."""
        return self.filter(Exists(self.model.objects.live(at).filter(article=OuterRef("article"))))

    def next_change(self, at: dt.datetime) -> dt.datetime | None:
        """Return when, after an instant (aware), readers first see something else; None where nothing lies ahead."""
        begins = self.filter(live_from__gt=at).order_by("live_from").values_list("live_from", flat=True).first()
        ends = self.filter(live_until__gt=at).order_by("live_until").values_list("live_until", flat=True).first()
        return min(filter(None, (begins, ends)), default=None)

    def last_change(self, at: dt.datetime) -> dt.datetime | None:
        """Return when, up to an instant (aware), readers last began to see something else; None before the first."""
        begun = self.filter(live_from__lte=at).order_by("-live_from").values_list("live_from", flat=True).first()
        ended = self.filter(live_until__lte=at).order_by("-live_until").values_list("live_until", flat=True).first()
        return max(filter(None, (begun, ended)), default=None)

    def newest_first(self) -> Self:
        """Order by the story's first publication."""
        return self.order_by("-first_published", "-pk")

    def before(self, first_published: dt.datetime, pk: int) -> Self:
        """Keep what comes after a place in the newest-first order: the key of a list's next page."""
        return self.filter(Q(first_published__lt=first_published) | Q(pk__lt=pk), first_published__lte=first_published)

    def after(self, first_published: dt.datetime, pk: int) -> Self:
        """Keep what comes before a place in the newest-first order: the key of a list's previous page."""
        return self.filter(Q(first_published__gt=first_published) | Q(pk__gt=pk), first_published__gte=first_published)

    def as_on_desk(self) -> Self:
        """Keep versions that say what their desk copies say, and nothing besides: no note."""
        return self.filter(digest=F("article__digest"), note="").exclude(digest="")

    def in_section(self, section: Any) -> Self:
        """Keep stories filed in a section."""
        return self.filter(section=section)

    def in_series(self, series: Any) -> Self:
        """Keep parts of a series."""
        return self.filter(series=series)

    def by_part(self) -> Self:
        """Order by part, and what has no number behind by the story's first publication."""
        return self.order_by("part", "first_published", "pk")

    def with_group(self) -> Self:
        """Add `group`: the key of what the translations of a story share; None for a story in one language."""
        return self.annotate(group=F("article__translations"))

    def with_bylines(self) -> Self:
        """Bring along who is credited, for one query more."""
        return self.prefetch_related(
            Prefetch("bylines", VersionByline.objects.with_people().select_related("author__portrait"))
        )

    def for_cards(self) -> Self:
        """Bring along what a card prints, without the body."""
        return self.defer("body").with_pictures().with_bylines()

    def with_pictures(self) -> Self:
        """Bring along what a list prints as a story's picture, and its section; queries more only for fallbacks."""
        return self.select_related("section__site", "lead_photo").prefetch_related(
            "section__fallback_photo", "section__site__fallback_photo"
        )

    def for_comparing(self) -> Self:
        """Bring along what the comparison of two versions prints: body, bylines and photos."""
        return self.with_bylines().prefetch_related(
            Prefetch("photos", VersionPhoto.objects.select_related("photo")),
        )

    def for_page(self) -> Self:
        """Bring along what a story's page prints of the version's own row, and nothing of the desk copy."""
        desk = [f"article__{name}" for name in ("headline", "standfirst", "body", "lead_caption", "kicker")]
        leading = self.select_related("section__site", "lead_photo", "article__discussion", "series")
        return leading.defer(*desk)

    def with_contents(self) -> Self:
        """Bring along bylines, tags and photos, for one query each, without what only a page prints of them."""
        return self.prefetch_related(
            Prefetch("bylines", VersionByline.objects.with_people()),
            Prefetch("tags", VersionTag.objects.select_related("tag").order_by("pk")),
            Prefetch("photos", VersionPhoto.objects.select_related("photo")),
        )

    def with_last_fact(self, at: dt.datetime | None = None) -> Self:
        """Add `last_fact`: when readers were last given other facts by an instant (aware; None is now); None at first.

        The one rule for a list; `Story.updated` says the same of a page, from the versions it has.
        """
        facts = (
            self.model.objects.seen(at).filter(article=OuterRef("article")).exclude(kind__in=(Kind.FIRST, Kind.MINOR))
        )
        return self.annotate(last_fact=Subquery(facts.order_by("-live_from").values("live_from")[:1]))
