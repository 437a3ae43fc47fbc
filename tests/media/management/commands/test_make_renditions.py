"""Lost renditions come back with one command."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from media import making
from media.making import FULL
from media.models import Making
from media.renditions import folder, renditions
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_made_and_what_is_outdated_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    photo, other = make_photo(), make_photo()
    lost = renditions(photo)[0].name
    default_storage.delete(f"{folder(photo.pk)}/{lost}")
    default_storage.save(f"{folder(other.pk)}/card-320-0123456789abcdef.jpg", ContentFile(b"old"))
    call_command("make_renditions")
    assert capsys.readouterr().out == "1 made, 1 outdated deleted.\n"
    assert default_storage.exists(f"{folder(photo.pk)}/{lost}")


def test_chosen_photos_alone_can_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    photo, other = make_photo(), make_photo()
    for one in (photo, other):
        default_storage.delete(f"{folder(one.pk)}/{renditions(one)[0].name}")
    call_command("make_renditions", str(photo.pk))
    assert capsys.readouterr().out == "1 made, 0 outdated deleted.\n"


def test_an_original_that_is_gone_is_named_and_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    gone, other = make_photo(title="Gone"), make_photo()
    default_storage.delete(gone.file.name)
    for one in (gone, other):
        default_storage.delete(f"{folder(one.pk)}/{renditions(one)[0].name}")
    with pytest.raises(CommandError, match=rf"1 photos could not be read: {gone.pk}"):
        call_command("make_renditions")
    said = capsys.readouterr()
    assert f"Photo {gone.pk} (Gone)" in said.err
    assert "1 made" in said.out


def test_a_full_disk_is_told_as_such_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    photo = make_photo()
    monkeypatch.setattr(making, "make_renditions", full)
    with pytest.raises(CommandError, match=str(photo.pk)):
        call_command("make_renditions")
    assert Making.objects.open().get(photo=photo).reason == FULL
