"""Pictures that lines name: found beside the file of lines, never outside its folder, and taken in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File

from articles import body
from articles.wire.lines import PhotoLine
from media.intake import add_photo, discard
from media.models import Photo

FIELDS = ("caption", "alt", "credit", "copyright")
Fields = dict[str, Any]


class BadPictureError(Exception):
    """A picture that cannot be taken in; the message is a sentence."""


@dataclass
class Taken:
    """The pictures of one story.

    lead: the lead photo. shown: every photo by its primary key, with what the line adds to it, saved or not yet.
    added: those that are new. later: what a photo that was here before is still to be given. notes: what the line says
    and the newsroom has otherwise.
    """

    lead: Photo | None = None
    shown: dict[int, Photo] = field(default_factory=dict)
    added: list[Photo] = field(default_factory=list)
    later: list[tuple[Path, Fields]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def discard(self) -> None:
        """Take the new ones away again, for a story that is not loaded after all."""
        for photo in self.added:
            discard(photo)
        self.added.clear()

    def complete(self) -> None:
        """Give photos that were here before what they lacked and the line has."""
        for path, fields in self.later:
            _add(path, fields)


class Pictures:
    """Takes pictures in from a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def take(self, lead: PhotoLine | None, html: str | None) -> tuple[Taken, str]:
        """Return a story's pictures and its body, cleaned, in which each `data-photo` is a photo's key.

        Faults are sentences for the report; with any of them the story cannot be loaded.
        """
        taken = Taken()
        if lead is not None:
            taken.lead = self._take(taken, "photo", lead.file, {name: getattr(lead, name) for name in FIELDS})
        return taken, body.map_photos(html, self._finder(taken)) if html else ""

    def locate(self, name: str) -> Path:
        """Return where a picture is. Raises BadPictureError unless it is a file in the folder or under it."""
        if PurePosixPath(name).is_absolute():
            raise BadPictureError(f"{_short(name)} begins with “/”. Name it relative to the file of stories.")
        try:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder):
                raise BadPictureError(f"{_short(name)} lies outside the folder of the file of stories.")
            if path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):
            pass  # a name that no file can have, or links in a circle
        raise BadPictureError(f"There is no file {_short(name)} beside the file of stories.")

    def _finder(self, taken: Taken) -> Callable[[str], int | None]:
        def find(name: str) -> int | None:
            photo = self._take(taken, "body", name, {})
            return photo.pk if photo else None

        return find

    def _take(self, taken: Taken, where: str, name: str, fields: Fields) -> Photo | None:
        try:
            path = self.locate(name)
            photo = _known(path)
            if photo is None:
                photo = _add(path, fields)
                taken.added.append(photo)
            else:
                photo = taken.shown.get(photo.pk, photo)
                self._compare(taken, photo, path, {key: value for key, value in fields.items() if value})
        except BadPictureError as reason:
            taken.faults.append(f"In “{where}”: {reason}")
            return None
        taken.shown[photo.pk] = photo
        return photo

    @staticmethod
    def _compare(taken: Taken, photo: Photo, path: Path, fields: Fields) -> None:
        """Plan to fill what a known photo lacks; note what it has otherwise, save for its caption, which may differ."""
        lacking = {key: value for key, value in fields.items() if not getattr(photo, key)}
        if lacking:
            taken.later.append((path, lacking))
        for key, value in lacking.items():
            setattr(photo, key, value)
        for key, name in (("alt", "alt text"), ("credit", "credit"), ("copyright", "copyright notice")):
            if fields.get(key, getattr(photo, key)) != getattr(photo, key):
                taken.notes.append(
                    f"The photo {path.name} is here already and keeps its {name}, “{getattr(photo, key)}”."
                )


def _add(path: Path, fields: Fields) -> Photo:
    with _opened(path) as file:
        try:
            return add_photo(File(file, name=path.name), **fields)
        except ValidationError as error:
            raise BadPictureError(" ".join(error.messages)) from error


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise BadPictureError(f"{path.name} cannot be read: {error.strerror}.") from error


def _known(path: Path) -> Photo | None:
    """Return the photo that was made of these very bytes before."""
    stat = path.stat()
    return Photo.objects.filter(checksum=_checksum(path, stat.st_size, stat.st_mtime_ns)).first()


@lru_cache(1024)
def _checksum(path: Path, size: int, changed: int) -> str:
    """Return a file's SHA-256 in hex, read anew when its size or its time of change (nanoseconds) is another."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _short(name: str) -> str:
    return f"“{name[:80]}…”" if len(name) > 80 else f"“{name}”"
