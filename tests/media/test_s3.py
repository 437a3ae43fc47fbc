"""Photos in an S3-compatible storage, over HTTP to a server of one: everything as on a disk, and nothing public."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer

from articles.replacing import replace_file
from media.background import renew
from media.encode import make_renditions
from media.intake import add_photo, discard, examine
from media.making import make_all
from media.models import Making, Photo
from media.reading import read_file
from media.renditions import renditions
from newsroom import environment
from tests.articles.site.stories import put_live

from .makers import make_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3-compatible server with an empty bucket."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(autouse=True)
def bucket(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Keep files there, in a folder of the bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    client.create_bucket(Bucket="pictures")
    address = f"s3://pictures/newsroom?endpoint={server}&region=us-east-1"
    settings.STORAGES = {**settings.STORAGES, "default": environment.file_storage(address)}
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **options: act())
    return client


def keys(bucket: Any) -> set[str]:
    return {one["Key"] for one in bucket.list_objects_v2(Bucket="pictures").get("Contents", [])}


def test_a_photo_lives_there_from_intake_to_deletion(bucket: Any, client: Client) -> None:
    photo = add_photo(ContentFile(make_jpeg(600, 400, credit="Northwire"), name="quay.jpg"), alt="A quay")
    made = {f"newsroom/renditions/{photo.pk}/{one.name}" for one in renditions(photo)}
    assert keys(bucket) == {f"newsroom/{photo.file.name}", *made}
    assert make_renditions(photo) == 0
    put_live(lead_photo=photo)
    response = client.get(photo.rendition_url("card", 480))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert len(b"".join(response.streaming_content)) == int(response["Content-Length"])
    assert client.get(f"/photos/{photo.pk}/card-480-{'0' * 16}.jpg").status_code == 302
    assert read_file(photo).facts["credit"] == "Northwire"
    old = photo.file.name
    replace_file(photo, examine(ContentFile(make_jpeg(700, 500), name="better.jpg")), by=None, reason="Sharper.")
    make_all()
    photo = Photo.objects.get()
    assert f"newsroom/{old}" in keys(bucket)
    assert len([key for key in keys(bucket) if f"/renditions/{photo.pk}/" in key]) == len(renditions(photo))
    other = add_photo(ContentFile(make_jpeg(), name="other.jpg"))
    discard(other)
    assert not [key for key in keys(bucket) if f"/renditions/{other.pk}/" in key or other.checksum in key]


def test_nothing_is_public_there(bucket: Any, server: str) -> None:
    photo = add_photo(ContentFile(make_jpeg(), name="quay.jpg"))
    for name in (photo.file.name, f"renditions/{photo.pk}/{renditions(photo)[0].name}"):
        grants = bucket.get_object_acl(Bucket="pictures", Key=f"newsroom/{name}")["Grants"]
        assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{server}/pictures/newsroom/{name}")


def test_what_is_not_there_is_not_found(client: Client) -> None:
    photo = add_photo(ContentFile(make_jpeg(), name="quay.jpg"), alt="A quay", credit="Northwire")
    put_live(lead_photo=photo)
    default_storage.delete(f"renditions/{photo.pk}/{renditions(photo)[-1].name}")
    assert client.get(photo.rendition_url("social", 1200)).status_code == 404


def test_a_storage_out_of_reach_delays_and_loses_nothing(settings: Any) -> None:
    photo = add_photo(ContentFile(make_jpeg(), name="quay.jpg"))
    photo.credit = "Coastwire"
    photo.save()
    renew(photo)
    there = settings.STORAGES
    nowhere = environment.file_storage("s3://pictures/newsroom?endpoint=http://127.0.0.1:1&region=us-east-1")
    nowhere["OPTIONS"]["client_config"] = Config(retries={"total_max_attempts": 1})
    settings.STORAGES = {**there, "default": nowhere}
    assert make_all() == 1
    making = Making.objects.get()
    assert (making.tries, "out of reach" in making.reason) == (0, True)
    settings.STORAGES = there
    making.held_until = None
    making.save()
    assert make_all() == 1
    assert not Making.objects.exists()
