"""The sample edition's fronts: what its web producer arranged, live and as a draft for the evening."""

from typing import Any

from articles import arranging, fronting
from articles.arranging import Box, Spot
from articles.models import Article, Container, Front, Section, Tag


def arrange_fronts(told: list[dict[str, Any]]) -> None:
    """Make the fronts where nobody has made any yet, and publish those that say so.

    A story or a section that is not here is left out: what is loaded may be a part of the edition.
    """
    if Front.objects.exists():
        return
    sections = {section.name: section for section in Section.objects.all()}
    keys: dict[str, int] = dict(Article.objects.exclude(source_id=None).values_list("source_id", "pk"))
    for one in told:
        if one.get("section", "") in {"", *sections}:
            boxes = [_box(box, sections, keys) for box in one["boxes"] if box.get("section", "") in {"", *sections}]
            front = arranging.start(one["name"], boxes, by=None, section=sections.get(one.get("section", "")))
            if one.get("live"):
                fronting.publish_front(front, by=None)


def _box(told: dict[str, Any], sections: dict[str, Section], keys: dict[str, int]) -> Box:
    section, tag = sections.get(told.get("section", "")), Tag.objects.named(told.get("tag", ""))
    fill = Container.Fill.SECTION if section else Container.Fill.TAG if tag else told.get("fill", Container.Fill.ALL)
    spots = [
        Spot(keys[one["story"]], one.get("headline", "")) for one in told.get("stories", []) if one["story"] in keys
    ]
    return Box(
        told["kind"],
        told.get("title", ""),
        fill,
        section.pk if section else None,
        tag.pk if tag else None,
        told.get("size", 3),
        spots,
    )
