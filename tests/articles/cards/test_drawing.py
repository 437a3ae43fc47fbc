"""What stands on a card, in any script."""

import pytest
from PIL import Image, ImageColor

from articles.cards import HEIGHT, WIDTH, Card
from articles.cards.drawing import SIDE, STRIP, colours, draw, fitting
from articles.cards.fonts import SANS, SERIF, can_write

GREEN = (0, 128, 0)
PHOTO = Image.new("RGB", (640, 640), GREEN)
LONG = "Delegation of the republic to visit the capital for the first time since the negotiations broke down " * 8


def card(headline: str = "Harbour opens", credit: str = "Lena Aumont / Northwire") -> Card:
    """Return a card of a story with a photo."""
    return Card(1, headline, "World", "The Meridian", photo=1, picture="x", credit=credit)


def written(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper stands in a part of a card."""
    return image.crop(box).getcolors(1) != [
        ((box[2] - box[0]) * (box[3] - box[1]), ImageColor.getrgb(colours()["paper"]))
    ]


def test_the_colours_are_those_of_the_pages() -> None:
    assert set(colours()) == {"paper", "ink", "ink-2", "accent"}


def test_the_words_stand_beside_the_photo() -> None:
    image = draw(card(), PHOTO)
    assert image.size == (WIDTH, HEIGHT)
    assert image.crop((WIDTH - SIDE, 0, WIDTH, HEIGHT)).getcolors(1) == [(SIDE * HEIGHT, GREEN)], "no word lies on it"
    assert written(image, (0, 0, WIDTH - SIDE, HEIGHT // 2))
    assert written(image, (0, HEIGHT - 100, WIDTH - SIDE, HEIGHT)), "the credit stands at the foot"
    assert not written(draw(card(credit=""), PHOTO), (0, HEIGHT - 100, WIDTH - SIDE, HEIGHT))


def test_from_right_to_left_all_is_mirrored() -> None:
    image = draw(card("رافضون ومؤيدون"), PHOTO)
    assert image.crop((0, 0, SIDE, HEIGHT)).getcolors(1) == [(SIDE * HEIGHT, GREEN)]
    assert written(image, (WIDTH - 300, 0, WIDTH, HEIGHT // 2))


def test_without_a_photo_the_words_have_all_of_it() -> None:
    assert written(draw(Card(1, "Harbour " * 4, "World", "The Meridian"), None), (WIDTH // 2, 100, WIDTH, HEIGHT))


def test_a_headline_that_no_font_writes_is_left_off_and_the_credit_stays() -> None:
    image = draw(card("漢字の見出し"), PHOTO)
    assert image.crop((0, 0, WIDTH, HEIGHT - STRIP)).getcolors(1) == [(WIDTH * (HEIGHT - STRIP), GREEN)]
    assert written(image, (WIDTH // 2, HEIGHT - STRIP, WIDTH, HEIGHT))


@pytest.mark.parametrize(
    "text", ["Ženeva – “Éire” 5 €", "Σήμερα", "Сегодня", "مرحبا بالعالم: ١٢", "مرحبا BBC", "שלום World"]
)
def test_what_is_written(text: str) -> None:
    assert can_write(text)
    assert can_write(text, SANS)


@pytest.mark.parametrize("text", ["漢字", "สวัสดี", "नमस्ते"])
def test_what_is_not(text: str) -> None:
    assert not can_write(text)
    assert fitting(text, SERIF, 500, 300, range(60, 20, -2)) is None


def test_a_script_whose_letters_join_is_left_off_where_nothing_joins_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.cards.fonts.features.check", lambda name: False)
    assert not can_write("مرحبا")
    assert can_write("Hello")


@pytest.mark.parametrize("text", [LONG, "W" * 300, "Short", " spaces  between "])
def test_every_line_fits(text: str) -> None:
    block = fitting(text, SERIF, 460, 340, range(60, 24, -2))
    assert block is not None
    assert block.height <= 340
    assert all(block.font.getlength(line) <= 460 for line in block.lines)
    assert block.lines[-1].endswith("...") == (len(text) > 100)
    draw(card(text), PHOTO)


def test_its_name_changes_with_anything_on_it() -> None:
    names = {
        one.name
        for one in (
            card(), card("Other"), card(credit="Other"), Card(2, "Harbour opens", "World", "The Meridian"),
            Card(1, "Harbour opens", "World", "The Meridian"), Card(1, "Harbour opens", "Retracted", "The Meridian"),
            Card(1, "Harbour opens", "World", "The Courier"),
        )
    }  # fmt: skip
    assert len(names) == 7
    assert card().name == card().name
