"""Putting an earlier saved state back on the desk. Readers see nothing of it until somebody publishes."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from articles import body
from articles.freezing import thaw
from articles.holding import hold, permit
from articles.house_rules import photos_of
from articles.models import Act, Agency, Article, Author, Content, Revision, Section, Series, Tag
from articles.recording import record
from articles.translating import in_language


@transaction.atomic
def restore_revision(revision: Revision, *, by: Any) -> tuple[Revision | None, list[str]]:
    """Give the desk copy what a revision holds, as a new revision; return that and what had to be left out, in words.

    None when the desk copy holds just that already. What it held before stays among the revisions. `by` must be allowed
    to change stories; None is the newsroom's own machinery. Raises PermissionDenied, and Refused for a deleted story.
    """
    permit(by, "articles.change_article")
    article: Article = revision.article
    hold(article)
    Revision.objects.keep(article, by)
    content, left_out = fit(Content.from_json(revision.content), article)
    before = article.revision_number
    thaw(article, content)
    kept = Revision.objects.keep(article, by, note=f"Revision {revision.number} restored")
    if kept:
        told = {"The desk copy": f"revision {kept.number}, which holds what revision {revision.number} held"}
        record(by, Act.PUT_BACK, article, before={"The desk copy": f"revision {before}"}, after=told)
    return kept, left_out


def fit(content: Content, article: Article) -> tuple[Content, list[str]]:
    """Return what can still be had of a content, and what cannot, in words: things deleted since, an address taken.

    As many queries for a long content as for a short one.
    """
    content = _standing(content)
    photos = photos_of(content)
    gone = {pk for pk in [content.lead_photo, *body.photo_ids(content.body)] if pk and pk not in photos}
    credited = {
        "author": _there(Author, {pk for _, kind, pk in content.bylines if kind == "author"}),
        "agency": _there(Agency, {pk for _, kind, pk in content.bylines if kind == "agency"}),
    }
    tags, related = _there(Tag, set(content.tags)), _there(Article, set(content.related)) - {article.pk}
    section = content.section if _there(Section, {content.section} - {None}) else None
    series = content.series if _there(Series, {content.series} - {None}) else None
    taken = bool(content.slug) and content.slug != article.slug and bool(list(article.taken_slugs([content.slug])))
    translated = in_language(article, content.language)
    fitting = replace(
        content,
        body=body.map_photos(content.body, lambda pk: _known(pk, photos)) if gone else content.body,
        lead_photo=content.lead_photo if content.lead_photo in photos else None,
        lead_crops=content.lead_crops if content.lead_photo in photos else "",
        bylines=tuple(credit for credit in content.bylines if credit[2] in credited.get(credit[1], set())),
        tags=tuple(pk for pk in content.tags if pk in tags),
        related=tuple(pk for pk in content.related if pk in related),
        section=section,
        series=series,
        slug=article.slug if taken or not content.slug else content.slug,
        language=article.language if translated else content.language,
    )
    missing = [
        (len(gone), "photo"),
        (len(content.bylines) - len(fitting.bylines), "credit in the byline"),
        (len(content.tags) - len(fitting.tags), "tag"),
        (len(content.related) - len(fitting.related), "related story"),
        (int(content.section != section), "section"),
        (int(content.series != series), "series"),
    ]
    told = [f"{_counted(number, name)} no longer in the newsroom" for number, name in missing if number]
    if taken:
        told.append(f"the address “{content.slug}”, which another story has now: it stays “{article.slug}”")
    if translated:
        told.append(f"its language: “{translated}” is the story in that language by now")
    return fitting, told


def _standing(content: Content) -> Content:
    """Return a content with what its tags and credits stand for by now, each once: some were merged since."""
    tags = Tag.objects.meant_by(content.tags)
    people: dict[str, dict[int, Any]] = {
        kind: model.objects.meant_by(pk for _, one, pk in content.bylines if one == kind)
        for kind, model in (("author", Author), ("agency", Agency))
    }
    bylines = [(role, kind, people[kind][pk].pk if pk in people[kind] else pk) for role, kind, pk in content.bylines]
    meant = [tags[pk].pk if pk in tags else pk for pk in content.tags]
    return replace(content, tags=tuple(dict.fromkeys(meant)), bylines=tuple(dict.fromkeys(bylines)))


def _there(model: Any, keys: set[Any]) -> set[int]:
    # A deleted story may be brought back, and then stands where it stood.
    rows = Article.with_deleted if model is Article else model.objects
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _known(pk: str, photos: dict[int, Any]) -> int | None:
    return int(pk) if int(pk) in photos else None


def _counted(number: int, name: str) -> str:
    if number == 1:
        return f"a {name}"
    plural = {"related story": "related stories", "credit in the byline": "credits in the byline"}
    return f"{number} {plural.get(name, name + 's')}"
