"""The printed byline: credits of one role in a row are one group, and what is not "by … with …" has its own line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from articles.models import Credit, Role

WORDS = {
    Role.BY: _("By"),
    Role.WITH: _("with"),
    Role.PHOTOS_BY: _("Photos by"),
    Role.TRANSLATED_BY: _("Translated by"),
    Role.EDITED_BY: _("Edited by"),
}
FIRST = {**WORDS, Role.WITH: _("With")}
ON_ONE_LINE = {Role.BY, Role.WITH}


@dataclass
class Group:
    """A role's words (lazily translated) and who holds it, each with what is printed before the name."""

    words: Any
    credits: list[tuple[str, Credit]]


def byline_lines(credits_: Iterable[Credit]) -> list[list[Group]]:
    """Return the lines of a byline in the active language: "By A, B and C with AP", then "Photos by D"."""
    lines: list[list[Group]] = []
    before = None
    for role, held in groupby(credits_, key=lambda credit: Role(credit.role)):
        if {before, role} <= ON_ONE_LINE:
            lines[-1].append(Group(WORDS[role], _separated(list(held))))
        else:
            lines.append([Group(FIRST[role], _separated(list(held)))])
        before = role
    return lines


def _separated(held: list[Credit]) -> list[tuple[str, Credit]]:
    comma = pgettext("between names", ", ")
    last = pgettext("before the last name", " and ")
    return [
        ("" if place == 0 else last if place == len(held) - 1 else comma, credit) for place, credit in enumerate(held)
    ]
