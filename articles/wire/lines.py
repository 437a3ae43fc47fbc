"""One line of a file of stories, read into types. docs/loading.md describes the format for people."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from articles.models import CORRECTIONS, HEADLINE_LENGTH, KICKER_LENGTH, MOST_PARTS, name_key
from articles.wire.byline_line import CreditLine, names_in
from articles.wire.facts import Facts
from articles.wire.reading import LONGEST_LINE

ID_LENGTH = 200
NAME_LENGTH = 200
BYLINE_LENGTH = 1000
TAG_LENGTH = 100
LIST_LENGTH = 100
LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
LANGUAGE_LENGTH = 20


class BadLineError(Exception):
    """A line that cannot be read as a story; `reasons` are sentences, one for each thing that is wrong."""

    def __init__(self, *reasons: str, source_id: str = "") -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.source_id = source_id


@dataclass(frozen=True)
class PhotoLine:
    """A story's lead photo: a file, relative to the file of lines, and what the line says about it."""

    file: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    copyright: str = ""


@dataclass(frozen=True)
class StoryLine:
    """A story as its line tells it. Instants are aware; a story without `published` is a draft.

    body is HTML as sent, None where paragraphs of plain text were sent instead. byline is the printed line, or its
    credits where they were listed. kind and note say why it was updated: a value of Kind, "" for a plain update. digest
    stands for everything told; unknown are keys that the format doesn't have.
    """

    id: str
    headline: str
    kicker: str = ""
    standfirst: str = ""
    body: str | None = None
    paragraphs: tuple[str, ...] = ()
    byline: str | tuple[CreditLine, ...] = ""
    section: str = ""
    series: str = ""
    part: int | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    kind: str = ""
    note: str = ""
    photo: PhotoLine | None = None
    related: tuple[str, ...] = ()
    translation_of: str = ""
    digest: str = ""
    unknown: tuple[str, ...] = ()


KEYS = frozenset(StoryLine.__dataclass_fields__) - {"digest", "unknown"}


def read_line(data: bytes | None) -> StoryLine:
    """Return the story that a line tells; None is a line that was too long to be read.

    Raises BadLineError with everything that is wrong with it.
    """
    if data is None:
        raise BadLineError(f"The line is longer than {LONGEST_LINE // 2**20} MB.")
    story = _json(data)
    facts = Facts(story)
    line = StoryLine(
        id=facts.identity("id", ID_LENGTH),
        headline=facts.text("headline", HEADLINE_LENGTH, required=True),
        kicker=facts.text("kicker", KICKER_LENGTH),
        standfirst=facts.text("standfirst"),
        body=facts.long_text("body"),
        paragraphs=facts.paragraphs("paragraphs"),
        byline=_byline(facts),
        section=facts.name("section", NAME_LENGTH),
        series=facts.name("series", NAME_LENGTH),
        part=facts.whole("part", MOST_PARTS),
        tags=facts.names("tags", TAG_LENGTH, LIST_LENGTH),
        language=facts.matching("language", LANGUAGE, LANGUAGE_LENGTH, "a language code, as in en or pt-BR"),
        published=facts.instant("published"),
        updated=facts.instant("updated"),
        kind=facts.kind("kind"),
        note=facts.text("note"),
        photo=_photo(facts),
        related=facts.identities("related", ID_LENGTH, LIST_LENGTH),
        translation_of=facts.identity("translation_of", ID_LENGTH) if story.get("translation_of") is not None else "",
        digest=_digest(story),
        unknown=tuple(sorted(story.keys() - KEYS)),
    )
    if line.body is not None and line.paragraphs:
        facts.wrong("Give “body” or “paragraphs”, not both.")
    if line.translation_of and line.translation_of == line.id:
        facts.wrong("“translation_of” names the line itself.")
    if line.part and not line.series:
        facts.wrong("“part” says where a story stands in a series, and it has no “series”.")
    if line.published and line.updated and line.updated < line.published:
        facts.wrong("“updated” is earlier than “published”.")
    if (line.kind or line.note) and not line.updated:
        facts.wrong("“kind” and “note” say why a story was updated, and it has no “updated”.")
    if line.kind in CORRECTIONS and not line.note:
        facts.wrong("“note” is missing: a correction says what was wrong.")
    if facts.reasons:
        raise BadLineError(*facts.reasons, source_id=line.id)
    return line


def _json(data: bytes) -> dict[str, Any]:
    try:
        story = json.loads(data.decode())
    except UnicodeDecodeError as error:
        raise BadLineError(f"This is not UTF-8: byte {error.start + 1} of the line cannot be read.") from error
    except json.JSONDecodeError as error:
        raise BadLineError(f"This is not JSON: {error.msg}, at character {error.pos + 1}.") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(
            "This is not JSON that can be read: a number is too long or it is nested too deep."
        ) from error
    if not isinstance(story, dict):
        raise BadLineError("A line holds one JSON object, in braces.")
    return story


def _digest(story: dict[str, Any]) -> str:
    """Return what is equal for lines that tell the same, in whatever order."""
    told = {key: story[key] for key in KEYS & story.keys()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _byline(facts: Facts) -> str | tuple[CreditLine, ...]:
    if not isinstance(facts.data.get("byline"), list):
        printed = facts.text("byline", BYLINE_LENGTH)
        if any(len(name_key(name.text)) > NAME_LENGTH for name in names_in(printed)):
            facts.wrong(f"“byline” holds a name of more than {NAME_LENGTH} characters.")
        return printed
    listed: dict[tuple[str, str, str], CreditLine] = {}
    for one in facts.objects("byline", LIST_LENGTH):
        role = one.role("role")
        kinds = [kind for kind in ("author", "agency") if kind in one.data]
        if len(kinds) != 1:
            one.wrong("A credit names one “author” or one “agency”.")
            continue
        name = one.name(kinds[0], NAME_LENGTH)
        if not name:
            one.wrong(f"“{kinds[0]}” is empty.")
        listed.setdefault((role, kinds[0], name_key(name)), CreditLine(role, kinds[0], name))
    return tuple(listed.values())


def _photo(facts: Facts) -> PhotoLine | None:
    one = facts.object("photo")
    if one is None:
        return None
    photo = PhotoLine(
        file=one.text("file", required=True),
        caption=one.text("caption"),
        alt=one.text("alt"),
        credit=one.text("credit", 250),
        copyright=one.text("copyright", 500),
    )
    if strange := sorted(one.data.keys() - PhotoLine.__dataclass_fields__.keys()):
        one.wrong(f"It doesn't take {', '.join(f'“{key}”' for key in strange)}.")
    return photo
