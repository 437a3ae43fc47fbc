"""The same picture at another size, compression or slightly cropped is recognised, and other pictures are not."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageEnhance

from articles import wire
from media.intake import add_photo, examine
from media.likeness import LEAST_STEPS, Look, correlation, differing, look_alikes, look_of, neighbours, same_picture
from media.models import Arrival, Likeness, Photo
from media.receiving import take_in_all
from media.replacing import replace_file

from .makers import make_jpeg
from .test_drop import look, page, send, words

SAMPLES = sorted((Path(wire.__file__).parent / "sample" / "pictures").glob("*.jpg"))
# Drawn heads before a wall, which differ in a collar and a shade: one pair of the 780 is taken for one picture.
PORTRAITS = {"lindqvar.jpg", "renn.jpg"}


def saved(picture: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out)


def cropped(picture: Image.Image, share: float) -> Image.Image:
    width, height = picture.size
    return picture.crop((int(width * share), int(height * share), int(width * (1 - share)), int(height * (1 - share))))


def resized(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "saved at quality 30": lambda one: saved(one, 30),
    "saved at quality 10": lambda one: saved(one, 10),
    "a third of the size": lambda one: resized(one, one.width // 3),
    "a thumbnail": lambda one: saved(resized(one, 160), 60),
    "a little brighter": lambda one: ImageEnhance.Brightness(one).enhance(1.1),
    "a hundredth cropped all round": lambda one: cropped(one, 0.01),
    "a fiftieth cropped all round": lambda one: cropped(one, 0.02),
}


@pytest.fixture(scope="module")
def samples() -> dict[str, Image.Image]:
    """The sample edition's pictures, by file name."""
    assert len(SAMPLES) == 40
    return {path.name: Image.open(path).convert("RGB") for path in SAMPLES}


@pytest.mark.parametrize("change", CHANGES)
def test_every_sample_is_known_again_when_it_is(samples: dict[str, Image.Image], change: str) -> None:
    assert [name for name, one in samples.items() if not same(one, CHANGES[change](one))] == []


def test_no_two_samples_are_taken_for_one_but_two_that_are_drawn_alike(samples: dict[str, Image.Image]) -> None:
    looks = {name: look_of(one) for name, one in samples.items()}
    mistaken = [{a, b} for a, b in itertools.combinations(looks, 2) if same_picture(looks[a], looks[b])]
    assert mistaken in ([], [PORTRAITS])


def test_a_plain_picture_is_like_no_other() -> None:
    assert look_of(Image.new("RGB", (300, 200), "navy")) is None
    stripes = Image.new("RGB", (300, 200), "white")
    stripes.paste("black", (0, 100, 300, 200))
    assert look_of(stripes) is None  # eight steps down, fewer than LEAST_STEPS
    assert LEAST_STEPS > 8


def test_the_bands_are_the_hash() -> None:
    one = Look(0x8000_FFFF_0001_7FFF_0000_0000_0000_8001, b"")
    assert one.bands == [-0x8000, -1, 1, 0x7FFF, 0, 0, 0, -0x7FFF]
    near = neighbours(-1)
    assert len(set(near)) == 17
    assert all(-0x8000 <= band <= 0x7FFF and ((band ^ -1) & 0xFFFF).bit_count() <= 1 for band in near)


def same(one: Image.Image, other: Image.Image) -> bool:
    return same_picture(look_of(one), look_of(other))


def file_of(picture: Image.Image, quality: int = 85) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def added(picture: Image.Image, quality: int = 85, name: str = "bridge.jpg") -> Photo:
    return add_photo(ContentFile(file_of(picture, quality), name=name))


@pytest.mark.django_db
class TestPhotos:
    """Photos that are the same picture find each other."""

    def test_the_most_alike_comes_first_and_others_do_not_come(self, samples: dict[str, Image.Image]) -> None:
        bridge = samples["bridge.jpg"]
        original, small, crop = added(bridge), added(resized(bridge, 300)), added(cropped(bridge, 0.02))
        added(samples["ferry.jpg"])
        added(samples["harbour.jpg"])
        assert look_alikes(original) == [small.pk, crop.pk]
        assert look_alikes(small)[0] == original.pk

    def test_two_queries_find_them_by_indexes(self, samples: dict[str, Image.Image]) -> None:
        photo = added(samples["bridge.jpg"])
        with CaptureQueriesContext(connection) as asked:
            look_alikes(photo)
        assert len(asked) == 2
        near = Q(band_0__in=neighbours(1)) | Q(band_1__in=neighbours(2)) | Q(band_7__in=neighbours(3))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Likeness.objects.filter(near).explain()
        assert "SCAN media" not in plan
        assert "Seq Scan" not in plan

    def test_a_plain_photo_has_nothing_to_be_told_by(self) -> None:
        photo = add_photo(ContentFile(make_jpeg(), name="plain.jpg"))
        assert (look_alikes(photo), Likeness.objects.count()) == ([], 0)

    def test_a_photo_with_another_file_looks_like_that(self, samples: dict[str, Image.Image]) -> None:
        bridge, ferry, photo = added(samples["bridge.jpg"]), added(samples["ferry.jpg"]), added(samples["tram.jpg"])
        incoming = examine(ContentFile(file_of(samples["ferry.jpg"], 60), name="ferry.jpg"))
        replace_file(photo, incoming, by=None, reason="Sharper.", at=timezone.now())
        assert (look_alikes(photo), look_alikes(bridge)) == ([ferry.pk], [])

    def test_photos_from_before_are_noted_by_a_command_that_goes_on_where_it_was(
        self, samples: dict[str, Image.Image], capsys: pytest.CaptureFixture[str]
    ) -> None:
        one, two = added(samples["bridge.jpg"]), added(samples["bridge.jpg"], 40)
        kept = Likeness.objects.get(photo=one)
        Likeness.objects.filter(photo=two).delete()
        call_command("note_likenesses")
        assert capsys.readouterr().out == "1 photos noted.\n"
        assert look_alikes(two) == [one.pk]
        call_command("note_likenesses", "--all")
        again = Likeness.objects.get(photo=one)
        before, after = (Look(0, bytes(row.colours)) for row in (kept, again))
        assert correlation(before, after) > 0.99
        assert differing(before, after) == 0


@pytest.mark.django_db
class TestDesk:
    """Look-alikes are shown, and an editor decides."""

    def test_a_row_says_what_its_photo_looks_like_until_somebody_decides(
        self, as_pia: Client, samples: dict[str, Image.Image]
    ) -> None:
        first = added(samples["bridge.jpg"])
        Photo.objects.filter(pk=first.pk).update(title="The bridge")
        send(as_pia, file_of(resized(samples["bridge.jpg"], 300)), "small.jpg", rows="1")
        take_in_all()
        [told] = look(as_pia, rows="1")["arrivals"]
        assert told["alike"] == [{"id": first.pk, "title": "The bridge", "killed": False}]
        assert "Looks like" in told["html"]
        new = Arrival.objects.get().photo
        response = as_pia.post(page(), {"keep": str(new.pk)}, follow=True)
        assert "Both photos are kept." in words(response)
        assert "Looks like" not in words(as_pia.get(page()))
        assert Photo.objects.count() == 2

    def test_a_script_keeps_both_and_nobody_decides_about_others_photos(
        self, as_pia: Client, as_ana: Client, samples: dict[str, Image.Image]
    ) -> None:
        added(samples["bridge.jpg"])
        send(as_pia, file_of(samples["bridge.jpg"], 40))
        take_in_all()
        arrival = Arrival.objects.get()
        keep = reverse("media:photo_keep_both")
        assert as_ana.post(keep, {"id": arrival.photo_id}).status_code == 403
        assert as_pia.post(keep, {"id": "x"}).status_code == 403
        assert as_pia.post(keep, {"id": arrival.photo_id}).status_code == 200
        arrival.refresh_from_db()
        assert arrival.alike == []

    def test_a_photos_page_shows_what_it_looks_like_killed_ones_too(
        self, as_ben: Client, samples: dict[str, Image.Image]
    ) -> None:
        one, two = added(samples["bridge.jpg"]), added(samples["bridge.jpg"], 40, "stolen.jpg")
        Photo.objects.filter(pk=two.pk).update(killed_at=timezone.now(), kill_reason="Stolen.")
        shown = words(as_ben.get(reverse("admin:media_photo_change", args=[one.pk])))
        assert "Looks like" in shown
        assert "stolen.jpg" in shown
        assert ", killed" in shown

    def test_ten_rows_with_look_alikes_ask_no_more_than_one(
        self, as_pia: Client, samples: dict[str, Image.Image]
    ) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                look(as_pia, rows="1")
            return len(asked)

        added(samples["bridge.jpg"])
        send(as_pia, file_of(samples["bridge.jpg"], 40))
        take_in_all()
        one = queries()
        for quality in (30, 50, 60):
            send(as_pia, file_of(samples["bridge.jpg"], quality))
        take_in_all()
        assert queries() == one


def test_a_hash_of_nothing_is_no_fault(db: Any) -> None:
    assert correlation(Look(0, bytes(192)), Look(0, bytes(192))) == 0.0
