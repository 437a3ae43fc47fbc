"""Where a thing is used: why it cannot be deleted, in sentences an editor understands."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from articles.deleting import reasons_to_stay, remove_gone
from articles.desk.times import Moment
from articles.desk.wording import counted, joined
from articles.merging import is_being_merged
from articles.models import (
    Agency,
    Arrangement,
    Article,
    Author,
    Byline,
    Front,
    FrontVersion,
    Section,
    Series,
    Site,
    Tag,
    TaggedArticle,
    Version,
    VersionByline,
    VersionPhoto,
    VersionTag,
)
from media.models import Photo

NAMED = 3
COUNTED = 1000


def in_use(thing: Any) -> list[str]:
    """Return where a thing is used, a sentence for each way; none when it may be deleted."""
    told = TOLD.get(type(thing))
    return (told(thing) if told else []) + fronts_with(thing) + _stood_for(thing)


class KeepsWhatIsUsed(admin.ModelAdmin):
    """Refuses to delete what is in use, and says where instead of listing rows of the database."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Ask where the things are used before the database is asked for every row that holds them."""
        remove_gone()  # what is gone for everybody must not hold on to anything
        if reasons := [reason for thing in objs for reason in in_use(thing)]:
            return [], {}, set(), reasons
        return super().get_deleted_objects(objs, request)


def fronts_with(thing: Any) -> list[str]:
    """Tell which fronts a section, a tag or a photo holds up: one of its own, one that it fills, one that shows it."""
    if isinstance(thing, Photo):
        which, words = Q(containers__slots__photo=thing), f"“{thing}” stands on"
    elif isinstance(thing, Section | Tag):
        name = str(thing._meta.model_name)
        which, words = Q(**{f"containers__{name}": thing}), f"“{thing}” fills a part of"
    else:
        return []
    states = list(Arrangement.objects.filter(which).values_list("pk", flat=True).distinct()[:COUNTED])
    own = {} if isinstance(thing, Photo) else {name: thing}
    told = [f"“{thing}” has fronts of its own."] if own and _has_fronts(own) else []
    if not states:
        return told
    drafts = [f"the draft “{one}”" for one in Front.objects.filter(arrangement__in=states)[:NAMED]]
    shown = FrontVersion.objects.filter(arrangement__in=states).order_by("-live_from")
    named = drafts + [f"the front “{one}”, which readers saw or are to see" for one in shown[:NAMED]]
    return [*told, f"{words} {joined(named or ['an earlier state of a front'])}."]


def _has_fronts(of: dict[str, Any]) -> bool:
    return Front.objects.filter(**of).exists() or FrontVersion.objects.filter(**of).exists()


def _stood_for(thing: Any) -> list[str]:
    """Tell what was merged into a thing, or is being, or is a synonym of it."""
    if not hasattr(thing, "synonyms"):
        return []
    if is_being_merged(thing):
        return [f"“{thing}” is being merged."]
    named = [f"“{one}”" for one in thing.synonyms.order_by("pk")[: NAMED + 1]]
    rest = [*named[:NAMED], "others"] if len(named) > NAMED else named
    return [f"“{thing}” has other names, which lead to it: {joined(rest)}. Take them off first."] if named else []


def _credited(who: Author | Agency) -> list[str]:
    one = {str(who._meta.model_name): who}
    return _stories(
        Q(pk__in=Byline.objects.filter(**one).values("article")),
        Q(pk__in=VersionByline.objects.filter(**one).values("version__article")),
        f"{who} is named in the bylines of",
        f"{who} is named in published versions of",
    )


def _filed(section: Section) -> list[str]:
    return _stories(
        Q(section=section),
        Q(pk__in=Version.objects.filter(section=section).values("article")),
        f"{section} is the section of",
        f"{section} is the section of published versions of",
    )


def _in_series(series: Series) -> list[str]:
    return _stories(
        Q(series=series),
        Q(pk__in=Version.objects.filter(series=series).values("article")),
        f"“{series}” is the series of",
        f"“{series}” is the series of published versions of",
    )


def _tagged(tag: Tag) -> list[str]:
    return _stories(
        Q(pk__in=TaggedArticle.objects.filter(tag=tag).values("content_object")),
        Q(pk__in=VersionTag.objects.filter(tag=tag).values("version__article")),
        f"“{tag}” is a tag of",
        f"“{tag}” is a tag of published versions of",
    )


def _pictured(photo: Photo) -> list[str]:
    shown = _stories(
        Q(pk__in=Article.every_row.with_photo(photo).values("pk")),
        Q(pk__in=VersionPhoto.objects.filter(photo=photo).values("version__article")),
        "This photo stands in",
        "This photo stands in published versions of",
    )
    people = [f"This photo is the portrait of {author}." for author in Author.objects.filter(portrait=photo)]
    stands_in = [
        f"This photo stands in for others of {one}."
        for model in (Section, Site)
        for one in model._default_manager.filter(fallback_photo=photo)
    ]
    stands_in += [f"This photo is the picture of the series {one}." for one in Series.objects.filter(picture=photo)]
    logos = [f"This photo is the logo of {site}." for site in Site.objects.filter(logo=photo)]
    return shown + people + logos + stands_in


TOLD: dict[type, Callable[[Any], list[str]]] = {
    Agency: _credited,
    Article: reasons_to_stay,
    Author: _credited,
    Photo: _pictured,
    Section: _filed,
    Series: _in_series,
    Tag: _tagged,
}


def _stories(desk: Q, frozen: Q, on_the_desk: str, before_readers: str) -> list[str]:
    """Tell which stories use a thing on the desk, and which others in a version that readers have or had."""
    deleted = [f"{on_the_desk} {told}." for told in _deleted(desk)]
    return [*_sentence(on_the_desk, Q(desk)), *_sentence(before_readers, frozen & ~Q(desk)), *deleted]


def _deleted(which: Q) -> list[str]:
    """Tell which deleted stories hold on to a thing: they would lack it when they are brought back."""
    deleted = Article.with_deleted.deleted().filter(which).only("headline", "deleted_at")
    found = list(deleted.order_by("-deleted_at", "-pk")[: COUNTED + 1])
    if not found:
        return []
    until = Moment(found[0].kept_until or timezone.now(), Site.objects.current().tz).words
    named = [f"“{article}”" for article in found[:NAMED]]
    if len(found) == 1:
        return [f"a deleted story that can be brought back until {until}: {named[0]}"]
    more = len(found) - NAMED
    count = f"more than {COUNTED:,}" if len(found) > COUNTED else f"{len(found):,}"
    rest = ["others"] if len(found) > COUNTED else [f"{more:,} more"] if more > 0 else []
    return [f"{count} deleted stories, of which the last can be brought back until {until}: {joined([*named, *rest])}"]


def _sentence(words: str, which: Q) -> list[str]:
    keys = Article.objects.filter(which).order_by("-updated_at", "-pk").values_list("pk", flat=True)[: COUNTED + 1]
    found = list(keys)
    if not found:
        return []
    count = f"more than {COUNTED:,} stories" if len(found) > COUNTED else counted(len(found), "story", "stories")
    headlines = Article.objects.in_bulk(found[:NAMED])
    named = [f"“{headlines[pk]}”" for pk in found[:NAMED]]
    rest = "others" if len(found) > COUNTED else f"{len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return [f"{words} {count}: {joined([*named, rest] if rest else named)}."]
