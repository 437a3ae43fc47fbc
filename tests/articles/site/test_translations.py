"""What readers and search engines are told of a story's translations: those that readers see, at every instant."""

import re
from typing import Any

import extruct
import feedparser
import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing, translating
from articles.killing import kill_story, revive_story
from articles.models import Article, Byline, RelatedArticle, Role, TaggedArticle, Version, tags_named
from articles.reading.translations import language_in_words, locale_of
from tests.articles.makers import edit, make_article, make_author
from tests.articles.site.sitemap_rules import SITEMAP, XHTML, checked
from tests.articles.site.stories import HOUR, NOON, put_live, words
from tests.articles.translated import make_translation, put_all_tongues_live

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

SITE = "http://testserver"
SECOND = HOUR / 3600
LINK = re.compile(r'<a href="([^"]+)" lang="([^"]+)" dir="([^"]+)" hreflang="([^"]+)">([^<]+)</a>')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def page(client: Client, version: Version) -> str:
    return client.get(version.get_absolute_url()).content.decode()


def alternates(html: str) -> dict[str, str]:
    return dict(ALTERNATE.findall(html))


def tongues(html: str) -> list[str]:
    return [language for _, language, _, _, _ in LINK.findall(html)]


def test_each_language_is_named_by_itself_and_marked_for_what_it_is(client: Client, clock: Any) -> None:
    english, french, arabic = put_all_tongues_live("en", "fr", "ar")
    assert LINK.findall(page(client, english)) == [
        (arabic.get_absolute_url(), "ar", "rtl", "ar", "العربية"),
        (french.get_absolute_url(), "fr", "ltr", "fr", "Français"),
    ]
    assert "Also in: العربية · Français" in words(client.get(english.get_absolute_url()))
    assert "Translated from" not in page(client, english)
    found = words(client.get(french.get_absolute_url()))
    assert "Langue d’origine : Anglais" in found
    assert "Aussi en : English · العربية" in found


def test_search_engines_are_told_of_all_and_of_the_original(client: Client, clock: Any) -> None:
    versions = put_all_tongues_live("en", "fr", "ar")
    wanted = {one.language: SITE + one.get_absolute_url() for one in versions}
    wanted["x-default"] = wanted["en"]
    assert [alternates(page(client, one)) for one in versions] == [wanted] * 3


def test_a_story_alone_says_nothing_of_languages(client: Client, clock: Any) -> None:
    html = page(client, put_live())
    assert "Also in" not in html
    assert "hreflang" not in html
    assert "og:locale" not in html


def test_a_scheduled_translation_is_linked_from_its_second_on(client: Client, clock: Any) -> None:
    english = put_live()
    french = make_translation(english.article)
    publishing.schedule(french, NOON + HOUR, by=None)
    clock.move_to(NOON + HOUR - SECOND, tick=False)
    assert alternates(page(client, english)) == {}
    clock.move_to(NOON + HOUR, tick=False)
    assert tongues(page(client, english)) == ["fr"]
    assert list(alternates(page(client, english))) == ["en", "fr", "x-default"]


def test_what_is_withdrawn_or_killed_leaves_everywhere_and_comes_back(client: Client, clock: Any) -> None:
    english, french, arabic = put_all_tongues_live("en", "fr", "ar")
    publishing.withdraw(french.article, by=None)
    assert (tongues(page(client, english)), tongues(page(client, arabic))) == (["ar"], ["en"])
    kill_story(english.article, by=None, reason="A threat.")
    html = page(client, arabic)
    assert (tongues(html), alternates(html)) == ([], {})
    assert english.get_absolute_url() not in html
    assert "اللغة الأصلية" in html  # what it was translated from is no secret
    revive_story(english.article, by=None)
    clock.shift(HOUR)
    assert tongues(page(client, arabic)) == ["en"]


def test_a_translation_names_its_original_though_readers_do_not_see_that(client: Client, clock: Any) -> None:
    original = make_article("Le port ouvre", language="fr")
    english = put_live()
    translating.link(english.article, original, by=None)
    html = page(client, english)
    assert "<span>Translated from: French</span>" in html
    assert (alternates(html), tongues(html)) == ({}, [])
    publishing.publish(original, by=None)
    html = page(client, english)
    assert f'<a href="{original.versions.get().get_absolute_url()}" hreflang="fr">French</a>' in html
    assert "x-default" in alternates(html)


def test_unlinked_ones_part_at_once_and_the_others_stay_together(client: Client, clock: Any) -> None:
    english, french, _ = put_all_tongues_live("en", "fr", "ar")
    translating.unlink(english.article, by=None)
    assert alternates(page(client, english)) == {}
    html = page(client, french)
    assert tongues(html) == ["ar"]
    assert list(alternates(html)) == ["ar", "fr"]
    assert "Langue d’origine" not in html


def test_a_language_is_told_once_whatever_the_desk_copies_say(client: Client, clock: Any) -> None:
    english, french = put_all_tongues_live("en", "fr")
    edit(french.article, language="de")
    other = put_live("Un port", language="fr")
    translating.link(other.article, english.article, by=None)
    assert tongues(page(client, english)) == ["fr"]


def test_machines_are_told_who_translated_what(client: Client, clock: Any) -> None:
    english, french, _ = put_all_tongues_live("en", "fr", "ar")
    Byline.objects.create(article=french.article, position=1, role=Role.TRANSLATED_BY, author=make_author("Odile"))
    edit(french.article, kicker="Ports")
    publishing.update(french.article, by=None)
    told = extruct.extract(page(client, french), base_url=SITE, syntaxes=["json-ld", "opengraph"])
    article = told["json-ld"][0]["@graph"][0]
    assert [one["name"] for one in article["translator"]] == ["Odile"]
    assert "Odile" not in [one["name"] for one in article["author"]]
    assert article["inLanguage"] == "fr"
    assert article["translationOfWork"] == {
        "@type": "NewsArticle",
        "url": SITE + english.get_absolute_url(),
        "headline": "Harbour opens",
        "inLanguage": "en",
    }
    properties = told["opengraph"][0]["properties"]
    assert [value for name, value in properties if name == "og:locale"] == ["fr_FR"]
    assert [value for name, value in properties if name == "og:locale:alternate"] == ["en_US", "ar_AR"]
    original = extruct.extract(page(client, english), base_url=SITE, syntaxes=["json-ld"])["json-ld"][0]["@graph"][0]
    assert [one["inLanguage"] for one in original["workTranslation"]] == ["ar", "fr"]
    assert "translationOfWork" not in original


@pytest.mark.parametrize(
    ("language", "locale", "named"),
    [
        ("pt-BR", "pt_BR", "Brazilian Portuguese"),
        ("ja", "ja_JP", "Japanese"),
        ("ar", "ar_AR", "Arabic"),
        ("gsw", "", "gsw"),
    ],
)
def test_locales_and_names(language: str, locale: str, named: str) -> None:
    assert (locale_of(language), language_in_words(language)) == (locale, named)


def test_the_sitemap_of_a_month_lists_them_beside_each(client: Client, clock: Any) -> None:
    versions = put_all_tongues_live("en", "fr", "ar")
    alone = put_live("Alone")
    root = checked(client.get("/sitemap-2026-03.xml").content)
    listed = {
        one.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in one.findall(f"{XHTML}link")}
        for one in root
    }
    wanted = {one.language: SITE + one.get_absolute_url() for one in versions}
    wanted["x-default"] = wanted["en"]
    assert listed == {SITE + one.get_absolute_url(): wanted for one in versions} | {SITE + alone.get_absolute_url(): {}}


def test_the_news_and_atom_name_them_too(client: Client, clock: Any) -> None:
    english, french, _ = put_all_tongues_live("en", "fr", "ar")
    put_live("Alone")
    listed = {
        one.findtext(f"{SITEMAP}loc"): [link.get("hreflang") for link in one.findall(f"{XHTML}link")]
        for one in checked(client.get("/news-sitemap.xml").content)
    }
    assert sorted(map(len, listed.values())) == [0, 4, 4, 4]
    response = client.get("/feed.atom")
    told = feedparser.parse(response.content)
    links = {entry.link: {link.hreflang: link.href for link in entry.links} for entry in told.entries}
    assert sorted(links[SITE + english.get_absolute_url()]) == ["ar", "en", "fr"]
    assert links[SITE + english.get_absolute_url()]["fr"] == SITE + french.get_absolute_url()
    assert sorted(map(len, links.values())) == [1, 3, 3, 3]
    publishing.withdraw(french.article, by=None)
    again = client.get("/feed.atom", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 200
    assert "fr" not in {link.hreflang for entry in feedparser.parse(again.content).entries for link in entry.links}


def related(client: Client, version: Version) -> list[str]:
    return re.findall(r'<h3[^>]*><a href="[^"]+"[^>]*>([^<]+)</a>', page(client, version).partition('id="also"')[2])


def test_a_translation_never_stands_under_its_own_story(client: Client, clock: Any) -> None:
    english, french = put_all_tongues_live("en", "fr", tags=["Ports"])
    other = put_live("Another harbour", tags=["Ports"])
    assert related(client, english) == ["Another harbour"]
    assert related(client, french) == ["Another harbour"]
    for pick in (french, other):
        RelatedArticle.objects.create(article=english.article, other=pick.article)
    edit(english.article, kicker="Ports")
    publishing.update(english.article, by=None)
    assert related(client, english) == ["Another harbour"]


def test_what_is_in_the_story_s_language_comes_first(client: Client, clock: Any) -> None:
    for number, language in enumerate(["de", "fr", "de", "fr"]):
        put_live(f"Port {number} {language}", language=language, tags=["Ports"])
    story = put_live("Un port", language="fr", tags=["Ports"])
    assert [one[-2:] for one in related(client, story)] == ["fr", "fr", "de", "de"]


def queries(client: Client, version: Version) -> int:
    with CaptureQueriesContext(connection) as ran:
        assert client.get(version.get_absolute_url()).status_code == 200
    return len(ran)


def test_translations_cost_one_query_however_many_and_no_story_without_one(client: Client, clock: Any) -> None:
    alone = put_live("Alone")
    cost = queries(client, alone)
    english, french = put_all_tongues_live("en", "fr")
    assert (queries(client, alone), queries(client, english)) == (cost, cost + 1)
    for language in ("ar", "de"):
        publishing.publish(make_translation(english.article, language), by=None)
    assert {queries(client, one) for one in (english, french)} == {cost + 1}


def test_the_query_goes_by_the_groups_index(clock: Any) -> None:
    english, _ = put_all_tongues_live("en", "fr")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows are read faster in one go
    for asked in (
        Version.objects.live().filter(article__translations=english.article.translations_id),
        Article.objects.translations_of(english.article),
    ):
        plan = asked.explain()
        assert "article_translations" in plan or "article_one_translation_a_language" in plan
        assert "SCAN" not in plan
        assert "Seq Scan" not in plan


def test_a_preview_shows_the_translations_that_readers_see(client: Client, ben: User, clock: Any) -> None:
    english, _ = put_all_tongues_live("en", "fr")
    arabic = make_translation(english.article, "ar")
    client.force_login(ben)
    html = client.get(f"/admin/articles/article/{arabic.pk}/preview/").content.decode()
    assert tongues(html) == ["en", "fr"]
    assert "اللغة الأصلية" in html


def test_as_of_an_instant_what_will_be_live_is_linked(client: Client, ben: User, clock: Any) -> None:
    english = put_live()
    publishing.schedule(make_translation(english.article), NOON + HOUR, by=None)
    ben.user_permissions.add(Permission.objects.get(codename="view_as_of"))
    client.force_login(ben)
    for at, wanted in ((NOON + HOUR - SECOND, []), (NOON + HOUR, ["fr"])):
        address = f"/admin/as-of/{at.isoformat()}{english.get_absolute_url()}"
        assert tongues(client.get(address).content.decode()) == wanted


def test_a_tag_that_a_translation_shares_is_not_its_reason_to_be_offered(client: Client, clock: Any) -> None:
    """Newest on a tag are looked at, a dozen of them: translations of the story take no place among those."""
    english = put_live(tags=["Ports"])
    old = put_live("Old harbour", at=NOON - 24 * HOUR, tags=["Ports"])
    for language in ("fr", "ar", "de"):
        article = make_translation(english.article, language)
        for tag in tags_named(["Ports"]):
            TaggedArticle.objects.create(content_object=article, tag=tag)
        edit(article, kicker="Ports")
        publishing.publish(article, by=None)
    assert related(client, english) == [old.headline]
    assert Article.objects.translations_of(english.article).count() == 3
