"""Crops of one use: written, read, fitted and told."""

import pytest

from media.crops import fitted, in_words
from media.models import Photo
from media.uses import crops_in, in_text

CARD = "card=0.1,0.25,0.5"


def test_what_is_written_is_read() -> None:
    crops = {"card": [0.1, 0.25, 0.5], "social": [0.0, 0.33333, 1.0]}
    assert crops_in(in_text(crops)) == crops
    assert in_text({"social": [0, 0.1, 1], "card": [0.5, 0.00001, 0.25]}) == "card=0.5,0.00001,0.25 social=0,0.1,1"
    assert in_text(crops_in("")) == ""


@pytest.mark.parametrize(
    "text",
    ["card", "card=1,2", "card=0.1,0.2,2", "card=nan,0,1", "card=-0.1,0,1", "card=0,0,1;x", "<b>"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no crop"):
        crops_in(text)


def test_a_crop_is_kept_as_it_will_be_cut() -> None:
    photo = Photo(width=3000, height=1000)
    assert fitted(photo, "card=0.9,0.5,0.4", ["card"]) == "card=0.6,0.2,0.4"  # inside the picture
    assert fitted(photo, "card=0,0,0.01", ["card"]) == "card=0,0,0.125"  # not too close
    assert fitted(photo, f"{CARD} square=0,0,1", ["card", "social"]) == CARD.replace("0.25", "0")  # of these shapes


def test_it_is_told_in_words() -> None:
    assert in_words(CARD) == "3:2: 10% from the left, 25% from the top, 50% wide"
    assert in_words("") == "as the photo itself"
    assert in_words("<b>") == "<b>"
