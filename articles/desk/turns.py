"""Whose turn a story is, in the words that the desk's pages have for it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.desk.standing import told
from articles.desk.whose import Person
from articles.models import Article, Handover, Move, Stage, first_name, person
from articles.reviewing import Ball

# How long a story may wait for review before its row says so with emphasis.
LATE = dt.timedelta(minutes=30)
DESK = "the desk"


@dataclass(frozen=True)
class Turn:
    """Whose turn one story is, for one person."""

    ball: Ball

    @property
    def stage(self) -> Stage:
        """How far the story has come."""
        return Stage(self.ball.article.stage)

    @property
    def who(self) -> Person | None:
        """Who has it; None for the desk at large, or for nobody."""
        holder = self.ball.article.assigned_to
        return Person(holder) if holder else None

    @property
    def name(self) -> str:
        """Who has it, in words: “you”, “Ben”, “the desk”; "" for a draft that nobody handed over."""
        holder = self.ball.article.assigned_to
        if holder is None:
            return "" if self.stage == Stage.DRAFT else DESK
        return "you" if self.ball.is_theirs else first_name(holder)

    @property
    def since(self) -> str:
        """Since when it is in its stage; "" where that does not matter."""
        at = self.ball.article.stage_since
        return told(at) if at and (self.stage != Stage.DRAFT or self.is_returned) else ""

    @property
    def is_returned(self) -> bool:
        """Whether it was given back with a note, and nobody has handed it over again."""
        last = self.ball.last
        return last is not None and last.move == Move.GIVE_BACK

    @property
    def note(self) -> str:
        """What was said when it was passed on last."""
        return self.ball.last.note if self.ball.last else ""

    @property
    def by(self) -> str:
        """Who passed it on last."""
        last = self.ball.last
        if last is None:
            return ""
        return "you" if self.ball.by is not None and last.by_id == self.ball.by.pk else person(last.by) or "somebody"

    @property
    def seen(self) -> int:
        """What a button's form says of what somebody had before them."""
        return self.ball.last.pk if self.ball.last else 0

    @property
    def can_take(self) -> bool:
        """Whether this person can take it now."""
        return self.ball.allows(Move.TAKE)

    @property
    def is_late(self) -> bool:
        """Whether it has waited for long, and nobody has taken it."""
        since = self.ball.article.stage_since
        if since is None or self.stage != Stage.REVIEW or not self.ball.is_untouched:
            return False
        return timezone.now() - since >= LATE


def with_turn(articles: Any) -> Any:
    """Add what `turns` reads, by a subquery and so at the price of no query."""
    last = Handover.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return articles.select_related("assigned_to").annotate(last_handover=Subquery(last))


def turns(articles: Iterable[Any], user: Any) -> Mapping[int, Turn]:
    """Return whose turn some stories from `with_turn` are for somebody, by primary key; two queries for all of them."""
    found = list(articles)
    keys = [article.last_handover for article in found if article.last_handover]
    last: dict[int, Handover] = Handover.objects.select_related("by").in_bulk(keys)
    owned = Article.objects.of(user).filter(pk__in=[article.pk for article in found]).values_list("pk", flat=True)
    own = set(owned) if found else set()
    return {one.pk: Turn(Ball(one, user, last.get(one.last_handover), one.pk in own)) for one in found}
