"""What versions bring along to be printed, each kind of it in one query, however many versions there are."""

import copy
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet

from articles.models import Version, VersionByline, VersionPhoto, VersionTag, reach_of
from articles.statements import Statement, few, given_key
from media.models import Photo
from media.rights import is_always_in_force


def with_contents(version: Version) -> Version:
    """Bring along what a story's page prints: bylines, tags with their `reach`, and photos."""
    for name, statement in (("bylines", _bylines(1)), ("tags", TAGS), ("photos", PHOTOS)):
        _bring(version, name, statement.ask(version=version.pk, version_0=version.pk))
    with_fallbacks([version])
    return version


def with_bylines(versions: list[Version]) -> list[Version]:
    """Bring along who is credited."""
    if not versions:
        return versions
    credits_ = defaultdict(list)
    keys = few([version.pk for version in versions])
    for credit in _bylines(len(keys)).ask(**{f"version_{place}": key for place, key in enumerate(keys)}):
        credits_[credit.version_id].append(credit)
    for version in versions:
        _bring(version, "bylines", credits_[version.pk])
    return versions


def with_fallbacks(versions: list[Version]) -> list[Version]:
    """Bring along what stands in lists for lead photos that may not be shown, where there are any."""
    without = [one for one in versions if one.lead_photo and not _lasts(one.lead_photo)]
    keys = {key for one in without for key in (one.section.fallback_photo_id, one.section.site.fallback_photo_id)}
    photos = Photo.objects.in_bulk(keys - {None}) if keys - {None} else {}
    for one in without:
        # Sections are shared, see articles.statements: what is hung on one is hung on a copy.
        one.section = section = copy.copy(one.section)
        section.site = copy.copy(section.site)
        for owner in (section, section.site):
            owner.fallback_photo = photos.get(owner.fallback_photo_id)
    return versions


def _lasts(photo: Photo) -> bool:
    """Say whether a photo is shown whatever the time is."""
    return is_always_in_force(photo) and photo.is_shown()


def _bring(version: Version, name: str, rows: list[Any]) -> None:
    """Set what `version.NAME.all()` gives, as prefetch_related does."""
    version.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


@cache
def _bylines(versions: int) -> Statement:
    keys: Any = [given_key(f"version_{place}") for place in range(versions)]
    rows = VersionByline.objects.filter(version__id__in=keys).with_people().select_related("author__portrait")
    return Statement(lambda: rows, shared=True)


def _of_version(rows: Callable[[], "QuerySet[Any]"]) -> Statement:
    return Statement(lambda: rows().filter(version=given_key("version")))


TAGS = _of_version(lambda: VersionTag.objects.annotate(reach=reach_of("tag")).select_related("tag").order_by("pk"))
PHOTOS = _of_version(lambda: VersionPhoto.objects.select_related("photo"))
