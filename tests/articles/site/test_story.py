"""The page of a story."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.models import Agency, Byline, Kind, RelatedArticle, Role, Site, Version
from articles.models.version_parts import REACH
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import DAY, HOUR, NOON, put_all_live, put_live, words
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


def in_order(text: str, *parts: str) -> bool:
    """Say whether the parts stand in the text one after the other."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, f"{part!r} is not there, or not in its place"
        place += len(part)
    return True


def test_everything_stands_on_the_page_in_order(client: Client, clock: Any) -> None:
    Site.objects.create(find_us=[{"label": "Mastodon", "url": "https://social.example/@us"}], time_zone="Europe/Paris")
    lead = make_photo(alt="A flag over a square", caption="A huge flag", credit="", copyright="Copyright handout")
    inside = make_photo(alt="A parade", caption="Soldiers march", credit="Lena Aumont / Northwire")
    other = put_live("Envoys return", at=NOON - DAY)
    article = make_article(
        "Delegation to visit the capital",
        byline="Daniel Bellamy",
        kicker="Diplomacy",
        standfirst="It comes after a rare trip.",
        body="<p>First paragraph.</p><h2>A heading</h2>"
        f'<figure data-photo="{inside.pk}"><figcaption></figcaption></figure>'
        "<blockquote><p>We are glad.</p></blockquote><p>Last paragraph.</p>",
        lead_photo=lead,
        tags=["Diplomacy", "Parades"],
    )
    Byline.objects.create(
        article=article,
        position=1,
        role=Role.WITH,
        agency=Agency.objects.create(name="Associated Press", short_name="AP"),
    )
    RelatedArticle.objects.create(article=article, other=other.article)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, standfirst="It comes after a rare journey.")
    version = publishing.correct(article, "We said trip.", by=None)

    response = client.get(version.get_absolute_url())
    assert in_order(
        words(response),
        "Mastodon",
        "World",
        "Diplomacy",
        "Delegation to visit the capital",
        "A huge flag",
        "Copyright handout",
        "By Daniel Bellamy with AP",
        "Published 2 Mar 2026, 13:00",
        "Updated 2 Mar 2026, 14:00",
        "1 minute to read",
        "Share this article",
        "It comes after a rare journey.",
        "Correction, 2 March 2026, 14:00",
        "We said trip.",
        "First paragraph.",
        "A heading",
        "Soldiers march",
        "Lena Aumont / Northwire",
        "We are glad.",
        "Last paragraph.",
        "Diplomacy",
        "Parades",
        "What changed",
        "Correction. We said trip.",
        "First published.",
        "Share this article",
        "You might also like",
        "Envoys return",
    )
    html = response.content.decode()
    assert '<a href="/author/daniel-bellamy/" rel="author">Daniel Bellamy</a>' in html
    assert '<a href="/agency/associated-press/">AP</a>' in html
    assert '<time datetime="2026-03-02T13:00+01:00">' in html
    assert 'alt="A flag over a square" fetchpriority="high"' in html
    assert 'alt="A parade" loading="lazy"' in html


def test_a_plain_story_has_no_furniture_it_does_not_need(client: Client) -> None:
    text = words(client.get(put_live().get_absolute_url()))
    assert "By Ana Verhallow" in text
    for absent in ("Updated", "What changed", "You might also like", "Find us", "Correction,"):
        assert absent not in text


def test_the_caption_written_for_the_story_wins(client: Client) -> None:
    version = put_live(lead_photo=make_photo(caption="The photo’s own"), lead_caption="The caption here")
    text = words(client.get(version.get_absolute_url()))
    assert "The caption here Lena Aumont / Northwire" in text
    assert "The photo’s own" not in text


def test_a_caption_runs_its_own_way_on_a_page_of_another(client: Client) -> None:
    version = put_live(lead_photo=make_photo(caption="Seen from the pass."), language="ar")
    assert "<figcaption><bdi>Seen from the pass.</bdi> " in client.get(version.get_absolute_url()).content.decode()


def test_nothing_shows_before_its_time_or_after_its_end(client: Client, clock: Any) -> None:
    article = make_article()
    version = publishing.schedule(article, NOON + HOUR, by=None)
    address = version.get_absolute_url()
    clock.move_to(NOON + HOUR - publishing.TICK)
    assert client.get(address).status_code == 404
    clock.move_to(NOON + HOUR)
    assert client.get(address).status_code == 200
    clock.shift(HOUR)
    publishing.withdraw(article, by=None)
    assert client.get(address).status_code == 410


def test_readers_see_the_live_version_not_the_desk_copy(client: Client) -> None:
    version = put_live("Harbour opens")
    edit(version.article, headline="Harbour closes")
    text = words(client.get(version.get_absolute_url()))
    assert "Harbour opens" in text
    assert "Harbour closes" not in text


def test_a_minor_edit_is_no_update(client: Client, clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, standfirst="A comma, added.")
    version = publishing.update(article, by=None, kind=Kind.MINOR)
    text = words(client.get(version.get_absolute_url()))
    assert "Updated" not in text
    assert "Minor edit." in text


def test_a_note_of_a_correction_stays_whatever_follows(client: Client, clock: Any) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, standfirst="Corrected.")
    publishing.correct(article, "We had the year wrong.", by=None)
    for number in range(25):
        clock.shift(HOUR)
        edit(article, standfirst=f"Update {number}.")
        version = publishing.update(article, by=None)
    assert "We had the year wrong." in words(client.get(version.get_absolute_url()))


def test_stories_on_the_same_subjects_stand_under_one_without_a_choice(client: Client) -> None:
    first, second, _, mine = put_all_live(
        make_article("First on ports", tags=["Ports"]),
        make_article("Second on trade", tags=["Ports", "Trade"]),
        make_article("On cats", tags=["Cats"]),
        make_article("Mine", tags=["Trade", "Ports"]),
    )
    text = words(client.get(mine.get_absolute_url()))
    assert in_order(text, "You might also like", second.headline, first.headline)
    assert "On cats" not in text


def test_what_an_editor_picked_comes_first_in_its_order(client: Client) -> None:
    one, two, hidden = make_article("One"), make_article("Two"), make_article("Hidden draft")
    mine = make_article("Mine", tags=["Ports"])
    for position, other in enumerate([two, hidden, one]):
        RelatedArticle.objects.create(article=mine, other=other, position=position)
    *_, version = put_all_live(one, two, make_article("On ports", tags=["Ports"]), mine)
    text = words(client.get(version.get_absolute_url()))
    assert in_order(text, "You might also like", "Two", "One", "On ports")
    assert "Hidden draft" not in text


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 minute"), (356, "1 minute"), (358, "2 minutes"), (2380, "10 minutes")]
)
def test_how_long_it_takes_to_read_is_told(client: Client, count: int, told: str) -> None:
    version = put_live(body=f"<p>{'word ' * count}</p>")
    assert f"{told} to read" in words(client.get(version.get_absolute_url()))


def test_the_rarer_what_is_shared_the_nearer(client: Client) -> None:
    common = [make_article(f"On politics {number}", tags=["Politics"]) for number in range(REACH)]
    rare = make_article("Dredging is dear", tags=["Dredging"])
    *_, version = put_all_live(rare, *common, make_article("Mine", tags=["Politics", "Dredging"]), step=DAY)
    with time_machine.travel(version.live_from + HOUR, tick=False):
        text = words(client.get(version.get_absolute_url()))
    assert in_order(text, "You might also like", "Dredging is dear", "On politics 15", "On politics 14")


def test_what_shares_more_comes_first_but_not_when_it_is_old(client: Client) -> None:
    both = ["Ports", "Dredging"]
    put_live("Old on both", at=NOON - 100 * DAY, tags=both)
    put_live("Older on both", at=NOON - 400 * DAY, tags=both)
    recent = make_article("On ports", tags=["Ports"]), make_article("On both", tags=both)
    *_, version = put_all_live(*reversed(recent), make_article("Mine", tags=both), at=NOON)
    with time_machine.travel(version.live_from + HOUR, tick=False):
        text = words(client.get(version.get_absolute_url()))
    assert in_order(text, "You might also like", "On both", "On ports", "Old on both", "Older on both")


def test_a_choice_of_which_nothing_is_live_is_none(client: Client) -> None:
    mine = make_article("Mine", tags=["Ports"])
    RelatedArticle.objects.create(article=mine, other=make_article("Hidden draft"))
    *_, version = put_all_live(make_article("On ports", tags=["Ports"]), mine)
    assert "On ports" in words(client.get(version.get_absolute_url()))


def test_an_arabic_story_has_an_arabic_page(client: Client) -> None:
    Site.objects.create(name="The Meridian", time_zone="Europe/Paris")
    version = put_live("الميناء يفتح أبوابه", language="ar", tags=["Ports"])
    html = client.get(version.get_absolute_url()).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "بقلم" in html
    assert "٢ مارس ٢٠٢٦، ١٣:٠٠" in html
    assert "شارك هذا المقال" in html
    assert 'aria-current="true">World</a>' in html
    assert '<ul lang="en">' in html


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Par Ana Verhallow", "2 mars 2026, 13:00", "1 minute de lecture", "Partager cet article")),
        ("de", ("Von Ana Verhallow", "2. März 2026, 13:00", "1 Minute Lesezeit", "Artikel teilen")),
        ("es", ("Por Ana Verhallow", "2 de marzo de 2026, 13:00", "1 minuto de lectura", "Compartir este artículo")),
    ],
)
def test_a_story_has_a_page_in_its_language(client: Client, language: str, told: tuple[str, ...]) -> None:
    Site.objects.create(time_zone="Europe/Paris")
    version = put_live("Ferry 12", language=language)
    assert in_order(words(client.get(version.get_absolute_url())), "Ferry 12", *told)


def test_a_language_without_a_catalogue_is_marked_on_the_story_alone(client: Client) -> None:
    html = client.get(put_live("הנמל נפתח", language="he").get_absolute_url()).content.decode()
    assert '<html lang="en" dir="ltr">' in html
    assert '<article class="wrap axis story" lang="he" dir="rtl">' in html
    assert "Share this article" in html


def test_the_language_and_zone_of_a_page_end_with_it(client: Client) -> None:
    Site.objects.create(time_zone="Asia/Tokyo")
    arabic, english = put_live("مرحبا", language="ar"), put_live("Hello")
    assert "21:00" not in words(client.get(arabic.get_absolute_url()))
    text = words(client.get(english.get_absolute_url()))
    assert "Published 2 Mar 2026, 21:00" in text


def test_head(client: Client) -> None:
    version = put_live("Ships & <shoals>", standfirst='They said "no".', lead_photo=make_photo())
    html = client.get(version.get_absolute_url()).content.decode()
    assert "<title>Ships &amp; &lt;shoals&gt; – Newsroom</title>" in html
    assert f'<link rel="canonical" href="http://testserver{version.get_absolute_url()}">' in html
    assert '<meta name="description" content="They said &quot;no&quot;.">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:image" content="http://testserver/cards/' in html


def test_pages_are_asked_for_anew_and_set_no_cookie(client: Client) -> None:
    response = client.get(put_live().get_absolute_url())
    assert response["Cache-Control"] == "no-cache"
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies
    assert "nonce" not in response["Content-Security-Policy"]


def test_a_page_can_only_be_read(client: Client) -> None:
    address = put_live().get_absolute_url()
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_a_day_the_calendar_does_not_have(client: Client) -> None:
    assert client.get("/2026/02/31/harbour-opens/").status_code == 404
    assert client.get("/0000/00/00/harbour-opens/").status_code == 404


def test_an_opinion_is_set_apart(client: Client) -> None:
    version = put_live("A view", section="Opinion")
    version.section.opinion = True
    version.section.save()
    assert 'class="wrap axis story view"' in client.get(version.get_absolute_url()).content.decode()


def test_the_day_of_a_story_is_that_of_the_sites_zone(client: Client) -> None:
    Site.objects.create(time_zone="Asia/Tokyo")
    version = put_live(at=dt.datetime(2026, 3, 2, 20, tzinfo=dt.UTC))
    assert version.get_absolute_url() == "/2026/03/03/harbour-opens/"
    assert client.get(version.get_absolute_url()).status_code == 200
    assert Version.objects.live().count() == 1
