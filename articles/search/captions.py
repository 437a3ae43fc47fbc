"""The words of a story's photos: captions as printed in it, and credits. They are searched while the photos are shown.

A photo that may be used from or until some time is shown without anything being written then, and so is gone without.
Its words are therefore left out of the index, for good. Any other's are written anew as it is killed or changed.
"""

import re
from collections.abc import Iterable
from typing import Any

from articles import body
from articles.models import Article, Version
from media.models import Photo
from media.rights import BOUNDS, always_in_force, is_always_in_force

FIGURE = re.compile(
    r'<figure data-photo="(?P<photo>\d+)"[^>]*><figcaption>(?P<caption>.*?)</figcaption></figure>', re.DOTALL
)
# How many letters of a story's captions are searched.
MOST = 20_000
# What of a photo is told in a story, and what it is written anew for.
CREDITS = ("credit", "photographer", "source_agency", "copyright")
TOLD = ("caption", *CREDITS, *BOUNDS)


def photos_of(
    versions: Iterable[Version | Article], *, known: Iterable[Photo] = (), held: bool = False
) -> dict[int, Photo]:
    """Return the photos whose words stand in versions or desk copies, in one query; in none where all are known.

    held: whether nobody is to change them until this transaction ends.
    """
    there = {photo.pk: photo for photo in known}
    keys = {key for one in versions for key, _ in _used(one)} - there.keys()
    told = {pk: photo for pk, photo in there.items() if is_always_in_force(photo)}
    if not keys:
        return told
    photos = Photo.objects.filter(always_in_force(), pk__in=keys)
    if held:
        photos = photos.select_for_update(no_key=True).order_by("pk")
    return told | photos.only("caption", *CREDITS).in_bulk()


def captions(version: Version | Article, photos: dict[int, Photo]) -> list[str]:
    """Return the words of the photos of a version or a desk copy, each with its credit on a line of its own.

    photos: as `photos_of` gave them.
    """
    told, room = list[str](), MOST
    for key, caption in _used(version):
        if photo := photos.get(key):
            words = f"{caption or photo.caption}\n{photo.credit_line}".strip()[: max(room, 0)]
            told.append(words)
            room -= len(words)
    return list(filter(None, told))


def _used(version: Any) -> list[tuple[int, str]]:
    """Return the photos of a version by their keys, each with its caption there."""
    lead = [(version.lead_photo_id, version.lead_caption)] if version.lead_photo_id else []
    if "<figure data-photo" not in version.body:
        return lead
    return lead + [(int(one["photo"]), body.plain_text(one["caption"])) for one in FIGURE.finditer(version.body)]
