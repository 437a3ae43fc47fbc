"""Videos, posts and maps on readers' pages: a titled link with a picture, and nothing asked of anybody."""

import json
import re
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.killing import kill_photo
from articles.models import Site
from articles.previewing import make_link, token_of
from media.models import Photo
from tests.articles.makers import TEXT, edit, make_article
from tests.articles.site.stories import HOUR, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

TUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def embed(address: str, title: str, photo: Photo | None = None) -> str:
    """Return an embed as it is stored."""
    picture = f' data-photo="{photo.pk}"' if photo else ""
    return f'<figure data-embed="{address}"{picture}><a href="{address}">{title}</a></figure>'


def page_of(client: Client, *embeds: str, **values: Any) -> str:
    """Return the page of a story with these embeds."""
    return client.get(put_live(body=TEXT + "".join(embeds), **values).get_absolute_url()).content.decode()


def policy(response: Any) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


def figure(page: str) -> str:
    found = re.search(r'<figure class="embed.*?</figure>', page, re.DOTALL)
    assert found
    return found[0]


def test_a_video_is_a_titled_link_with_a_picture_its_credit_and_a_button(client: Client) -> None:
    photo = make_photo(alt="Gates of steel", credit="Tomas Ferrowe")
    shown = figure(page_of(client, embed("https://youtu.be/dQw4w9WgXcQ", "Bells &amp; gates", photo)))
    assert '<figure class="embed video as-wide">' in shown
    assert f'<a href="{TUBE}"><strong dir="auto">Bells &amp; gates</strong> <span>Open on YouTube</span></a>' in shown
    assert 'alt="Gates of steel"' in shown
    assert '<span class="credit">Tomas Ferrowe</span>' in shown
    assert f'<button type="button" hidden data-frame="{FRAME}"' in shown
    assert "Play here" in shown
    assert "Loads content from www.youtube-nocookie.com, which may set cookies." in shown


def test_what_nobody_shows_is_a_titled_link_and_no_more(client: Client) -> None:
    version = put_live(body=TEXT + embed("https://video.example/1", "The barrier"))
    response = client.get(version.get_absolute_url())
    shown = figure(response.content.decode())
    assert '<a href="https://video.example/1"><strong dir="auto">The barrier</strong>' in shown
    assert "Open on video.example" in shown
    assert "<button" not in shown
    assert "embed-box" not in shown
    assert policy(response) == set(STRICT.split("; "))


@pytest.mark.parametrize(
    ("address", "looks", "words"),
    [
        ("https://youtube.com/shorts/dQw4w9WgXcQ", "video as-tall", "Play here"),
        ("https://x.com/jack/status/20", "post as-post", "Show the post here"),
        ("https://www.openstreetmap.org/#map=15/53.5/9.9", "map as-wide", "Show the map here"),
    ],
)
def test_each_kind_has_its_shape_and_its_words(client: Client, address: str, looks: str, words: str) -> None:
    shown = figure(page_of(client, embed(address, "Title")))
    assert f'class="embed {looks}"' in shown
    assert words in shown


def test_a_page_speaks_its_language(client: Client) -> None:
    shown = figure(page_of(client, embed(TUBE, "Glocken"), language="de"))
    for told in ("Auf YouTube öffnen", "Hier abspielen", "Lädt Inhalte von www.youtube-nocookie.com"):
        assert told in shown


def test_the_policy_is_opened_for_the_frames_of_the_page_and_otherwise_as_strict_as_ever(client: Client) -> None:
    body = TEXT + "".join(map(embed, [TUBE, "https://vimeo.com/76979871", "https://youtu.be/dQw4w9WgXcQ"], "ABC"))
    frames = "frame-src https://player.vimeo.com https://www.youtube-nocookie.com"
    assert policy(client.get(put_live(body=body).get_absolute_url())) == {*STRICT.split("; "), frames}
    assert policy(client.get("/")) == set(STRICT.split("; "))
    plain = put_live("Without", body=TEXT)
    response = client.get(plain.get_absolute_url())
    assert policy(response) == set(STRICT.split("; "))
    assert "embed.js" not in response.content.decode()


def test_the_desks_previews_show_the_same(client: Client, ben: User, clock: Any) -> None:
    Site.objects.create(name="The Meridian")
    article = make_article(body=TEXT + embed(TUBE, "Bells"))
    version = put_live("Live", body=TEXT + embed(TUBE, "Bells"))
    link = make_link(article, by=None, until=timezone.now() + HOUR, frozen=False)
    outside = client.get(f"/preview/{token_of(link)}/")
    client.force_login(ben)
    preview = client.get(f"/admin/articles/article/{article.pk}/preview/")
    as_of = client.get(f"/admin/as-of/2026-03-02T13:00:00+00:00{version.get_absolute_url()}")
    for response in (outside, preview, as_of):
        assert response.status_code == 200
        assert "frame-src https://www.youtube-nocookie.com" in policy(response)
        assert "embed.js" in response.content.decode()
    for response in (preview, as_of):
        assert "img-src 'self' blob:" in policy(response)


def test_a_picture_that_may_not_be_shown_leaves_and_the_link_stays(client: Client) -> None:
    photo = make_photo(alt="Gates of steel", credit="Tomas Ferrowe")
    version = put_live(body=TEXT + embed(TUBE, "Bells", photo))
    kill_photo(photo, by=None, reason="Not ours.")
    shown = figure(client.get(version.get_absolute_url()).content.decode())
    assert "<picture" not in shown
    assert "Tomas" not in shown
    assert f'<a href="{TUBE}">' in shown
    assert "Play here" in shown


def test_a_frozen_version_keeps_what_it_had(client: Client) -> None:
    photo, other = make_photo(credit="Tomas Ferrowe"), make_photo(credit="Lena Aumont")
    version = put_live(body=TEXT + embed(TUBE, "Bells", photo))
    edit(version.article, body=TEXT + embed("https://vimeo.com/76979871", "Whistles", other))
    shown = figure(client.get(version.get_absolute_url()).content.decode())
    assert "Bells" in shown
    assert "Tomas Ferrowe" in shown


def test_pictures_cost_no_query_more(client: Client) -> None:
    def asked(body: str, headline: str) -> int:
        address = put_live(headline, body=body).get_absolute_url()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    photos = [make_photo() for _ in range(3)]
    one = asked(TEXT + embed(TUBE, "A", photos[0]), "One")
    assert asked(TEXT + "".join(embed(TUBE, "A", photo) for photo in photos), "Three") == one


def test_feeds_tell_a_titled_link_with_its_picture(client: Client) -> None:
    Site.objects.create(name="The Meridian")
    put_live(body=TEXT + embed("https://youtu.be/dQw4w9WgXcQ", "Bells &amp; gates", make_photo(credit="Tomas Ferrowe")))
    for fmt in ("xml", "atom"):
        (entry,) = feedparser.parse(client.get(f"/feed.{fmt}").content).entries
        html = entry.content[0].value
        assert re.search(f'<a href="{re.escape(TUBE)}"><img [^>]*src="http://testserver/photos/', html)
        assert f'<a href="{TUBE}">Bells &amp; gates</a> (YouTube)' in html
        assert "Tomas Ferrowe" in html
        assert "<button" not in html
        assert "<iframe" not in html
    assert "(YouTube)" in json.loads(client.get("/feed.json").content)["items"][0]["content_html"]


def test_machines_are_told_of_no_video_as_nobody_knows_when_it_was_uploaded(client: Client) -> None:
    page = page_of(client, embed(TUBE, "Bells", make_photo()))
    assert "VideoObject" not in page


def test_an_embeds_title_is_searched(client: Client) -> None:
    version = put_live(body=TEXT + embed(TUBE, "Carillonneur", make_photo()))
    assert f'href="{version.get_absolute_url()}"' in client.get("/search/?q=carillonneur").content.decode()
