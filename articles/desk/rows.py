"""A story as one row of the desk's lists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from articles import body
from articles.desk.behind import behind_words
from articles.desk.pages import page_of
from articles.desk.presence import who_has_open
from articles.desk.standing import Standing, standing, told
from articles.desk.turns import Turn, turns, with_turn
from articles.desk.whose import Person
from articles.languages import language_named
from articles.models import Article, Byline, Stage, first_name
from media.models import Photo


@dataclass(frozen=True)
class Row:
    """One story as the list prints it."""

    article: Article
    standing: Standing
    turn: Turn
    words: int
    people: str
    language: str
    changed: str
    by: str
    open_by: list[Person]
    behind: str = ""

    @property
    def open_words(self) -> str:
        """Who else has it open: “Ana and Ben have this open”."""
        *most, last = [person.name for person in self.open_by]
        return f"{', '.join(most)} and {last} have this open" if most else f"{last} has this open"

    @property
    def shows_stage(self) -> bool:
        """Whether the stage has to be told besides what readers see."""
        return self.turn.stage not in {Stage.DRAFT, self.standing.state}

    @property
    def thumb(self) -> str:
        """The address of the lead photo's small rendition; "" without one."""
        return thumb(self.article.lead_photo)


def thumb(photo: Photo | None, shape: str = "card") -> str:
    """Return the address of a picture for a list's row; "" without a photo, and for one that is killed."""
    return photo.rendition_url(shape, 160, "webp") if photo and not photo.killed_at else ""


def with_people(articles: Any) -> Any:
    """Bring along what a row prints: section, lead photo, bylines, who changed it, whose turn it is."""
    credits_ = Byline.objects.with_people()
    people = articles.select_related("section", "lead_photo", "updated_by").prefetch_related(
        Prefetch("bylines", credits_)
    )
    return with_turn(people)


def rows(articles: Iterable[Any], user: Any, site_language: str) -> list[Row]:
    """Return how stories from `with_standing` and `with_people` are printed for somebody, for three queries.

    Two more where translations are among them.
    """
    found = list(articles)
    present = who_has_open(map(page_of, found), user)
    whose = turns(found, user)
    behind = behind_words(found)
    return [
        replace(
            _row(article, user, site_language, whose[article.pk], present.get(page_of(article), [])),
            behind=behind.get(article.pk, ""),
        )
        for article in found
    ]


def _row(article: Any, user: Any, site_language: str, turn: Turn, open_by: list[Person]) -> Row:
    by = article.updated_by
    return Row(
        article=article,
        standing=standing(article),
        turn=turn,
        words=body.word_count(article.body),
        people=", ".join(credit.printed for credit in article.bylines.all()),
        language="" if article.language == site_language else language_named(article.language),
        changed=told(article.updated_at),
        by="" if by is None else "you" if by == user else first_name(by),
        open_by=open_by,
    )
