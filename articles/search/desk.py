"""What the desk finds: stories by the words of their desk copies, and by the names of who and what they are about.

Names are looked up as they are now, so that a story is found by one that was changed, merged or added since.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Agency, Article, Author, Tag, without_accents

from .asking import Word, read
from .documents import ADDRESS, KINDS
from .engines import engine
from .finding import groups_of
from .indexes import PARTS, Group

# Shorter words are looked for in no name, and so many names of a kind a word may mean.
SHORTEST = 2
NAMES = 100
# Of how many stories, the first ones, it is told whether words are rare; in which part of those common ones stand.
NEAR, COMMON = 200, 0.1


def saying(stories: "QuerySet[Article]", typed: str) -> "QuerySet[Article]":
    """Keep stories of which each typed word stands in the desk copy, its address, or the name of a credit or a tag.

    A word may be the beginning of one. Words without a letter or a digit are in no story.
    """
    words = _words(typed)
    if not words:
        return stories.none()
    groups = [[*group, *names] for group, names in zip(_titled(words), _named(words), strict=True)]
    return _meeting(stories, groups, rare=_among_newest(groups) < NEAR * COMMON)


def best(stories: "QuerySet[Article]", typed: str, most: int) -> list[Article]:
    """Return at most so many stories as `saying` keeps, those with each word in headline or address first.

    stories: in order.
    """
    words = _words(typed)
    if not words:
        return []
    titled = _titled(words)
    groups = [[*group, *names] for group, names in zip(titled, _named(words), strict=True)]
    near = list(stories.values_list("pk", flat=True)[:NEAR])
    rare = len(_meeting(stories.filter(pk__in=near), groups).values_list("pk")[:most]) < most
    found = list(_meeting(stories, titled, PARTS[0], rare=rare)[:most])
    if len(found) < most:
        others = stories.exclude(pk__in=[one.pk for one in found])
        found += _meeting(others, groups, rare=rare)[: most - len(found)]
    return found


def _words(typed: str) -> list[Word]:
    return [word if word.exact else replace(word, begins=True) for word in read(typed).words]


def _titled(words: list[Word]) -> list[Group]:
    """Return what will do for each word, in a text or in an address."""
    return [[*group, *(tuple(f"{ADDRESS}{term}" for term in phrase) for phrase in group)] for group in groups_of(words)]


class _Says(Func):
    """Whether a story meets a condition: SQL in which {key} stands for its key."""

    output_field = BooleanField()

    def __init__(self, condition: str, values: list[Any]) -> None:
        super().__init__(F("pk"))
        self.condition, self.values = condition, values

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        key, _ = compiler.compile(self.source_expressions[0])
        return self.condition.format(key=key), tuple(self.values)


def _meeting(stories: "QuerySet[Article]", groups: list[Group], part: str = "", *, rare: bool = False) -> Any:
    """Keep stories that meet groups. rare: whether few are known to.

    Then the index is made to say first which they are. Otherwise they are asked one by one, in their order, where that
    is quicker: for the first few of them it does not take going through all.
    """
    if not rare and (each := engine().each(groups, part)):
        return stories.filter(_Says(*each))
    sql, values = engine().copies(groups, part)
    if rare:
        sql = f"WITH met AS MATERIALIZED ({sql}) SELECT * FROM met"  # noqa: S608
    return stories.filter(pk__in=RawSQL(sql, values))  # noqa: S611 names of our own


def _among_newest(groups: list[Group]) -> int:
    """Return how many of the NEAR stories that were last changed meet groups; 0 where it does not matter."""
    if engine().each(groups) is None:
        return 0
    newest = Article.objects.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:NEAR]
    return int(_meeting(Article.objects.filter(pk__in=list(newest)), groups).count())


def _named(words: Iterable[Word]) -> list[Group]:
    """Return for each word the facts of whom and what it names, in three queries: names, and what they stand for."""
    plain = [without_accents(word.raw) for word in words]
    asked = [one for one in plain if len(one) >= SHORTEST]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for model, fields in ((Author, ["plain"]), (Agency, ["plain", "short_name"]), (Tag, ["plain"])):
        fact = KINDS[str(model._meta.model_name)]
        for row in _rows(model, fields, asked):
            meant = row.stands_for or row
            names = [without_accents(getattr(one, field)) for one in (row, meant) for field in fields]
            for one in asked:
                if len(found[one]) < NAMES * len(KINDS) and any(one in name for name in names):
                    found[one] |= dict.fromkeys([f"{fact}{row.pk}", f"{fact}{meant.pk}"])
    return [[(fact,) for fact in found.get(one, {})] for one in plain]


def _rows(model: Any, fields: list[str], asked: list[str]) -> Iterable[Any]:
    if not asked:
        return []
    # Whatever was merged into one of them is found under it too.
    names = [*fields, *(f"stands_for__{field}" for field in fields)]
    contains = [Q(**{f"{name}__icontains": one}) for one in asked for name in names]
    return model.objects.filter(Q(*contains, _connector=Q.OR)).select_related("stands_for")[: NAMES * len(asked)]
