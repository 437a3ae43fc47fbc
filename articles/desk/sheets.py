"""A sheet: what stands in the fields of the story's form, as typed. For comparing and joining, free of any request.

Values are kept to the letter. What makes two of them the same (white space at the ends, how a line ends, how a body is
written) counts in `same_by` alone, so that nobody is told of a change that nobody made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict

from articles import body
from articles.desk.widgets import NEW, BylineWidget, CreditRow, SeriesWidget, StoriesWidget, TagsWidget
from articles.models import CROPS_LENGTH, Agency, Author, Content, Series, Tag, name_key
from articles.models.naming import without_accents
from media.keys import is_key, number_in

TEXTS = ("kicker", "headline", "standfirst", "body", "lead_alt", "lead_credit", "section", "part", "language", "slug")
# What is said of the lead photo in this story alone.
OF_LEAD = ("lead_caption", "lead_crops")
LISTS: dict[str, forms.Widget] = {
    "bylines": BylineWidget(),
    "series": SeriesWidget(),
    "tags": TagsWidget(),
    "related": StoriesWidget(),
}
# The number that a form showed, beside what was typed over it: no revision knows it.
PART_WAS = "part-was"
# The lead photo's primary key, "" without one, and what OF_LEAD names.
Lead = tuple[str, str, str]
PEOPLE: dict[str, Any] = {"author": Author, "agency": Agency}


@dataclass(frozen=True)
class Sheet:
    """The raw values of the story's form.

    lead: the lead photo's primary key, "" without one, its caption and its crops here: one thing, for both are of it.
    section: a primary key or "". tags and related: primary keys, or "+Name" for what has none yet.
    lead_alt and lead_credit are said of the photo, and part is the series' own, so a content knows nothing of them.
    series: at most one of what tags may be.
    """

    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    lead: Lead = ("", "", "")
    lead_alt: str = ""
    lead_credit: str = ""
    section: str = ""
    series: tuple[str, ...] = ()
    part: str = ""
    language: str = ""
    slug: str = ""
    bylines: tuple[CreditRow, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


PARTS = tuple(field.name for field in fields(Sheet))


def sheet_of(content: Content) -> Sheet:
    """Return the form's values for a saved content; credits are without the names that the form prints beside them."""
    return Sheet(
        kicker=content.kicker,
        headline=content.headline,
        standfirst=content.standfirst,
        body=content.body,
        lead=(_key(content.lead_photo), content.lead_caption, content.lead_crops),
        section=_key(content.section),
        series=() if content.series is None else (str(content.series),),
        language=content.language,
        slug=content.slug,
        bylines=tuple(CreditRow(role, f"{kind}:{pk}") for role, kind, pk in content.bylines),
        tags=tuple(map(str, content.tags)),
        related=tuple(map(str, content.related)),
    )


def sheet_shown(initial: Mapping[str, Any]) -> Sheet:
    """Return the values with which a form was filled, `form.initial`."""
    values: dict[str, Any] = {name: _key(initial.get(name)) for name in TEXTS}
    values |= {name: tuple(initial.get(name) or ()) for name in LISTS}
    return Sheet(**values, lead=_lead(_key(initial.get("lead_photo")), initial))


def sheet_typed(data: QueryDict) -> Sheet:
    """Return the values that a form posted, whatever is wrong with them."""
    files: Any = {}
    values: dict[str, Any] = {name: data.get(name, "") for name in TEXTS}
    values |= {name: tuple(widget.value_from_datadict(data, files, name)) for name, widget in LISTS.items()}
    return Sheet(**values, lead=_lead(data.get("lead_photo", ""), data))


def as_posted(sheet: Sheet, data: QueryDict) -> QueryDict:
    """Return posted data with a sheet's values in the place of its own; all else stays."""
    new = data.copy()
    for name in list(new):
        if name.startswith("bylines-") or name in {"tags-typed", "related-typed", "series-typed"}:
            del new[name]
    for name in TEXTS:
        new[name] = getattr(sheet, name)
    new["lead_photo"], new["lead_caption"], new["lead_crops"] = sheet.lead
    for index, row in enumerate(sheet.bylines):
        parts = {"role": row.role, "who": row.who, "name": row.name, "place": str(index + 1)}
        for part, value in parts.items():
            new[f"bylines-{index}-{part}"] = value
    new.setlist("series", list(sheet.series))
    new.setlist("tags", list(sheet.tags))
    new.setlist("related", list(sheet.related))
    return new


def as_initial(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet's values as those with which a form is filled."""
    values = {name: getattr(sheet, name) for name in TEXTS} | {name: list(getattr(sheet, name)) for name in LISTS}
    return values | dict(zip(("lead_photo", *OF_LEAD), sheet.lead, strict=True))


def content_of(sheet: Sheet) -> tuple[Content, list[str]]:
    """Return a sheet as a content that a revision may keep, and the names in it for which there is no key yet."""
    content = Content(
        kicker=text_key(sheet.kicker),
        headline=" ".join(sheet.headline.split()),
        standfirst=text_key(sheet.standfirst),
        body=body.clean(sheet.body),
        lead_photo=number_in(sheet.lead[0]),
        lead_caption=text_key(sheet.lead[1]),
        lead_crops=sheet.lead[2].strip()[:CROPS_LENGTH],
        section=number_in(sheet.section),
        series=next((int(one) for one in sheet.series if is_key(one)), None),
        language=sheet.language,
        slug=sheet.slug.strip().strip("/"),
        bylines=tuple((row.role, row.kind, row.pk) for row in sheet.bylines if row.pk is not None),
        tags=tuple(int(one) for one in sheet.tags if is_key(one)),
        related=tuple(int(one) for one in sheet.related if is_key(one)),
    )
    names = [row.name for row in sheet.bylines if row.pk is None]
    return content, names + [
        one.removeprefix(NEW) for one in (*sheet.series, *sheet.tags, *sheet.related) if not is_key(one)
    ]


def same_by(name: str) -> Callable[[Any], Any]:
    """Return what two equal values of a part share."""
    return SAME_BY.get(name, text_key)


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a part say the same."""
    return one == other or same_by(name)(one) == same_by(name)(other)


def differing(one: Sheet, other: Sheet) -> list[str]:
    """Return the names of the parts in which two sheets differ, in the form's order."""
    return [name for name in PARTS if not same(name, getattr(one, name), getattr(other, name))]


def text_key(value: str) -> str:
    """Return a text without what a browser or a field takes away or adds."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


@lru_cache(maxsize=6)
def cleaned(html: str) -> str:
    """Return a body as it may be stored; the few that meet in one form are compared with each other again and again."""
    return body.clean(html)


def who_key(row: CreditRow) -> tuple[str, str]:
    """Return who is credited: by key where there is one, else by name, whatever sort of thing it is."""
    return ("", row.who) if row.pk is not None else ("named", name_key(row.name))


def choice_key(value: str) -> str:
    """Return what two equal choices share: a key, or a new name however it is written."""
    return f"{NEW}{name_key(value.removeprefix(NEW))}" if value.startswith(NEW) else value


SAME_BY: dict[str, Callable[[Any], Any]] = {
    "body": cleaned,
    "headline": lambda value: " ".join(value.split()),
    "lead_credit": lambda value: " ".join(value.split()),
    "lead": lambda value: (value[0], text_key(value[1]), value[2].strip()),
    "slug": lambda value: value.strip().strip("/"),
    "bylines": lambda rows: tuple((row.role, *who_key(row)) for row in rows),
    "series": lambda values: tuple(map(choice_key, values)),
    "tags": lambda values: tuple(dict.fromkeys(map(choice_key, values))),
    "related": lambda values: tuple(dict.fromkeys(map(choice_key, values))),
}


def with_known_names(*sheets: Sheet) -> list[Sheet]:
    """Return sheets where a new name that something in the newsroom has is that thing's key.

    At most four queries, and none where no name is new.
    """
    tags = _tags({one.removeprefix(NEW) for sheet in sheets for one in sheet.tags if one.startswith(NEW)})
    series = _series({one.removeprefix(NEW) for sheet in sheets for one in sheet.series if one.startswith(NEW)})
    people = _people({row for sheet in sheets for row in sheet.bylines if row.pk is None})
    return [
        replace(
            sheet,
            series=tuple(series.get(name_key(one.removeprefix(NEW)), one) for one in sheet.series),
            tags=tuple(dict.fromkeys(tags.get(one.removeprefix(NEW), one) for one in sheet.tags)),
            bylines=tuple(replace(row, who=people.get(_line(row), row.who)) for row in sheet.bylines),
        )
        for sheet in sheets
    ]


def _tags(names: set[str]) -> dict[str, str]:
    """Return the keys of tags by the names that mean them, as the form's field finds them."""
    if not names:
        return {}
    known = Tag.objects.filter(plain__in={without_accents(name) for name in names}).order_by("-pk")
    by_key = {tag.key: str(tag.stands_for_id or tag.pk) for tag in known}
    by_plain = {tag.plain: str(tag.stands_for_id or tag.pk) for tag in known}
    found = {name: by_key.get(name_key(name)) or by_plain.get(without_accents(name)) for name in names}
    return {name: pk for name, pk in found.items() if pk}


def _series(names: set[str]) -> dict[str, str]:
    """Return the keys of series by what their names share with these."""
    known = Series.objects.filter(key__in={name_key(name) for name in names}) if names else ()
    return {one.key: str(one.pk) for one in known}


def _line(row: CreditRow) -> tuple[str, str]:
    return row.kind, name_key(row.name)


def _people(rows: set[CreditRow]) -> dict[tuple[str, str], str]:
    """Return who is meant by lines that hold a name alone, “author:12”; an author before an agency."""
    found: dict[tuple[str, str], str] = {}
    for kind, model in PEOPLE.items():
        lines = {_line(row) for row in rows if row.kind == kind or row.kind not in PEOPLE} - set(found)
        known = (
            dict(model.objects.filter(key__in={name for _, name in lines}).values_list("key", "pk")) if lines else {}
        )
        found |= {line: f"{kind}:{known[line[1]]}" for line in lines if line[1] in known}
    return found


def _lead(photo: str, given: Mapping[str, Any]) -> Lead:
    caption, crops = (given.get(name) or "" for name in OF_LEAD)
    return photo, caption, crops


def _key(value: Any) -> str:
    return "" if value is None else str(value)
