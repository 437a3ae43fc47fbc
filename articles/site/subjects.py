"""What a list of stories is about."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from articles.models import Tag, Version
from articles.statements import Statement, few, given_key

MOST = 8


def subjects_of(stories: Iterable[Version], *, besides: Tag | None = None) -> list[Tag]:
    """Return the tags that most of these stories have, in one query; the first in the list wins a tie."""
    keys = [version.pk for version in stories]
    if not keys:
        return []
    keys = few(keys)
    counted = Counter(_statement(len(keys)).ask(**{f"version_{place}": key for place, key in enumerate(keys)}))
    return [tag for tag, _ in counted.most_common(MOST + 1) if tag != besides][:MOST]


@cache
def _statement(versions: int) -> Statement:
    """Return the tags of so many versions, each once for each version that has it."""
    keys: Any = [given_key(f"version_{place}") for place in range(versions)]
    tags = Tag.objects.filter(versions__version__id__in=keys)
    return Statement(lambda: tags.order_by("-versions__first_published", "versions__pk"), shared=True)
