"""Pictures that come with stories."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from articles.models import Article, Version
from articles.wire.report import Outcome
from media.models import Photo
from tests.articles.wire.makers import load, make_line
from tests.media.makers import make_jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

FACTS = {"alt": "A harbour at dawn", "credit": "Lena Aumont / Northwire"}


def picture(folder: Path, name: str = "pictures/harbour.jpg", **facts: Any) -> str:
    """Write a picture of its own beside the lines and return its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make_jpeg(**facts))
    return name


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_lead_photo_is_what_the_line_says_of_it(tmp_path: Path) -> None:
    name = picture(tmp_path, photographer="Somebody else", credit="Another", copyright="Theirs")
    facts = {**FACTS, "caption": "The harbour, on Monday", "copyright": "Northwire 2026"}
    run = load(tmp_path, make_line(photo={"file": name, **facts}))
    assert run.counts == {Outcome.CREATED: 1}
    version = Version.objects.get()
    photo = version.lead_photo
    assert {key: getattr(photo, key) for key in facts} == facts
    assert (version.lead_caption, photo.file_name) == ("", "harbour.jpg")
    assert [shown.photo for shown in version.photos.all()] == [photo]


def test_what_the_line_does_not_say_the_file_may(tmp_path: Path) -> None:
    name = picture(tmp_path, photographer="Lena Aumont", credit="Northwire")
    load(tmp_path, make_line(photo={"file": name, "alt": "A harbour"}))
    assert Version.objects.get().lead_photo.credit_line == "Lena Aumont / Northwire"


def test_photos_in_the_text_are_named_by_their_files(tmp_path: Path) -> None:
    first, second = picture(tmp_path, "a.jpg"), picture(tmp_path, "pictures/b ü.jpg")
    body = (
        f'<p>Words</p><figure data-photo="{first}"><figcaption>Before</figcaption></figure><p>More</p>'
        f'<figure data-photo="{second}" class="wide"><figcaption>After</figcaption></figure>'
    )
    load(tmp_path, make_line("a", body=body, published=None))
    article = Article.objects.get()
    photos = Photo.objects.order_by("pk")
    assert article.body == body.replace(first, str(photos[0].pk)).replace(second, str(photos[1].pk))
    assert {held.photo for held in article.body_photos.all()} == set(photos)


def test_the_same_bytes_are_one_photo(tmp_path: Path) -> None:
    name = picture(tmp_path)
    (tmp_path / "copy.jpg").write_bytes((tmp_path / name).read_bytes())
    run = load(
        tmp_path,
        make_line("a", photo={"file": name, **FACTS, "caption": "Monday"}),
        make_line("b", photo={"file": "copy.jpg", "caption": "Tuesday"}),
        make_line("c", body=f'<p>Words</p><figure data-photo="{name}"><figcaption></figcaption></figure>'),
    )
    assert run.counts == {Outcome.CREATED: 3}
    photo = Photo.objects.get()
    captions = list(Version.objects.order_by("pk").values_list("lead_photo", "lead_caption"))
    assert captions == [(photo.pk, ""), (photo.pk, "Tuesday"), (None, "")]


def test_a_photo_that_is_here_is_completed_and_not_changed(tmp_path: Path) -> None:
    name = picture(tmp_path)
    load(tmp_path, make_line("a", published=None, photo={"file": name, "alt": "A harbour"}))
    run = load(tmp_path, make_line("b", photo={"file": name, "alt": "A quay", "credit": "Lena Aumont"}))
    photo = Photo.objects.get()
    assert (photo.alt, photo.credit) == ("A harbour", "Lena Aumont")
    assert run.warnings == {1: "The photo harbour.jpg is here already and keeps its alt text, “A harbour”."}


def test_a_story_with_photos_that_lack_credit_or_alt_text_is_refused_and_leaves_nothing(
    tmp_path: Path, uploads: Path, django_capture_on_commit_callbacks: Any
) -> None:
    lead, inside = picture(tmp_path, "a.jpg"), picture(tmp_path, "b.jpg", credit="Northwire")
    body = f'<p>Words</p><figure data-photo="{inside}"><figcaption>Quay</figcaption></figure>'
    with django_capture_on_commit_callbacks(execute=True):
        run = load(tmp_path, make_line(body=body, section=None, photo={"file": lead, "alt": "A harbour"}))
    assert run.refused == {1: "No section is chosen. The lead photo has no credit. The photo “b.jpg” has no alt text."}
    assert not Photo.objects.exists()
    assert files(uploads) == []


def test_a_refused_line_does_not_complete_a_photo_that_is_here(tmp_path: Path) -> None:
    name = picture(tmp_path)
    load(tmp_path, make_line("a", published=None, photo={"file": name}))
    load(tmp_path, make_line("b", section=None, photo={"file": name, **FACTS}))
    assert Photo.objects.get().alt == ""


def test_what_the_database_refuses_leaves_no_photo(
    tmp_path: Path, uploads: Path, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(*args: Any) -> None:
        raise IntegrityError("no")

    monkeypatch.setattr("articles.wire.load.write", fail)
    lines = [make_line(one, photo={"file": picture(tmp_path, f"{one}.jpg"), **FACTS}) for one in "ab"]
    with django_capture_on_commit_callbacks(execute=True):
        assert load(tmp_path, *lines).refused == dict.fromkeys((1, 2), "The database refuses it: no")
    assert not Photo.objects.exists()
    assert files(uploads) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.jpg", "In “photo”: There is no file “nowhere.jpg” beside the file of stories."),
        ("..", "In “photo”: “..” lies outside the folder of the file of stories."),
        ("../secret.jpg", "In “photo”: “../secret.jpg” lies outside the folder of the file of stories."),
        ("pictures/../../secret.jpg", "In “photo”: “pictures/../../secret.jpg” lies outside the folder"),
        ("/etc/hostname", "In “photo”: “/etc/hostname” begins with “/”. Name it relative to the file of stories."),
        ("link.jpg", "In “photo”: “link.jpg” lies outside the folder of the file of stories."),
        ("away/secret.jpg", "In “photo”: “away/secret.jpg” lies outside the folder of the file of stories."),
        ("circle.jpg", "In “photo”: There is no file “circle.jpg” beside the file of stories."),
        ("pictures", "In “photo”: There is no file “pictures” beside the file of stories."),
        ("pipe.jpg", "In “photo”: There is no file “pipe.jpg” beside the file of stories."),
        ("x" * 5000, f"In “photo”: There is no file “{'x' * 80}…” beside the file of stories."),
        ("words.jpg", "In “photo”: words.jpg is "),
        ("empty.jpg", "In “photo”: empty.jpg is empty."),
    ],
)
def test_a_picture_that_cannot_be_had(name: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    (folder / "pictures").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(make_jpeg())
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "away").symlink_to(tmp_path)
    (folder / "circle.jpg").symlink_to(folder / "circle.jpg")
    os.mkfifo(folder / "pipe.jpg")
    (folder / "words.jpg").write_text("<svg>Words</svg>")
    (folder / "empty.jpg").touch()
    run = load(folder, make_line(photo={"file": name, **FACTS}), make_line("b"))
    assert run.counts == {Outcome.REFUSED: 1, Outcome.CREATED: 1}
    assert run.refused[1].startswith(reason)
    assert not Photo.objects.exists()


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.jpg").symlink_to(tmp_path / picture(tmp_path))
    assert load(tmp_path, make_line(photo={"file": "link.jpg", **FACTS})).refused == {}


@pytest.mark.parametrize("value", ["nowhere.jpg", "17", ""])
def test_a_figure_without_its_file_refuses_the_story(value: str, tmp_path: Path) -> None:
    body = f'<p>Words</p><figure data-photo="{value}"><figcaption>Quay</figcaption></figure>'
    run = load(tmp_path, make_line(body=body))
    assert run.refused == {1: f"In “body”: There is no file “{value}” beside the file of stories."}


def test_everything_that_is_wrong_with_pictures_is_told_at_once(tmp_path: Path) -> None:
    body = '<p>Words</p><figure data-photo="b.jpg"><figcaption>Quay</figcaption></figure>'
    reason = load(tmp_path, make_line(body=body, photo={"file": "a.jpg"})).refused[1]
    assert "“a.jpg”" in reason
    assert "“b.jpg”" in reason


def test_a_changed_line_takes_another_photo(tmp_path: Path) -> None:
    load(tmp_path, make_line(photo={"file": picture(tmp_path, "a.jpg"), **FACTS}))
    load(tmp_path, make_line(photo={"file": picture(tmp_path, "b.jpg"), **FACTS}))
    assert Version.objects.live().get().lead_photo.file_name == "b.jpg"
    load(tmp_path, make_line())
    assert Version.objects.live().get().lead_photo is None


def test_many_new_photos_are_written_in_small_transactions(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("articles.wire.load.PHOTOS_AT_ONCE", 2)
    lines = [make_line(n, photo={"file": picture(tmp_path, f"{n}.jpg"), **FACTS}) for n in range(5)]
    assert load(tmp_path, *lines).counts == {Outcome.CREATED: 5}
    assert Version.objects.count() == Photo.objects.count() == 5


def test_what_wordpress_shows_becomes_embeds_and_they_may_have_pictures(tmp_path: Path) -> None:
    name = picture(tmp_path)
    video, toot = "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://toots.example/@port/111742453011325543"
    body = (
        f'<p>Words</p><figure class="wp-block-embed"><div>\n{video}\n</div></figure>'
        f'<iframe src="{toot}/embed" title="A post"></iframe>'
        f'<figure data-embed="{video}" data-photo="{name}"><a href="#">With a picture</a></figure>'
    )
    load(
        tmp_path, make_line("a", body=body, published=None), make_line("b", paragraphs=["Words", video], published=None)
    )
    photo = Photo.objects.get()
    assert Article.objects.get(headline="Harbour opens", source_id="a").body == (
        f'<p>Words</p><figure data-embed="{video}"><a href="{video}">youtube.com</a></figure>'
        f'<figure data-embed="{toot}"><a href="{toot}">A post</a></figure>'
        f'<figure data-embed="{video}" data-photo="{photo.pk}"><a href="{video}">With a picture</a></figure>'
    )
    told = Article.objects.get(source_id="b").body
    assert told == f'<p>Words</p><figure data-embed="{video}"><a href="{video}">youtube.com</a></figure>'
