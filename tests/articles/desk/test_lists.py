"""The list of stories."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.desk import lists
from articles.merging import merge_into
from articles.models import Agency, Article, Byline, Revision, Tag
from articles.reviewing import give_back, hand_over, mark_ready, take
from tests.articles.desk.browsing import words as words_of
from tests.articles.makers import edit, make_article, make_author, make_section
from tests.media.makers import make_photo

LIST = "/admin/articles/article/"
# Session, user, two for permissions, site; sections, bylines and tags for the chips; keys, the page, its bylines; who
# has any of it open; how they were passed on last, and which are one’s own; views of one’s own.
QUERIES = 15


@pytest.fixture
def desk(client: Client, ben: User) -> Client:
    """Ben at the desk."""
    client.force_login(ben)
    return client


def listed(client: Client, **query: object) -> list[str]:
    return [str(article) for article in client.get(LIST, query).context["cl"].result_list]


def page(client: Client, **query: object) -> str:
    return client.get(LIST, query).content.decode()


def test_a_row_says_what_an_editor_looks_for(desk: Client, ben: User) -> None:
    article = make_article("Harbour opens", section="City", lead_photo=make_photo(), updated_by=ben)
    Byline.objects.create(article=article, agency=Agency.objects.create(name="Coastwire", short_name="CW"), position=1)
    Article.objects.filter(pk=article.pk).update(updated_by=ben)
    html = page(desk)
    for words in ("Harbour opens</a>", "13 words", "City", "Ana Verhallow, CW", "by you", "/photos/"):
        assert words in html
    assert f'href="/admin/articles/article/{article.pk}/change/"' in html


def test_what_is_missing_is_said(desk: Client) -> None:
    make_article("", section=None, byline=None)
    html = page(desk)
    for words in ("Story without a headline", "No section", "No byline", "No photo"):
        assert words in html


def test_the_disc_tells_the_state(desk: Client) -> None:
    article = make_article()
    publishing.publish(article, by=None)
    assert '<span class="state" data-state="live">Live</span>' in page(desk)
    edit(article, headline="Harbour opens early")
    html = page(desk)
    assert '<span class="state" data-state="live" data-changed>Live' in html
    assert "v1, changes not shown" in html


def test_the_disc_of_what_readers_never_saw_tells_how_far_it_has_come(desk: Client, ana: User, ben: User) -> None:
    article = make_article("Harbour opens", created_by=ana)
    hand_over(article, by=ana)
    assert '<span class="state" data-state="review">In review</span>' in page(desk)
    take(article, by=ben)
    assert ">You</span>" in page(desk)
    mark_ready(article, by=ben)
    assert '<span class="state" data-state="ready">Ready</span>' in page(desk)
    give_back(article, "Once more.", by=ben)
    assert "Ana given back" in words_of(desk.get(LIST))


def test_the_review_of_a_live_story_stands_beside_what_readers_see(desk: Client, ana: User) -> None:
    article = make_article(created_by=ana)
    publishing.publish(article, by=None)
    edit(article, headline="Harbour closes")
    hand_over(article, by=ana)
    html = page(desk)
    assert '<span class="state" data-state="live" data-changed>Live' in html
    assert '<td class="field-turn"><span class="state" data-state="review">In review</span>' in html


def test_tabs_of_stages_have_the_longest_waiting_first(desk: Client, ana: User, ben: User) -> None:
    first, second, ready = (make_article(name, created_by=ana) for name in ("First", "Second", "Read"))
    for article in (first, second):
        hand_over(article, by=ana)
    mark_ready(ready, by=ben)
    edit(first, headline="First, edited")
    assert listed(desk, show="review") == ["First, edited", "Second"]
    assert listed(desk, show="ready") == ["Read"]
    take(second, by=ben)
    assert listed(desk, show="mine") == ["Second"]


@pytest.mark.parametrize(("at", "there"), [("2026-03-01T22:59:59", False), ("2026-03-01T23:00:00", True)])
def test_live_today_begins_at_midnight(desk: Client, at: str, there: bool) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC), tick=False):
        publishing.publish(make_article("Around midnight"), by=None)
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        desk.force_login(User.objects.get(username="ben"))
        assert listed(desk, show="today") == (["Around midnight"] if there else [])


def test_corrected_is_what_readers_see_and_were_told_was_wrong(desk: Client) -> None:
    wrong, gone, right = (make_article(name) for name in ("Wrong", "Wrong and gone", "Right"))
    for article in (wrong, gone, right):
        publishing.publish(article, by=None)
    for article in (wrong, gone):
        publishing.correct(article, "It closes.", by=None)
    publishing.withdraw(gone, by=None)
    publishing.update(wrong, by=None)
    assert listed(desk, show="corrected") == ["Wrong"]


def test_another_language_is_named_and_marked(desk: Client) -> None:
    make_article("المرفأ", language="ar")
    html = page(desk)
    assert 'lang="ar" dir="auto"' in html
    assert "Arabic" in html


def test_last_changed_first(desk: Client) -> None:
    first, second = make_article("First"), make_article("Second")
    assert listed(desk) == ["Second", "First"]
    edit(first, headline="First again")
    assert listed(desk) == ["First again", "Second"]
    assert listed(desk, o="1") == ["Second", "First again"]
    assert second.pk


def test_tabs(desk: Client, ben: User, ana: User) -> None:
    make_article("Draft", created_by=ana)
    make_article("Mine", created_by=ben)
    live, changed = make_article("Live"), make_article("Changed")
    for article in (live, changed):
        publishing.publish(article, by=None)
    edit(changed, headline="Changed since")
    soon, sooner = make_article("Soon"), make_article("Sooner")
    now = timezone.now()
    publishing.schedule(soon, now + dt.timedelta(hours=2), by=None)
    publishing.schedule(sooner, now + dt.timedelta(hours=1), by=None)
    publishing.schedule(changed, now + dt.timedelta(hours=3), by=None)
    assert listed(desk, show="mine") == ["Mine"]
    assert listed(desk, show="scheduled") == ["Sooner", "Soon", "Changed since"]
    assert listed(desk, show="changes") == ["Changed since"]
    assert listed(desk, show="drafts") == ["Mine", "Draft"]
    assert len(listed(desk)) == 6


def test_mine_is_also_what_i_am_credited_in(desk: Client, ben: User) -> None:
    author = make_author("Ben Okonkwo")
    author.user = ben
    author.save()
    make_article("By Ben", byline="Ben Okonkwo")
    make_article("By Ana")
    assert listed(desk, show="mine") == ["By Ben"]


@pytest.mark.parametrize("state", ["draft", "live", "scheduled", "withdrawn"])
def test_states(desk: Client, state: str) -> None:
    make_article("draft")
    for name in ("live", "withdrawn"):
        publishing.publish(make_article(name), by=None)
    publishing.withdraw(Article.objects.get(headline="withdrawn"), by=None)
    publishing.schedule(make_article("scheduled"), timezone.now() + dt.timedelta(hours=1), by=None)
    assert listed(desk, state=state) == [state]


def test_a_state_that_there_is_not_hides_nothing(desk: Client) -> None:
    make_article()
    assert listed(desk, state="dreamt") == ["Harbour opens"]


def test_sections(desk: Client) -> None:
    make_article("In the city", section="City")
    make_article("In the world")
    assert listed(desk, section=make_section("City").pk) == ["In the city"]
    assert "Section: City" in page(desk, section=make_section("City").pk)


def test_bylines_by_key_and_by_name(desk: Client) -> None:
    make_article("By Zoë", byline="Zoë Öztürk")
    wire = make_article("Off the wire", byline=None)
    agency = Agency.objects.create(name="Coastwire", short_name="CW")
    Byline.objects.create(article=wire, agency=agency)
    assert listed(desk, byline=f"author:{make_author('Zoë Öztürk').pk}") == ["By Zoë"]
    assert listed(desk, byline=f"agency:{agency.pk}") == ["Off the wire"]
    assert listed(desk, byline="ÖZTÜRK") == ["By Zoë"]
    assert listed(desk, byline="cw") == ["Off the wire"]
    assert listed(desk, byline="nobody") == []
    assert "Byline: Zoë Öztürk" in page(desk, byline=f"author:{make_author('Zoë Öztürk').pk}")
    assert "Byline: “nobody”" in page(desk, byline="nobody")


def test_tags_by_key_and_by_name(desk: Client) -> None:
    make_article("Eastwards", tags=["Košice"])
    make_article("Elsewhere", tags=["rail"])
    assert listed(desk, tag=Tag.objects.get(name="Košice").pk) == ["Eastwards"]
    assert listed(desk, tag="kosice") == ["Eastwards"]
    assert listed(desk, tag="no such tag") == []
    assert "Tag: Košice" in page(desk, tag="kosice")


def test_filters_narrow_each_other_and_the_search(desk: Client) -> None:
    make_article("Harbour one", section="City", tags=["rail"])
    make_article("Harbour two", section="City")
    make_article("Market", section="City", tags=["rail"], body="<p>Fish.</p>")
    assert listed(desk, section=make_section("City").pk, tag="rail", q="harbour") == ["Harbour one"]


@pytest.mark.parametrize(
    "words", ["night FERRY", "ferry night", "ÉTÉ", "été", "night-ferry", "zoë", "öztürk ferry", " night  "]
)
def test_search_by_headline_slug_and_author(desk: Client, words: str) -> None:
    make_article("Night ferry in Été", byline="Zoë Öztürk")
    make_article("Market")
    assert listed(desk, q=words) == ["Night ferry in Été"]


@pytest.mark.parametrize(
    "words", ["zeppelins", "zepp", '"a zeppelin landed"', "airships", "coastwire", "cw zeppelin verhal"]
)
def test_a_draft_is_found_by_its_text_its_tags_and_its_credits(desk: Client, words: str) -> None:
    article = make_article("Night ferry", body="<p>A zeppelin landed.</p>", tags=["Airships"], byline="Ana Verhallow")
    Byline.objects.create(article=article, agency=Agency.objects.create(name="Coastwire", short_name="CW"), position=1)
    edit(article, kicker="Late")
    make_article("Market", byline=None)
    assert listed(desk, q=words) == ["Night ferry"]
    edit(article, body="<p>Nothing.</p>")
    assert listed(desk, q="zeppelin") == []


def test_a_story_is_found_by_a_name_that_was_changed_or_merged_since(desk: Client) -> None:
    make_article("Night ferry", tags=["Airships"], byline="Ana Verhallow")
    author = make_author("Ana Verhallow")
    author.name = "Ana Quillane"
    author.save()
    assert (listed(desk, q="quillane"), listed(desk, q="verhallow")) == (["Night ferry"], [])
    merge_into(Tag.objects.get(), Tag.objects.create(name="Zeppelins"), by=None)
    assert listed(desk, q="zeppelins") == listed(desk, q="airships") == ["Night ferry"]


@pytest.mark.parametrize("words", ["/2023/09/07/night-ferry/", "https://courier.example/2023/09/07/night-ferry/?x=1"])
def test_search_by_address(desk: Client, words: str) -> None:
    make_article("Night ferry")
    make_article("Night ferry returns")
    assert listed(desk, q=words) == ["Night ferry"]


def test_search_finds_a_story_by_an_address_it_had(desk: Client) -> None:
    article = make_article("Night ferry")
    publishing.publish(article, by=None)
    edit(article, slug="ferry-at-night")
    assert listed(desk, q="/2023/09/07/night-ferry/") == ["Night ferry"]


@pytest.mark.parametrize("words", ["100%", "_", "'; --", "\u202e", "\x00", "(", "a" * 5000])
def test_search_takes_anything(desk: Client, words: str) -> None:
    make_article("Harbour opens")
    for parameter in ("q", "byline", "tag", "section", "state", "show", "p", "o"):
        assert desk.get(LIST, {parameter: words}, follow=True).status_code == 200


def test_no_result_says_so_and_offers_a_way_back(desk: Client) -> None:
    make_article()
    html = page(desk, q="brigde")
    assert "No story matches “brigde”" in html
    assert "Clear search and filters" in html


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("", "There are no stories yet."),
        ("mine", "Nothing here yet."),
        ("scheduled", "Nothing is scheduled."),
        ("changes", "Readers see everything."),
        ("drafts", "There are no drafts."),
        ("review", "Nothing waits for review."),
        ("ready", "Nothing is ready."),
        ("today", "Nothing has gone live today yet."),
        ("corrected", "No live story is corrected."),
    ],
)
def test_an_empty_list_says_what_would_be_here(desk: Client, tab: str, words: str) -> None:
    assert words in page(desk, **({"show": tab} if tab else {}))


def fill(count: int, **values: object) -> None:
    photo, stem = make_photo(), Article.objects.count()
    for number in range(count):
        article = make_article(f"Story {stem} {number}", tags=["rail", f"tag {number}"], lead_photo=photo, **values)
        Byline.objects.create(article=article, author=make_author(f"Author {number}"), role="with")
        Revision.objects.keep(article)
        publishing.publish(article, by=None)
        hand_over(article, by=None)


def test_three_stories_or_sixty_the_queries_are_as_many(desk: Client, django_assert_num_queries: object) -> None:
    fill(3)
    page(desk)
    with django_assert_num_queries(QUERIES):
        page(desk)
    fill(57)
    with django_assert_num_queries(QUERIES):
        page(desk)
    with django_assert_num_queries(QUERIES):
        page(desk, state="live", p=2)


def test_nothing_is_counted_beyond_a_bound(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST", 4)
    monkeypatch.setattr(lists.ArticleListMixin, "list_per_page", 2)
    for number in range(6):
        make_article(f"Story {number}")
    with CaptureQueriesContext(connection) as queries:
        html = page(desk)
    counting = [one["sql"] for one in queries.captured_queries if "COUNT(" in one["sql"]]
    assert not [sql for sql in counting if 'FROM "articles_article"' in sql]
    assert "1 to 2 of more than 4" in html
    assert "The list ends here." not in html
    assert "The list ends here." in page(desk, p=2)


def test_pages(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(desk.get(LIST).context["cl"].model_admin), "list_per_page", 2)
    for number in range(5):
        make_article(f"Story {number}")
    assert listed(desk, p=2) == ["Story 2", "Story 1"]
    assert "3 to 4 of 5" in page(desk, p=2)
    assert listed(desk, p=99) == ["Story 0"]
    assert listed(desk, p="x") == ["Story 4", "Story 3"]


def test_many_at_once_are_only_passed_on(desk: Client) -> None:
    make_article()
    html = page(desk)
    assert "delete_selected" not in html
    assert [name for name in ("take", "hand_over", "give") if f'name="act" value="{name}"' in html] == [
        "take",
        "hand_over",
        "give",
    ]


def test_who_may_only_look_chooses_none(client: Client, ben: User) -> None:
    make_article()
    ben.groups.clear()
    ben.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(ben)
    html = page(client)
    assert "Harbour opens</a>" in html
    assert "story-select" not in html


def test_a_row_leads_back_to_the_list_as_it_was(desk: Client) -> None:
    hand_over(make_article(), by=None)
    assert '<input type="hidden" name="next" value="/admin/articles/article/?show=review">' in page(desk, show="review")


def test_a_page_gone_between_two_queries_is_left_out(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_article("Stays")
    gone = make_article("Goes")
    before = lists.with_standing

    def deleted_meanwhile(articles: object) -> object:
        gone.delete()
        return before(articles)

    monkeypatch.setattr(lists, "with_standing", deleted_meanwhile)
    assert listed(desk) == ["Stays"]


def test_who_may_not_see_stories_sees_none(client: Client, django_user_model: type[User]) -> None:
    client.force_login(django_user_model.objects.create_user("kit", is_staff=True))
    assert client.get(LIST).status_code == 403
