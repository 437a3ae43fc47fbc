"""A page in Arabic writes every number with the digits of Arabic, whatever the number tells."""

import re
from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.models import Kind, Series, Version
from tests.articles.commented import take_comments, write
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import DAY, HOUR, put_all_live, words
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

TEXT = "<p>كلمة وأخرى.</p>"


@pytest.fixture
def story(clock: Any) -> Version:
    """The last part of a series on a site in Arabic: it takes minutes to read, was changed, and is commented on."""
    take_comments(name="الميريديان", language="ar")
    series = Series.objects.create(name="المرفأ", complete=True)
    told: dict[str, Any] = {"section": "World", "byline": "ليلى", "series": series, "tags": ["موانئ"], "language": "ar"}
    put_all_live(*(make_article("الميناء", part=part, body=TEXT, **told) for part in range(1, 26)))
    clock.shift(3 * DAY)
    article = make_article(
        "السفينة", part=26, body=TEXT * 300, lead_photo=make_photo(caption="", credit="مصور"), **told
    )
    publishing.publish(article, by=None)
    for standfirst in ("تصل غدا", "تصل اليوم"):
        clock.shift(HOUR)
        edit(article, standfirst=standfirst)
        version = publishing.update(article, kind=Kind.MINOR, by=None, sure=True)
    write(version, "شكرا", name="ليلى")
    return version


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("{story}", ["للقراءة", "الجزء ٢٦ من ٢٦"]),
        ("{story}history/", ["تعديل"]),
        ("{story}comments/", ["١"]),
        ("/", ["٢"]),
        ("/section/world/", ["٢"]),
        ("/series/{series}/", ["الجزء ١"]),
        ("/archive/2026/", ["٢٠٢٦", "٣١"]),
        ("/archive/2026/03/", ["٢٠٢٦", "٣١"]),
        ("/archive/2026/03/02/", ["٢٠٢٦"]),
        ("/search/?q=الميناء", ["٢٥", "٢"]),
    ],
)
def test_numbers_of_every_page(client: Client, story: Version, address: str, told: list[str]) -> None:
    place = address.format(story=story.get_absolute_url(), series=story.series.slug if story.series else "")
    page = words(client.get(place))
    assert [one for one in told if one not in page] == []
    assert re.findall(r".{0,30}[0-9].{0,30}", page) == []


def test_what_is_wrong_with_a_comment(client: Client, story: Version) -> None:
    page = words(client.post(f"{story.get_absolute_url()}comments/", {"name": "ا" * 200, "text": "شكرا"}))
    assert "٢٠٠" in page
    assert not re.search("[0-9]", page)
