"""What was arranged on a front and is not saved, beside the draft as it is saved."""

from typing import Any

from django.http import HttpRequest, QueryDict

from articles import arranging
from articles.desk.front_sheet import FILL, BoxRow, Sheet, SpotRow
from articles.desk.parts import Part, listed
from articles.desk.whose import site_record
from articles.diffing import Budget
from articles.models import Article, Section
from media.keys import is_key
from media.models import Photo


class FrontDifferences:
    """A part for each container of a draft (a `Front`) that differs."""

    thumbs: dict[int, str] = {}
    names: dict[int, str] = {}

    def __init__(self, request: HttpRequest, front: Any, data: QueryDict) -> None:
        zone, budget = site_record(request).tz, Budget()
        sheets = [Sheet.of(arranging.boxes_of(front.arrangement), zone), Sheet.posted(data, zone)]
        spots = [spot for sheet in sheets for row in sheet.rows for spot in row.spots]
        stories: Any = Article.every_row.only("headline").in_bulk({spot.article for spot in spots})
        photos = Photo.objects.in_bulk({int(spot.photo) for spot in spots if is_key(spot.photo)})
        self._headlines = {pk: str(story) for pk, story in stories.items()}
        self._photos = {str(pk): str(photo) for pk, photo in photos.items()}
        self._sections = {f"{FILL.SECTION}:{one.pk}": str(one) for one in Section.objects.all()}
        before, after = (self._lines(sheet) for sheet in sheets)
        self.parts = [
            Part(f"container-{number}", name, items=listed(before.get(name, []), after.get(name, []), budget))
            for number, name in enumerate(dict.fromkeys([*after, *before]))
            if before.get(name) != after.get(name)
        ]
        if set(before) == set(after) and list(before) != list(after):
            self.parts.append(Part("order", "Order of the containers", items=listed([*before], [*after], budget)))

    @property
    def told(self) -> list[str]:
        """The names of the containers that differ."""
        return [part.heading for part in self.parts]

    def _lines(self, sheet: Sheet) -> dict[str, list[str]]:
        """Return what each container holds, line by line, by its name; the second of a name has its number too."""
        found: dict[str, list[str]] = {}
        for row in sheet.rows:
            name = row.title or (not row.on_top and self._source(row)) or row.kind_label
            if name in found:
                name = f"{name} ({len(found) + 1})"
            filled = f"Filled from {self._source(row) or ('everything' if row.fill == FILL.ALL else 'nothing')}"
            found[name] = [f"{filled}, {row.size} at most" if row.sized else filled, *map(self._told, row.spots)]
        return found

    def _source(self, row: BoxRow) -> str:
        """Return the name of the section or tag that fills a container; "" where neither does."""
        return row.tag if row.fill == FILL.TAG else self._sections.get(row.fill, "")

    def _told(self, spot: SpotRow) -> str:
        """Return a placed story in a line: “Harbour opens: headline “At last”, from 2026-03-13 18:00:00”."""
        own = {
            "headline": spot.headline and f"“{spot.headline}”",
            "photo": spot.photo and f"“{self._photos.get(spot.photo, spot.photo)}”",
            "from": spot.starts.replace("T", " "),
            "until": spot.ends.replace("T", " "),
        }
        told = ", ".join(f"{name} {value}" for name, value in own.items() if value)
        headline = self._headlines.get(spot.article, "A story that is gone")
        return f"{headline}: {told}" if told else headline
