"""What stands on a card."""

import hashlib
import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

import articles
from articles.models import Site, Version
from media.models import Photo
from media.renditions import rendition

from .fonts import SANS, can_write

WIDTH, HEIGHT = 1200, 630
# Counts up when the same words and photo make another picture.
RECIPE = 1
LOCALES = Path(articles.__path__[0]) / "locale"


@dataclass(frozen=True)
class Card:
    """A card. article: the key of its story. mark: what stands over the headline.

    photo, picture: a photo's key and the name of the rendition that is shown; 0 and "" without one. credit: printed on
    the card, with how the picture was made.
    """

    article: int
    headline: str
    mark: str
    site: str
    photo: int = 0
    picture: str = ""
    credit: str = ""

    @property
    def name(self) -> str:
        """Its file name, another one whenever anything on it is."""
        made_of = (RECIPE, *(getattr(self, one.name) for one in fields(self)))
        return f"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]}.jpg"

    @property
    def right_to_left(self) -> bool:
        """Whether its words run from right to left, as the first letter of the headline does (Unicode, annex 9, P2)."""
        strong = (unicodedata.bidirectional(one) for one in self.headline)
        return next((one for one in strong if one in {"L", "R", "AL"}), "L") != "L"

    def get_absolute_url(self) -> str:
        """The path at which it is found."""
        return reverse("card", args=[self.article, self.name])


def card_of(version: Version, site: Site, photo: Photo | None) -> Card:
    """Return the card of a version with a photo, or with none."""
    with translation.override(_spoken(version.language, site.language)):
        mark = gettext("Retracted") if version.retracted else version.kicker or version.section.name
        told = _shown(photo, version.headline) if photo else {}
    return Card(version.article_id, version.headline, mark, site.name, **told)


def _shown(photo: Photo, headline: str) -> dict[str, Any]:
    """Return what a card shows of a photo: nothing at all where no font of ours writes its credit."""
    credit = " · ".join(str(one) for one in (photo.made_label, photo.credit_line) if one)
    if not can_write(credit, SANS):
        return {}
    shape, width = ("square", 640) if can_write(headline) else ("social", 1200)
    return {"photo": photo.pk, "picture": rendition(photo, shape, width, "jpg").name, "credit": credit}


def _spoken(*languages: str) -> str:
    """Return the first language (as in a version or the site record) that our words are translated into, else "en"."""
    primary = (one.replace("_", "-").partition("-")[0].lower() for one in languages)
    return next((one for one in primary if one == "en" or (LOCALES / one).is_dir()), "en")
