"""What leaves with a rendition, read by a program that is not ours."""

import json
import os
import shutil
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from media.intake import add_photo
from media.renditions import folder, renditions

from .told import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("exiftool") and not os.environ.get("CI"), reason="ExifTool is not installed"),
]

# What ExifTool says of the file itself, its pixels and its colours, and not of who made it where with what.
HARMLESS = {"ExifTool", "System", "File", "Composite", "JFIF", "RIFF", "Meta", "ItemInfo", "Track1", "QuickTime"}
PRIVATE = {
    "GPSLatitude": "52.5",
    "GPSLongitude": "13.4",
    "GPSLatitudeRef": "N",
    "ExifIFD:SerialNumber": "SERIAL-4711",
    "ExifIFD:LensSerialNumber": "LENS-4712",
    "ExifIFD:OwnerName": "Private Owner",
    "IFD0:Software": "Secret Editor 5",
    "IFD0:Make": "Cameramaker",
    "XMP-xmp:CreatorTool": "Secret Editor 5",
    "XMP-aux:OwnerName": "Private Owner",
    "XMP-exif:GPSLatitude": "52.5",
    "XMP-iptcExt:LocationCreatedSublocation": "At her home",
    "XMP-photoshop:Instructions": "EMBARGO",
    "IPTC:SpecialInstructions": "EMBARGO",
    "IPTC:Sub-location": "At her home",
    "IPTC:OriginatingProgram": "Secret Editor 5",
    "IFD0:XPComment": "a private remark",
}


@pytest.fixture
def told(tmp_path: object) -> list[dict[str, object]]:
    """What ExifTool reads in every rendition of a photo whose file tells all that it should and should not."""
    make.write("private", "JPEG", {**make.ALL, **PRIVATE})
    path = make.HERE / "private.jpg"
    try:
        photo = add_photo(ContentFile(path.read_bytes(), name="private.jpg"))
    finally:
        path.unlink()
    paths = [default_storage.path(f"{folder(photo.pk)}/{one.name}") for one in renditions(photo)]
    answer = subprocess.run(["exiftool", "-json", "-G1", "-a", *paths], check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def test_every_rendition_says_whose_it_is_and_nothing_that_is_private(told: list[dict[str, object]]) -> None:
    assert {str(one["SourceFile"]).rpartition(".")[2] for one in told} == {"avif", "webp", "jpg"}
    for one in told:
        facts = {key: value for key, value in one.items() if ":" in key and key.partition(":")[0] not in HARMLESS}
        assert facts.pop("XMP-dc:Description") == make.EXIF["EXIF:ImageDescription"]
        assert facts.pop("XMP-dc:Creator") == "Camera Owner"
        assert facts.pop("XMP-dc:Rights") == "© Camera Owner"
        assert facts.pop("XMP-photoshop:Credit") == "Camera Owner / Northwire / Agence Région"
        assert facts.pop("XMP-xmpRights:UsageTerms") == "Editorial use only. No sales."
        assert facts.pop("XMP-xmpRights:WebStatement") == "https://northwire.example/terms"
        assert facts.pop("XMP-plus:LicensorName") == "Northwire Sales"
        assert facts.pop("XMP-plus:LicensorURL") == "https://northwire.example/buy"
        assert facts.pop("XMP-iptcExt:DigitalSourceType")
        assert set(facts) <= {
            "IFD0:Artist", "IFD0:Copyright", "IFD0:XResolution", "IFD0:YResolution", "IFD0:ResolutionUnit",
            "IFD0:YCbCrPositioning", "ExifIFD:ExifVersion", "ExifIFD:ComponentsConfiguration",
            "ExifIFD:FlashpixVersion", "ExifIFD:ColorSpace", "IPTC:CodedCharacterSet", "IPTC:By-line", "IPTC:Credit",
            "IPTC:CopyrightNotice", "IPTC:Caption-Abstract", "Adobe:DCTEncodeVersion", "Adobe:APP14Flags0",
            "Adobe:APP14Flags1", "Adobe:ColorTransform",
        }, one  # fmt: skip
        assert not [value for value in PRIVATE.values() if len(value) > 4 and value in json.dumps(one)]
