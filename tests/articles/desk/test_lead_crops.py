"""Cropping the lead photo for one story, on its form: kept, refused, joined, compared."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.desk.lead_photo import LeadPhoto
from articles.models import Article
from articles.substance import substance
from media.making import make_all
from media.models import Photo
from tests.articles.desk.browsing import Desk, posted, words
from tests.articles.desk.keeping_forms import errors, kept
from tests.articles.desk.two import Two, make_story
from tests.articles.makers import edit, make_article
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

CROP = "card=0.1,0.1,0.5"
FRAGMENT = "/admin/articles/article/lead-crops/{}/"


@pytest.fixture
def article() -> Article:
    return make_article(lead_photo=make_photo())


class TestKeeping:
    def test_it_is_kept_as_it_will_be_cut_and_its_copies_are_made(self, ana: User, article: Article) -> None:
        kept(ana, posted(article, lead_crops="card=0.9,0.1,0.5 wide=0,0,1"), article)
        article.refresh_from_db()
        assert article.lead_crops == "card=0.5,0.1,0.5"
        make_all()
        photo = Photo.objects.get()
        assert photo.use_crops == [article.lead_crops]
        assert photo.cropped(article.lead_crops).picture("card") != photo.picture("card")
        kept(ana, posted(article, lead_crops=""), article)
        assert Photo.objects.get().use_crops == []

    def test_another_photo_is_not_cropped_as_the_one_before(self, ana: User, article: Article) -> None:
        edit(article, lead_crops=CROP)
        other = make_photo()
        assert kept(ana, posted(article, lead_photo=str(other.pk)), article).lead_crops == ""
        edit(article, lead_photo=other, lead_crops=CROP)
        assert kept(ana, posted(article, lead_photo=""), article).lead_crops == ""

    @pytest.mark.parametrize("odd", ["<script>", "card=1,2,3", "card=0,0,0.5;", "card" * 60])
    def test_what_is_no_crop_is_refused_at_the_photo(self, ana: User, article: Article, odd: str) -> None:
        told = str(errors(ana, posted(article, lead_crops=odd), article))
        assert "can’t be read" in told or "characters fit" in told

    def test_its_card_shows_the_story_as_it_is_cropped(self, ana: User, article: Article) -> None:
        edit(article, lead_crops=CROP)
        page = Desk(ana).client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
        assert "Cropped for this story: <span>3:2</span>" in page
        assert '<svg viewBox="6 4 30 20"' in page

    def test_a_card_is_drawn_whatever_was_typed(self) -> None:
        assert not LeadPhoto(make_photo(), None, "<b>").cropped_here


class TestTheQuestion:
    def test_it_shows_the_shapes_in_which_readers_meet_it(self, ana: User, article: Article) -> None:
        client, address = Desk(ana).client, FRAGMENT.format(article.lead_photo_id)
        page = client.get(address, {"crops": CROP}).content.decode()
        assert 'data-own="0 0 60 40"' in page
        assert '<svg viewBox="6 4 30 20"' in page
        assert 'name="crop_card_width" value="50.0"' in page
        assert "1.91:1" in page
        assert "crop_wide" not in page
        assert client.get(address, {"crops": "<b>"}).status_code == 200

    def test_a_photo_that_is_not_there_is_not_cropped(self, ana: User) -> None:
        assert Desk(ana).client.get(FRAGMENT.format(999999)).status_code == 404

    def test_it_costs_a_handful_of_queries(
        self, ana: User, article: Article, django_assert_max_num_queries: Any
    ) -> None:
        desk = Desk(ana)
        with django_assert_max_num_queries(6):
            desk.client.get(FRAGMENT.format(article.lead_photo_id))


class TestTwo:
    def test_her_caption_and_his_crop_are_joined(self, ana: User, ben: User) -> None:
        two = Two(ana, ben, make_story())
        saved = two.clash(mine={"lead_caption": "At dawn"}, theirs={"lead_crops": CROP})
        assert saved.redirect_chain, words(saved)
        assert "lead photo’s crop" in words(saved)
        two.article.refresh_from_db()
        assert (two.article.lead_caption, two.article.lead_crops) == ("At dawn", CROP)

    def test_two_crops_are_chosen_between(self, ana: User, ben: User) -> None:
        two = Two(ana, ben, make_story())
        page = two.clash(mine={"lead_crops": "card=0,0,0.75"}, theirs={"lead_crops": CROP})
        assert words(page).count("cropped for this story") == 2
        two.again(page, **{"choose-lead": "mine"})
        two.article.refresh_from_db()
        assert two.article.lead_crops == "card=0,0,0.75"


def test_history_and_compare_tell_it_in_words(ana: User, article: Article) -> None:
    edit(article, lead_crops=CROP)
    page = words(Desk(ana).client.get(f"/admin/articles/article/{article.pk}/compare/?from=1&to=2"))
    assert "Lead photo’s crop" in page
    assert "10% from the left" in page


def test_it_may_change_what_a_picture_says(article: Article) -> None:
    before = article.content()
    assert substance(before, replace(before, lead_crops=CROP)) == ["lead photo’s crop"]
