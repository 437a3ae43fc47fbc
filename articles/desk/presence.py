"""Who has which page open: on the page itself, and in lists for all their rows at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from articles.desk.changes import name_of
from articles.desk.pages import Page
from articles.desk.times import Moment
from articles.desk.whose import Person, site_record
from articles.models import OpenForm


@dataclass(frozen=True)
class Other:
    """Somebody else who has a page open. form: the key of their open form; place: the field they are in, in words."""

    form: str
    name: str
    initials: str
    hue: int
    since: str
    place: str

    @classmethod
    def of(cls, row: OpenForm, request: HttpRequest) -> "Other":
        """Return who has an open form before them, as a page tells it."""
        person, since = Person(row.user), Moment(row.opened_at, site_record(request).tz).words
        return cls(str(row.pk), person.name, person.initials, person.hue, since, place_in_words(row.place))


def others(request: HttpRequest, page: Page) -> list[Other]:
    """Return who else has a page open, those who came first at the front. A new thing is nobody else's."""
    if page.thing is None:
        return []
    return [Other.of(row, request) for row in open_forms([page.name], request.user).get(page.name, [])]


def who_has_open(pages: Iterable[str], user: Any) -> dict[str, list[Person]]:
    """Return who but a person has some pages open, by page; one query, or none for no page."""
    return {page: [Person(row.user) for row in rows] for page, rows in open_forms(pages, user).items()}


def open_forms(pages: Iterable[str], user: Any) -> dict[str, list[OpenForm]]:
    """Return by page the open forms that others than a person have before them, for each the one used last."""
    names = list(pages)
    if not names:
        return {}
    rows = OpenForm.objects.filter(page__in=names).present().exclude(user=user).select_related("user").defer("typed")
    last = {(row.page, row.user_id): row for row in rows.order_by("seen_at")}
    found: dict[str, list[OpenForm]] = {}
    for row in sorted(last.values(), key=lambda row: row.opened_at):
        found.setdefault(row.page, []).append(row)
    return found


def place_in_words(place: str) -> str:
    """Return a field, named as an input of its form is, in words: “bylines-0-name” is the byline.

    "" for what has none, as the rows of a front, “s-14-headline”.
    """
    name = re.sub(r"-\d+-\w+$|-typed$|_\d$", "", place)
    return name_of(name).replace("_", " ") if re.fullmatch(r"\w{2,40}", name) else ""
