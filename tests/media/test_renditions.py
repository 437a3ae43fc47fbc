"""Which renditions there are, where they are cut and what they are called: all without the disk."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from media.models import Photo
from media.renditions import (
    CLOSEST,
    MOST_PIXELS,
    NAME,
    SHAPES,
    box_of,
    crop_box,
    current_name,
    hand_box,
    open_rendition,
    renditions,
    usable,
    widths,
)

from .makers import make_photo, seems_made

sides = st.integers(1, 20_000)
shares = st.floats(0, 1)


def photo(**fields: Any) -> Photo:
    return seems_made(Photo(**{"pk": 7, "checksum": "a" * 64, "width": 1600, "height": 1067, **fields}))


def names(one: Photo) -> set[str]:
    return {rendition.name for rendition in renditions(one)}


def test_a_photo_has_every_shape_at_every_width_in_every_format() -> None:
    made = {(one.shape, one.width, one.fmt) for one in renditions(photo())}
    assert made == {
        (name, width, fmt) for name, shape in SHAPES.items() for width in shape.widths for fmt in shape.formats
    }


def test_a_crop_keeps_the_focal_point_inside() -> None:
    assert crop_box(1600, 1000, 1.0, 0.9, 0.5) == (600, 0, 1600, 1000)
    assert crop_box(1600, 1000, 1.0, 0.5, 0.5) == (300, 0, 1300, 1000)
    assert crop_box(1000, 1600, 1.0, 0.5, 0.0) == (0, 0, 1000, 1000)


@given(sides, sides, shares, shares)
def test_crops_lie_inside_the_photo_and_widths_inside_the_crops(width: int, height: int, x: float, y: float) -> None:
    for one in renditions(photo(width=width, height=height, focal_x=x, focal_y=y)):
        left, top, right, bottom = one.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert 1 <= one.width <= right - left
        assert one.height >= 1
        assert one.width * one.height <= MOST_PIXELS * 1.01


@given(sides, sides, shares, shares)
def test_every_photo_has_at_least_one_rendition_of_each_shape_and_format(
    width: int, height: int, x: float, y: float
) -> None:
    made = {(one.shape, one.fmt) for one in renditions(photo(width=width, height=height, focal_x=x, focal_y=y))}
    assert made == {(name, fmt) for name, shape in SHAPES.items() for fmt in shape.formats}


@pytest.mark.parametrize(
    ("available", "made"),
    [
        (1600, [480, 800, 1200, 1600]),
        (5000, [480, 800, 1200, 1600]),
        (1190, [480, 800, 1190]),  # worth making: a third more than 800
        (850, [480, 800]),  # 850 beside 800 is not
        (100, [100]),
    ],
)
def test_nothing_is_ever_enlarged(available: int, made: list[int]) -> None:
    assert widths(available, SHAPES["full"].widths) == made


def test_a_poster_of_text_is_kept_from_filling_the_memory() -> None:
    assert usable((0, 0, 2000, 20_000)) == 894


@pytest.mark.parametrize(
    "change",
    [
        {"checksum": "b" * 64},
        {"credit": "Northwire"},
        {"copyright": "© Northwire"},
        {"photographer": "Lena"},
        {"caption": "A harbour"},
        {"usage_terms": "No sales"},
        {"digital_source_type": "composite"},
    ],
)
def test_what_a_rendition_is_made_of_is_in_its_name(change: dict[str, str]) -> None:
    assert not names(photo()) & names(photo(**change))


def test_moving_the_focal_point_renames_the_crops_that_move_and_no_others() -> None:
    before, after = names(photo()), names(photo(focal_x=0.1))
    assert {NAME.fullmatch(name)["shape"] for name in after - before} == {"square", "portrait"}
    assert {NAME.fullmatch(name)["shape"] for name in after & before} == {"full", "wide", "card", "social"}


def test_a_crop_by_hand_goes_before_the_focal_point_and_renames_its_own_shape_alone() -> None:
    by_hand = photo(focal_x=0.9, crops={"square": [0.1, 0.2, 0.4]})
    assert box_of(by_hand, "square") == (160, 213, 800, 853)
    changed = names(by_hand) - names(photo(focal_x=0.9))
    assert {NAME.fullmatch(name)["shape"] for name in changed} == {"square"}


@given(sides, sides, st.floats(0.2, 5), shares, shares, shares)
def test_a_crop_by_hand_lies_inside_keeps_its_shape_and_is_not_too_close(
    width: int, height: int, aspect: float, left: float, top: float, across: float
) -> None:
    x, y, right, bottom = hand_box(width, height, aspect, left, top, across)
    assert 0 <= x < right <= width
    assert 0 <= y < bottom <= height
    largest = max(1, min(width, round(height * aspect)))
    assert right - x >= largest / CLOSEST
    assert bottom - y == max(1, min(height, round((right - x) / aspect)))


def test_a_name_of_a_width_that_is_no_more_leads_to_the_next() -> None:
    old = next(one.name for one in renditions(photo()) if one.name.startswith("card-800-"))
    small = photo(width=600, height=400, checksum="c" * 64)
    assert current_name(small, old).startswith("card-600-")


def test_what_does_not_leave_is_no_reason_to_make_renditions_anew() -> None:
    assert names(photo()) == names(photo(city="Hel", keywords="harbour", instructions="No sales", alt="Boats"))


def test_an_address_asks_neither_the_database_nor_the_disk(django_assert_num_queries: Any) -> None:
    url = photo().rendition_url("card", 480, "webp")
    assert url.startswith("/photos/7/card-480-")
    assert url.endswith(".webp")


def test_the_nearest_width_above_is_taken_or_else_the_widest() -> None:
    assert "/card-800-" in photo().rendition_url("card", 481)
    assert "/card-1200-" in photo().rendition_url("card", 5000)


def test_a_script_prefix_comes_before_the_address(client: Client) -> None:
    from django.urls import clear_script_prefix, set_script_prefix

    set_script_prefix("/news/")
    try:
        assert photo().rendition_url("card", 480).startswith("/news/photos/7/")
    finally:
        clear_script_prefix()


def test_an_address_leads_to_the_view_of_photos() -> None:
    from django.urls import resolve

    match = resolve(photo().rendition_url("card", 480))
    assert match.url_name == "photo"
    assert match.kwargs["photo_id"] == 7


def test_an_outdated_name_leads_to_the_current_one() -> None:
    before, after = photo(), photo(credit="Northwire")
    for old, new in zip(renditions(before), renditions(after), strict=True):
        assert current_name(after, old.name) == new.name


@pytest.mark.parametrize(
    "name", ["", "card-480.jpg", "odd-480-0123456789abcdef.jpg", "card-1201-0123456789abcdef.jpg", "x"]
)
def test_a_name_that_never_was_leads_nowhere(name: str) -> None:
    assert current_name(photo(), name) is None


@pytest.mark.django_db
def test_a_rendition_opens_by_its_name_and_only_under_its_own_photo() -> None:
    harbour, bridge = make_photo(), make_photo()
    name = renditions(harbour)[0].name
    with open_rendition(harbour.pk, name) as file:
        assert file.size > 100
    assert open_rendition(bridge.pk, name) is None
    assert open_rendition(harbour.pk, f"../../{harbour.file.name}") is None


@pytest.mark.parametrize("name", ["../../secret-key", "..", "", "card-480-0123456789abcdef.jpg/../x", "original.jpg"])
def test_nothing_but_a_rendition_can_be_opened(name: str) -> None:
    assert open_rendition(1, name) is None
