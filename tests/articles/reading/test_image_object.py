"""What machines are told of a story's picture, and of the one that stands in for it."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Section
from media.models import Photo
from tests.articles.site.stories import NOON, put_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def told(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    return data["@graph"][0]


def test_a_picture_comes_with_its_credit_and_its_licence(client: Client) -> None:
    photo = make_photo(
        photographer="Lena Aumont",
        credit="Northwire",
        copyright="© Northwire </script>",
        web_statement="https://northwire.example/terms",
        licensor_url="https://northwire.example/buy",
        caption="The quay at dawn",
    )
    version = put_live(lead_photo=photo)
    address = version.get_absolute_url()
    wide, *others = told(client, address)["image"]
    assert [image["width"] / image["height"] for image in (wide, *others)] == pytest.approx(
        [16 / 9, 3 / 2, 1], rel=0.02
    )
    assert wide == {
        "@type": "ImageObject",
        "contentUrl": f"http://testserver{photo.rendition_url('wide', 1600)}",
        "width": 60,
        "height": 34,
        "creditText": "Lena Aumont / Northwire",
        "creator": {"@type": "Person", "name": "Lena Aumont"},
        "copyrightNotice": "© Northwire </script>",
        "license": "https://northwire.example/terms",
        "acquireLicensePage": "https://northwire.example/buy",
        "caption": "The quay at dawn",
    }
    fallback = make_photo(credit="Courier")
    Section.objects.update(fallback_photo=fallback)
    Photo.objects.filter(pk=photo.pk).update(allowed_until=NOON - dt.timedelta(days=1))
    assert told(client, address)["image"][2]["creditText"] == "Courier"
    Photo.objects.filter(pk=fallback.pk).update(allowed_until=NOON - dt.timedelta(days=1))
    assert "image" not in told(client, address)
