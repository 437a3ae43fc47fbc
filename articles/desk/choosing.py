"""Typed words meeting a story that others saved meanwhile: what is joined, what clashes, what was chosen before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from articles.desk.bases import Base, Saved
from articles.desk.joined import THEIRS, Joined, choose, join_sheets
from articles.desk.lead_photo import said, speak_of
from articles.desk.sheets import PART_WAS, Sheet, as_posted, differing, sheet_typed, text_key, with_known_names
from articles.joining import Clash
from media.keys import is_key
from media.models import Photo
from media.picker import may_describe

# What the form says of the lead photo, and what that is on the photo.
FACTS = {"lead_alt": "alt", "lead_credit": "credit"}


@dataclass(frozen=True)
class Met:
    """Typed words joined with the story as it is saved now.

    data: the joined words as posted. typed: the words before. base, before: what they were filled from, choices being
    made, and the values that it had.
    aside: all that was typed, where something of it was left by choice: the parts `left`. over: the facts of the photo,
    "alt" and "credit", that are said although it has others.
    """

    data: QueryDict
    typed: Sheet
    base: Base
    before: dict[str, Any]
    joined: Joined
    aside: Sheet | None = None
    over: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything came to the typed words that the person who typed them has not seen."""
        return bool(differing(self.typed, self.joined.sheet))

    @property
    def clashes(self) -> dict[str, Any]:
        """What has to be chosen between."""
        return self.joined.clashes


@dataclass(frozen=True)
class _Chosen:
    """Typed words in which choices are made. seen: what the photo said when a fact was chosen over it."""

    sheet: Sheet
    aside: Sheet | None = None
    seen: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)


def meet(data: QueryDict, base: Base, saved: Saved, user: Any, *, choosing: bool) -> Met:
    """Return what was typed, joined with what is saved. Choices count only when all are made and none came up since."""
    (mine,) = with_known_names(sheet_typed(data))
    if choosing and base.older and (chosen := _choices(mine, data, base, saved)):
        met = _joined(chosen, data, base.settled(), saved, user)
        if not met.clashes:
            return met
    return _joined(_Chosen(mine), data, base, saved, user)


def values_before(saved: Saved, base: Base, data: Mapping[str, str]) -> dict[str, Any]:
    """Return the values with which typed words began. The number of a part is told by the form itself.

    Once somebody has chosen, they began with what they saw when they chose.
    """
    names = (PART_WAS,) if "part" in base.older else ("saw-part", PART_WAS)
    known = next((data[name] for name in names if name in data), None)
    values = saved.values(base)
    values.pop("part", None)
    return values if known is None else {**values, "part": known}


def _choices(mine: Sheet, data: Mapping[str, str], base: Base, saved: Saved) -> _Chosen | None:
    """Return what was typed with each part that clashed as it was chosen; None where a choice is missing."""
    before, against = values_before(saved, base, data), saved.sheets.get(base.number)
    if against is None:
        return None
    values: dict[str, Any] = {}
    seen: dict[str, str] = {}
    left: list[str] = []
    for name in base.older:
        theirs = data.get(f"saw-{name}", "") if name in {*FACTS, "part"} else getattr(against, name)
        found = choose(name, before.get(name), getattr(mine, name), theirs, data)
        if found is None:
            return None
        values[name], lost = found
        if name in FACTS:
            seen[name] = theirs
            # What the photo says already need not be said again.
            values[name] = "" if data.get(f"choose-{name}") == THEIRS else values[name]
        left += [name] if lost else []
    sheet, spoken = _moved(mine, replace(mine, **values))
    return _Chosen(sheet, mine if left else None, seen, tuple(left), spoken)


def _moved(typed: Sheet, sheet: Sheet) -> tuple[Sheet, dict[str, str]]:
    """Return a sheet without what was typed of a photo that is not its lead any more, and that as posted."""
    if typed.lead[0] == sheet.lead[0] or not is_key(typed.lead[0]):
        return sheet, {}
    spoken = speak_of(typed.lead[0], {name: getattr(sheet, name) for name in FACTS})
    return replace(sheet, lead_alt="", lead_credit=""), spoken


def _joined(chosen: _Chosen, data: QueryDict, base: Base, saved: Saved, user: Any) -> Met:
    before = values_before(saved, base, data)
    joined = join_sheets(before, chosen.sheet, saved.desk)
    spoken = dict(chosen.spoken)
    if "lead" not in joined.clashes:
        sheet, more = _moved(chosen.sheet, joined.sheet)
        spoken |= more
        facts = _contradicted(sheet, chosen.seen, user)
        joined = replace(joined, sheet=sheet, clashes=joined.clashes | facts)
    posted = as_posted(joined.sheet, data)
    posted.update(spoken)
    if "part" not in joined.clashes:
        posted[PART_WAS] = saved.desk.part
    over = frozenset(FACTS[name] for name in chosen.seen if getattr(joined.sheet, name))
    return Met(posted, chosen.sheet, base, before, joined, chosen.aside, over, chosen.left)


def _contradicted(sheet: Sheet, seen: Mapping[str, str], user: Any) -> dict[str, Clash[str]]:
    """Return what was typed of the photo where it says something else by now, which nobody has seen yet."""
    typed = {name: text for name in FACTS if (text := text_key(getattr(sheet, name)))}
    photo = Photo.objects.filter(pk=sheet.lead[0]).first() if typed and is_key(sheet.lead[0]) else None
    if photo is None or not may_describe(user, photo):
        return {}
    known = said(photo)
    return {
        name: Clash(text, known[name])
        for name, text in typed.items()
        if known[name] and text_key(known[name]) not in {text, text_key(seen.get(name, ""))}
    }
