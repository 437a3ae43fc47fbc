"""Words taken out of everything that readers saw of a story, for good."""

import json
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from articles import publishing
from articles.body.gaps import Gaps
from articles.models import Act, Article, OpenForm, Record, Version
from articles.redacting import redact, touched
from tests.articles.makers import edit, make_article
from tests.articles.site.stories import HOUR, NOON, words

pytestmark = pytest.mark.django_db

NAME = "Jan de Wit"
MARK = "[Redacted for legal reasons, 2 March 2026]"


@pytest.fixture
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(clock: Any) -> Article:
    """A story that names somebody everywhere, in three versions: seen, live, and to come."""
    article = make_article(
        "Jan de Wit sold the harbour",
        kicker="Jan de Wit",
        standfirst="The harbour was sold by JAN DE WIT.",
        body='<p>Jan <strong>de</strong> Wit sold <a href="https://x.example/jan-de-wit">it</a>.</p><p>They knew.</p>',
        lead_caption="Jan de  Wit at the quay",
    )
    publishing.publish(article, by=None)
    clock.shift(HOUR)
    edit(article, headline="The harbour was sold", slug="harbour-sold")
    publishing.correct(article, "It was Jan de Wit, not his brother.", by=None)
    publishing.withdraw(article, by=None, at=NOON + 20 * HOUR, note="Jan de Wit has asked us to.")
    edit(article, headline="The harbour is sold")
    publishing.schedule(article, NOON + 9 * HOUR, by=None)
    return article


def everything(article: Article) -> str:
    """Return all that is kept of a story."""
    rows = [
        *Version.objects.filter(article=article).values(),
        *article.revisions.values(),
        *Article.objects.filter(pk=article.pk).values(),
        *OpenForm.objects.values(),
        *LogEntry.objects.values(),
    ]
    return json.dumps(rows, default=str, ensure_ascii=False).casefold()


def test_the_words_are_nowhere_and_a_mark_says_so(client: Client, story: Article, ada: Any) -> None:
    OpenForm.objects.create(user=ada, page=f"articles.article/{story.pk}", typed=json.dumps([["headline", NAME]]))
    LogEntry.objects.log_actions(ada.pk, [story], 2, "Changed", single_object=True)
    windows = list(story.versions.values_list("live_from", "live_until", "number", "kind"))
    done = redact(story, [NAME], by=ada, reason="Court order")
    assert len(done) == 3
    kept = everything(story)
    assert "wit" not in kept.replace("with", "")
    assert "jan-de" not in kept
    first = story.versions.first()
    assert first.headline == f"{MARK} sold the harbour"
    assert first.body == f"<p><strong>{MARK}</strong> sold it.</p><p>They knew.</p>"
    assert (first.kicker, first.lead_caption) == (MARK, f"{MARK} at the quay")
    assert first.redacted_at == story.versions.last().redacted_at
    assert first.digest == first.content().digest
    assert list(story.versions.values_list("live_from", "live_until", "number", "kind")) == windows
    told = words(client.get(Version.objects.live().get().get_absolute_url()))
    assert f"It was {MARK}, not his brother." in told
    assert f"The harbour was sold by {MARK}." in told


@pytest.mark.parametrize("desk", [True, False])
def test_it_is_on_record_without_the_words(desk: bool, story: Article, ada: Any) -> None:
    redact(story, [NAME, "harbour"], by=ada, reason="Court order", desk=desk)
    entry = Record.objects.about(story).get(act=Act.REDACTED)
    assert (entry.who, entry.reason) == (ada.pk, "Court order")
    versions = ["version 1", "version 2", "version 3"]
    assert entry.after == {"Redacted": [*versions, "the desk copy"] if desk else versions}
    assert "harbour" not in f"{entry.title} {entry.words}".casefold()


def test_the_old_address_that_named_the_words_leads_nowhere(client: Client, story: Article) -> None:
    address = story.versions.first().get_absolute_url()
    assert client.get(address).status_code == 301
    redact(story, [NAME], by=None, reason="Court order")
    assert client.get(address).status_code == 404
    assert story.versions.first().slug == "sold-the-harbour"
    assert client.get("/2026/03/02/sold-the-harbour/").status_code == 301


def test_the_desk_copy_follows_and_needs_no_update(story: Article) -> None:
    redact(story, [NAME], by=None, reason="Court order")
    story.refresh_from_db()
    assert story.standfirst == f"The harbour was sold by {MARK}."
    assert story.digest == story.content().digest == story.versions.last().digest
    assert story.revisions.first().note == "Words redacted for legal reasons"


def test_the_desk_can_keep_them(story: Article) -> None:
    redact(story, [NAME], by=None, reason="Court order", desk=False)
    story.refresh_from_db()
    assert NAME in story.kicker
    assert not Version.objects.filter(kicker=NAME).exists()
    assert list(Article.objects.with_changes()) == [story]


def test_only_what_had_the_words_is_touched(story: Article) -> None:
    found = touched(story, ["not his brother", "sold the harbour"])
    assert [(one.version.number, one.places, one.parts) for one in found] == [
        (2, 1, ["note"]),
        (1, 2, ["headline", "slug"]),
    ]
    assert [one.number for one in redact(story, ["not his brother"], by=None, reason="Court order")] == [2]
    assert story.versions.filter(redacted_at=None).count() == 2


@pytest.mark.parametrize(
    ("passages", "reason", "message"),
    [
        ([" "], "Court order", "Write the words"),
        (["a"], "Court order", "too short"),
        ([NAME], " ", "Say why"),
        ([NAME], "jan de wit asked", "repeats the words"),
    ],
)
def test_what_is_refused(passages: list[str], reason: str, message: str, story: Article) -> None:
    before = everything(story)
    with pytest.raises(publishing.Refused, match=message):
        redact(story, passages, by=None, reason=reason)
    assert everything(story) == before


def test_words_that_stand_nowhere_are_refused(story: Article) -> None:
    for desk, message in ((False, "stand in no version"), (True, "stand nowhere")):
        with pytest.raises(publishing.Refused, match=message):
            redact(story, ["Piet Hein"], by=None, reason="Court order", desk=desk)


def test_it_takes_a_permission_of_its_own(story: Article, ben: Any) -> None:
    with pytest.raises(PermissionDenied):
        redact(story, [NAME], by=ben, reason="Court order")
    ben.user_permissions.add(Permission.objects.get(codename="redact_article"))
    assert redact(story, [NAME], by=type(ben).objects.get(pk=ben.pk), reason="Court order")


def test_a_french_story_is_marked_in_french(clock: Any) -> None:
    article = make_article("Jan de Wit vend le port", language="fr")
    publishing.publish(article, by=None)
    redact(article, [NAME], by=None, reason="Court order")
    assert article.versions.get().headline == "[Expurgé pour raisons légales, 2 mars 2026] vend le port"


@pytest.mark.parametrize("column", ["headline", "body", "note", "slug", "lead_caption"])
def test_the_database_lets_nothing_else_change_a_version(column: str, story: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(article=story).update(**{column: "other"})


class TestGaps:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("<p>Jan <em>de</em> Wit &amp; co.</p>", "<p><strong>[…]</strong><em></em> &amp; co.</p>"),
            ("<p>Jan<br>de Wit left.</p>", "<p><strong>[…]</strong><br> left.</p>"),
            ("<p>Jan</p><p>de Wit</p>", "<p>Jan</p><p>de Wit</p>"),
            ("<p>Jan de Witte</p>", "<p>Jan de Witte</p>"),
            ('<p><a href="/jan_de_wit">he</a></p>', "<p>he</p>"),
            ('<p><a href="/x">So Jan de Wit</a></p>', "<p>So <strong>[…]</strong></p>"),
            (
                '<figure data-embed="https://v.example/1"><a href="https://v.example/1">Jan de Wit</a></figure>',
                "<p><strong>[…]</strong></p>",
            ),
            (
                '<figure data-photo="3"><figcaption>Jan de Wit</figcaption></figure>',
                '<figure data-photo="3"><figcaption><strong>[…]</strong></figcaption></figure>',
            ),
        ],
    )
    def test_a_body(self, before: str, after: str) -> None:
        assert Gaps([NAME], "[…]").in_body(before) == after

    def test_signs_in_a_passage_are_signs(self) -> None:
        gaps = Gaps(["(d'or)", "3.5 %"], "[…]")
        assert gaps.in_text("A (d’or), 3.5  % and 345 %") == "A […], […] and 345 %"
        assert gaps.in_body("<p>x &lt; (d'or)</p>") == "<p>x &lt; <strong>[…]</strong></p>"

    def test_a_text_that_grows_too_long_becomes_the_mark(self) -> None:
        assert Gaps([NAME], "[…………]").in_text(f"{NAME} sold", 10) == "[…………]"
