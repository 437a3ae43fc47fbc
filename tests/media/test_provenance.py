"""Content credentials: valid, invalid and none are told apart, and nothing is believed that was not checked."""

import importlib.util
import io
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.publishing import publish
from media import provenance
from media.intake import add_photo
from media.models import Photo
from media.provenance import MARK, has_manifest, read_credentials, told
from tests.articles.makers import make_article

from .hostile import picture
from .makers import make_jpeg, make_photo
from .signed import make

pytestmark = pytest.mark.first_database

SIGNED = (make.HERE / "valid.jpg").read_bytes()
CHANGED = SIGNED[:-200] + bytes([SIGNED[-200] ^ 1]) + SIGNED[-199:]


@pytest.fixture
def trusted(settings: Any) -> None:
    """The newsroom trusts who vouches for the signer."""
    settings.C2PA_TRUST = str(make.HERE / "root.pem")


def read(data: bytes) -> dict[str, Any]:
    return read_credentials(io.BytesIO(data), "JPEG")


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_those_that_hold_are_valid_and_say_who_signed() -> None:
    found = read(SIGNED)
    assert (found["state"], found["signer"], found["made_with"]) == ("valid", "Northwire", "Northwire Camera")
    assert (found["known"], found["problems"]) == (False, [])


def test_the_signer_is_known_where_somebody_vouches_for_it(trusted: None) -> None:
    assert read(SIGNED)["known"]


def test_a_picture_that_was_changed_is_invalid_whoever_signed(trusted: None) -> None:
    found = read(CHANGED)
    assert (found["state"], found["signer"], found["known"]) == ("invalid", "Northwire", False)
    assert "hash" in found["problems"][0]


def test_a_picture_without_any_has_none() -> None:
    assert read(make_jpeg()) == {}


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "TIFF"])
def test_what_only_looks_like_credentials_is_invalid_or_none(fmt: str) -> None:
    found = read_credentials(io.BytesIO(picture(fmt) + MARK + b"\0" * 5_000), fmt)
    assert found.get("state") == "invalid"


def test_a_mark_is_found_across_two_parts_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "CHUNK", 64)
    assert has_manifest(io.BytesIO(b"x" * 60 + MARK))
    assert not has_manifest(io.BytesIO(b"x" * 60 + MARK[:-1]))


def test_an_empty_report_is_no_fault() -> None:
    assert told({})["state"] == "invalid"


@pytest.mark.django_db
class TestDesk:
    """Editors see all of it, readers what is valid and vouched for."""

    def signed(self, data: bytes) -> Photo:
        return add_photo(ContentFile(data, name="signed.jpg"), alt="A harbour", credit="Lena Aumont")

    def page(self, client: Client, photo: Photo) -> str:
        return words(client.get(reverse("admin:media_photo_change", args=[photo.pk])))

    def test_valid_ones_are_shown(self, as_pia: Client) -> None:
        shown = self.page(as_pia, self.signed(SIGNED))
        assert "Content credentials: valid, signed by Northwire, made with Northwire Camera" in shown
        assert "on no list of trusted signers" in shown

    def test_invalid_ones_are_flagged_and_never_hidden(self, as_pia: Client) -> None:
        assert "Content credentials: invalid, signed by Northwire." in self.page(as_pia, self.signed(CHANGED))

    def test_without_the_extra_they_are_said_to_be_unchecked(
        self, as_pia: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        photo = self.signed(SIGNED)
        assert photo.credentials == {"state": "unchecked"}
        assert "Content credentials: not checked." in self.page(as_pia, photo)

    def test_a_photo_without_any_says_nothing_of_them(self, as_pia: Client) -> None:
        assert "Content credentials" not in self.page(as_pia, make_photo())

    @pytest.mark.parametrize(("vouched", "data"), [(True, SIGNED), (False, SIGNED), (True, CHANGED)])
    def test_readers_are_told_of_valid_ones_that_are_vouched_for(
        self, client: Client, settings: Any, vouched: bool, data: bytes
    ) -> None:
        settings.C2PA_TRUST = str(make.HERE / "root.pem") if vouched else ""
        article = make_article(lead_photo=self.signed(data))
        shown = words(client.get(publish(article, by=None).get_absolute_url()))
        assert ("Content credentials: Northwire" in shown) == (vouched and data == SIGNED)

    def test_photos_from_before_are_checked_by_a_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        photo = self.signed(SIGNED)
        make_photo()
        Photo.objects.update(credentials={})
        call_command("check_credentials")
        photo.refresh_from_db()
        assert (photo.credentials["state"], capsys.readouterr().out) == ("valid", "1 photos changed.\n")
