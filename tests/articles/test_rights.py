"""Rights that end at 18:00:00 hold at every address, and renewing brings the photo back everywhere."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.holding import Refused
from articles.models import Act, Record, Site, Version
from media.models import Photo
from media.rights import Licence
from tests.articles.makers import make_article, make_author
from tests.articles.site.stories import DAY, NOON
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

END = NOON + dt.timedelta(hours=6)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def addresses(version: Version, author: Any) -> list[str]:
    """Every page that shows the photo: the story, the front page, its section, a tag, the author's page."""
    tag = version.tags.get().tag
    return [
        version.get_absolute_url(),
        "/",
        f"/section/{version.section.slug}/",
        f"/tag/{tag.slug}/",
        f"/author/{author.slug}/",
        *(f"{path}feed.{fmt}" for path in ("/", f"/tag/{tag.slug}/") for fmt in ("xml", "atom", "json")),
        f"/oembed?url={version.get_absolute_url()}",
        "/sitemap-2026-03.xml",
        "/nothing-here/",
    ]


def showing(client: Client, pages: list[str], photo: Photo) -> list[str]:
    return [page for page in pages if f"/photos/{photo.pk}/" in client.get(page).content.decode()]


def test_rights_that_end_at_a_second_hold_at_every_address_and_renewing_brings_all_back(
    client: Client, clock: Any
) -> None:
    photo = make_photo(allowed_until=END)
    author = make_author("Idra Quillane", portrait=photo)
    Site.objects.update(logo=photo)
    article = make_article(
        "Harbour opens",
        byline="Idra Quillane",
        tags=["Ports"],
        lead_photo=photo,
        body=f'<p>Text.</p><figure data-photo="{photo.pk}"><figcaption>Here</figcaption></figure>',
    )
    version = publishing.publish(article, by=None)
    pages, rendition = addresses(version, author), photo.rendition_url("card", 320)
    clock.move_to(END - SECOND)
    assert showing(client, pages, photo) == pages
    response = client.get(rendition)
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=1, s-maxage=0")
    clock.move_to(END)
    assert showing(client, pages, photo) == []
    assert [client.get(page).status_code for page in pages] == [200] * (len(pages) - 1) + [404]
    assert "<figure" not in client.get(pages[0]).content.decode()
    gone = client.get(rendition)
    assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")
    Photo.objects.update(allowed_until=END + DAY)
    assert showing(client, pages, photo) == pages
    assert client.get(rendition).status_code == 200


def test_the_desk_sees_a_photo_whose_rights_ended(client: Client, clock: Any, ben: Any) -> None:
    photo = make_photo(allowed_until=END)
    publishing.publish(make_article(lead_photo=photo), by=None)
    clock.move_to(END)
    client.force_login(ben)
    response = client.get(photo.rendition_url("card", 320))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("where", ["lead_photo", "body"])
def test_a_photo_out_of_its_rights_is_not_published(clock: Any, where: str) -> None:
    photo = make_photo(allowed_until=END)
    values = {"lead_photo": photo} if where == "lead_photo" else {
        "body": f'<p>Text.</p><figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'
    }  # fmt: skip
    article = make_article(**values)
    with pytest.raises(Refused, match="might be used until 2 March 2026, 19:00 and no longer"):
        publishing.schedule(article, END, by=None)
    publishing.schedule(article, END - SECOND, by=None)
    assert article.versions.count() == 1


def test_a_photo_for_one_story_is_used_in_one_and_updated_there_as_often_as_wanted(clock: Any) -> None:
    photo = make_photo(licence=Licence.SINGLE_USE)
    first, second = make_article(lead_photo=photo), make_article("Ferry sails", lead_photo=photo)
    publishing.publish(first, by=None)
    clock.shift(SECOND)
    publishing.update(first, by=None)
    with pytest.raises(Refused, match="may be used in one story only, and has been"):
        publishing.publish(second, by=None)
    Photo.objects.update(licence=Licence.AGENCY, most_uses=2)
    publishing.publish(second, by=None)


def test_the_front_page_is_laid_out_without_the_photo(client: Client, clock: Any) -> None:
    ending, lasting = make_photo(allowed_until=END), make_photo()
    publishing.publish(make_article("Lasting", lead_photo=lasting), by=None)
    clock.shift(SECOND)
    publishing.publish(make_article("Ending", lead_photo=ending), by=None)

    def lead() -> str:
        return client.get("/").content.decode().partition('class="lead"')[2].partition("</article>")[0]

    assert "Ending" in lead()
    clock.move_to(END)
    assert "Lasting" in lead()
    assert f"/photos/{lasting.pk}/" in lead()


def test_the_gate_says_so_and_so_does_the_card(client: Client, clock: Any, ben: Any) -> None:
    clock.move_to(END)
    client.force_login(ben)
    article = make_article(lead_photo=make_photo(allowed_until=END, title="The bridge"))
    html = client.get(f"/admin/articles/article/{article.pk}/change/?ask=publish").content.decode()
    assert "The photo “The bridge” might be used until 2 March 2026, 19:00 and no longer." in html
    assert "This photo might be used until 2 March 2026, 19:00" in html


def test_what_ben_changes_of_the_rights_is_on_record_and_nothing_else_is(client: Client, clock: Any, ben: Any) -> None:
    photo = make_photo(title="The bridge")
    client.force_login(ben)
    page = f"/admin/media/photo/{photo.pk}/change/"
    words = {"title": "The bridge", "alt": "A bridge", "credit": "Northwire", "focal_x": "50", "focal_y": "50"}
    client.post(page, {**words, "licence": "agency", "allowed_until": "2026-03-02T19:00:00"})
    entry = Record.objects.about(photo).get()
    assert (entry.act, entry.who, entry.title) == (Act.RIGHTS, ben.pk, "The bridge")
    assert entry.before == {"licence": "", "may be used until": ""}
    assert entry.after == {"licence": "Agency contract", "may be used until": "2 March 2026, 19:00"}
    client.post(page, {**words, "caption": "At dawn", "licence": "agency", "allowed_until": "2026-03-02T19:00:00"})
    assert Record.objects.about(photo).count() == 1


@pytest.mark.parametrize(
    ("before", "told", "near"),
    [
        (8 * DAY, False, False),
        (7 * DAY, True, False),
        (DAY + SECOND, True, False),
        (DAY, True, True),
        (SECOND, True, True),
    ],
)
def test_the_desk_is_warned_seven_days_and_one_day_before(
    client: Client, clock: Any, ben: Any, before: dt.timedelta, told: bool, near: bool
) -> None:
    make_photo(title="The bridge", allowed_until=NOON + before)
    client.force_login(ben)
    html = client.get("/admin/").content.decode()
    assert ("The bridge" in html, "in less than a day" in html) == (told, near)


def test_the_desk_is_told_that_rights_have_ended(client: Client, clock: Any, ben: Any) -> None:
    make_photo(title="The bridge", allowed_until=NOON)
    client.force_login(ben)
    assert "readers see it nowhere" in client.get("/admin/").content.decode()
