"""Cards are made once: when a story is published, in a thread of the process, or else when one is first asked for.

No row says which there are: whatever is lost is made again. The thread asks no database; what it needs it is given.
"""

import io
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from articles.models import Site, Version
from media.models import Photo
from media.renditions import open_rendition
from media.whole import store_whole
from media.writing import rights

from .card import Card, card_of
from .drawing import draw

logger = logging.getLogger(__name__)

# A story that changes often leaves cards behind; past so many all but the last go.
MOST_KEPT = 8

_pen = threading.Lock()
_hand = ThreadPoolExecutor(1, thread_name_prefix="cards")


def prepare(version: Version) -> None:
    """Once a version is final, draw its card in the background. Until it is live nobody is given it."""

    def now() -> None:
        site = Site.objects.current()
        photo = version.list_photo
        _hand.submit(partial(_make_quietly, card_of(version, site, photo), photo))

    transaction.on_commit(now)


def open_card(card: Card, photo: Photo | None) -> tuple[File, bool]:
    """Open a card, made now if it is not there yet, and say whether it is whole: not so while its photo's file is away.

    One is drawn at a time in a process, and once for all who ask for it meanwhile. Raises what
    `failing.storage_failures` returns.
    """
    file = _kept(card)
    if file is None:
        with _pen:
            file = _kept(card)
            if file is None:
                return make(card, photo)
    return file, True


def path_of(card: Card) -> str:
    """Return where a card lies in the storage."""
    return f"cards/{card.article}/{card.name}"


def make(card: Card, photo: Photo | None) -> tuple[File, bool]:
    """Draw a card and keep it in the place of the story's earlier ones; return it, and whether it is whole.

    A photo whose rendition is not there is left off, and that card is not kept.
    """
    square = _square(card)
    whole = square is not None or not card.photo
    data = _jpeg(draw(card, square), photo if square else None)
    if whole:
        _keep(card, data)
    return ContentFile(data), whole


def _kept(card: Card) -> File | None:
    try:
        return default_storage.open(path_of(card), "rb")
    except FileNotFoundError:
        return None


def _square(card: Card) -> Image.Image | None:
    file = open_rendition(card.photo, card.picture) if card.photo else None
    if file is None:
        return None
    with file, Image.open(file) as picture:
        picture.load()
        return picture


def _jpeg(image: Image.Image, photo: Photo | None) -> bytes:
    marks: dict[str, Any] = rights(photo)["jpg"] if photo else {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=84, optimize=True, progressive=True, **marks)
    return out.getvalue()


def _keep(card: Card, data: bytes) -> None:
    folder, _, name = path_of(card).rpartition("/")
    try:
        there = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        there = []
    store_whole(path_of(card), data)
    if len(there) >= MOST_KEPT:
        for old in set(there) - {name}:
            default_storage.delete(f"{folder}/{old}")


def _make_quietly(card: Card, photo: Photo | None) -> None:
    try:
        open_card(card, photo)[0].close()
    # Nobody waits for it, so what is not caught here is never heard of, be it from a storage, Pillow or its fonts.
    except Exception:
        logger.exception("The card of story %s is drawn when somebody asks for it.", card.article)
