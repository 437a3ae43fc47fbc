"""The picture as templates print it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError

from media.models import Photo
from tests.media.makers import seems_made


class Elements(HTMLParser):
    """The elements of a fragment with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


def printed(arguments: str, **context: Any) -> list[tuple[str, dict[str, str | None]]]:
    photo = seems_made(Photo(pk=7, checksum="a" * 64, width=1600, height=1067))
    template = Template(f"{{% load media_tags %}}{{% picture photo {arguments} %}}")
    return Elements(template.render(Context({"photo": photo, **context}))).found


def test_a_picture_offers_modern_formats_first_and_falls_back_on_a_jpeg() -> None:
    (picture, _), (_, avif), (_, webp), (name, img) = printed('shape="card" sizes="50vw" alt="A harbour"')
    assert (picture, name) == ("picture", "img")
    assert [source["type"] for source in (avif, webp)] == ["image/avif", "image/webp"]
    for source in (avif, webp, img):
        assert [part.split()[1] for part in source["srcset"].split(", ")] == ["320w", "480w", "800w", "1200w"]
        assert source["sizes"] == "50vw"
    assert img["src"].startswith("/photos/7/card-800-")
    assert img["src"].endswith(".jpg")
    assert (img["width"], img["height"], img["alt"]) == ("800", "534", "A harbour")


def test_most_pictures_wait_until_they_are_near_and_the_lead_comes_first() -> None:
    img = printed("")[-1][1]
    assert (img["loading"], img["decoding"]) == ("lazy", "async")
    assert "fetchpriority" not in img
    lead = printed("lead=True")[-1][1]
    assert lead["fetchpriority"] == "high"
    assert "loading" not in lead


def test_without_an_alt_text_a_picture_is_decoration() -> None:
    assert printed("")[-1][1]["alt"] == ""


def test_words_of_editors_stay_words() -> None:
    words = '"><script>alert(1)</script>'
    elements = printed("alt=words class=words sizes=words", words=words)
    assert [name for name, _ in elements] == ["picture", "source", "source", "img"]
    assert elements[-1][1]["alt"] == words
    assert elements[-1][1]["class"] == words


def test_a_class_stands_on_the_image_and_only_if_given() -> None:
    assert printed('class="thumb"')[-1][1]["class"] == "thumb"
    assert "class" not in printed("")[-1][1]


def test_an_argument_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError, match="knows no widht"):
        printed("widht=3")
