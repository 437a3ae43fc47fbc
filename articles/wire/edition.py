"""The sample edition: a small newspaper to try the newsroom with, loaded like any other file of stories."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files import File

from articles.models import Agency, Article, Author, Section, Series, Site, Tag
from articles.wire.edition_day import EDITION_DAY, Calendar
from articles.wire.edition_front import arrange_fronts
from articles.wire.history import Act, tell_history
from articles.wire.lines import StoryLine, read_line
from articles.wire.load import load_stories
from articles.wire.reading import raw_lines
from articles.wire.report import Report
from media.intake import add_photo

FOLDER = Path(__file__).parent / "sample"
STORIES = FOLDER / "edition.jsonl"
SURROUNDINGS = FOLDER / "edition.json"

# Stands for the digest of a line whose story has acts that are not told yet.
UNTOLD = "acts to be told"


def load_edition(report: Report, progress: Callable[[int], None] = lambda end: None) -> None:
    """Load the sample edition, with its day moved to today. What is here already stays as it is."""
    told = json.loads(SURROUNDINGS.read_text())
    set_up(told)
    acts = [Act.from_json(act) for act in told["acts"]]
    edition = Edition(acts)
    load_stories(STORIES, report, progress=progress, adapt=edition.adapt)
    edition.tell_histories()
    arrange_fronts(told.get("fronts", []))


def set_up(told: dict[str, Any]) -> None:
    """Fill the site record if nobody has, and make sections, agencies, series, authors and tags that are missing."""
    fill_site(told["site"])
    for position, section in enumerate(told["sections"], 1):
        Section.objects.named_or_new(section.pop("name"), position=10 * position, **section)
    for kind, rows in ((Agency, told["agencies"]), (Tag, told["tags"])):
        for row in rows:
            kind.objects.named_or_new(row.pop("name"), **row)
    for series in told["series"]:
        name, picture = series.pop("name"), series.pop("picture")
        if not Series.objects.named(name):
            Series.objects.create(name=name, picture=_portrait(FOLDER / picture), **series)
    for author in told["authors"]:
        name, portrait = author.pop("name"), author.pop("portrait", "")
        if not Author.objects.named(name):
            photo = _portrait(FOLDER / portrait) if portrait else None
            Author.objects.create(name=name, portrait=photo, **author)


def fill_site(values: dict[str, Any]) -> None:
    """Give the site record the edition's values, if it is as a new installation has it."""
    site, _ = Site.objects.get_or_create(pk=1)
    fresh = Site()
    if all(getattr(site, field.attname) == getattr(fresh, field.attname) for field in Site._meta.concrete_fields):
        Site.objects.filter(pk=1).update(**values)


class Edition:
    """The edition's stories on their way in: moved to today, with what happened to them since."""

    def __init__(self, acts: list[Act]) -> None:
        lines = list(edition_lines())
        in_time = [instant for line in lines for instant in (line.published, line.updated) if instant]
        in_time += [act.at for act in acts if act.act != "schedule"]
        zone = Site.objects.current().tz
        self.calendar = Calendar.for_today(
            [instant for instant in in_time if instant.astimezone(zone).date() <= EDITION_DAY], zone
        )
        self.acts: dict[str, list[Act]] = {}
        for act in sorted(acts, key=lambda act: act.at):
            moved = self.calendar.ahead(act.at) if act.act == "schedule" else self.calendar.moved(act.at)
            self.acts.setdefault(act.story, []).append(replace(act, at=moved))
        self.lines = {line.id: line for line in lines if line.id in self.acts}

    def adapt(self, line: StoryLine) -> StoryLine:
        """Move a line's instants; hold a story back as a draft until its acts are told, and leave it be afterwards."""
        if line.id not in self.acts:
            return replace(line, published=self._moved(line.published), updated=self._moved(line.updated))
        here = Article.objects.filter(source_id=line.id).exclude(source_digest__in=["", UNTOLD]).first()
        return replace(line, published=None, updated=None, digest=here.source_digest if here else UNTOLD)

    def tell_histories(self) -> None:
        """Tell the acts of every story that waits for it."""
        for article in Article.objects.filter(source_id__in=self.acts, source_digest=UNTOLD, versions=None):
            line = self.lines[str(article.source_id)]
            tell_history(article, self._moved(line.published), self.acts[line.id], line.digest)

    def _moved(self, instant: Any) -> Any:
        return self.calendar.moved(instant) if instant else None


def edition_lines() -> Iterator[StoryLine]:
    """Give the edition's lines as they are written."""
    with STORIES.open("rb") as file:
        for raw in raw_lines(file):
            yield read_line(raw.data)


def _portrait(path: Path) -> Any:
    with path.open("rb") as file:
        return add_photo(File(file, name=path.name))
