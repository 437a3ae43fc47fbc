"""Translations at the desk: begun, linked, unlinked, read beside their original, and behind it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, translating
from articles.deleting import bring_back, delete_story, remove_gone
from articles.killing import kill_story
from articles.models import KEPT_DELETED, Act, Article, Author, Kind, Record, Revision, Role, TranslationGroup
from articles.restoring import restore_revision
from tests.articles.desk.browsing import Desk, change, words
from tests.articles.makers import edit, make_article
from tests.articles.translated import make_translation
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def article(db: None, clock: Any) -> Article:
    """A story that readers see since noon."""
    story = make_article("Harbour opens", standfirst="At noon.", kicker="Ports", tags=["Ports"])
    edit(story, lead_photo=make_photo(alt="Quay"), lead_crops="")
    publishing.publish(story, by=None)
    return story


def press(desk: Desk, button: str, story: Article, value: Any = "1", **typed: Any) -> Any:
    return desk.press(button, story, value, **{f"translation-{name}": one for name, one in typed.items()})


def translate(desk: Desk, story: Article, language: str) -> Any:
    return press(desk, "_translate", story, language=language)


def french() -> Article:
    return Article.objects.get(language="fr")


class TestBeginning:
    def test_a_draft_begins_with_the_original_s_own_words(self, desk: Desk, article: Article, ben: User) -> None:
        Author.objects.create(name="Ben Okonkwo", user=ben)
        page = translate(desk, article, "fr")
        draft = french()
        assert page.redirect_chain == [(change(draft), 302)]
        told = words(page)
        assert "A draft in French is begun. It holds the words of “Harbour opens” as they are: write over them." in told
        assert "The text is still the original’s, in English: write over it." in told
        live, content = article.versions.get().content(), draft.content()
        for part in ("kicker", "headline", "standfirst", "body", "lead_photo", "section", "tags"):
            assert getattr(content, part) == getattr(live, part), part
        assert [str(one) for one in draft.bylines.with_people()][-1:] == [str(draft.bylines.get(position=1))]
        credit = draft.bylines.get(position=1)
        assert (credit.role, credit.author.name) == (Role.TRANSLATED_BY, "Ben Okonkwo")
        assert (draft.first_published, draft.created_by) == (None, ben)
        assert draft.slug != article.slug
        assert Revision.objects.filter(article=draft).count() == 1
        article.refresh_from_db()
        assert (article.is_original, draft.is_original) == (True, False)
        assert draft.translations_id == article.translations_id

    def test_what_readers_see_is_copied_not_what_is_being_written(self, desk: Desk, article: Article) -> None:
        edit(article, headline="Harbour to open later")
        translate(desk, article, "fr")
        assert french().headline == "Harbour opens"

    def test_a_draft_is_copied_as_it_stands_with_what_was_typed_just_now(self, desk: Desk, clock: Any) -> None:
        draft = make_article("Harbour opens")
        desk.press("_translate", draft, "1", **{"headline": "Harbour opened", "translation-language": "de"})
        assert Article.objects.get(language="de").headline == "Harbour opened"

    def test_whoever_is_no_author_is_not_credited(self, desk: Desk, article: Article) -> None:
        translate(desk, article, "fr")
        assert [one.role for one in french().bylines.all()] == [Role.BY]

    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("", "Choose a language first."),
            ("fr", "The story is told in this language already. Choose another."),
            ("en", "The story is told in this language already. Choose another."),
            ("xx", "The story is told in this language already. Choose another."),
        ],
    )
    def test_refused_at_the_field(self, desk: Desk, article: Article, language: str, told: str) -> None:
        make_translation(article)
        page = translate(desk, article, language)
        assert page.status_code == 200
        assert told in words(page)
        assert Article.objects.count() == 2

    def test_it_is_on_record(self, desk: Desk, article: Article, ben: User) -> None:
        translate(desk, article, "fr")
        entry = Record.objects.newest_first().filter(act=Act.TRANSLATION_BEGUN).get()
        assert (entry.who, entry.key) == (ben.pk, str(article.pk))
        assert (entry.before, entry.after) == ({"Translations": "none"}, {"Translations": ["French: “Harbour opens”"]})

    def test_a_translation_is_translated_too_and_stays_one_group(self, desk: Desk, article: Article) -> None:
        translate(desk, article, "fr")
        translate(desk, french(), "de")
        german = Article.objects.get(language="de")
        article.refresh_from_db()
        assert german.translations_id == french().translations_id == article.translations_id
        assert not german.is_original
        assert TranslationGroup.objects.count() == 1

    def test_a_killed_story_is_not_translated(self, desk: Desk, article: Article) -> None:
        kill_story(article, by=None, reason="A threat.")
        assert "bring it back before it is translated" in words(translate(desk, article, "fr"))


class TestLinking:
    def test_stories_that_exist_are_linked_and_unlinked_on_record(self, desk: Desk, article: Article) -> None:
        other = make_article("Le port ouvre", language="fr")
        page = press(desk, "_link_translation", article, other=[str(other.pk)], way="into")
        assert "Linked with “Le port ouvre”." in words(page)
        assert "French Draft Le port ouvre" in words(page)
        article.refresh_from_db()
        assert article.is_original
        assert "English, the original" in desk.see(other)
        page = press(desk, "_unlink_translation", article, other.pk)
        assert "“Le port ouvre” is linked with no translation any more. Its words stay." in words(page)
        assert not TranslationGroup.objects.exists()
        acts = Record.objects.filter(act__in=[Act.TRANSLATION_LINKED, Act.TRANSLATION_UNLINKED])
        assert [(one.act, one.key) for one in acts.order_by("pk")] == [
            ("translation-linked", str(other.pk)),
            ("translation-linked", str(article.pk)),
            ("translation-unlinked", str(other.pk)),
            ("translation-unlinked", str(article.pk)),
        ]

    def test_the_other_may_be_the_original(self, desk: Desk, article: Article) -> None:
        other = make_article("Le port ouvre", language="fr")
        press(desk, "_link_translation", article, **{"other-typed": "le port ouvre"}, way="from")
        other.refresh_from_db()
        article.refresh_from_db()
        assert (other.is_original, article.is_original) == (True, False)

    def test_refused_in_words(self, desk: Desk, article: Article) -> None:
        taken = make_translation(article)
        same = make_article("Harbour closes")
        second = make_article("Un port", language="fr")
        elsewhere = make_translation(make_article("Hafen", language="de"), "ar")
        for other, told in [
            (None, "Choose a story first."),
            (article, "A story is no translation of itself."),
            (same, "Both stories are in English. Is one’s language wrong?"),
            (second, f"There is a translation into French already: “{taken}”."),
            (elsewhere, "both have other translations. Unlink one of them first."),
            (taken, "These two are linked already."),
        ]:
            page = press(desk, "_link_translation", article, other=[str(other.pk)] if other else [], way="into")
            assert told in words(page), told
        gone = make_article("Puerto", language="es")
        delete_story(gone, None)
        page = press(desk, "_link_translation", article, other=[str(gone.pk)], way="into")
        assert "“Puerto” is deleted. Bring it back first." in words(page)

    def test_a_second_original_is_refused(self, desk: Desk, article: Article) -> None:
        translation = make_translation(article)
        other = make_article("Puerto", language="es")
        page = press(desk, "_link_translation", translation, other=[str(other.pk)], way="from")
        assert "The original of “Le port ouvre” is known already, and is another story." in words(page)

    def test_without_its_original_the_others_stay_together(self, desk: Desk, article: Article) -> None:
        first, second = make_translation(article), make_translation(article, "ar")
        press(desk, "_unlink_translation", article, article.pk)
        for one in (article, first, second):
            one.refresh_from_db()
        assert (article.translations_id, article.is_original) == (None, False)
        assert first.translations_id == second.translations_id is not None
        assert not first.is_original

    def test_a_stale_button_unlinks_nobody_else(self, desk: Desk, article: Article) -> None:
        make_translation(article)
        stranger = make_translation(make_article("Hafen", language="de"), "ar")
        page = press(desk, "_unlink_translation", article, stranger.pk)
        assert "That story is linked with no other any more." in words(page)
        stranger.refresh_from_db()
        assert stranger.translations_id


class TestLanguage:
    def test_another_s_language_is_refused_at_the_field(self, desk: Desk, article: Article) -> None:
        make_translation(article)
        page = desk.press("_save", article, "1", language="fr")
        assert "There is a translation into French already: “Le port ouvre”." in words(page)
        article.refresh_from_db()
        assert article.language == "en"

    def test_a_revision_in_a_language_that_is_taken_leaves_it_as_it_is(self, article: Article) -> None:
        draft = make_article("Der Hafen", language="de")
        edit(draft, language="it", headline="Il porto")
        translating.link(draft, article, by=None)
        make_translation(article, "de")
        first = draft.revisions.get(number=1)
        _, left_out = restore_revision(first, by=None)
        draft.refresh_from_db()
        assert (draft.headline, draft.language) == ("Der Hafen", "it")
        assert left_out == ["its language: “Der Hafen öffnet” is the story in that language by now"]

    def test_a_version_in_a_language_that_is_taken_is_not_restored(self, article: Article, clock: Any) -> None:
        draft = make_article("Der Hafen", language="de")
        version = publishing.publish(draft, by=None)
        clock.shift(MINUTE)
        edit(draft, language="it")
        publishing.update(draft, by=None)
        translating.link(draft, article, by=None)
        make_translation(article, "de")
        with pytest.raises(publishing.Refused, match="There is a translation into German already"):
            publishing.restore(version, by=None)


class TestDeleting:
    def test_a_deleted_one_comes_back_linked(self, article: Article) -> None:
        draft = make_translation(article)
        delete_story(draft, None)
        assert not Article.objects.translations_of(article).exists()
        bring_back(Article.with_deleted.get(pk=draft.pk), None)
        assert Article.objects.translations_of(Article.objects.get(pk=article.pk)).get() == draft

    def test_and_alone_where_another_took_its_language(self, desk: Desk, article: Article) -> None:
        draft = make_translation(article)
        delete_story(draft, None)
        translate(desk, article, "fr")
        bring_back(Article.with_deleted.get(pk=draft.pk), None)
        draft.refresh_from_db()
        assert draft.translations_id is None
        assert Record.objects.filter(act=Act.UNDELETED).get().after["Translations"] == "none"

    def test_once_it_is_gone_the_last_one_stands_alone(self, clock: Any, db: None) -> None:
        original = make_article("Harbour opens")
        draft = make_translation(original)
        delete_story(original, None)
        clock.shift(KEPT_DELETED)
        assert remove_gone() == 1
        draft.refresh_from_db()
        assert draft.translations_id is None
        assert not TranslationGroup.objects.exists()


class TestBehind:
    @pytest.fixture
    def behind(self, article: Article, clock: Any, ben: User) -> Article:
        """A translation that is live, of Ben's, whose original was corrected a minute after."""
        clock.shift(MINUTE)
        draft = make_translation(article, created_by=ben)
        publishing.publish(draft, by=None)
        clock.shift(MINUTE)
        edit(article, headline="Harbour closes")
        publishing.correct(article, "It closes.", by=None)
        clock.shift(MINUTE)
        return draft

    def test_its_form_says_what_happened_and_leads_to_the_difference(
        self, desk: Desk, article: Article, behind: Article
    ) -> None:
        page = desk.client.get(change(behind))
        assert "The original was corrected at 13:02: “It closes.”" in words(page)
        first, second = article.versions.order_by("number")
        address = f"/admin/articles/article/{article.pk}/compare/?a=v{first.pk}&amp;b=v{second.pk}"
        assert address in page.content.decode()
        compared = words(desk.client.get(address.replace("&amp;", "&")))
        assert "closes" in compared

    def test_an_original_that_was_withdrawn_is_told_until_somebody_says_that_the_translation_stays(
        self, desk: Desk, article: Article, clock: Any
    ) -> None:
        draft = make_translation(article)
        publishing.publish(draft, by=None)
        clock.shift(MINUTE)
        publishing.withdraw(article, by=None)
        clock.shift(MINUTE)
        assert "The original was withdrawn at 13:01: readers no longer see it." in desk.see(draft)
        assert "original withdrawn 13:01" in words(desk.client.get("/admin/articles/article/?show=behind"))
        page = press(desk, "_up_to_date", draft)
        assert "Noted" in words(page)
        assert "The original was withdrawn" not in words(page)

    def test_an_original_that_was_killed_is_told(self, desk: Desk, behind: Article, article: Article) -> None:
        kill_story(article, by=None, reason="It is not ours.")
        assert "The original was killed at 13:03: readers no longer see it." in desk.see(behind)
        assert "original killed 13:03" in words(desk.client.get("/admin/articles/article/"))

    def test_the_list_marks_it_and_has_a_tab(self, desk: Desk, behind: Article) -> None:
        make_article("Quiet night")
        html = desk.client.get("/admin/articles/article/?show=behind")
        assert "original corrected 13:02" in words(html)
        assert "Quiet night" not in words(html)
        assert "original corrected 13:02" in words(desk.client.get("/admin/articles/article/"))

    def test_the_day_tells_its_people(self, desk: Desk, behind: Article, ana: User) -> None:
        assert "Your translations, behind their originals" in words(desk.client.get("/admin/"))
        assert "behind their originals" not in words(Desk(ana).client.get("/admin/"))

    def test_published_anew_or_called_up_to_date_it_is_no_more(self, desk: Desk, behind: Article, clock: Any) -> None:
        edit(behind, headline="Le port fermé")
        publishing.update(behind, by=None, kind=Kind.MINOR, sure=True)
        assert "The original was corrected" in desk.see(behind)
        page = press(desk, "_up_to_date", behind)
        assert "Noted. You are told again when the original changes." in words(page)
        assert "The original was corrected" not in words(page)
        assert Record.objects.filter(act=Act.TRANSLATION_UP_TO_DATE).count() == 1

    def test_a_draft_original_that_was_published_since_is_compared_with_what_was_copied(
        self, desk: Desk, clock: Any, db: None
    ) -> None:
        original = make_article("Harbour to open")
        translate(desk, original, "fr")
        original.refresh_from_db()
        clock.shift(MINUTE)
        edit(original, headline="Harbour opens")
        publishing.publish(original, by=None)
        clock.shift(MINUTE)
        page = desk.client.get(change(french()))
        assert "The original was published at 13:01." in words(page)
        (address,) = re.findall(r'href="([^"]+compare/\?a=r\d+[^"]+)"', page.content.decode())
        assert "Harbour to open" in words(desk.client.get(address.replace("&amp;", "&")))


class TestBeside:
    def test_the_original_is_read_beside_a_draft(self, desk: Desk, article: Article) -> None:
        edit(article, headline="Unseen words")
        page = desk.client.get(change(make_translation(article)))
        html = page.content.decode()
        beside = html.partition('class="reading" lang="en" dir="ltr"')[2].partition("</section>")[0]
        assert "Harbour opens" in beside
        assert "The harbour opened at noon" in beside
        assert "Unseen words" not in beside
        assert "English, as readers see it, version 1" in words(page)

    def test_an_embed_is_named_in_a_line(self, desk: Desk, article: Article, clock: Any) -> None:
        embed = '<figure data-embed="https://v.example/1"><a href="https://v.example/1">The barrier</a></figure>'
        publishing.update(edit(article, body=f"{article.body}{embed}"), by=None)
        clock.shift(1)
        beside = words(desk.client.get(change(make_translation(article))))
        assert "Embed: The barrier" in beside

    def test_an_original_in_arabic_runs_right_to_left(self, desk: Desk, db: None) -> None:
        original = make_article("الميناء", language="ar")
        html = desk.client.get(change(make_translation(original))).content.decode()
        assert 'class="reading" lang="ar" dir="rtl"' in html
        assert "its desk copy" in html

    def test_no_story_without_translations_is_asked_more(self, desk: Desk, article: Article) -> None:
        with CaptureQueriesContext(connection) as ran:
            desk.client.get(change(article))
        assert [one for one in ran if 'translations_id" =' in one["sql"] or "translationgroup" in one["sql"]] == []


def test_people_who_may_not_write_may_not_link(article: Article) -> None:
    kit = User.objects.create_user("kit")
    draft = make_translation(article)
    for act in (
        lambda: translating.begin_translation(article, "de", by=kit),
        lambda: translating.link(make_article("Hafen", language="de"), article, by=kit),
        lambda: translating.unlink(draft, by=kit),
        lambda: translating.call_up_to_date(draft, by=kit),
    ):
        with pytest.raises(PermissionDenied):
            act()
