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
    for credit in credited.order_by("position", "pk"):
        bylines[getattr(credit, owner)].append(credit.fact)
    columns = {name.removesuffix("_id"): name for name in Content().columns()}
    rows = model._base_manager.filter(pk__in=keys).only(*columns)
    return {
        row.pk: Content(
            **{name: getattr(row, column) for name, column in columns.items()},
            bylines=tuple(bylines[row.pk]),
            tags=tuple(tagged[row.pk]),
            related=tuple(relating[row.pk]),
        )
        for row in rows
    }


def _listed(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, one in pairs:
        found[owner].append(one)
    return found
