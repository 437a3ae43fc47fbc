"""What many desk copies or versions say, read together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.models import (
    Article,
    Byline,
    Content,
    RelatedArticle,
    TaggedArticle,
    Version,
    VersionByline,
    VersionRelated,
    VersionTag,
)


def contents(model: type[Article] | type[Version], keys: Iterable[int]) -> dict[int, Content]:
    """Return the contents of desk copies or versions, by primary key, as each tells it itself; four queries for all."""
    keys = list(keys)
    if model is Article:
        tags = TaggedArticle.objects.filter(content_object__in=keys).values_list("content_object", "tag")
        related: Any = RelatedArticle.objects.filter(article__in=keys).values_list("article", "other")
        credited: Any = Byline.objects.filter(article__in=keys)
        owner = "article_id"
    else:
        tags = VersionTag.objects.filter(version__in=keys).values_list("version", "tag")
        related = VersionRelated.objects.filter(version__in=keys).values_list("version", "article")
        credited = VersionByline.objects.filter(version__in=keys)
        owner = "version_id"
    tagged, relating = _listed(tags.order_by("pk")), _listed(related.order_by("position", "pk"))
    bylines: dict[int, list[Any]] = defaultdict(list)
    # As tuples: of a hundred thousand rows, making instances takes longer than reading them.
    for pk, role, author, agency in credited.order_by("position", "pk").values_list(owner, "role", "author", "agency"):
        bylines[pk].append((role, "agency", agency) if author is None else (role, "author", author))
    columns = {name.removesuffix("_id"): name for name in Content().columns()}
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", *columns.values())
    return {
        pk: Content(
            **dict(zip(columns, values, strict=True)),
            bylines=tuple(bylines[pk]),
            tags=tuple(tagged[pk]),
            related=tuple(relating[pk]),
        )
        for pk, *values in rows
    }


def _listed(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, one in pairs:
        found[owner].append(one)
    return found
