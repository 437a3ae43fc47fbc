"""What the rights of its photos have against a story."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone

from articles import body
from articles.house_rules.finding import Finding
from articles.models import Article, Content, Site, VersionPhoto
from media.models import Photo
from media.rights import most_stories


def against_rights(content: Content, photos: Mapping[int, Photo], article: Article, at: dt.datetime) -> list[Finding]:
    """Return a finding for each photo that may not be shown at an instant (aware), or in no further story.

    At most two queries, and none where every photo may be shown in any number of stories.
    """
    used: dict[int, str] = dict.fromkeys(body.photo_ids(content.body), "body")
    if content.lead_photo is not None:
        used[content.lead_photo] = "lead_photo"
    here = [photos[pk] for pk in used if pk in photos]
    if all(photo.is_shown(at) and most_stories(photo) is None for photo in here):
        return []
    with timezone.override(Site.objects.current().tz):
        return [Finding(used[photo.pk], sentence, photo.pk) for photo, sentence in _refusals(here, article, at)]


def _refusals(photos: Iterable[Photo], article: Article, at: dt.datetime) -> Iterator[tuple[Photo, str]]:
    counted = {photo.pk: most for photo in photos if (most := most_stories(photo))}
    stories: dict[int, set[int]] = {pk: set() for pk in counted}
    if counted:
        others = VersionPhoto.objects.filter(photo__in=counted).exclude(version__article=article.pk)
        for pk, story in others.values_list("photo", "version__article"):
            stories[pk].add(story)
    for photo in photos:
        if reason := photo.refusal(at):
            remedy = "" if photo.killed_at else ", or have its rights renewed"
            yield photo, f"The photo “{photo}” {reason}. Choose another{remedy}."
        elif photo.pk in counted and len(stories[photo.pk]) >= counted[photo.pk]:
            words = "one story" if counted[photo.pk] == 1 else f"{counted[photo.pk]} stories"
            yield photo, f"The photo “{photo}” may be used in {words} only, and has been. Choose another."
