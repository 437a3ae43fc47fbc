"""Who saved a story since somebody began to write in it, and when."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from articles.desk.times import Moment
from articles.desk.wording import joined
from articles.models import Article, first_name, person

MACHINERY = "the newsroom’s machinery"


@dataclass(frozen=True)
class Since:
    """The saves since a revision: by whom, the last one first; when the last one was; whether all were one's own."""

    people: list[Any]
    moment: Moment
    own: bool

    @property
    def who(self) -> str:
        """Who it was, in words: “Ben Okonkwo”, “Ben Okonkwo and Mila”, “you, in another window,”."""
        if self.own:
            return "you, in another window,"
        names = list(dict.fromkeys(person(one) or MACHINERY for one in self.people))
        told = names if len(names) < 4 else [*names[:2], "others"]
        return joined(told) or "somebody"

    @property
    def short(self) -> str:
        """Whose the other words are, on a button or a label: “Ben’s”."""
        if self.own:
            return "The other window’s"
        people = {one.pk if one else None: one for one in self.people}
        only = next(iter(people.values())) if len(people) == 1 else None
        return f"{first_name(only)}’s" if only else "Theirs"

    @property
    def inside(self) -> str:
        """As `short`, within a sentence."""
        return self.short if self.short.endswith("’s") and not self.own else self.short[:1].lower() + self.short[1:]


def saved_since(article: Article, number: int | None, user: Any, zone: ZoneInfo) -> Since:
    """Return who saved a story after a revision; where nobody knows that one, who saved it last."""
    saves = article.revisions.filter(number__gt=number).exclude(number__gt=article.revision_number) if number else None
    people = [one.saved_by for one in saves.select_related("saved_by").defer("content")] if saves is not None else []
    people = people or [article.updated_by]
    own = all(one is not None and one.pk == user.pk for one in people)
    return Since(people, Moment(article.updated_at, zone), own)
