"""What a list of stories is about."""

from collections import Counter
from collections.abc import Iterable

from articles.models import Tag, Version, VersionTag

MOST = 8


def subjects_of(stories: Iterable[Version], *, besides: Tag | None = None) -> list[Tag]:
    """Return the tags that most of these stories have, in one query; the first in the list wins a tie."""
    keys = [version.pk for version in stories]
    if not keys:
        return []
    taggings = VersionTag.objects.filter(version__in=keys).select_related("tag").order_by("-first_published", "pk")
    counted = Counter(tagging.tag for tagging in taggings)
    return [tag for tag, _ in counted.most_common(MOST + 1) if tag != besides][:MOST]
