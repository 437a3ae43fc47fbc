"""What unsaved words of a story say other than its desk copy."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import QueryDict

from articles import body
from articles.desk.bases import Base, Saved
from articles.desk.changes import name_of
from articles.desk.choosing import values_before
from articles.desk.joined import in_words, join_sheets
from articles.desk.parts import HEADINGS, Comparison, Part, listed
from articles.desk.rows import thumb
from articles.desk.sheets import LISTS, PEOPLE, Sheet, differing, sheet_of, sheet_shown, sheet_typed, with_known_names
from articles.desk.widgets import NEW, CreditRow
from articles.diffing import Budget, Piece, words
from articles.models import Article, Content, Role, Series, Tag
from media.keys import is_key, number_in

# What is kept with the photo or the series and not with the story.
OF_OTHERS = {"lead_alt": "alt text", "lead_credit": "credit", "part": "part"}


class StoryDifferences:
    """What was typed in a story's form, beside what the story holds now, or beside an empty form."""

    def __init__(self, form: Any, data: QueryDict, base: int | None) -> None:
        """form: filled with what is saved, not bound; data: what was typed; base: the revision it was typed over.

        What others saved since is no difference: putting the words back takes none of it away.
        """
        article: Article = form.instance
        self.content = article.content() if article.pk else Content(language=form.initial["language"])
        shown = sheet_shown(form.initial)
        saved = replace(sheet_of(self.content), part=shown.part) if article.pk else shown
        self.before, typed = with_known_names(saved, sheet_typed(data))
        self.after = self._joined(article, Base.read(data, base), typed, data) if article.pk else typed
        self.fields = differing(self.before, self.after)

    @property
    def told(self) -> list[str]:
        """What differs, in words: “headline”, “two paragraphs”."""
        return in_words(vars(self.before), self.after)

    @property
    def parts(self) -> list[Part]:
        """The parts that differ, word by word, in the order of the form."""
        parts = {part.name: part for part in self._comparison.parts}
        for name in self.fields:
            if name in LISTS:
                parts[name] = Part(name, HEADINGS.get(name, name_of(name).capitalize()), items=self._items(name))
            elif name in OF_OTHERS:
                pieces = words(getattr(self.before, name), getattr(self.after, name), Budget())
                parts[name] = Part(name, OF_OTHERS[name].capitalize(), pieces=pieces)
        return list(parts.values())

    @property
    def thumbs(self) -> dict[int, str]:
        """The small picture of every photo that either shows, by primary key."""
        return {pk: thumb(photo) for pk, photo in self._comparison.photos.items()}

    @property
    def names(self) -> dict[int, str]:
        """The name of every photo that either shows, by primary key."""
        return {pk: str(photo) for pk, photo in self._comparison.photos.items()}

    @cached_property
    def _comparison(self) -> Comparison:
        """What a content holds that is no list; of a list, a content cannot hold names that nothing has yet."""
        after, texts = self.after, {name: getattr(self.after, name) for name in self.fields if name in _TEXTS}
        values: dict[str, Any] = dict(texts)
        if "body" in self.fields:
            values["body"] = body.clean(after.body)
        if "section" in self.fields:
            values["section"] = number_in(after.section)
        if "lead" in self.fields:
            values |= {
                "lead_photo": number_in(after.lead[0]),
                "lead_caption": after.lead[1],
                "lead_crops": after.lead[2],
            }
        return Comparison(self.content, replace(self.content, **values))

    def _joined(self, article: Article, base: Base, typed: Sheet, data: QueryDict) -> Sheet:
        """Return what was typed with what others saved since; where both changed the same, what was typed."""
        saved = Saved(article, self.before, base)
        return join_sheets(values_before(saved, base, data), typed, self.before).sheet

    def _items(self, name: str) -> list[Piece]:
        old, new = _named(name, self.before, self.after)
        return listed(old, new, Budget())


_TEXTS = {"kicker", "headline", "standfirst", "language", "slug"}


def _named(name: str, *sheets: Sheet) -> list[list[str]]:
    """Return the items of a list in each sheet, by name; one query for each kind of thing."""
    lists: list[Sequence[Any]] = [getattr(sheet, name) for sheet in sheets]
    if name == "bylines":
        people = {kind: _names(model, _keys(lists, kind)) for kind, model in PEOPLE.items()}
        return [[_credit(row, people) for row in rows] for rows in lists]
    model: Any = {"tags": Tag, "series": Series}.get(name, Article)
    known = _names(model, {int(one) for values in lists for one in values if is_key(one)})
    return [[known.get(int(one), one) if is_key(one) else one.removeprefix(NEW) for one in values] for values in lists]


def _keys(lists: list[Sequence[CreditRow]], kind: str) -> set[int]:
    return {row.pk for rows in lists for row in rows if row.kind == kind and row.pk is not None}


def _names(model: Any, keys: set[int]) -> dict[int, str]:
    return {pk: str(thing) for pk, thing in model.objects.in_bulk(keys).items()} if keys else {}


def _credit(row: CreditRow, people: dict[str, dict[int, str]]) -> str:
    role = Role(row.role).label if row.role in Role.values else row.role
    return f"{role} {people.get(row.kind, {}).get(row.pk or 0, row.name)}"
