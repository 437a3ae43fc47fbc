"""Credits, tags and related stories: what was posted, and what became of it."""

from typing import Any

import pytest

from articles.desk.article_form import StoryForm
from articles.models import Agency, Author, Role, Tag
from tests.articles.desk.browsing import Posted, credit, posted
from tests.articles.desk.keeping_forms import errors, form_of, kept, named, printed
from tests.articles.makers import make_article, make_author

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


class TestByline:
    def test_a_new_story_is_by_whoever_writes_it(self, ana: Any, ben: Any) -> None:
        author = make_author("Ana Verhallow", user=ana)
        assert [row.who for row in StoryForm(user=ana)["bylines"].value()] == [f"author:{author.pk}"]
        assert StoryForm(user=ben)["bylines"].value() == []

    def test_lines_come_in_the_order_of_their_places(self, ana: Any) -> None:
        author, agency = make_author("Daniel Bellamy"), Agency.objects.create(name="Associated Press", short_name="AP")
        data = posted(
            **credit(7, "with", f"agency:{agency.pk}", "AP", place=2),
            **credit(9, "by", f"author:{author.pk}", "Daniel Bellamy", place=1),
        )
        article = kept(ana, data)
        assert printed(article) == ["By Daniel Bellamy", "with AP"]
        swapped = posted(article) | {"bylines-0-place": "3"}
        assert printed(kept(ana, swapped, article)) == ["with AP", "By Daniel Bellamy"]

    def test_a_name_is_enough(self, ana: Any) -> None:
        author = make_author("José Ferrowe")
        Agency.objects.create(name="Coastwire")
        data = posted(
            **credit(0, name="JOSÉ  ferrowe"), **credit(1, "with", name="coastwire"), **credit(2, name="Idra")
        )
        article = kept(ana, data)
        assert printed(article) == ["By José Ferrowe", "with Coastwire", "By Idra"]
        assert article.bylines.first().author == author
        assert Author.objects.named("Idra")

    def test_a_new_agency_is_made_where_it_was_said_to_be_one(self, ana: Any) -> None:
        make_author("Coastwire")
        article = kept(ana, posted(**credit(0, "with", "agency:", "Coastwire")))
        assert Agency.objects.get() == article.bylines.get().agency

    def test_one_new_name_twice_is_one_person(self, ana: Any) -> None:
        data = posted(
            **credit(0, "by", "author:", "Idra Quillane"), **credit(1, "photos by", "author:", "idra quillane")
        )
        assert printed(kept(ana, data)) == ["By Idra Quillane", "Photos by Idra Quillane"]
        assert Author.objects.count() == 1

    @pytest.mark.parametrize("second", ["Ana Verhallow", "ana verhallow", "Idra Quillane"])
    def test_two_equal_credits_are_refused_in_words(self, second: str, ana: Any) -> None:
        author = make_author("Ana Verhallow")
        data = posted(
            **credit(0, who=f"author:{author.pk}", name="Ana Verhallow"),
            **credit(1, name="Idra Quillane"),
            **credit(2, name=second),
        )
        form = form_of(ana, data)
        assert not form.is_valid()
        assert "stands in the byline twice" in form.errors["bylines"][0]
        assert [row.name for row in form["bylines"].value()] == ["Ana Verhallow", "Idra Quillane", second]
        assert not Author.objects.named("Idra Quillane"), "nobody is made by a form that is refused"

    def test_removed_and_empty_lines_are_nobody(self, ana: Any) -> None:
        article = make_article()
        data = posted(article) | {"bylines-0-remove": "1"} | credit(1)
        assert printed(kept(ana, data, article)) == []

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (credit(0, "cooked by", name="Ana"), "is no role"),
            (credit(0, who="author:99", name="Ana"), "“Ana” no longer exists"),
            (credit(0, name="a" * 201), "at most 200 characters"),
        ],
    )
    def test_what_cannot_be_a_credit_is_said(self, line: Posted, said: str, ana: Any) -> None:
        assert said in errors(ana, posted(**line))["bylines"][0]

    @pytest.mark.parametrize("line", [credit(0, name="Idra"), credit(0, who="agency:", name="Idra")])
    def test_only_those_who_may_add_somebody(self, line: Posted, pia: Any) -> None:
        pia.groups.get().permissions.remove(*pia.groups.get().permissions.filter(codename__startswith="add_a"))
        assert "you may not add one" in errors(pia, posted(**line))["bylines"][0]

    @pytest.mark.parametrize("junk", ["author:1e9", "author:-1", "editor:1", "::", "author:" + "9" * 40, "author:²"])
    def test_what_no_form_of_ours_posts_does_no_harm(self, junk: str, ana: Any) -> None:
        assert printed(kept(ana, posted(**credit(0, who=junk, name="Ana", place="soon")))) == ["By Ana"]

    def test_every_role_can_be_chosen(self, ana: Any) -> None:
        html = str(StoryForm(user=ana)["bylines"])
        assert all(f'value="{role}"' in html for role in Role.values)


class TestTags:
    def test_new_ones_are_made(self, ana: Any) -> None:
        assert named(kept(ana, posted(tags=["+Ports", "+Night ferries"]))) == ["Ports", "Night ferries"]

    @pytest.mark.parametrize("typed", ["kosice", "KOŠICE", "Košice", "kos\u030cice"])
    def test_never_doubled_by_case_or_accent(self, typed: str, ana: Any) -> None:
        tag = Tag.objects.create(name="Košice")
        article = kept(ana, posted(tags=[f"+{typed}", str(tag.pk)]))
        assert list(article.tagged.values_list("tag", flat=True)) == [tag.pk]
        assert Tag.objects.count() == 1

    def test_two_spellings_of_a_new_one_are_one(self, ana: Any) -> None:
        assert named(kept(ana, posted(tags=["+Košice", "+kosice"]))) == ["Košice"]

    def test_words_with_commas_are_tags(self, ana: Any) -> None:
        assert named(kept(ana, posted(**{"tags-typed": " Ports, Night ferries ,, "}))) == ["Ports", "Night ferries"]

    def test_one_left_out_goes(self, ana: Any) -> None:
        article = make_article(tags=["Ports", "Ferries"])
        keys = posted(article)["tags"]
        assert named(kept(ana, posted(article, tags=keys[1:]), article)) == ["Ferries"]

    def test_a_long_one_is_refused_and_stays(self, ana: Any) -> None:
        form = form_of(ana, posted(tags=["+" + "t" * 101]))
        assert "at most 100 characters" in form.errors["tags"][0]
        assert "t" * 101 in str(form["tags"])

    def test_one_that_is_gone_is_left_out(self, ana: Any) -> None:
        assert named(kept(ana, posted(tags=["999", "x", "²"]))) == []

    def test_only_those_who_may_add_one(self, ana: Any) -> None:
        ana.groups.get().permissions.remove(*ana.groups.get().permissions.filter(codename="add_tag"))
        assert "There is no tag “Ports”" in errors(ana, posted(tags=["+Ports"]))["tags"][0]


class TestRelated:
    def test_chosen_stories_keep_their_order_and_never_hold_the_story_itself(self, ana: Any) -> None:
        article, one, two = make_article("Self"), make_article("One"), make_article("Two")
        article = kept(ana, posted(article, related=[str(pk) for pk in (two.pk, article.pk, one.pk)]), article)
        assert [str(row.other) for row in article.related_articles.order_by("position")] == ["Two", "One"]

    @pytest.mark.parametrize(
        "typed", ["Harbour opens", "/2026/03/02/harbour-opens/", "https://x.example/harbour-opens/"]
    )
    def test_an_address_or_a_headline_is_enough(self, typed: str, ana: Any) -> None:
        other = make_article("Harbour opens")
        article = kept(ana, posted(**{"related-typed": typed}))
        assert article.related_articles.get().other == other

    def test_words_that_lead_nowhere_are_told(self, ana: Any) -> None:
        assert "No story has the address" in errors(ana, posted(**{"related-typed": "Nothing"}))["related"][0]
