"""A line on its way in: what it would write, and what stands against it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from django.utils import timezone

from articles import body
from articles.freezing import Frozen
from articles.house_rules import HouseRules
from articles.models import Agency, Article, Author, Content, Kind, Section, Series, Tag
from articles.translating import in_language, taken
from articles.wire.byline_line import CreditLine, credits_of, names_in
from articles.wire.cast import Cast
from articles.wire.lines import StoryLine
from articles.wire.pictures import Pictures, Taken
from articles.wire.preparing import clean_body
from articles.wire.report import Outcome

NOBODY = 0  # stands, before anything is written, for somebody or something that is yet to be made


@dataclass
class Incoming:
    """A story's line, its number, and what becomes of them.

    end: how many bytes of the file are read by then.
    article: the story that is here by the line's id, or that was written for it. content: what was written.
    prepared: the body, where it was cleaned elsewhere.
    created: whether it was not here. new: whether readers have not been offered it before, here.
    notes: what was left undone, and why.
    """

    number: int
    line: StoryLine
    end: int = 0
    article: Article | None = None
    credits: tuple[CreditLine, ...] = ()
    taken: Taken = field(default_factory=Taken)
    prepared: str | None = None
    body: str = ""
    content: Content | None = None
    created: bool = False
    new: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """What is told of a line that was written."""
        return Outcome.CREATED if self.created else Outcome.UPDATED

    def read_byline(self, cast: Cast) -> None:
        """Take the printed line apart, once its names have been looked up."""
        byline = self.line.byline
        self.credits = credits_of(names_in(byline), cast.is_agency) if isinstance(byline, str) else byline

    def take_pictures(self, pictures: Pictures) -> None:
        """Take in the pictures and, with them, the body."""
        html = self.prepared if self.prepared is not None else clean_body(self.line)
        self.taken, found = pictures.take(self.line.photo, self.line.body if html is None else None)
        self.body = body.with_lone_addresses(found) if html is None else html

    def faults(self, cast: Cast, language: str, rules: HouseRules) -> list[str]:
        """Return, in sentences, why the line cannot be loaded: its pictures, and the house rules if it is published."""
        if self.article and (other := in_language(self.article, self.line.language or language)):
            return [*self.taken.faults, taken(other)]
        if self.taken.faults or self.line.published is None:
            return self.taken.faults
        return list(map(str, rules.refusals(self.content_told(cast, language, ""), self.taken.shown)))

    def content_told(self, cast: Cast, language: str, slug: str) -> Content:
        """Return the content that the line tells, without its related stories."""
        line, lead = self.line, self.taken.lead
        caption = line.photo.caption if line.photo else ""
        return Content(
            kicker=line.kicker,
            headline=line.headline,
            standfirst=line.standfirst,
            body=self.body,
            lead_photo=lead.pk if lead else None,
            lead_caption=caption if lead and caption != lead.caption else "",
            section=(cast.pk(Section, line.section) or NOBODY) if line.section else None,
            series=(cast.pk(Series, line.series) or NOBODY) if line.series else None,
            language=line.language or language,
            slug=slug,
            bylines=tuple(
                dict.fromkeys(
                    (one.role, one.kind, cast.pk(Agency if one.kind == "agency" else Author, one.name) or NOBODY)
                    for one in self.credits
                )
            ),
            tags=tuple(dict.fromkeys(cast.pk(Tag, name) or NOBODY for name in line.tags)),
        )


class Why(NamedTuple):
    """Why readers were given other words: a kind of version, and its note."""

    kind: str = Kind.UPDATE
    note: str = ""

    @classmethod
    def of(cls, line: StoryLine) -> Self:
        """Return what a line says. A minor edit has no note."""
        return cls(line.kind or Kind.UPDATE, "" if line.kind == Kind.MINOR else line.note)


PLAIN = Why()


def look_up(stories: list[Incoming], cast: Cast) -> None:
    """Find everybody and everything that these lines name, and read their bylines."""
    printed = [name.text for one in stories if isinstance(one.line.byline, str) for name in names_in(one.line.byline)]
    listed = [credit for one in stories if not isinstance(one.line.byline, str) for credit in one.line.byline]
    cast.look_up(Agency, [*printed, *(one.name for one in listed if one.kind == "agency")])
    cast.look_up(Author, [*printed, *(one.name for one in listed if one.kind == "author")])
    cast.look_up(Section, [one.line.section for one in stories if one.line.section])
    cast.look_up(Series, [one.line.series for one in stories if one.line.series])
    cast.look_up(Tag, [name for one in stories for name in one.line.tags])
    for one in stories:
        one.read_byline(cast)


def make_missing(stories: list[Incoming], cast: Cast) -> None:
    """Make everybody and everything that these lines name and that is not there."""
    credited = [credit for one in stories for credit in one.credits]
    cast.make(Agency, [one.name for one in credited if one.kind == "agency"])
    cast.make(Author, [one.name for one in credited if one.kind == "author"])
    cast.make(Section, [one.line.section for one in stories if one.line.section])
    cast.make(Series, [one.line.series for one in stories if one.line.series])
    cast.make(Tag, [name for one in stories for name in one.line.tags])


def first_version(
    article: Article, content: Content, published: dt.datetime, updated: dt.datetime | None, why: Why
) -> Frozen:
    """Return the version that a line's instants make of a story that readers have not seen here.

    What was updated before now was seen, as it is, from then on, and says why. An update that lies ahead is not this
    version's.
    """
    now = timezone.now()
    if not (updated and published < updated <= now):
        why = PLAIN
    return Frozen(
        article,
        content,
        live_from=updated if updated and published < updated <= now else published,
        first_published=published,
        kind=why.kind,
        note=why.note,
        retracted=why.kind == Kind.RETRACTION,
        cleaned=True,
    )
