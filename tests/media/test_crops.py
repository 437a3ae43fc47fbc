"""Crops by hand: told in numbers, kept as they are cut, and what readers get of them."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.forms import model_to_dict
from django.test import Client
from PIL import Image

from media.crops import CROPPING, crops
from media.forms import PhotoForm, crop_fields
from media.intake import add_photo
from media.making import make_all
from media.models import Photo
from media.renditions import open_rendition, renditions
from tests.media.makers import make_pier

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def posted(photo: Photo, **changes: Any) -> dict[str, Any]:
    values = {name: value for name, value in model_to_dict(photo).items() if value not in (None, {})}
    form = PhotoForm(instance=photo)
    values |= {name: form[name].value() for shape in CROPPING for name in crop_fields(shape)}
    return {**values, "focal_x": 50, "focal_y": 50, **changes} | {}


def post(client: Client, photo: Photo, **changes: Any) -> Any:
    data = {name: value for name, value in posted(photo, **changes).items() if value is not None}
    response = client.post(f"/admin/media/photo/{photo.pk}/change/", data, follow=True)
    make_all()
    return response


@pytest.fixture
def desk(client: Client, pia: User) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def test_a_crop_in_numbers_is_cut_and_the_others_stay(desk: Client) -> None:
    photo = make_pier()
    before = {one.name for one in renditions(photo)}
    response = post(desk, photo, crop_square_left="86.7", crop_square_top="5", crop_square_width="13")
    assert "is saved" in response.content.decode()
    photo.refresh_from_db()
    assert photo.crops == {"square": pytest.approx([0.867, 0.05, 0.13], abs=1e-3)}
    changed = [one for one in renditions(photo) if one.name not in before]
    assert {one.shape for one in changed} == {"square"}
    square = Image.open(open_rendition(photo.pk, next(one.name for one in changed if one.fmt == "jpg")))
    red, _, blue = square.convert("RGB").getpixel((3, 3))
    assert red > 200 > blue
    assert [crop.by_hand for crop in crops(photo) if crop.shape == "square"] == [True]


def test_what_reaches_beyond_the_picture_is_moved_inside(desk: Client) -> None:
    photo = make_pier()
    post(desk, photo, crop_card_left="90", crop_card_top="90", crop_card_width="50")
    photo.refresh_from_db()
    left, top, width = photo.crops["card"]
    assert (left, top, width) == (0.5, 0.0, 0.5)


def test_a_crop_is_no_closer_than_renditions_stay_sharp(desk: Client) -> None:
    photo = make_pier()
    post(desk, photo, crop_square_left="0", crop_square_top="0", crop_square_width="1")
    photo.refresh_from_db()
    assert photo.crops["square"][2] == pytest.approx(250 / 3000, abs=1e-4)


def test_without_numbers_it_follows_the_focal_point_again(desk: Client) -> None:
    photo = make_pier()
    post(desk, photo, crop_card_left="1", crop_card_top="0", crop_card_width="40")
    photo.refresh_from_db()
    assert photo.crops
    post(desk, photo, crop_card_left="", crop_card_top="", crop_card_width="")
    photo.refresh_from_db()
    assert photo.crops == {}


def test_half_a_crop_is_refused_at_its_field(desk: Client) -> None:
    photo = make_pier()
    page = post(desk, photo, crop_card_left="10", crop_card_top="", crop_card_width="").content.decode()
    assert "A crop by hand needs all three numbers." in page
    assert 'name="crop_card_left" value="10"' in page
    assert Photo.objects.get().crops == {}


def test_saving_without_a_change_leaves_a_crop_to_the_letter(desk: Client) -> None:
    photo = make_pier()
    Photo.objects.update(crops={"card": [0.12345, 0.0, 0.45678]})
    photo.refresh_from_db()
    before = {one.name for one in renditions(photo)}
    post(desk, photo, title="Pier")
    photo.refresh_from_db()
    assert photo.title == "Pier"
    assert {one.name for one in renditions(photo)} == before


def test_a_close_crop_is_read_from_enough_of_the_original(desk: Client) -> None:
    image = Image.effect_noise((6000, 4000), 60).convert("RGB")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    photo = add_photo(ContentFile(data.getvalue(), name="noise.jpg"), alt="Noise", credit="Northwire")
    post(desk, photo, crop_card_left="10", crop_card_top="10", crop_card_width="26")
    photo.refresh_from_db()
    one = next(one for one in renditions(photo) if (one.shape, one.fmt, one.width) == ("card", "jpg", 1200))
    made = Image.open(open_rendition(photo.pk, one.name)).convert("L")
    assert made.size == (1200, 800)
    # Noise that was enlarged from a small copy would be smooth.
    assert made.getextrema()[1] - made.getextrema()[0] > 120
