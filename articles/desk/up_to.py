"""How many rows, up to a bound: so that what counts them costs with a million of them what it does with few."""

from django.db.models import IntegerField, Model, OuterRef, QuerySet, Subquery

from articles.models import Article

MOST = 100


class UpTo(Subquery):
    """The number of rows of a queryset that is cut off."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def up_to(rows: QuerySet, most: int = MOST) -> UpTo:
    """Return as an expression how many rows there are; most + 1 where there are more.

    rows: in no order, or in that of an index.
    """
    return UpTo(rows[: most + 1])


def stories_tied(tie: type[Model], name: str, story: str = "article", *, several: bool = False) -> QuerySet:
    """Return the keys of the stories that are tied to a thing by rows of `tie`, each once, for a subquery about it.

    name, story: the fields of the thing and of the story. several: whether more than one row may tie the same two.
    """
    # Few are deleted, so those are looked for among all, instead of each of all being looked at.
    deleted = Article.every_row.filter(deleted_at__isnull=False).order_by().values("pk")
    ties = tie._base_manager.filter(**{name: OuterRef("pk")}).exclude(**{f"{story}__in": deleted})
    # In the order of an index that begins with the thing: PostgreSQL would read the whole table to find a few of many.
    key = "pk" if story == "pk" else f"{story}_id"
    keys = ties.order_by(key).values(key)
    return keys.distinct() if several else keys
