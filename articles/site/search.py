"""Search: a form that works by itself, and what was found."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.models import Author, Tag, Version
from articles.reading import chrome
from articles.reading.chrome import Chrome
from articles.search.asking import LONGEST, Asked, read
from articles.search.captions import captions, photos_of
from articles.search.documents import plain
from articles.search.finding import DATE, RELEVANCE, Found, Narrowing, find
from articles.search.marking import Marker
from articles.search.spelling import suggestion
from media.models import Photo

from .responses import page
from .subjects import subjects_of
from .tag import shown_tags

SIZE = 20
DAY = dt.timedelta(days=1)
ORDERS = (RELEVANCE, DATE)
# What the form and its links carry along, in this order.
NAMES = ("q", "section", "tag", "author", "from", "to", "order")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Card:
    """A story that was found: its headline and the words under it, marked."""

    version: Version
    headline: SafeString
    text: SafeString


@dataclass(frozen=True)
class Question:
    """What a request asks. values: as they were typed, by name. faults: the names of what was left aside."""

    values: dict[str, str]
    asked: Asked
    narrowing: Narrowing
    faults: frozenset[str] = field(default_factory=frozenset)

    @property
    def order(self) -> str:
        """Whether what was found is ordered by relevance or by date."""
        return DATE if self.values.get("order") == DATE else RELEVANCE

    def query(self, **other: Any) -> str:
        """Return the query string of the same question with other values; None leaves one out."""
        values = {**{name: self.values.get(name, "") for name in NAMES}, **other}
        return urlencode([(name, value) for name, value in values.items() if value])

    def narrowed(self) -> list[tuple[str, str]]:
        """Return the names of what narrows the question, each with the query string of the question without it."""
        things = ((kind, getattr(self.narrowing, kind)) for kind in ("section", "tag", "author"))
        return [(thing.name, self.query(**{kind: None})) for kind, thing in things if thing]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what readers find for ?q=, narrowed by section, tag, author, from and to; and another word for none."""
    head = chrome()
    question = question_of(request.GET, head)
    found = find(question.asked, question.narrowing, by=question.order)
    number, pages = _page(request.GET.get("page", ""), found)
    cards = cards_of(found, question.asked, number)
    other = suggestion(question.asked) if question.asked.words and not found.keys else ""
    context = {
        "question": question,
        "found": found,
        "cards": cards,
        "total": len(found.keys),
        "number": number,
        "pages": pages,
        "newer": question.query(page=number - 1 if number > 2 else None) if number > 1 else "",
        "older": question.query(page=number + 1) if number < pages else "",
        "orders": [(one, question.query(order=one if one == DATE else None)) for one in ORDERS],
        "suggestion": other,
        "suggested": question.query(q=other),
        "everywhere": question.query(**dict.fromkeys(NAMES[1:-1])),
        **_offered(question, cards),
        "canonical": request.build_absolute_uri(request.path),
    }
    return page(request, "articles/search.html", head, context)


def question_of(asked: QueryDict, head: Chrome) -> Question:
    """Read a question, in a query for a tag and one for an author. What cannot be meant is told and left aside."""
    raw = CONTROLS.sub(" ", asked.get("q", ""))
    values = {name: CONTROLS.sub(" ", asked.get(name, "")).strip()[:LONGEST] for name in NAMES}
    # A space at the end says that the last word is whole: the next page has to find the same.
    values["q"] = raw.lstrip()[:LONGEST]
    section = next((one for one in head.sections if one.slug == values["section"]), None)
    # A tag is there while readers see a story on it.
    tag, author = _named(Tag, shown_tags(), values["tag"]), _named(Author, Author.objects.all(), values["author"])
    days = {name: _day(values[name]) for name in ("from", "to")}
    since, until = (_midnight(day, head) for day in (days["from"], days["to"] and _after(days["to"])))
    narrowing = Narrowing(section, tag, author, since, until)
    meant = {"section": section, "tag": tag, "author": author, **days}
    faults = frozenset(name for name, thing in meant.items() if values[name] and thing is None)
    return Question({**values, **dict.fromkeys(faults, "")}, read(raw), narrowing, faults)


def cards_of(found: Found, asked: Asked, number: int) -> list[Card]:
    """Return the stories of a page, in the order in which they were found."""
    keys = found.keys[(number - 1) * SIZE : number * SIZE]
    if not keys:
        return []
    versions = {one.pk: one for one in Version.objects.live().filter(pk__in=keys).for_cards().defer(None)}
    marker = Marker(asked.words, found.groups)
    cards = [
        (versions[key], marker.meets_all(_top(versions[key]), versions[key].language))
        for key in keys
        if key in versions
    ]
    lacking = [version for version, at_the_top in cards if not at_the_top]
    photos = photos_of(lacking, known=[one.lead_photo for one in lacking if one.lead_photo])
    return [_card(version, marker, "" if at_the_top else _text(version, photos)) for version, at_the_top in cards]


def _top(version: Version) -> str:
    return f"{version.headline}\n{version.standfirst}"


def _text(version: Version, photos: dict[int, Photo]) -> str:
    return "\n".join([plain(version.body), *captions(version, photos)])


def _card(version: Version, marker: Marker, text: str) -> Card:
    """Return a story's card. text: where a passage is looked for, as headline and standfirst lack some of the words."""
    passage = marker.passage(text, version.language) or marker.marked(version.standfirst, version.language)
    return Card(version, marker.marked(version.headline, version.language), passage)


def _page(typed: str, found: Found) -> tuple[int, int]:
    """Return which page is asked for, the last one when it lies beyond, and how many there are."""
    pages = max(1, -(-len(found.keys) // SIZE))
    number = int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else 1
    return min(max(number, 1), pages), pages


def _offered(question: Question, cards: list[Card]) -> dict[str, Any]:
    """Return what the stories of a page can be narrowed down to: subjects, authors, and the query string of each."""
    versions = [card.version for card in cards]
    tags = subjects_of(versions, besides=question.narrowing.tag) if versions else []
    credited = (credit.author for version in versions for credit in version.bylines.all() if credit.author)
    authors = [one for one in dict.fromkeys(credited) if one != question.narrowing.author][:6]
    return {
        "tags": [(tag, question.query(tag=tag.slug)) for tag in tags],
        "authors": [(author, question.query(author=author.slug)) for author in authors],
    }


def _named(model: Any, shown: Any, slug: str) -> Any:
    """Return the thing among `shown` that has a slug, or that a thing with this slug stands for; None without one."""
    if not slug:
        return None
    meant = model.objects.filter(slug=slug).exclude(stands_for=None).values("stands_for")
    return shown.filter(Q(slug=slug, stands_for=None) | Q(pk__in=meant)).first()


def _day(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed) if typed else None
    except ValueError:
        return None


def _after(day: dt.date) -> dt.date | None:
    return day + DAY if day < dt.date.max else None


def _midnight(day: dt.date | None, head: Chrome) -> dt.datetime | None:
    """Return when a day begins in the site's time zone, as far as calendars of all zones go."""
    if day is None:
        return None
    day = min(max(day, dt.date(1000, 1, 1)), dt.date(2200, 1, 1))
    return dt.datetime.combine(day, dt.time.min, head.site.tz).astimezone(dt.UTC)
