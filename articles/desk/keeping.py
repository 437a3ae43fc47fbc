"""Rows of a desk copy, written as its form has them: only where something changed."""

from articles.desk.fields import CreditChoice
from articles.models import Article, Byline, RelatedArticle, Series, Tag, TaggedArticle


def put_bylines(article: Article, chosen: list[CreditChoice]) -> None:
    """Make these the story's credits, adding authors and agencies that are new."""
    wanted = [(credit.role, credit.kind, _kept(credit)) for credit in chosen]
    held = [
        (credit.role, "author" if credit.author_id else "agency", credit.author_id or credit.agency_id)
        for credit in article.bylines.order_by("position", "pk")
    ]
    if wanted != held:
        article.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(article=article, position=position, role=role, **{f"{kind}_id": pk})
            for position, (role, kind, pk) in enumerate(wanted)
        )


def _kept(credit: CreditChoice) -> int:
    """Return the primary key of who is credited; the same new name on two lines is one person."""
    return credit.who.pk or type(credit.who).objects.named_or_new(credit.who.name).pk


def put_tags(article: Article, chosen: list[Tag]) -> None:
    """Make these the story's tags, adding those that are new."""
    kept = [tag if tag.pk else Tag.objects.like(tag.name) or Tag.objects.create(name=tag.name) for tag in chosen]
    wanted = list(dict.fromkeys(tag.pk for tag in kept))
    if wanted != list(article.tagged.order_by("pk").values_list("tag", flat=True)):
        article.tagged.all().delete()
        TaggedArticle.objects.bulk_create(TaggedArticle(content_object=article, tag_id=pk) for pk in wanted)


def kept_series(chosen: Series | None) -> Series | None:
    """Return the series that was chosen, added where it is new."""
    if chosen is None or chosen.pk:
        return chosen
    named: Series = Series.objects.named_or_new(chosen.name)
    return named


def put_related(article: Article, chosen: list[Article]) -> None:
    """Make these the stories chosen to stand under this one."""
    wanted = [story.pk for story in chosen]
    if wanted != list(article.related_articles.order_by("position", "pk").values_list("other", flat=True)):
        article.related_articles.all().delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article=article, other_id=pk, position=position) for position, pk in enumerate(wanted)
        )
