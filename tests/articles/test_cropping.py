"""One story crops its lead photo for itself: its readers see that, in all its versions, and nobody else does."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles import publishing
from articles.cards import card_of
from articles.cropping import note_crops
from articles.deleting import delete_story, remove_gone
from articles.emptying import without_text
from articles.freezing import thaw
from articles.models import KEPT_DELETED, Article, Site, Version
from articles.models.content import ENCODER, Content
from articles.restoring import restore_revision
from media.background import renew
from media.making import make_all
from media.models import Photo
from media.renditions import open_rendition
from tests.articles.makers import TEXT, edit, make_article
from tests.media.makers import copies_of, make_pier

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

RED_END = "card=0.86667,0.2,0.125 square=0.86667,0.2,0.125"
BLUE, RED = (0, 0, 254), (254, 0, 0)


@pytest.fixture
def pier() -> Photo:
    """A wide blue picture with a red end."""
    return make_pier()


def publish(article: Article, **values: Any) -> Version:
    """Publish a story with other values, and let its photos be made."""
    version = publishing.publish(edit(article, **values), by=None)
    make_all()
    return version


def card(version: Version) -> tuple[int, ...]:
    """Return the colour of the picture that a version's card shows."""
    photo = Version.objects.get(pk=version.pk).shown_photo
    return colour(photo.pk, photo.picture("card").src)


def colour(pk: int, address: str) -> tuple[int, ...]:
    file = open_rendition(pk, address.rpartition("/")[2])
    assert file, "nothing names a file that is not there"
    picture = Image.open(file).convert("RGB")
    pixel = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(0 if part < 12 else 254 for part in pixel)


def test_its_readers_see_it_and_those_of_other_stories_do_not(pier: Photo, client: Client) -> None:
    own = copies_of(pier)
    other = publish(make_article("Another", lead_photo=pier))
    cropped = publish(make_article(lead_photo=pier, lead_crops=RED_END))
    assert (card(cropped), card(other)) == (RED, BLUE)
    page = client.get(cropped.get_absolute_url()).content.decode()
    shown = Version.objects.get(pk=cropped.pk).shown_photo
    address = shown.picture("card").src
    assert address in page
    assert client.get(address).status_code == 200
    shared = card_of(cropped, Site.objects.current(), shown)
    assert shared.get_absolute_url() in page
    assert colour(pier.pk, shared.picture) == RED
    assert shown.picture("full").src == pier.picture("full").src, "a shape that is not cropped here is the photo's"
    assert copies_of(pier) > own
    assert shown.rendition_url("card", 320, "webp") in client.get("/").content.decode()


def test_until_its_copies_stand_readers_get_the_photos_own(pier: Photo, client: Client) -> None:
    version = publishing.publish(make_article(lead_photo=pier, lead_crops=RED_END), by=None)
    assert card(version) == BLUE
    make_all()
    assert card(version) == RED


def test_what_readers_saw_stays_as_it_was(pier: Photo, client: Client) -> None:
    article = make_article(lead_photo=pier)
    versions = [publish(article, lead_crops=crops, headline=f"Part {crops}") for crops in ("", RED_END, "")]
    assert [card(version) for version in versions] == [BLUE, RED, BLUE]
    told = client.get(f"{versions[0].get_history_url()}?from=1&to=2").content.decode()
    assert "Lead photo cropped differently" in told
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=versions[1].pk).update(lead_crops="")


def test_a_credit_that_changes_is_in_its_copies_too(pier: Photo) -> None:
    version = publish(make_article(lead_photo=pier, lead_crops=RED_END))
    before = copies_of(pier)
    pier.refresh_from_db()
    pier.credit = "Ana Verhallow"
    pier.save()
    renew(pier)
    make_all()
    assert not before & copies_of(pier)
    assert len(before) == len(copies_of(pier))
    assert card(version) == RED


def test_another_file_is_cropped_there_too(pier: Photo) -> None:
    version = publish(make_article(lead_photo=pier, lead_crops=RED_END))
    stale = Photo.objects.get(pk=pier.pk)
    Photo.objects.filter(pk=pier.pk).update(use_crops=[])
    note_crops([(pier.pk, RED_END)])
    stale.title = "A form that was opened before"
    stale.save()
    make_all()
    assert card(version) == RED


def test_copies_that_nothing_needs_are_deleted(pier: Photo) -> None:
    own, article = copies_of(pier), make_article(lead_photo=pier)
    cropped = replace(article.content(), lead_crops=RED_END)
    thaw(article, cropped)
    make_all()
    assert copies_of(pier) > own
    thaw(article, replace(cropped, lead_crops=""))
    make_all()
    assert copies_of(pier) == own
    assert Photo.objects.get().use_crops == []


def test_a_deleted_draft_keeps_them_while_it_can_be_brought_back(pier: Photo) -> None:
    own, article = copies_of(pier), make_article(lead_photo=pier)
    thaw(article, replace(article.content(), lead_crops=RED_END))
    delete_story(article, by=None)
    make_all()
    assert copies_of(pier) > own
    remove_gone(timezone.now() + KEPT_DELETED)
    make_all()
    assert copies_of(pier) == own


def test_a_revision_brings_it_back(pier: Photo) -> None:
    article = make_article(lead_photo=pier, lead_crops=RED_END)
    edit(article, lead_crops="")
    restore_revision(article.revisions.get(number=1), by=None)
    make_all()
    article.refresh_from_db()
    assert article.lead_crops == RED_END
    assert Photo.objects.get().use_crops == [RED_END]


def test_a_text_that_is_taken_away_takes_it_along(pier: Photo) -> None:
    assert without_text(make_article(lead_photo=pier, lead_crops=RED_END).content()).lead_crops == ""


def test_a_story_without_one_has_the_digest_that_it_had_before_there_were_any() -> None:
    content = Content(headline="Harbour opens", body=TEXT)
    told = content.as_json()
    assert "lead_crops" not in told
    assert content.digest == sha256(ENCODER.encode(told).encode()).hexdigest()
    assert Content.from_json(told) == content
    cropped = replace(content, lead_photo=1, lead_crops=RED_END)
    assert Content.from_json(cropped.as_json()) == cropped
    assert cropped.digest != replace(cropped, lead_crops="").digest


def test_nobody_who_crops_nothing_pays_for_it(pier: Photo, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        note_crops([(pier.pk, ""), (None, "")])
