"""A card's pixels: the photo on one side, as it was cropped, and the words on the paper beside it.

No word lies on the photo. Where no font of ours writes the headline, the photo has the card to itself, but for a strip
with its credit. The colours are those of the readers' pages, by day.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps, features

import articles

from .card import HEIGHT, WIDTH, Card
from .fonts import SANS, SERIF, can_write, font_for

STYLE = Path(articles.__path__[0]) / "static" / "articles" / "reader.css"
TOKEN = re.compile(r"--(paper|ink|ink-2|accent): light-dark\((#[0-9a-f]{6})")
MARGIN, BAR = 56, 8
# The photo is a square over the whole height; without one the words have all of the width.
SIDE = HEIGHT
STRIP = 84
SIZES = {True: range(62, 25, -2), False: range(92, 37, -2)}
LEADING = 1.22


@dataclass(frozen=True)
class Block:
    """Lines of a text that fit, in the font that writes them."""

    font: ImageFont.FreeTypeFont
    lines: list[str]

    @property
    def leading(self) -> int:
        """From line to line, in pixels."""
        return round(self.font.size * LEADING)

    @property
    def height(self) -> int:
        """Of all lines, in pixels."""
        return self.leading * len(self.lines)


@cache
def colours() -> dict[str, str]:
    """Return the readers' colours by day, by their names in the style sheet."""
    return dict(TOKEN.findall(STYLE.read_text()))


def draw(card: Card, photo: Image.Image | None) -> Image.Image:
    """Return a card. photo: its square, or where the headline cannot be written 1.91:1; None for a card without one."""
    image = Image.new("RGB", (WIDTH, HEIGHT), colours()["paper"])
    if photo and not can_write(card.headline):
        _alone(card, image, photo)
        return image
    if photo:
        square = photo.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        image.paste(square, (0 if card.right_to_left else WIDTH - SIDE, 0))
    Panel(card, image, with_photo=photo is not None).write()
    return image


def _alone(card: Card, image: Image.Image, photo: Image.Image) -> None:
    """Show a photo over the whole width, and under it the paper's name and the credit."""
    whole = ImageOps.fit(photo.convert("RGB"), (WIDTH, HEIGHT - STRIP), Image.Resampling.LANCZOS)
    image.paste(whole, (0, 0))
    pen, top = ImageDraw.Draw(image), HEIGHT - STRIP
    pen.rectangle((MARGIN, top + 16, MARGIN + BAR - 1, HEIGHT - 17), fill=colours()["accent"])
    halves = [(card.site, SERIF, MARGIN + 3 * BAR, "ink"), (card.credit, SANS, WIDTH // 2, "ink-2")]
    for text, family, left, colour in halves:
        block = fitting(text, family, WIDTH // 2 - MARGIN - 3 * BAR, STRIP - 12, range(28, 9, -1))
        if block:
            middle = top + (STRIP - block.height) // 2
            pen.multiline_text((left, middle), "\n".join(block.lines), fill=colours()[colour], font=block.font)


class Panel:
    """The part of a card on which words stand, written from its start edge."""

    def __init__(self, card: Card, image: Image.Image, *, with_photo: bool) -> None:
        self.card, self.pen, self.with_photo = card, ImageDraw.Draw(image), with_photo
        self.width = WIDTH - (SIDE if with_photo else 0) - 2 * MARGIN
        self.edge = WIDTH - MARGIN if card.right_to_left else MARGIN

    def write(self) -> None:
        """Write the paper's name at the top, the headline below it, and the credit at the foot."""
        top = self._name()
        foot = HEIGHT - MARGIN
        credit = fitting(self.card.credit, SANS, self.width, 150, range(21, 11, -1)) if self.card.credit else None
        if credit:
            foot -= credit.height
            self._block(credit, foot, "ink-2")
            foot -= MARGIN // 2
        top = self._mark(top + 44)
        headline = fitting(self.card.headline, SERIF, self.width, foot - top, SIZES[self.with_photo])
        if headline:
            self._block(headline, top, "ink")

    def _name(self) -> int:
        name = fitting(self.card.site, SERIF, self.width - 3 * BAR, 60, range(34, 15, -1))
        height = name.height if name else 42
        left = self.edge - BAR if self.card.right_to_left else self.edge
        self.pen.rectangle((left, MARGIN, left + BAR - 1, MARGIN + height), fill=colours()["accent"])
        if name:
            self._block(name, MARGIN, "ink", indent=3 * BAR)
        return MARGIN + height

    def _mark(self, top: int) -> int:
        mark = fitting(self.card.mark, SANS, self.width, 32, range(24, 15, -1))
        if not mark:
            return top
        self._block(mark, top, "accent")
        return top + mark.height + 12

    def _block(self, block: Block, top: int, colour: str, indent: int = 0) -> None:
        x = self.edge - indent if self.card.right_to_left else self.edge + indent
        for number, line in enumerate(block.lines):
            self.pen.text(
                (x, top + number * block.leading),
                line,
                fill=colours()[colour],
                font=block.font,
                anchor="ra" if self.card.right_to_left else "la",
                direction=_towards(right_to_left=self.card.right_to_left),
            )


def fitting(text: str, family: tuple[str, ...], width: int, height: int, sizes: range) -> Block | None:
    """Return a text broken into lines, in the largest of some sizes in which it fits; None where no font writes it.

    Words that would be too many even in the smallest are cut off, with an ellipsis.
    """
    text = " ".join(text.split())
    block = None
    for size in sizes:
        font = font_for(text, family, size)
        if font is None or not text:
            return None
        block = Block(font, _lines(text, font, width))
        if block.height <= height and all(font.getlength(line) <= width for line in block.lines):
            return block
    return _cut(block, width, height) if block else None


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(block: Block, width: int, height: int) -> Block:
    lines = block.lines[: max(1, height // block.leading)]
    last = lines[-1]
    while last and block.font.getlength(f"{last}...") > width:
        last = last[:-1]
    return Block(block.font, [*lines[:-1], f"{last.rstrip()}..."])


def _towards(*, right_to_left: bool) -> str | None:
    """Return the direction of a text, for Raqm; without it Pillow takes none."""
    return ("rtl" if right_to_left else "ltr") if features.check("raqm") else None
