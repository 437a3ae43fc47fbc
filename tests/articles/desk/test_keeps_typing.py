"""The forms of the stock admin keep what is typed too: tags, authors, photos and whatever else has one."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Agency, Author, OpenForm, Site, Tag
from media.models import Photo
from tests.articles.desk.browsing import words
from tests.articles.desk.opening import Window, browser_of, compared, offered
from tests.articles.makers import make_article, make_author, make_section
from tests.media.makers import make_jpeg, make_photo

pytestmark = pytest.mark.first_database


def fields(html: str) -> dict[str, str]:
    """Return the values of a page's text inputs and text areas."""
    inputs = re.findall(r'<input type="(?:text|hidden|number)" name="([^"]+)"(?: value="([^"]*)")?', html)
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    return dict(inputs) | dict(areas)


@pytest.fixture
def tag(clock: Any, db: None) -> Tag:
    return Tag.objects.create(name="rail", description="Trains.")


def tag_data(**values: str) -> dict[str, str]:
    return {"name": "rail", "kind": "topic", "description": "Trains.", "slug": "rail"} | values


def tag_window(user: User, tag: Tag) -> Window:
    return Window(browser_of(user), f"articles.tag/{tag.pk}")


def test_a_tag_s_form_keeps_and_offers(ada: User, tag: Tag) -> None:
    window = tag_window(ada, tag)
    address = f"/admin/articles/tag/{tag.pk}/change/"
    html = window.client.get(address).content.decode()
    assert f'data-keep data-page="articles.tag/{tag.pk}" data-person="{ada.pk}"' in html
    assert set(fields(html)) >= {"keeping-form", "keeping-sequence", "keeping-base", "keeping-continues"}
    window.types(tag_data(description="Trains & trams.", name="Rail"))
    page = window.client.get(address)
    assert "it is not saved. Name, description." in words(page)
    assert fields(page.content.decode())["name"] == "rail"


def test_putting_back_fills_the_form_and_saves_nothing(ada: User, tag: Tag) -> None:
    window = tag_window(ada, tag)
    window.types(tag_data(description="Trains & trams.", name=""))
    page = window.client.get(f"/admin/articles/tag/{tag.pk}/change/?unsaved={window.form}")
    html = page.content.decode()
    shown = fields(html)
    assert (shown["name"], shown["description"]) == ("", "Trains &amp; trams.")
    assert shown["keeping-continues"] == f"{window.form}:1"
    assert shown["keeping-form"] != str(window.form)
    assert "Here is what you typed until 13:00:00. It is not saved yet." in words(page)
    assert 'class="errorlist"' not in html
    assert "data-offer=" not in html
    tag.refresh_from_db()
    assert tag.description == "Trains."


def test_saving_what_was_put_back_settles_it(ada: User, tag: Tag) -> None:
    window = tag_window(ada, tag)
    window.types(tag_data(description="Trams."))
    address = f"/admin/articles/tag/{tag.pk}/change/"
    shown = fields(window.client.get(f"{address}?unsaved={window.form}").content.decode())
    keeping = {name: value for name, value in shown.items() if name.startswith("keeping-")}
    window.client.post(address, tag_data(description="Trams.") | keeping)
    tag.refresh_from_db()
    assert tag.description == "Trams."
    assert not OpenForm.objects.exclude(typed="").exists()


def test_a_form_shown_again_with_errors_is_the_same_form_and_nothing_is_settled(ada: User, tag: Tag) -> None:
    window = tag_window(ada, tag)
    window.types(tag_data(name=""))
    keeping = {"keeping-form": str(window.form), "keeping-sequence": "2", "keeping-continues": ""}
    page = window.client.post(f"/admin/articles/tag/{tag.pk}/change/", tag_data(name="") | keeping)
    shown = fields(page.content.decode())
    assert (shown["keeping-form"], shown["keeping-sequence"]) == (str(window.form), "2")
    assert OpenForm.objects.unsaved().get().pk == window.form


def test_saving_puts_away_in_the_same_transaction(ada: User, tag: Tag, monkeypatch: pytest.MonkeyPatch) -> None:
    window = tag_window(ada, tag)
    window.types(tag_data(name="Trams"))

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the log is broken")

    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.log_change", fail)
    keeping = {"keeping-form": str(window.form), "keeping-sequence": "1"}
    with pytest.raises(RuntimeError):
        window.client.post(f"/admin/articles/tag/{tag.pk}/change/", tag_data(name="Trams") | keeping)
    tag.refresh_from_db()
    assert tag.name == "rail"
    assert OpenForm.objects.unsaved().get().pk == window.form


def test_a_new_tag_is_put_back_and_put_away(ada: User, clock: Any) -> None:
    window = Window(browser_of(ada), "articles.tag/add")
    window.types(tag_data(name="trams", slug=""))
    page = window.client.get("/admin/articles/tag/add/")
    assert "it is not saved. Name, description." in words(page)
    html = window.client.get(f"/admin/articles/tag/add/?unsaved={window.form}").content.decode()
    assert fields(html)["name"] == "trams"
    keeping = {"keeping-form": str(window.form), "keeping-sequence": "1"}
    window.client.post("/admin/articles/tag/add/", tag_data(name="trams", slug="") | keeping)
    assert Tag.objects.get().name == "trams"
    assert not OpenForm.objects.exclude(typed="").exists()


def forms_of_everything() -> list[tuple[str, str]]:
    """Return the page and the address of a form of each kind."""
    things: list[Any] = [
        make_author(),
        Agency.objects.create(name="Coastwire"),
        make_section(),
        Site.objects.current(),
        make_photo(),
        make_article(),
    ]
    for thing in things:
        thing.save()
    return [
        (
            f"{thing._meta.label_lower}/{thing.pk}",
            f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/",
        )
        for thing in things
    ]


def test_every_form_of_the_desk_keeps_typing(ada: User, clock: Any) -> None:
    client = browser_of(ada)
    for page, address in forms_of_everything():
        html = client.get(f"{address}change/").content.decode()
        assert f'data-keep data-page="{page}"' in html, page
        Window(client, page).tell()
    for model in ("article", "author", "agency", "section", "tag", "redirect"):
        assert (
            f'data-keep data-page="articles.{model}/add"'
            in client.get(f"/admin/articles/{model}/add/").content.decode()
        )


def test_choices_and_ticks_are_compared_in_words(ada: User, clock: Any) -> None:
    author = make_author("Ana Verhallow", email="ana@courier.example", show_email=True)
    photo = make_photo(title="Ana at sea")
    window = Window(browser_of(ada), f"articles.author/{author.pk}")
    window.types(
        {
            "name": "Ana Verhallow",
            "portrait": photo.pk,
            "email": "ana@courier.example",
            "links": "Mastodon | https://social.example/@ana",
            "user": ada.pk,
            "slug": author.slug,
        }
    )
    assert "it is not saved. Portrait, show e-mail to readers, links, login." in offered(window)
    told = words(compared(window))
    for part in ("Ana at sea", "YesNo", "Mastodon | https://social.example/@ana", "ada"):
        assert part in told, told
    Author.objects.filter(pk=author.pk).update(user=ada)
    html = window.client.get(f"/admin/articles/author/{author.pk}/change/?unsaved={window.form}").content.decode()
    assert "Mastodon | https://social.example/@ana" in html
    assert 'name="show_email" id="id_show_email">' in html.replace(' aria-describedby="id_show_email_helptext"', "")


def test_a_field_that_the_words_do_not_know_stays_as_saved(ada: User, tag: Tag) -> None:
    window = tag_window(ada, tag)
    window.types({"name": "Rail"})
    assert "it is not saved. Name." in offered(window)
    html = window.client.get(f"/admin/articles/tag/{tag.pk}/change/?unsaved={window.form}").content.decode()
    assert fields(html)["description"] == "Trains."


@pytest.fixture
def photo(clock: Any, db: None) -> Photo:
    return make_photo(caption="Dawn.")


def photo_data(photo: Photo, **values: Any) -> dict[str, Any]:
    names = ("title", "alt", "caption", "credit", "copyright", "photographer", "source_agency")
    return {name: getattr(photo, name) for name in names} | {"taken_at": "", "focal_x": 50, "focal_y": 50} | values


def test_a_photo_s_words_are_kept_compared_and_put_back(pia: User, photo: Photo) -> None:
    window = Window(browser_of(pia), f"media.photo/{photo.pk}")
    window.types(photo_data(photo))
    assert offered(window) == ""
    window.types(photo_data(photo, caption="Dusk.", focal_x=20, taken_at="2026-03-01T08:00"))
    address = f"/admin/media/photo/{photo.pk}/change/"
    assert "You typed here until 13:00:00" in words(window.client.get(address))
    html = window.client.get(f"{address}?unsaved={window.form}").content.decode()
    shown = fields(html)
    assert shown["caption"] == "Dusk."
    assert 'name="focal_x" value="20"' in html
    assert 'value="2026-03-01T08:00"' in html
    keeping = {name: value for name, value in shown.items() if name.startswith("keeping-")}
    saved = window.client.post(address, photo_data(photo, caption="Dusk.", focal_x=20) | keeping)
    assert saved.status_code == 302
    photo.refresh_from_db()
    assert photo.caption == "Dusk."
    assert not OpenForm.objects.exclude(typed="").exists()


def test_a_new_photo_s_words_are_kept_and_the_file_is_asked_for_again(pia: User, clock: Any) -> None:
    window = Window(browser_of(pia), "media.photo/add")
    window.types({"title": "Quay", "alt": "A quay at dusk"})
    page = window.client.get("/admin/media/photo/add/")
    assert "it is not saved. Alt text, title. Choose the file again." in words(page)
    html = window.client.get(f"/admin/media/photo/add/?unsaved={window.form}").content.decode()
    assert fields(html)["alt"] == "A quay at dusk"
    assert Photo.objects.count() == 0


def test_adding_the_photo_puts_its_words_away(pia: User, clock: Any) -> None:
    window = Window(browser_of(pia), "media.photo/add")
    window.types({"title": "Quay"})
    keeping = {"keeping-form": str(window.form), "keeping-sequence": "1"}
    file = SimpleUploadedFile("quay.jpg", make_jpeg(), "image/jpeg")
    window.client.post("/admin/media/photo/add/", {"title": "Quay", "file": file, **keeping})
    assert Photo.objects.get().title == "Quay"
    assert not OpenForm.objects.exclude(typed="").exists()
