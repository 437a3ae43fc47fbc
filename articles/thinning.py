"""Thinning: what is removed of a story's saved states as it grows old, and what never is.

Of the last 30 days every revision stays. Of older ones these stay:

- the first revision of the story;
- the last one of each day, in the site's time zone, and so the newest;
- every one with a note: restored, joined, left aside, loaded;
- every one that a version was made from: the last one saved when the version was made;
- every one that an open form was filled from;
- every one that a preview link in force shows.

Versions, what readers saw, are never touched.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.deleting import remove_gone
from articles.models import Article, OpenForm, PreviewLink, Revision, Site, Version, thin_open_forms

KEPT_WHOLE = dt.timedelta(days=30)
# A story is thinned on the way whenever so many more revisions of it were saved.
EVERY = 50
STORIES_AT_ONCE = 500


@dataclass
class Thinned:
    """What thinning removed, or would remove: counts."""

    revisions: int = 0
    thinned: int = 0
    stories: int = 0
    forms: int = 0

    def __str__(self) -> str:
        gone = _counted(self.stories, "deleted story", "deleted stories")
        saved = _counted(self.revisions, "revision", "revisions")
        return (
            f"{saved} of {_counted(self.thinned, 'story', 'stories')}, {gone} past 30 days, "
            f"{_counted(self.forms, 'form', 'forms')} last open 30 days ago"
        )


def superfluous(article: int, at: dt.datetime | None = None) -> QuerySet[Revision]:
    """Return the revisions of a story (its primary key) that the rule does not keep at an instant (aware; None is now).

    One statement, which does not read what the revisions hold.
    """
    mine = Revision.objects.filter(article=article).order_by()
    days = mine.annotate(day=TruncDate("saved_at", tzinfo=Site.objects.current().tz)).values("day")
    first = mine.values("article").annotate(first=Min("number")).values("first")
    made = mine.saved_by(OuterRef("made_at"))
    versions = Version.objects.filter(article=article).order_by().annotate(source=Subquery(made.values("number")[:1]))
    opened = OpenForm.objects.filter(page=f"{Article._meta.label_lower}/{article}", base__isnull=False).order_by()
    linked = PreviewLink.objects.in_force(at).filter(article=article, revision__isnull=False).order_by()
    old = mine.filter(saved_at__lte=(at or timezone.now()) - KEPT_WHOLE, note="")
    return (
        old.exclude(number__in=first)
        .exclude(number__in=days.annotate(last=Max("number")).values("last"))
        .exclude(number__in=versions.filter(source__isnull=False).values("source"))
        .exclude(number__in=opened.values("base"))
        .exclude(number__in=linked.values("revision"))
    )


def thin_story(article: int, at: dt.datetime | None = None) -> int:
    """Remove what the rule does not keep of a story (its primary key); return how many revisions went."""
    return superfluous(article, at).delete()[0]


def thin_all(
    at: dt.datetime | None = None, *, dry_run: bool = False, progress: Callable[[Thinned], None] = lambda so_far: None
) -> Thinned:
    """Thin every story, and remove deleted stories and open forms whose 30 days are over at an instant (None is now).

    One story a transaction, with as much memory for a million as for one. progress is told after each. Stopped and
    begun again, it goes on: what it removed is not there to be removed again.
    """
    at = at or timezone.now()
    told = Thinned()
    if dry_run:
        told.stories, told.forms = Article.every_row.gone(at).count(), OpenForm.objects.unheard(at).count()
    else:
        told.stories, told.forms = remove_gone(at), thin_open_forms(at)
    for article in _crowded():
        went = superfluous(article, at).count() if dry_run else thin_story(article, at)
        told.revisions += went
        told.thinned += bool(went)
        progress(told)
    return told


def thin_now_and_then(article: Article) -> None:
    """Thin a story after a save, once in fifty revisions. A save may leave two: what was left aside, and what is."""
    if article.revision_number >= EVERY and article.revision_number % EVERY < 2:
        thin_story(article.pk)


def _crowded() -> Iterator[int]:
    """Give the primary keys of stories with more than a first and a newest revision, some hundreds at a time."""
    after = 0
    counted = Revision.objects.order_by("article").values("article").annotate(kept=Count("pk")).filter(kept__gt=2)
    while keys := list(counted.filter(article__gt=after).values_list("article", flat=True)[:STORIES_AT_ONCE]):
        yield from keys
        after = keys[-1]


def _counted(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {many}"
