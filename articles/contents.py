"""What many desk copies or versions say, read together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
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
from articles.models.content import CreditFact

Owner = type[Article] | type[Version]


def contents(model: Owner, keys: Iterable[int]) -> dict[int, Content]:
    """Return the contents of desk copies or versions, by primary key, as each tells it itself; four queries for all."""
    keys = list(keys)
    tagged, bylines, relating = _tags(model, keys), _bylines(model, keys), _related(model, keys)
    columns = {name.removesuffix("_id"): name for name in Content().columns()}
    rows = model._base_manager.filter(pk__in=keys).order_by().values_list("pk", *columns.values())
    return {
        pk: Content(
            **dict(zip(columns, values, strict=True)),
            bylines=tuple(bylines[pk]),
            tags=tuple(tagged[pk]),
            related=tuple(relating[pk]),
        )
        for pk, *values in rows
    }


def tied_anew(model: Owner, told: Mapping[int, Content]) -> dict[int, Content]:
    """Return contents with the tags and bylines that their rows have by now; two queries, which read no body."""
    keys = list(told)
    tagged, bylines = _tags(model, keys), _bylines(model, keys)
    return {pk: replace(content, tags=tuple(tagged[pk]), bylines=tuple(bylines[pk])) for pk, content in told.items()}


def _tags(model: Owner, keys: list[int]) -> dict[int, list[int]]:
    if model is Article:
        tags: Any = TaggedArticle.objects.filter(content_object__in=keys).values_list("content_object", "tag")
    else:
        tags = VersionTag.objects.filter(version__in=keys).values_list("version", "tag")
    return _listed(tags.order_by("pk"))


def _related(model: Owner, keys: list[int]) -> dict[int, list[int]]:
    if model is Article:
        related: Any = RelatedArticle.objects.filter(article__in=keys).values_list("article", "other")
    else:
        related = VersionRelated.objects.filter(version__in=keys).values_list("version", "article")
    return _listed(related.order_by("position", "pk"))


def _bylines(model: Owner, keys: list[int]) -> dict[int, list[CreditFact]]:
    credited: Any = (
        Byline.objects.filter(article__in=keys) if model is Article else VersionByline.objects.filter(version__in=keys)
    )
    owner = "article_id" if model is Article else "version_id"
    bylines: dict[int, list[CreditFact]] = defaultdict(list)
    # As tuples: of a hundred thousand rows, making instances takes longer than reading them.
    for pk, role, author, agency in credited.order_by("position", "pk").values_list(owner, "role", "author", "agency"):
        bylines[pk].append((role, "agency", agency) if author is None else (role, "author", author))
    return bylines


def _listed(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, one in pairs:
        found[owner].append(one)
    return found
