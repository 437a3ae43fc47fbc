"""Series at the desk: chosen in a story's form, numbered there or on the series' own page."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Act, Article, Record, Redirect, Revision, Series
from articles.numbering import give_numbers, numbers_in
from tests.articles.desk.browsing import Desk, change, posted, words
from tests.articles.desk.filled import filled
from tests.articles.desk.keeping_forms import errors, kept
from tests.articles.desk.opening import Window, offered
from tests.articles.desk.two import Two
from tests.articles.makers import edit, make_article
from tests.conftest import person
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]
LIST = "/admin/articles/series/"


@pytest.fixture
def files() -> Series:
    return Series.objects.create(name="Harbour files")


def page_of(series: Series) -> str:
    return f"{LIST}{series.pk}/change/"


class TestStory:
    def test_it_is_chosen_with_a_number(self, ana: User, files: Series) -> None:
        article = kept(ana, posted(headline="Harbour opens", series=[str(files.pk)], part="2"))
        assert (article.series, article.part) == (files, 2)
        assert article.revisions.get().content["series"] == files.pk

    def test_a_new_one_is_added_by_whoever_may(self, ben: User) -> None:
        article = kept(ben, posted(series=["+Harbour files"]))
        assert str(article.series) == "Harbour files"
        assert kept(ben, posted(series=["+ HARBOUR  Files"])).series == article.series

    def test_a_reporter_chooses_and_adds_none(self, ana: User, files: Series) -> None:
        told = errors(ana, posted(series=["+Another"]))
        assert told["series"] == ["There is no series “Another”, and you may not add one."]
        assert kept(ana, posted(series=["+harbour files"])).series == files

    def test_the_last_one_chosen_counts(self, ana: User, files: Series) -> None:
        other = Series.objects.create(name="Another")
        assert kept(ana, posted(series=[str(files.pk), str(other.pk)])).series == other
        assert kept(ana, posted(series=[str(files.pk)], **{"series-typed": "another"})).series == other

    def test_one_that_is_gone_is_told_at_the_field(self, ana: User) -> None:
        assert errors(ana, posted(series=["12345"]))["series"] == ["This series is gone. Choose another."]

    @pytest.mark.parametrize("odd", ["0", "-3", "10000", "two"])
    def test_a_number_that_cannot_be_is_told_at_the_field(self, ana: User, files: Series, odd: str) -> None:
        assert "part" in errors(ana, posted(series=[str(files.pk)], part=odd))

    def test_no_field_is_open_that_was_not(self, ana: User) -> None:
        html = Desk(ana).client.get("/admin/articles/article/add/").content.decode()
        folded = re.search(r'<details><summary><h2 [^>]*id="series-heading".*?</details>', html, re.DOTALL)
        assert folded
        assert "none" in folded[0]
        assert 'name="part"' in folded[0]

    def test_taken_out_on_the_desk_it_stays_for_readers(self, ben: User, files: Series) -> None:
        article = make_article(series=files, part=1)
        publishing.publish(article, by=None)
        fresh = kept(ben, posted(article, series=[], part=""), article)
        assert (fresh.series, fresh.part) == (None, None)
        assert fresh.versions.get().series == files
        assert "Series" in words(Desk(ben).client.get(f"/admin/articles/article/{article.pk}/compare/"))

    def test_a_live_story_moves_at_once_for_whoever_may(self, ben: User, files: Series) -> None:
        article = make_article(series=files, part=1)
        publishing.publish(article, by=None)
        kept(ben, posted(article, part="3"), article)
        assert article.versions.get().part == 3
        assert article.revisions.count() == 1

    def test_and_stays_for_a_reporter(self, ana: User, files: Series) -> None:
        article = make_article(series=files, part=1)
        publishing.publish(article, by=None)
        assert "you may not change where it stands" in errors(ana, posted(article, part="3"), article)["part"][0]
        assert kept(ana, posted(article, headline="Again"), article).part == 1

    def test_in_another_series_it_takes_its_number_there(self, ben: User, files: Series) -> None:
        article = make_article(series=files, part=4)
        publishing.publish(article, by=None)
        other = Series.objects.create(name="Another")
        moved = kept(ben, posted(article, series=[str(other.pk)]), article)
        assert (moved.series, moved.part) == (other, None)
        back = kept(ben, posted(moved, series=[str(files.pk)]), moved)
        assert (back.series, back.part) == (files, 4)

    def test_the_gate_advises_against_a_number_that_is_taken(self, ben: User, files: Series) -> None:
        publishing.publish(make_article("Harbour opens", series=files, part=1), by=None)
        article = make_article("Harbour closes", series=files, part=1)
        page = Desk(ben).see(article, "?ask=publish")
        assert "“Harbour opens” is part 1 already." in page
        publishing.publish(article, by=ben)
        assert article.versions.live().exists()


class TestTwo:
    def two(self, ana: User, ben: User, files: Series) -> Two:
        return Two(ana, ben, make_article("Harbour opens", series=files, part=1))

    def test_a_number_given_elsewhere_is_not_taken_back(self, ana: User, ben: User, files: Series) -> None:
        two = self.two(ana, ben, files)
        give_numbers(files, {two.article.pk: 3}, by=ben)
        two.post(two.ana, headline="Again")
        two.article.refresh_from_db()
        assert (two.article.part, two.article.headline) == (3, "Again")

    def test_what_only_one_changed_is_joined(self, ana: User, ben: User, files: Series) -> None:
        two = self.two(ana, ben, files)
        two.clash(mine={"headline": "Again"}, theirs={"part": "2", "kicker": "Ports"})
        two.article.refresh_from_db()
        assert (two.article.part, two.article.headline, two.article.kicker) == (2, "Again", "Ports")

    @pytest.mark.parametrize(("choice", "part"), [("mine", 3), ("theirs", 2)])
    def test_two_numbers_are_chosen_between(self, ana: User, ben: User, files: Series, choice: str, part: int) -> None:
        two = self.two(ana, ben, files)
        page = two.clash(mine={"part": "3"}, theirs={"part": "2", "kicker": "Ports"})
        assert "You both changed the part." in words(page)
        two.again(page, **{"choose-part": choice})
        two.article.refresh_from_db()
        assert (two.article.part, two.article.kicker) == (part, "Ports")

    @pytest.mark.parametrize(("choice", "name"), [("mine", "Mine"), ("theirs", "Theirs")])
    def test_two_series_are_chosen_between(self, ana: User, ben: User, files: Series, choice: str, name: str) -> None:
        two = self.two(ana, ben, files)
        keys = {one: str(Series.objects.create(name=one).pk) for one in ("Mine", "Theirs")}
        page = two.clash(mine={"series": [keys["Mine"]]}, theirs={"series": [keys["Theirs"]]})
        assert "Mine" in words(page)
        two.again(page, **{"choose-series": choice})
        assert str(Article.objects.get(pk=two.article.pk).series) == name


class TestLookup:
    def ask(self, user: User, typed: str) -> Any:
        return Desk(user).client.get("/admin/articles/article/series/", {"q": typed}).json()

    def test_it_finds_by_the_beginning_of_a_word(self, ben: User, files: Series) -> None:
        make_article(series=files)
        expected = {"value": str(files.pk), "label": "Harbour files", "note": "1 story", "exact": False}
        assert self.ask(ben, "FIL") == {"results": [expected], "new": ["series"]}
        assert self.ask(ben, "harbour files")["new"] == []
        assert self.ask(ben, "") == {"results": [], "new": []}

    def test_a_reporter_is_offered_no_new_one(self, ana: User) -> None:
        assert self.ask(ana, "Another")["new"] == []


class TestSeries:
    @pytest.fixture
    def desk(self, ben: User) -> Client:
        return Desk(ben).client

    def test_it_is_made_and_its_address_goes_on_leading(self, desk: Client) -> None:
        photo = make_photo()
        values = {"name": "Harbour files", "description": "Of a port.", "order": "parts", "picture": photo.pk}
        assert desk.post(f"{LIST}add/", values).status_code == 302
        series = Series.objects.get()
        assert (series.slug, series.picture) == ("harbour-files", photo)
        desk.post(page_of(series), values | {"slug": "port-files"})
        assert Redirect.objects.get().target == "/series/port-files/"

    def test_the_list_counts_what_readers_see(self, desk: Client, files: Series) -> None:
        publishing.publish(make_article("One", series=files), by=None)
        make_article("Two", series=files)
        page = desk.get(LIST)
        assert [(one.story_count, one.live_count) for one in page.context["cl"].result_list] == [(2, 1)]
        stories = desk.get("/admin/articles/article/", {"series": files.pk})
        assert "Two" in words(stories)

    def test_all_stories_stand_there_in_their_order(self, desk: Client, files: Series) -> None:
        for headline, part in (("A draft", None), ("Third", 3), ("First", 1)):
            make_article(headline, series=files, part=part)
        publishing.publish(Article.objects.get(headline="First"), by=None)
        html = desk.get(page_of(files)).content.decode()
        assert re.findall(r"data-name>([^<]+)<", html) == ["First", "Third", "A draft"]
        assert 'data-state="live"' in html

    def test_typed_numbers_are_given_and_recorded(self, desk: Client, files: Series) -> None:
        first, second = (make_article(name, series=files) for name in ("One", "Two"))
        publishing.publish(second, by=None)
        form = filled(desk.get(page_of(files)), "series_form")
        form |= {f"part_{first.pk}": ["2"], f"part_{second.pk}": ["1"]}
        assert desk.post(page_of(files), form).status_code == 302
        assert numbers_in(files) == {first.pk: 2, second.pk: 1}
        assert second.versions.get().part == 1
        assert Record.objects.filter(act=Act.PARTS).count() == 1

    def test_what_somebody_else_numbered_meanwhile_stays(self, desk: Client, files: Series) -> None:
        first, second = (make_article(name, series=files) for name in ("One", "Two"))
        form = filled(desk.get(page_of(files)), "series_form")
        give_numbers(files, {first.pk: 7}, by=None)
        desk.post(page_of(files), form | {f"part_{second.pk}": ["8"]})
        assert numbers_in(files) == {first.pk: 7, second.pk: 8}

    def test_an_odd_number_is_told_at_its_story(self, desk: Client, files: Series) -> None:
        story = make_article(series=files)
        form = filled(desk.get(page_of(files)), "series_form")
        page = desk.post(page_of(files), form | {f"part_{story.pk}": ["0"]})
        assert "greater than or equal to 1" in words(page)

    def test_a_long_one_has_pages_for_all_its_stories(
        self, desk: Client, files: Series, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("articles.desk.series.LISTED", 2)
        stories = [make_article(f"Story {part}", series=files, part=part) for part in range(1, 6)]
        page = desk.get(page_of(files))
        assert "1–2 3–4 5–5" in " ".join(re.findall(r'<a href="\?after=\d"[^>]*>([^<]+)<', page.content.decode()))
        page = desk.get(f"{page_of(files)}?after=2")
        assert re.findall(r"data-name>([^<]+)<", page.content.decode()) == ["Story 3", "Story 4"]
        form = filled(page, "series_form")
        give_numbers(files, {stories[2].pk: 6}, by=None)  # it stands on another page by now
        wrong = desk.post(page_of(files), form | {f"part_{stories[3].pk}": ["0"]})
        assert re.findall(r"data-name>([^<]+)<", wrong.content.decode()) == ["Story 4", "Story 3"]
        assert 'href="?after=2" aria-current="page"' in wrong.content.decode()
        desk.post(page_of(files), form | {f"part_{stories[3].pk}": ["9"]})
        assert numbers_in(files) == {one.pk: part for one, part in zip(stories, (1, 2, 6, 9, 5), strict=True)}
        assert "Story 4" in words(desk.get(f"{page_of(files)}?after=999"))

    def test_numbers_of_a_later_page_are_put_back_there(
        self, desk: Client, ben: User, files: Series, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("articles.desk.series.LISTED", 2)
        stories = [make_article(f"Story {part}", series=files, part=part) for part in range(1, 6)]
        window = Window(desk, f"articles.series/{files.pk}")
        window.types(filled(desk.get(f"{page_of(files)}?after=2"), "series_form") | {f"part_{stories[3].pk}": ["7"]})
        assert "it is not saved. Part: Story 4." in offered(window)
        form = filled(desk.get(f"{page_of(files)}?unsaved={window.form}"), "series_form")
        assert [form[f"part_{one.pk}"] for one in stories[2:4]] == [["3"], ["7"]]

    def test_who_only_looks_changes_no_number(self, files: Series) -> None:
        story = make_article(series=files, part=1)
        reporter = Desk(person("Ana", "Reporter")).client
        page = reporter.get(page_of(files))
        assert "Harbour opens" in words(page)
        assert f'name="part_{story.pk}"' not in page.content.decode()
        assert reporter.post(page_of(files), {f"part_{story.pk}": "2"}).status_code == 403

    def test_one_in_use_is_not_deleted(self, desk: Client, files: Series) -> None:
        article = make_article(series=files)
        publishing.publish(article, by=None)
        assert "“Harbour files” is the series of 1 story: “Harbour opens”." in words(
            desk.get(f"{LIST}{files.pk}/delete/")
        )
        edit(article, series=None)
        assert "published versions" in words(desk.get(f"{LIST}{files.pk}/delete/"))
        desk.post(f"{LIST}{files.pk}/delete/", {"post": "yes"})
        assert Series.objects.exists()

    def test_an_unused_one_is(self, desk: Client, files: Series) -> None:
        assert desk.post(f"{LIST}{files.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not Series.objects.exists()

    def test_its_picture_says_so(self, ada: User, files: Series) -> None:
        photo = make_photo()
        Series.objects.update(picture=photo)
        page = Desk(ada).client.get(f"/admin/media/photo/{photo.pk}/delete/")
        assert "picture of the series Harbour files" in words(page)


class TestPreview:
    def test_a_draft_stands_where_it_would(self, ben: User, files: Series) -> None:
        for part in (1, 3):
            publishing.publish(make_article(f"Part {part}", series=files, part=part), by=None)
        draft = make_article("Two", series=files, part=2)
        make_article("Another draft", series=files, part=4)
        page = Desk(ben).client.get(f"/admin/articles/article/{draft.pk}/preview/")
        assert "Part 2 of 3 so far" in words(page)
        assert "Another draft" not in words(page)

    def test_as_of_an_instant_counts_what_is_live_then(self, ben: User, files: Series) -> None:
        first = make_article("One", series=files, part=1)
        publishing.publish(first, by=None)
        later = timezone.now().replace(microsecond=0) + dt.timedelta(hours=2)
        publishing.schedule(make_article("Two", series=files, part=2), later, by=None)
        address = first.versions.get().get_absolute_url()
        for at, told in ((later - dt.timedelta(seconds=1), "1 of 1"), (later, "1 of 2")):
            page = Desk(ben).client.get(f"/admin/as-of/{at.isoformat()}{address}")
            assert f"Part {told} so far" in words(page)


def test_unsaved_words_hold_the_number(ben: User, files: Series) -> None:
    article = make_article(series=files, part=1)
    assert Revision.objects.filter(article=article).exists()
    desk = Desk(ben)
    page = desk.client.post(change(article), posted(article, headline="x" * 400, part="9"))
    assert filled(page)["part"] == ["9"]
