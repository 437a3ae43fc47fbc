"""What changed in a story: its versions and their comparison, as Cleo finds them at …/history/."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.freezing import Frozen
from articles.models import Agency, Byline, Kind, Role, Site, Version
from articles.redacting import redact
from tests.articles.makers import edit, make_article, make_author
from tests.articles.site.stories import HOUR, NOON, put_live
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

FIRST = "<p>The wall will run for 3.4 kilometres.</p><p>Nobody objected.</p><p>Work begins in spring.</p>"
SECOND = FIRST.replace("Nobody objected.", "The north bank objected.")
THIRD = SECOND.replace("3.4", "2.4")


@pytest.fixture
def story(clock: Any) -> Version:
    """A story updated an hour after it was published, retouched after two and corrected after three."""
    article = make_article("Halmouth will wall off its oldest quarter", standfirst="A vote at night.", body=FIRST)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, body=SECOND, headline="Halmouth votes to wall off its oldest quarter")
    publishing.update(article, by=None, note="Adds the north bank.")
    clock.shift(HOUR)
    edit(article, standfirst="A vote at dawn.")
    publishing.update(article, by=None, kind=Kind.MINOR)
    clock.shift(HOUR)
    edit(article, body=THIRD)
    return publishing.correct(article, "The wall is 2.4 kilometres long, not 3.4.", by=None)


def page(client: Client, version: Version, query: str = "", status: int = 200) -> str:
    """Return the HTML of a story's history."""
    response = client.get(version.get_history_url() + query)
    assert response.status_code == status
    return response.content.decode()


def test_the_story_leads_to_its_history_and_back(client: Client, story: Version) -> None:
    assert story.get_history_url() == f"{story.get_absolute_url()}history/"
    assert f'href="{story.get_history_url()}"' in client.get(story.get_absolute_url()).content.decode()
    assert f'<a href="{story.get_absolute_url()}">Back to the story</a>' in page(client, story)


def test_every_version_says_when_and_why_the_newest_first(client: Client, story: Version) -> None:
    html = page(client, story)
    shown = html[html.index('class="timeline"') : html.index('id="comparison"')]
    told = ["16:00", "Correction.", "The wall is 2.4 kilometres long, not 3.4.", "1 minor edit", "15:00", "Minor edit.",
            "14:00", "Update.", "Adds the north bank.", "13:00", "First published."]  # fmt: skip
    places = [shown.index(part) for part in told]
    assert places == sorted(places)
    assert '<time datetime="2026-03-02T16:00+01:00">2 Mar 2026, 16:00</time>' in shown
    assert shown.index("<details>") < shown.index("Minor edit.") < shown.index("</details>")


def test_the_last_change_is_compared_and_minor_edits_are_in_it(client: Client, story: Version) -> None:
    html = page(client, story)
    assert "run for <del>3.4</del> <ins>2.4</ins> kilometres" in " ".join(html.split())
    assert "A vote at <del>night</del> <ins>dawn</ins>." in html
    assert "Unchanged: 2 paragraphs" in html
    assert "Nobody objected" not in html
    assert "Work begins in spring" not in html


def test_any_two_are_compared_in_the_order_readers_saw_them(client: Client, story: Version) -> None:
    html = page(client, story, "?from=1&to=2")
    assert "<h2>Halmouth <del>will</del> <ins>votes to</ins> wall off its oldest quarter" in html
    assert "<del>Nobody objected.</del>" in html
    assert "<ins>The north bank objected.</ins>" in html
    assert "2.4" not in html[html.index('id="comparison"') :]
    assert page(client, story, "?from=2&to=1").count("<ins>votes to</ins>") == 1


def test_a_minor_edit_alone_is_shown_on_request(client: Client, story: Version) -> None:
    assert 'href="?from=2&amp;to=3"' in page(client, story)
    html = page(client, story, "?from=2&to=3")
    assert "A vote at <del>night</del> <ins>dawn</ins>." in html
    assert '<option value="3" selected>Minor edit, 2 Mar 2026, 15:00</option>' in html
    assert '<option value="3"' not in page(client, story, "?from=1&to=2")


def test_photos_have_their_caption_and_credit_and_the_byline_its_names(client: Client, clock: Any) -> None:
    old, new = make_photo(caption="The old quay", credit="Lena"), make_photo(caption="The new quay", credit="Milo")
    figure = '<figure data-photo="{}"><figcaption>{}</figcaption></figure>'
    article = make_article(body="<p>Text.</p>" + figure.format(old.pk, "Seen from the sea"), lead_photo=old)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    Byline.objects.create(article=article, agency=Agency.objects.create(name="Northwire"), role=Role.WITH, position=1)
    edit(article, lead_photo=new, body="<p>Text.</p>" + figure.format(old.pk, "Seen from the land"))
    html = page(client, publishing.update(article, by=None))
    assert "The <del>old</del> <ins>new</ins> quay <del>Lena</del> <ins>Milo</ins>" in html
    assert "Seen from the <del>sea</del> <ins>land</ins> Lena" in html
    assert "By Ana Verhallow <ins>with Northwire</ins>" in html
    assert "<img" not in html[html.index("<main") :]


def test_a_changed_link_or_a_heading_is_said(client: Client, clock: Any) -> None:
    article = make_article(body='<p>See <a href="https://a.example/">the plan</a>.</p>')
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, body='<p>See <a href="https://b.example/">the plan</a>.</p>')
    assert "Links or layout changed" in page(client, publishing.update(article, by=None))


def test_a_story_that_never_changed(client: Client) -> None:
    version = put_live()
    assert "history" not in client.get(version.get_absolute_url()).content.decode()
    html = page(client, version)
    assert "The story is as it was first published." in html
    assert 'class="compare"' not in html


def test_an_edit_that_readers_do_not_read_here_is_no_difference(client: Client, story: Version) -> None:
    assert "are the same in both" in page(client, story, "?from=2&to=2")


@pytest.mark.parametrize(
    "query",
    ["?from=99", "?to=x", "?from=-1&to=2", "?from=²&to=1", "?from=" + "9" * 400, "?to=%00", "?from=1&to=2 OR 1=1"],
)
def test_a_version_that_never_was_is_said_plainly(client: Client, story: Version, query: str) -> None:
    html = page(client, story, query, status=404)
    assert "Readers have seen no such version of this story." in html
    assert "<del>3.4</del>" in html


def test_empty_choices_are_the_usual_ones(client: Client, story: Version) -> None:
    assert "<del>3.4</del>" in page(client, story, "?from=&to=")


def test_a_scheduled_version_is_not_there_by_number_before_its_second(
    client: Client, story: Version, clock: Any
) -> None:
    edit(story.article, headline="Embargoed words")
    due = NOON + 9 * HOUR
    publishing.schedule(story.article, due, by=None, note="Embargoed note")
    absent = page(client, story, "?from=1&to=99", status=404).replace("99", "N")
    clock.move_to(due - publishing.TICK)
    for query in ("", "?from=4&to=5", "?from=5&to=5"):
        assert "Embargoed" not in page(client, story, query, status=404 if "5" in query else 200)
    assert page(client, story, "?from=1&to=5", status=404).replace("5", "N").count("N") >= absent.count("N")
    clock.move_to(due)
    html = page(client, story)
    assert "Embargoed note" in html
    assert "<ins>Embargoed words</ins>" in html


def test_a_withdrawn_story_has_no_history(client: Client, story: Version, clock: Any) -> None:
    clock.shift(HOUR)
    publishing.withdraw(story.article, by=None, at=NOON + 5 * HOUR)
    clock.move_to(NOON + 5 * HOUR - publishing.TICK)
    page(client, story)
    clock.move_to(NOON + 5 * HOUR)
    assert client.get(story.get_history_url()).status_code == client.get(story.get_absolute_url()).status_code
    assert "Nobody objected" not in client.get(story.get_history_url()).content.decode()


def test_an_earlier_address_leads_on(client: Client, story: Version, clock: Any) -> None:
    old = story.get_history_url()
    clock.shift(HOUR)
    edit(story.article, slug="the-wall")
    new = publishing.update(story.article, by=None)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new.get_history_url())
    assert client.get(new.get_history_url()[:-1]).status_code == 301


def test_a_newsroom_may_keep_its_versions_to_itself(client: Client, story: Version) -> None:
    Site.objects.update(shows_history=False)
    assert "history" not in client.get(story.get_absolute_url()).content.decode()
    page(client, story, status=404)
    page(client, story, "?from=1&to=2", status=404)


def test_it_speaks_the_storys_language(client: Client, clock: Any) -> None:
    article = make_article("الميناء يفتح", language="ar")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, headline="الميناء يغلق", body=f"{article.body}<p>خبر</p>")
    html = page(client, publishing.update(article, by=None))
    assert '<html lang="ar" dir="rtl">' in html
    assert "قارن" in html
    assert "٢ مارس ٢٠٢٦" in html
    assert "دون تغيير: اسم الكاتب" in html
    assert "فقرة واحدة" in html


def test_words_with_markup_in_them_are_words(client: Client, clock: Any) -> None:
    make_author("<b>Eve</b>")
    article = make_article("<script>alert(1)</script>", byline="<b>Eve</b>", body="<p>a &lt;i&gt; b</p>")
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, body="<p>a &lt;u&gt; b</p>")
    html = page(client, publishing.update(article, by=None, note="<i>why</i>"))
    for absent in ("<script>alert", "<b>Eve", "<i>", "<u>"):
        assert absent not in html


def test_search_engines_leave_it_and_nothing_keeps_it(client: Client, story: Version) -> None:
    response = client.get(story.get_history_url())
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert client.post(story.get_history_url()).status_code == 405


def versions(count: int, body: str) -> Version:
    """Give a story that many versions, an hour apart, the odd ones minor edits; return the last."""
    article = make_article(body=body, lead_photo=make_photo())
    content = article.content()
    kinds = [Kind.UPDATE, Kind.MINOR]
    start = NOON - dt.timedelta(days=30)
    publishing.backfill(
        [
            Frozen(article, content, live_from=start + number * HOUR, first_published=start, kind=kinds[number % 2])
            for number in range(count)
        ]
    )
    return Version.objects.get(article=article, number=count)


@pytest.mark.parametrize("count", [2, 200, 230])
def test_it_costs_the_same_however_many_versions_there_are(client: Client, clock: Any, count: int) -> None:
    last = versions(count, FIRST)
    with CaptureQueriesContext(connection) as asked:
        html = page(client, last, f"?from=1&to={count}")
    assert len(asked) == 6
    bodies = [query["sql"] for query in asked.captured_queries if '"articles_version"."body"' in query["sql"]]
    assert len(bodies) == 1
    assert html.count("<time") < 210


def test_a_book_is_compared_within_bounds(client: Client, clock: Any) -> None:
    before = "".join(
        f"<p>{' '.join(f'w{number % 997}' for number in range(at, at + 60))}</p>" for at in range(0, 50_000, 60)
    )
    article = make_article(body=before)
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, body=before.replace("1 ", "e ").replace("3 ", "f ").replace("5 ", "g ").replace("7", "h"))
    html = page(client, publishing.update(article, by=None))
    assert "shown by whole passages" in html


def test_a_redacted_version_shows_as_redacted(client: Client, story: Version) -> None:
    assert "Redacted" not in page(client, story)
    redact(story.article, ["the north bank objected"], by=None, reason="A court says so.")
    shown = page(client, story)
    assert shown.count("<em>Redacted for legal reasons, 2 March 2026.</em>") == 3
    assert "north bank objected" not in shown.lower()
