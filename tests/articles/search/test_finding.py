"""What readers find, and in which order."""

import datetime as dt
import random
from typing import Any

import pytest
import time_machine
from django.db import connection

from articles import publishing
from articles.killing import kill_photo, kill_story, revive_photo, revive_story
from articles.merging import merge_into
from articles.models import Author, Tag, Version, as_of
from articles.redacting import redact
from articles.search import finding, postgresql, sqlite
from articles.search.asking import read
from articles.search.engines import engine
from articles.search.finding import DATE, Narrowing
from articles.search.indexes import VERSIONS
from articles.timing import reschedule
from media.models import Photo
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.articles.site.stories import DAY, HOUR, NOON, credit_more, put_all_live, put_live
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db


def found(typed: str, by: str = finding.RELEVANCE, **narrowed: Any) -> list[str]:
    keys = finding.find(read(typed), Narrowing(**narrowed), by=by).keys
    headlines = dict(Version.objects.filter(pk__in=keys).values_list("pk", "headline"))
    return [headlines[key] for key in keys]


class TestWords:
    def test_every_part_is_found(self) -> None:
        put_live("Harbour opens", kicker="Transport", standfirst="At noon", body="<p>A ferry left.</p><h2>Delays</h2>")
        for word in ("harbour", "transport", "noon", "ferry", "delays"):
            assert found(f"{word} ") == ["Harbour opens"], word
        assert found("zeppelin ") == []

    def test_every_word_is_wanted(self) -> None:
        put_live("Harbour opens", body="<p>A ferry left.</p>")
        put_live("Harbour closes", body="<p>Nothing left.</p>")
        assert found("harbour ferry ") == ["Harbour opens"]

    def test_forms_of_a_word_in_the_language_of_the_story(self) -> None:
        put_live("Ports", body="<p>The ferries were leaving.</p>")
        put_live("Portes", language="fr", body="<p>Les écoles.</p>")
        assert found("ferry leaves ") == ["Ports"]
        assert found("école ") == found("ecole ") == ["Portes"]
        assert found("portes ") == ["Portes", "Ports"]

    def test_case_and_accents_tell_nothing_apart(self) -> None:
        put_live("Kőszeg", body="<p>Žižkov and Straße</p>")
        for word in ("KOSZEG", "kőszeg", "zizkov", "STRASSE"):
            assert found(f"{word} ") == ["Kőszeg"]

    def test_a_phrase_stands_so_within_one_part(self) -> None:
        put_live("Ferry to", standfirst="the island", body="<p>the ferry left harbours behind</p>")
        assert found('"ferry left harbours"') == ["Ferry to"]
        assert found('"ferry left harbour"') == found('"to the island"') == found('"left ferry"') == []

    def test_a_beginning(self) -> None:
        put_live("Harbour opens")
        assert found("harb") == found("harb* ") == found("opens harb*") == ["Harbour opens"]
        assert found("harb ") == []

    def test_scripts_without_spaces_and_from_right_to_left(self) -> None:
        put_live("語學研究所", language="zh")
        put_live("المرفأ القديم", language="ar")
        assert found("研究") == ["語學研究所"]
        assert found("學語") == []
        assert found("المرفا ") == ["المرفأ القديم"]

    def test_captions_are_searched_as_printed_with_credits_and_weigh_the_least(self) -> None:
        photo = make_photo(caption="A dirigible", credit="Vera Newcomer")
        figure = f'<figure data-photo="{photo.pk}"><figcaption>{{}}</figcaption></figure>'
        body = f"<p>At noon</p>{figure.format('Zeppelin &amp; <em>mooring</em>')}<p>mast.</p>"
        put_live("Own caption", body=body)
        put_live("Harbour opens", body=f"<p>A zeppelin.</p>{figure.format('')}", lead_photo=photo, lead_caption="Above")
        assert found('"zeppelin mooring"') == found("moorings ") == ["Own caption"]
        assert found("dirigible above ") == ["Harbour opens"]
        assert found("newcomer ") == ["Harbour opens", "Own caption"]
        # What stands beside a photo is another text.
        assert found('"mooring mast"') == found('"mast zeppelin"') == found('"zeppelin a dirigible"') == []

    def test_who_is_credited_is_found_by_any_word_of_the_name_as_it_is_now(self) -> None:
        version = put_live("Harbour opens", byline="Jean-Luc O’Brien")
        credit_more(put_live("Ferry leaves", byline="Annabel Lee").article)
        for typed in ("brien ", "jean-luc ", "jea", '"luc o\'brien"', "Jean O'Brien harbour "):
            assert found(typed) == ["Harbour opens"], typed
        assert found("nabel ") == found("jea ") == found("jean lee ") == []
        author = version.bylines.get().author
        author.name = "Zoé Ampère"
        author.save()
        assert (found("brien "), found("ampere ")) == ([], ["Harbour opens"])
        merge_into(author, make_author("Annabel Lee"), by=None)
        assert (found("ampere "), found("annabel ")) == ([], ["Ferry leaves", "Harbour opens"])

    def test_an_agency_is_found_by_both_its_names(self) -> None:
        article = make_article("Harbour opens")
        credit_more(article)
        put_all_live(article)
        assert found("AP ") == found("associated ") == ["Harbour opens"]


class TestPhotosGoAndCome:
    @pytest.fixture
    def photo(self) -> Photo:
        photo = make_photo(caption="Zeppelin")
        put_live("Harbour opens", lead_photo=photo)
        assert found("zeppelin ") == ["Harbour opens"]
        return photo

    def test_a_killed_photos_words_are_found_no_more_until_it_is_back(self, photo: Photo) -> None:
        kill_photo(photo, by=None, reason="Rights")
        assert found("zeppelin ") == []
        revive_photo(photo, by=None)
        assert found("zeppelin ") == ["Harbour opens"]

    def test_those_of_one_whose_rights_begin_or_end_are_left_out(self, photo: Photo) -> None:
        photo.allowed_until = NOON + 2 * DAY
        photo.save()
        assert found("zeppelin ") == []
        photo.allowed_until = None
        photo.save()
        assert found("zeppelin ") == ["Harbour opens"]
        put_live("Ferry leaves", lead_photo=make_photo(caption="Zeppelin", allowed_from=NOON - DAY))
        assert found("zeppelin ") == ["Harbour opens"]

    def test_what_is_said_of_it_now_is_found(self, photo: Photo) -> None:
        photo.caption, photo.credit = "Dirigible", "Vera Newcomer"
        photo.save()
        assert found("zeppelin ") == []
        assert found("dirigible newcomer ") == ["Harbour opens"]

    def test_what_changes_no_word_of_it_writes_nothing(self, photo: Photo, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            photo.save(update_fields=["focal_x"])


class TestOrder:
    def test_a_headline_weighs_more_than_a_standfirst_and_that_more_than_a_body(self) -> None:
        put_live("Harbour opens", at=NOON - 9 * DAY)
        put_live("Old", standfirst="At the harbour", body="<p>x</p>", at=NOON - 5 * DAY)
        put_live("Often", body="<p>Harbour, harbour, harbours, harbour.</p>", at=NOON - 3 * DAY)
        put_live("Once", body="<p>A harbour.</p>", at=NOON)
        assert found("harbour ") == ["Harbour opens", "Old", "Often", "Once"]
        assert found("harbour ", DATE) == ["Once", "Often", "Old", "Harbour opens"]

    def test_among_equals_the_newest_is_first(self) -> None:
        put_all_live(*(make_article(f"Harbour {number}") for number in range(4)))
        assert found("harbour ") == ["Harbour 3", "Harbour 2", "Harbour 1", "Harbour 0"]

    def test_a_rare_word_weighs_more_than_one_in_most(self) -> None:
        put_live("A budget", body="<p>The ministers.</p>", at=NOON - DAY)
        for number in range(9):
            put_live(f"The day {number}", body="<p>A budget.</p>", at=NOON + number * HOUR)
        assert found("the budget ")[0] == "A budget"

    def test_stories_from_before_1970_have_their_place(self) -> None:
        for year in (1912, 1969, 1971):
            put_live(f"Harbour {year}", at=dt.datetime(year, 6, 1, 12, 0, 0, 500_000, tzinfo=dt.UTC))
        assert found("harbour ", DATE) == ["Harbour 1971", "Harbour 1969", "Harbour 1912"]
        day = dt.datetime(1969, 6, 1, tzinfo=dt.UTC)
        assert found("harbour ", since=day, until=day + DAY) == ["Harbour 1969"]

    @pytest.mark.parametrize("by", [finding.RELEVANCE, DATE])
    def test_the_newest_of_many_are_listed(self, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
        monkeypatch.setattr(finding, "MOST", 3)
        monkeypatch.setattr(postgresql, "PER_MATCH", 0)
        monkeypatch.setattr(postgresql, "SAMPLE", 1)
        put_all_live(*(make_article(f"Harbour {number}") for number in range(8)), step=40 * DAY)
        with time_machine.travel(NOON + 400 * DAY, tick=False):
            assert found("harbour ", by) == ["Harbour 7", "Harbour 6", "Harbour 5"]
            assert found("harbour ", by, until=NOON + 100 * DAY) == ["Harbour 2", "Harbour 1", "Harbour 0"]
            assert found("harbour ", by, since=NOON + 230 * DAY) == ["Harbour 7", "Harbour 6"]
            assert finding.find(read("harbour "), Narrowing()).capped
        with as_of(NOON + 100 * DAY):
            assert found("harbour ", by) == ["Harbour 2", "Harbour 1", "Harbour 0"]

    @pytest.mark.parametrize("most", [1, 4, 9, 50])
    def test_every_match_has_its_place_however_far_is_looked_back(
        self, monkeypatch: pytest.MonkeyPatch, most: int
    ) -> None:
        """Days with much and years with nothing; words in each story, in some, and in old ones alone."""
        monkeypatch.setattr(finding, "MOST", most)
        monkeypatch.setattr(postgresql, "PER_MATCH", 0)
        monkeypatch.setattr(postgresql, "SAMPLE", 1)
        chance = random.Random(7)
        told = {}
        for number in range(40):
            days = int(4_000 * chance.random() ** 4)
            words = ["harbour", *(["ferries"] if number % 3 == 0 else []), *(["zeppelin"] if days > 1_000 else [])]
            at = NOON - days * DAY - number * dt.timedelta(minutes=7)
            told[put_live(f"Story {number}", body=f"<p>{' '.join(words)} left.</p>", at=at).headline] = (at, words)
        newest = sorted(told, key=lambda one: told[one][0], reverse=True)
        for asked in (["harbour"], ["ferries"], ["zeppelin"], ["zeppelin", "ferries"], ["airship"]):
            matches = [one for one in newest if {*asked} <= {*told[one][1]}]
            assert found(" ".join(asked) + " ", DATE) == matches[:most]
            since = NOON - 600 * DAY
            assert found(" ".join(asked) + " ", DATE, since=since) == [m for m in matches if told[m][0] >= since][:most]
        rows = [one for one in newest if "ferries" in told[one][1]]
        assert found('"harbour ferries"', DATE) == rows[:most]
        assert found('"ferries harbour"', DATE) == []

    @pytest.mark.parametrize("sample", [1, 500])
    def test_a_phrase_is_looked_for_in_so_many_of_the_newest_that_have_its_words(
        self, monkeypatch: pytest.MonkeyPatch, sample: int
    ) -> None:
        monkeypatch.setattr(postgresql, "SAMPLE", sample)
        monkeypatch.setattr(postgresql, "PER_MATCH", 0)
        for module in (finding, postgresql, sqlite):
            monkeypatch.setattr(module, "LOOKED_AT", 6)
        put_live("Old", body="<p>The harbour ferries left.</p>", at=NOON - 900 * DAY)
        put_live("Of Ana Harbour", byline="Ana Harbour Ferries", body="<p>No ship.</p>", at=NOON - DAY)
        for number in range(9):
            text = "ferries at the harbour" if number else "harbour ferries"
            put_live(f"Story {number}", body=f"<p>The {text} and a dock.</p>", at=NOON - (9 - number) * 40 * DAY)

        def ask(typed: str, **narrowed: Any) -> tuple[list[str], int]:
            told = finding.find(read(typed), Narrowing(**narrowed), by=DATE)
            return [Version.objects.get(pk=key).headline for key in told.keys], told.looked_at

        assert ask('"harbour ferries"') == (["Of Ana Harbour"], 6)
        assert ask("harbour-ferries", until=NOON - 300 * DAY) == (["Story 0", "Old"], 0)
        assert ask('"ferries harbour"', since=NOON - 170 * DAY) == ([], 0)
        assert ask("harbour ferries dock ")[1] == 0


class TestTime:
    @pytest.fixture(autouse=True)
    def clock(self) -> Any:
        with time_machine.travel(NOON, tick=False) as clock:
            yield clock

    def test_found_right_after_publishing_and_never_before(self, clock: Any) -> None:
        article = make_article("Zeppelin lands")
        assert found("zeppelin ") == []
        publishing.publish(article, by=None)
        assert found("zeppelin ") == ["Zeppelin lands"]

    def test_a_scheduled_story_is_found_from_its_second(self, clock: Any) -> None:
        publishing.schedule(make_article("Zeppelin lands"), NOON + HOUR, by=None)
        clock.move_to(NOON + HOUR - publishing.TICK)
        assert found("zeppelin ") == []
        clock.move_to(NOON + HOUR)
        assert found("zeppelin ") == ["Zeppelin lands"]

    def test_one_that_was_moved_is_found_from_the_second_it_was_moved_to(self, clock: Any) -> None:
        version = publishing.schedule(make_article("Zeppelin lands"), NOON + HOUR, by=None)
        reschedule(version, NOON + 50 * DAY, by=None)
        with as_of(NOON + 49 * DAY):
            assert found("zeppelin ") == []
        with as_of(NOON + 51 * DAY):
            day = NOON + 50 * DAY
            assert found("zeppelin ", since=day, until=day + DAY) == ["Zeppelin lands"]
            assert found("zeppelin ", since=NOON, until=NOON + DAY) == []

    def test_an_update_is_found_by_its_words_and_no_more_by_the_old_ones(self, clock: Any) -> None:
        article = make_article("Zeppelin lands")
        publishing.publish(article, by=None)
        clock.shift(HOUR)
        edit(article, headline="Balloon lands")
        assert found("balloon ") == []
        publishing.update(article, by=None)
        assert (found("balloon "), found("zeppelin ")) == (["Balloon lands"], [])
        with as_of(NOON):
            assert (found("balloon "), found("zeppelin ")) == ([], ["Zeppelin lands"])

    def test_never_after_a_withdrawal(self, clock: Any) -> None:
        for legal in (False, True):
            article = make_article("Zeppelin lands")
            publishing.publish(article, by=None)
            publishing.withdraw(article, by=None, at=NOON + HOUR, legal=legal)
        with as_of(NOON + HOUR - publishing.TICK):
            assert len(found("zeppelin ")) == 2
        with as_of(NOON + HOUR):
            assert found("zeppelin ") == []

    def test_never_while_killed(self, clock: Any) -> None:
        article = make_article("Zeppelin lands")
        publishing.publish(article, by=None)
        kill_story(article, by=None, reason="A source")
        assert found("zeppelin ") == []
        revive_story(article, by=None)
        assert found("zeppelin ") == ["Zeppelin lands"]

    def test_never_what_was_called_off_or_redacted(self, clock: Any) -> None:
        publishing.unschedule(publishing.schedule(make_article("Zeppelin lands"), NOON + HOUR, by=None), by=None)
        with connection.cursor() as cursor:
            cursor.execute(*engine().keys(VERSIONS, [[("zeppelin",)]]))
            assert cursor.fetchall() == []
        article = make_article("Quayside", body="<p>A zeppelin landed.</p>")
        publishing.publish(article, by=None)
        redact(article, ["zeppelin"], by=None, reason="A court")
        with as_of(NOON + 2 * HOUR):
            assert found("zeppelin ") == []
            assert found("landed ") == ["Quayside"]


class TestNarrowing:
    def test_by_section_tag_and_author(self) -> None:
        put_live("Harbour one", section="City", tags=["Ports"], byline="Ana Verhallow")
        put_live("Harbour two", section="World", tags=["Trade"], byline="Idra Quillane")
        for narrowed, headline in (
            ({"section": make_section("City")}, "Harbour one"),
            ({"tag": Tag.objects.get(name="Trade")}, "Harbour two"),
            ({"author": make_author("Ana Verhallow")}, "Harbour one"),
        ):
            assert found("harbour ", **narrowed) == [headline]
        assert found("harbour ", section=make_section("City"), tag=Tag.objects.get(name="Trade")) == []

    @pytest.mark.parametrize("kind", ["tag", "author"])
    def test_what_was_merged_is_found_under_what_it_was_merged_into(self, kind: str) -> None:
        put_live("Harbour one", tags=["Ports"], byline="A. Verhallow")
        put_live("Harbour two", tags=["Harbours"], byline="Ana Verhallow")
        model: Any = {"tag": Tag, "author": Author}[kind]
        one, other = (
            model.objects.get(name=name)
            for name in {"tag": ("Ports", "Harbours"), "author": ("A. Verhallow", "Ana Verhallow")}[kind]
        )
        assert found("harbour ", **{kind: other}) == ["Harbour two"]
        merge_into(one, other, by=None)
        assert found("harbour ", **{kind: other}) == ["Harbour two", "Harbour one"]

    def test_by_days_to_the_second(self) -> None:
        put_live("Harbour opens", at=NOON)
        assert found("harbour ", since=NOON, until=NOON + HOUR) == ["Harbour opens"]
        assert found("harbour ", since=NOON - HOUR, until=NOON) == []
        assert found("harbour ", since=NOON + dt.timedelta(seconds=1)) == []


@pytest.mark.parametrize("typed", ["harbour ", "harbour", "harb* ferry ", '"the harbour"'])
def test_a_question_costs_few_queries_however_much_there_is(typed: str, django_assert_max_num_queries: Any) -> None:
    put_all_live(*(make_article(f"Harbour {number}") for number in range(30)))
    with django_assert_max_num_queries(4):
        finding.find(read(typed), Narrowing())


def test_a_row_number_of_sqlite_holds_the_second_and_the_key() -> None:
    for moment in (NOON, dt.datetime(1912, 1, 1, 0, 0, 0, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)):
        number = sqlite._number(moment, 12345)
        assert number & sqlite.KEY == 12345
        assert -(1 << 63) <= number < 1 << 63
