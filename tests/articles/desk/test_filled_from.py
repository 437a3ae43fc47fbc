"""Two people in one form of the stock admin: nobody's save takes the other's words away."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import OpenForm, Section, Tag
from media.models import Photo
from tests.articles.desk.browsing import words
from tests.articles.desk.opening import Window, browser_of, compared, offered
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

NAMES = ("title", "alt", "caption", "credit", "copyright", "photographer", "source_agency")


@pytest.fixture
def photo(clock: Any, db: None) -> Photo:
    return make_photo(caption="Dawn.", photographer="Lena Aumont")


class Form:
    """A photo's form in somebody's browser, without a script."""

    def __init__(self, user: User, photo: Photo, query: str = "") -> None:
        self.client, self.address = browser_of(user), f"/admin/media/photo/{photo.pk}/change/"
        self.data: dict[str, Any] = {name: getattr(photo, name) for name in NAMES}
        self.data |= {"taken_at": "", "focal_x": 50, "focal_y": 50}
        self.read(self.client.get(self.address + query))

    def read(self, page: Any) -> None:
        """Take over the hidden inputs of a page."""
        self.data |= dict(
            re.findall(r'type="hidden" name="((?:keeping|filled)-[^"]+)" value="([^"]*)"', page.content.decode())
        )

    def save(self, **typed: Any) -> str:
        """Send the form, and return the words of the page that answers."""
        self.data |= typed
        page = self.client.post(self.address, self.data, follow=True)
        if not page.redirect_chain:
            self.read(page)
        return words(page)


def texts(photo: Photo) -> tuple[str, str]:
    photo.refresh_from_db()
    return photo.caption, photo.photographer


def test_a_field_that_only_the_other_changed_is_taken_over(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.")
    told = mine.save(photographer="Idra Quillane")
    assert "Joined with what Ben saved at 13:00:00: caption." in told
    assert texts(photo) == ("Dusk.", "Idra Quillane")


def test_what_both_changed_is_not_saved_before_both_are_seen(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.", photographer="Tomas Ferrowe")
    told = mine.save(caption="Night.")
    assert (
        "Ben changed this too, while you were writing. It says “Dusk.” there now; in the field is what you typed."
        in told
    )
    assert texts(photo) == ("Dusk.", "Tomas Ferrowe")
    mine.data["photographer"] = "Tomas Ferrowe"  # as the page shows it now
    mine.save()
    assert texts(photo) == ("Night.", "Tomas Ferrowe")


def test_the_page_with_both_shows_what_i_typed_and_what_was_taken_over(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.", photographer="Tomas Ferrowe")
    page = mine.client.post(mine.address, mine.data | {"caption": "Night."})
    html = page.content.decode()
    assert re.search(r"<textarea name=\"caption\"[^>]*>\s*Night.</textarea>", html)
    assert 'name="photographer" value="Tomas Ferrowe"' in html


def test_a_third_save_in_between_is_seen_too(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.")
    mine.save(caption="Night.")
    Form(ben, photo).save(caption="Evening.")
    assert "It says “Evening.” there now" in mine.save()
    assert texts(photo)[0] == "Evening."


def test_an_emptied_field_is_told_of(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="")
    assert "Ben changed this too, while you were writing. They emptied it;" in mine.save(caption="Night.")


def test_the_same_change_twice_is_no_clash(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.\r\nSecond line.")
    told = mine.save(caption=" Dusk.\nSecond line. ")
    assert "is saved" in told
    assert "Joined" not in told


def test_no_false_alarm_where_nothing_changed(pia: User, ben: User, photo: Photo) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save()
    told = mine.save(caption="Night.")
    assert "Joined" not in told
    assert texts(photo)[0] == "Night."


@pytest.mark.parametrize("signed", ["", "x", "eyJhIjoxfQ:1abc:forged"])
def test_a_form_that_does_not_say_what_it_was_filled_from_is_saved_as_it_is(
    pia: User, ben: User, photo: Photo, signed: str
) -> None:
    mine, theirs = Form(pia, photo), Form(ben, photo)
    theirs.save(caption="Dusk.")
    mine.save(**{"filled-from": signed, "photographer": "Idra Quillane"})
    assert texts(photo) == ("Dawn.", "Idra Quillane")


def test_another_photo_s_values_are_no_base(pia: User, ben: User, photo: Photo) -> None:
    mine, other = Form(pia, photo), Form(ben, make_photo(caption="Elsewhere."))
    Form(ben, photo).save(caption="Dusk.")
    mine.save(**{"filled-from": other.data["filled-from"], "caption": "Elsewhere."})
    assert texts(photo)[0] == "Elsewhere."


def test_unsaved_words_are_joined_when_they_are_put_back(pia: User, ben: User, photo: Photo) -> None:
    mine = Form(pia, photo)
    window = Window(mine.client, f"media.photo/{photo.pk}")
    window.types({name: value for name, value in mine.data.items() if "keeping" not in name} | {"caption": "Night."})
    Form(ben, photo).save(photographer="Tomas Ferrowe", title="Quay")
    assert "it is not saved. Caption. It may" in offered(window)
    assert "Tomas" not in words(compared(window))
    back = Form(pia, photo, f"?unsaved={window.form}")
    html = back.client.get(f"{back.address}?unsaved={window.form}").content.decode()
    assert 'name="photographer" value="Tomas Ferrowe"' in html
    back.save(caption="Night.", photographer="Tomas Ferrowe", title="Quay")
    assert texts(photo) == ("Night.", "Tomas Ferrowe")
    assert not OpenForm.objects.exclude(typed="").exists()


def test_choices_ticks_and_numbers_are_joined_too(ada: User, clock: Any) -> None:
    section = Section.objects.create(name="World", position=0)
    address = f"/admin/articles/section/{section.pk}/change/"
    data = {"name": "World", "description": "", "position": "0", "slug": "world"}
    client = browser_of(ada)
    hidden = re.findall(r'name="(filled-from)" value="([^"]*)"', client.get(address).content.decode())
    Section.objects.filter(pk=section.pk).update(position=5, opinion=True, description="Abroad")
    client.post(address, data | dict(hidden) | {"name": "The World"})
    section.refresh_from_db()
    assert (section.name, section.position, section.opinion, section.description) == ("The World", 5, True, "Abroad")


def test_a_choice_that_both_made_is_told_by_name(ada: User, ben: User, clock: Any) -> None:
    tag = Tag.objects.create(name="rail", kind="topic")
    address = f"/admin/articles/tag/{tag.pk}/change/"
    client = browser_of(ada)
    hidden = re.findall(r'name="(filled-from)" value="([^"]*)"', client.get(address).content.decode())
    Tag.objects.filter(pk=tag.pk).update(kind="place")
    page = client.post(address, {"name": "rail", "kind": "person", "slug": "rail", **dict(hidden)})
    label = dict(Tag._meta.get_field("kind").choices)["place"]
    assert f"Somebody changed this too, while you were writing. It says “{label}” there now" in words(page)
    tag.refresh_from_db()
    assert tag.kind == "place"
