"""What a form was filled from: the saved states of its story from which the typed words part."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.desk.sheets import PARTS, Sheet, sheet_of
from articles.models import Article, Content
from media.keys import SMALL, number_in


@dataclass(frozen=True)
class Base:
    """The revision number a form was filled from, and an older one for parts that clashed and wait for a choice.

    None: nobody knows it any more, so whatever differs clashes.
    """

    number: int | None
    older: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], number: str | int | None) -> "Base":
        """Return the base as posted: `clash-<part>` beside the number of the whole."""
        older = {name: number_in(data[f"clash-{name}"], SMALL) for name in PARTS if f"clash-{name}" in data}
        return cls(number_in(str(number or ""), SMALL), older)

    @classmethod
    def of(cls, article: Article | None) -> "Base":
        """Return the base of a form that shows a story as it is saved; of a new story there is none."""
        return cls(article.revision_number if article else None)

    @property
    def posted(self) -> str:
        """The number as a form carries it."""
        return "" if self.number is None else str(self.number)

    def settled(self) -> "Base":
        """Return the base once every choice is made."""
        return Base(self.number)

    def waiting(self, number: int, names: Iterable[str], known: Container[str]) -> "Base":
        """Return the base of a form that is joined with a revision but for some parts, which wait for a choice.

        known: the parts of which it is known what they began with.
        """
        return Base(number, {name: self.number_of(name) if name in known else None for name in names})

    def number_of(self, name: str) -> int | None:
        """Return the number of the revision with which a part began."""
        return self.older.get(name, self.number)


class Saved:
    """The saved states of one story as sheets, by revision number; asked in one query."""

    def __init__(self, article: Article, desk: Sheet, base: Base) -> None:
        numbers = {number for number in (base.number, *base.older.values()) if number is not None}
        wanted = numbers - {article.revision_number}
        self.desk = desk
        self.sheets: dict[int | None, Sheet] = {article.revision_number: desk}
        if wanted:
            found = article.revisions.filter(number__in=wanted)
            self.sheets |= {one.number: sheet_of(Content.from_json(one.content)) for one in found}

    def values(self, base: Base) -> dict[str, Any]:
        """Return the values with which the typed words began, without the parts of which nobody knows."""
        numbers = {name: base.number_of(name) for name in PARTS}
        return {name: getattr(self.sheets[number], name) for name, number in numbers.items() if number in self.sheets}
