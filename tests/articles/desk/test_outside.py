"""What a preview link opens for somebody without a login: one story, its photos, and nothing else."""

import datetime as dt
import re
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.killing import kill_photo, kill_story
from articles.legal import put_on_hold
from articles.models import Article, PreviewLink, RelatedArticle, Site, Tag, TaggedArticle, tags_named
from articles.previewing import make_link, revoke_link, token_of
from articles.timing import set_embargo
from tests.articles.desk.browsing import NOON, words
from tests.articles.makers import TEXT, edit, make_article
from tests.media.makers import make_photo

DAY = dt.timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The newsroom's clock, standing at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story() -> Article:
    """A draft with everything on it."""
    Site.objects.create(name="Merren Courier")
    photo, quay = make_photo(title="Lead"), make_photo(title="Quay", credit="Tomas Ferrowe")
    body = f'{TEXT}<figure data-photo="{quay.pk}"><figcaption>The quay at noon</figcaption></figure>'
    return make_article("Harbour opens", standfirst="At noon.", body=body, tags=["Ports"], lead_photo=photo)


def link_to(story: Article, **values: Any) -> PreviewLink:
    return make_link(story, by=None, **{"until": timezone.now() + DAY, "frozen": False, **values})


def address(link: PreviewLink) -> str:
    return f"/preview/{token_of(link)}/"


def pictures(response: Any) -> list[str]:
    """Return the address of every rendition on a page."""
    return re.findall(r"[^\s\",]*/photos/\d+/[^\s\",]+", response.content.decode())


class TestThePage:
    def test_it_is_the_storys_page_and_says_what_it_is(self, story: Article, client: Client) -> None:
        response = client.get(address(link_to(story)))
        html = response.content.decode()
        assert response.status_code == 200
        for part in ("Preview, not published: please do not pass on.", "3 March 2026", "Merren Courier", "At noon."):
            assert part in words(response), part
        for part in ("Harbour opens</h1>", "Ana Verhallow", "The quay at noon", "Tomas Ferrowe", "Ports"):
            assert part in html, part
        assert "<title>Preview, not published – Merren Courier</title>" in html

    def test_no_cache_no_index_no_referrer_and_no_cookie(self, story: Article, client: Client) -> None:
        link = link_to(story)
        for one in (address(link), *pictures(client.get(address(link)))[:1], "/preview/wrong/"):
            response = client.get(one)
            assert response["Cache-Control"] == "private, no-store", one
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "no-referrer"
            assert "ETag" not in response
            assert not response.cookies
            if not response.streaming:
                assert '<meta name="robots" content="noindex' in response.content.decode()
                assert '<meta name="referrer" content="no-referrer">' in response.content.decode()

    def test_it_gives_the_address_to_nobody(self, story: Article, client: Client) -> None:
        html = client.get(address(link_to(story))).content.decode()
        for part in ('rel="canonical"', "og:", "ld+json", "Share this article", "/admin/", "history/"):
            assert part not in html, part

    def test_no_day_stands_on_what_nobody_has_published(self, story: Article, client: Client) -> None:
        link = link_to(story)
        assert 'class="dates"' not in client.get(address(link)).content.decode()
        for photo in (story.lead_photo, story.photos.get()):
            photo.alt = "Ships"
            photo.save()
        publishing.publish(story, by=None)
        assert "Published 2 Mar 2026, 13:00" in words(client.get(address(link)))

    def test_links_lead_to_what_everybody_sees(self, story: Article, client: Client) -> None:
        other = make_article("Chosen by hand", lead_photo=make_photo())
        publishing.publish(other, by=None)
        RelatedArticle.objects.create(article=story, other=other)
        draft = make_article("Still a draft")
        RelatedArticle.objects.create(article=story, other=draft, position=1)
        response = client.get(address(link_to(story)))
        html = response.content.decode()
        assert f'href="{other.versions.get().get_absolute_url()}"' in html
        assert "Still a draft" not in html
        mine = set(
            story.content().as_json()["body"] and [story.lead_photo_id, *story.photos.values_list("pk", flat=True)]
        )
        for one in pictures(response):
            inside = one.startswith("/preview/")
            assert inside == (int(one.split("/photos/")[1].split("/")[0]) in mine), one
            assert client.get(one).status_code == 200, one

    def test_the_desk_copy_goes_on_and_a_revision_does_not(self, story: Article, client: Client) -> None:
        going, still = link_to(story), link_to(story, frozen=True)
        tag = Tag.objects.get()
        edit(story, headline="Harbour closes", body="<p>All of it is other.</p>", lead_photo=None)
        TaggedArticle.objects.filter(content_object=story).delete()
        now, then = (client.get(address(link)).content.decode() for link in (going, still))
        assert "Harbour closes" in now
        assert "The quay at noon" not in now
        for part in ("Harbour opens</h1>", "The quay at noon", "Ana Verhallow", f"/tag/{tag.slug}/"):
            assert part in then, part
        assert "Harbour closes" not in then

    def test_a_revision_of_which_something_is_gone(self, story: Article, client: Client) -> None:
        link = link_to(story, frozen=True)
        quay = story.photos.get()
        edit(story, body="<p>Other.</p>")
        story.body_photos.all().delete()
        quay.delete()
        response = client.get(address(link))
        assert response.status_code == 200
        assert "The quay at noon" not in response.content.decode()

    def test_a_retracted_story_is_shown_as_one(self, story: Article, client: Client, clock: Any) -> None:
        for photo in (story.lead_photo, story.photos.get()):
            photo.alt = "Ships"
            photo.save()
        publishing.publish(story, by=None)
        clock.shift(1)
        publishing.correct(story, "Nobody saw it.", by=None, kind="retraction")
        assert "Retracted" in client.get(address(link_to(story))).content.decode()

    def test_an_embargo_is_told_while_it_lasts(self, story: Article, client: Client, clock: Any) -> None:
        set_embargo(story, NOON + DAY / 2, by=None)
        link = link_to(story)
        assert "Under embargo until 3 March 2026, 01:00." in words(client.get(address(link)))
        clock.move_to(NOON + DAY / 2)
        assert "embargo" not in words(client.get(address(link)))

    def test_it_speaks_the_storys_language(self, client: Client) -> None:
        response = client.get(address(link_to(make_article("Le port ouvre", language="fr"))))
        assert "merci de ne pas le transmettre" in response.content.decode()

    def test_an_empty_story_and_one_with_markup(self, client: Client) -> None:
        empty = make_article("", body="", byline=None, section=None)
        assert "Story without a headline" in client.get(address(link_to(empty))).content.decode()
        marked = make_article("<script>alert(1)</script>")
        assert "<script>alert" not in client.get(address(link_to(marked))).content.decode()

    def test_somebody_who_is_logged_in_sees_the_same(self, story: Article, client: Client, ben: User) -> None:
        link = link_to(story)
        theirs = client.get(address(link)).content
        client.force_login(ben)
        assert client.get(address(link)).content == theirs

    def test_the_number_of_queries_does_not_grow(
        self, story: Article, client: Client, django_assert_num_queries: Any
    ) -> None:
        publishing.publish(make_article("On the same subject", tags=["Ports"]), by=None)
        links = [link_to(story), link_to(story, frozen=True)]
        for more in (0, 30):
            for tag in tags_named([f"Subject {number}" for number in range(more)]):
                TaggedArticle.objects.create(content_object=story, tag=tag)
            for link, queries in zip(links, (QUERIES, REVISION_QUERIES), strict=True):
                with django_assert_num_queries(queries):
                    client.get(address(link))
        with django_assert_num_queries(1):
            client.get("/preview/wrong.token/")
        picture = pictures(client.get(address(links[0])))[0]
        with django_assert_num_queries(2):
            client.get(picture)


class TestCounting:
    def test_how_often_and_when_last(self, story: Article, client: Client, clock: Any) -> None:
        link = link_to(story)
        client.head(address(link))
        client.get(address(link))
        clock.shift(60)
        client.get(address(link))
        link.refresh_from_db()
        assert (link.opened, link.last_opened_at) == (2, NOON + dt.timedelta(minutes=1))

    def test_a_database_that_takes_nothing_in_hides_no_story(self, story: Article, client: Client) -> None:
        link = link_to(story)
        with patch("django.db.models.query.QuerySet.update", side_effect=OperationalError("database or disk is full")):
            assert client.get(address(link)).status_code == 200
        link.refresh_from_db()
        assert link.opened == 0


class TestLinksThatOpenNothing:
    def closed(self, client: Client, one: str) -> bytes:
        response = client.get(one)
        assert response.status_code == 404, one
        return response.content

    def test_all_of_them_say_the_same(self, story: Article, client: Client, clock: Any) -> None:
        revoked, expired, held, killed = (link_to(story), link_to(story, until=NOON + DAY / 2), *([None] * 2))
        revoke_link(revoked, by=None)
        dead, on_hold = make_article("Killed"), make_article("Held")
        publishing.publish(dead, by=None)
        killed, held = link_to(dead), link_to(on_hold)
        kill_story(dead, by=None, reason="A court")
        put_on_hold(on_hold, "A letter", by=None)
        clock.move_to(NOON + DAY / 2)
        said = {self.closed(client, address(link)) for link in (revoked, expired, held, killed)}
        said |= {self.closed(client, one) for one in ("/preview/wrong/", "/preview/%00/", f"/preview/{'x' * 5000}/")}
        assert len(said) == 1
        html = said.pop().decode()
        assert "This preview link opens nothing" in html
        assert not any(word in html for word in ("Harbour", "Killed", "Held"))

    def test_to_the_second(self, story: Article, client: Client, clock: Any) -> None:
        link = link_to(story)
        picture = pictures(client.get(address(link)))[0]
        clock.move_to(NOON + DAY - dt.timedelta(seconds=1))
        assert [client.get(one).status_code for one in (address(link), picture)] == [200, 200]
        clock.move_to(NOON + DAY)
        assert [client.get(one).status_code for one in (address(link), picture)] == [404, 404]

    def test_it_is_asked_for_and_nothing_else(self, story: Article) -> None:
        strict, link = Client(enforce_csrf_checks=True), link_to(story)
        for method in (strict.post, strict.put, strict.delete, strict.patch):
            assert method(address(link)).status_code in {403, 405}


class TestPhotos:
    def test_only_those_of_the_story(self, story: Article, client: Client) -> None:
        link, other = link_to(story), make_photo(title="Another story’s")
        make_article("Another", lead_photo=other)
        page = client.get(address(link))
        assert pictures(page)
        for one in pictures(page):
            response = client.get(one)
            assert response.status_code == 200
            assert b"".join(response.streaming_content)
        assert client.get(f"{address(link)}{other.rendition_url('card', 320)[1:]}").status_code == 404
        assert client.get(story.lead_photo.rendition_url("card", 320)).status_code == 404, "not without the link"

    def test_what_left_the_story_is_gone(self, story: Article, client: Client) -> None:
        going, still = link_to(story), link_to(story, frozen=True)
        one, other = (pictures(client.get(address(link)))[0] for link in (going, still))
        edit(story, lead_photo=None)
        assert [client.get(address_).status_code for address_ in (one, other)] == [404, 200]

    def test_not_a_killed_one_and_not_without_rights(self, story: Article, client: Client) -> None:
        link, lead = link_to(story), story.lead_photo
        before = pictures(client.get(address(link)))[0]
        assert f"/photos/{lead.pk}/" in before
        lead.allowed_until = NOON
        lead.save()
        assert client.get(before).status_code == 404
        assert before not in client.get(address(link)).content.decode()
        lead.allowed_until = None
        lead.save()
        kill_photo(lead, by=None, reason="Stolen")
        assert client.get(before).status_code == 404

    @pytest.mark.parametrize(
        "name", ["original.jpg", "..%2f..%2fx.jpg", "card-320-0000000000000000.jpg", "%00", "x" * 300]
    )
    def test_a_name_that_is_no_renditions(self, story: Article, client: Client, name: str) -> None:
        link = link_to(story)
        assert client.get(f"{address(link)}photos/{story.lead_photo_id}/{name}").status_code == 404
        assert client.get(f"{address(link)}photos/{'9' * 30}/{name}").status_code == 404


# Link with story, its count (a savepoint, the row, and the savepoint’s end), site and sections; three for the content,
# photos, tags, versions, authors and agencies, and what stands under it.
QUERIES = 13
# Without the content’s three; the revision, and what is still to be had of it.
REVISION_QUERIES = 17
