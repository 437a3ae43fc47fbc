"""What is typed into a story's form is kept, whatever is missing; what is wrong is told at its field."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.desk.article_form import COLUMNS, StoryForm
from articles.models import Agency, Article, Author, Content, Revision, Role, Tag
from articles.publishing import publish
from tests.articles.makers import TEXT, make_article, make_author, make_section
from tests.media.makers import make_jpeg, make_photo

pytestmark = pytest.mark.django_db

Posted = dict[str, Any]


def posted(article: Article | None = None, **values: Any) -> Posted:
    """Return what a browser posts for a story, or for an empty form, with some values changed."""
    data: Posted = {"kicker": "", "headline": "", "standfirst": "", "body": "", "language": "en"}
    if article:
        form = StoryForm(instance=article, user=None)
        data |= {name: form[name].value() or "" for name in COLUMNS}
        data |= {"tags": form["tags"].value(), "related": form["related"].value()}
        for index, row in enumerate(form["bylines"].value()):
            data |= credit(index, row.role, row.who, row.name)
    return data | values


def credit(index: int, role: str = "by", who: str = "", name: str = "", place: int | str | None = None) -> Posted:
    """Return one line of the byline as posted."""
    place = index + 1 if place is None else place
    parts = {"role": role, "who": who, "name": name, "place": place}
    return {f"bylines-{index}-{part}": str(value) for part, value in parts.items()}


def form_of(user: Any, data: Posted, article: Article | None = None, **files: Any) -> StoryForm:
    """Return the form as bound to what was posted."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return StoryForm(query, MultiValueDict({name: [file] for name, file in files.items()}), instance=article, user=user)


def kept(user: Any, data: Posted, article: Article | None = None, **files: Any) -> Article:
    """Post a form that must be in order, and return the story from the database."""
    form = form_of(user, data, article, **files)
    assert form.is_valid(), form.errors
    return Article.objects.get(pk=form.keep().pk)


def errors(user: Any, data: Posted, article: Article | None = None, **files: Any) -> dict[str, list[str]]:
    """Post a form that must not be in order, and return what is said at its fields."""
    form = form_of(user, data, article, **files)
    assert not form.is_valid()
    return dict(form.errors)


def printed(article: Article) -> list[str]:
    return [str(one) for one in article.bylines.with_people()]


def named(article: Article) -> list[str]:
    return [str(one.tag) for one in article.tagged.order_by("pk")]


class TestSaving:
    def test_an_empty_form_is_a_draft(self, ana: Any) -> None:
        article = kept(ana, posted())
        assert (article.headline, article.slug, article.created_by, article.updated_by) == ("", "story", ana, ana)
        assert article.revisions.get().saved_by == ana

    def test_everything_is_kept_in_one_go_with_a_revision(self, ana: Any, ben: Any) -> None:
        section, photo, other = make_section("City"), make_photo(), make_article("Other")
        data = posted(
            kicker="Transport", headline="Harbour\nopens", standfirst="At noon.", body=TEXT, section=section.pk,
            lead_photo=photo.pk, lead_caption="Here", language="fr", tags=["+Ports"], related=[str(other.pk)],
            **credit(0, name="Ana Verhallow"),
        )  # fmt: skip
        article = kept(ana, data)
        assert (article.kicker, article.headline, article.standfirst) == ("Transport", "Harbour opens", "At noon.")
        assert (article.body, article.section, article.lead_photo, article.lead_caption) == (
            TEXT,
            section,
            photo,
            "Here",
        )
        assert (article.language, article.slug, named(article), printed(article)) == (
            "fr", "harbour-opens", ["Ports"], ["By Ana Verhallow"],
        )  # fmt: skip
        assert [one.other for one in article.related_articles.all()] == [other]
        assert Content.from_json(article.revisions.get().content) == article.content()
        kept(ben, posted(article, headline="Harbour closes"), article)
        article.refresh_from_db()
        assert (article.created_by, article.updated_by, article.revisions.count()) == (ana, ben, 2)

    def test_saving_nothing_new_writes_no_row_anew(self, ana: Any) -> None:
        article = make_article(tags=["Ports", "Ferries"])
        rows = [list(rows.values_list("pk", flat=True)) for rows in (article.bylines, article.tagged)]
        kept(ana, posted(article), article)
        assert rows == [list(rows.values_list("pk", flat=True)) for rows in (article.bylines, article.tagged)]
        assert article.revisions.count() == 1

    def test_what_publishing_keeps_survives_a_form_opened_before(self, ana: Any) -> None:
        article = make_article()
        stale = Article.objects.get(pk=article.pk)
        version = publish(article, by=None)
        assert kept(ana, posted(stale, kicker="Ports"), stale).first_published == version.first_published

    def test_two_people_saving_the_same_state_keep_two_revisions(self, ana: Any, ben: Any) -> None:
        article = make_article()
        first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
        kept(ana, posted(first, kicker="One"), first)
        kept(ben, posted(second, kicker="Two"), second)
        assert list(Revision.objects.values_list("number", flat=True)) == [3, 2, 1]

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("kicker", "k" * 61, "At most 60 characters fit; this has 61."),
            ("headline", "h" * 301, "At most 300 characters fit"),
            ("slug", "s" * 101, "At most 100 characters fit"),
            ("slug", "Harbour Opens!", "“harbour-opens” would do"),
            ("slug", "../admin", "small letters, digits and hyphens"),
            ("section", "999", "This section is gone."),
            ("language", "klingon", "Select a valid choice"),
            ("lead_photo", "999", "This photo is gone."),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_stays_there(
        self, field: str, value: str, said: str, ana: Any
    ) -> None:
        form = form_of(ana, posted() | {field: value})
        assert not form.is_valid()
        assert said in form.errors[field][0]
        assert form[field].value() == value
        assert not Article.objects.exists()

    def test_no_browser_cuts_what_is_pasted(self, ana: Any) -> None:
        assert "maxlength" not in str(StoryForm(user=ana)["headline"])


class TestAddress:
    def test_it_follows_the_headline_of_a_draft(self, ana: Any) -> None:
        article = kept(ana, posted())
        article = kept(ana, posted(article, headline="Harbour opens"), article)
        assert article.slug == "harbour-opens"
        make_article("Harbour closes")
        assert kept(ana, posted(article, headline="Harbour closes"), article).slug == "harbour-closes-2"

    def test_one_typed_by_hand_stays(self, ana: Any) -> None:
        article = kept(ana, posted(headline="Harbour opens", slug="opening-day"))
        assert kept(ana, posted(article, headline="Harbour closes"), article).slug == "opening-day"

    def test_one_that_readers_have_or_will_have_stays(self, ana: Any) -> None:
        article = make_article("Harbour opens")
        publish(article, by=None)
        article.refresh_from_db()
        assert kept(ana, posted(article, headline="Harbour closes"), article).slug == "harbour-opens"

    def test_another_storys_address_is_taken_for_good(self, ana: Any) -> None:
        other = make_article("Harbour opens")
        publish(other, by=None)
        other.slug = "harbour"
        other.save()
        for slug in ("harbour", "harbour-opens"):
            assert "Another story has this address" in errors(ana, posted(slug=slug))["slug"][0]

    def test_other_scripts_have_addresses_too(self, ana: Any) -> None:
        assert kept(ana, posted(slug="порт-открыт")).slug == "порт-открыт"


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


class TestLeadPhoto:
    def test_an_uploaded_photo_is_chosen_with_what_its_file_knows(self, ana: Any) -> None:
        file = SimpleUploadedFile("quay.jpg", make_jpeg(credit="Lena Aumont / Northwire"), "image/jpeg")
        article = kept(ana, posted(lead_alt="A quay at dawn"), lead_file=file)
        photo = article.lead_photo
        assert (photo.credit_line, photo.alt, photo.uploaded_by) == ("Lena Aumont / Northwire", "A quay at dawn", ana)

    def test_it_is_not_lost_when_something_else_is_wrong(self, ana: Any) -> None:
        file = SimpleUploadedFile("quay.jpg", make_jpeg(), "image/jpeg")
        form = form_of(ana, posted(kicker="k" * 61, tags=["+Ports"]), lead_file=file)
        assert not form.is_valid()
        assert form.lead is not None
        assert form.lead.photo.file_name == "quay.jpg"
        assert 'value="+Ports"' in str(form["tags"])

    def test_what_is_no_picture_is_said_at_the_field(self, ana: Any) -> None:
        file = SimpleUploadedFile("notes.txt", b"Not a picture", "text/plain")
        assert "notes.txt" in errors(ana, posted(), lead_file=file)["lead_file"][0]

    def test_only_those_who_may_add_photos(self, ana: Any) -> None:
        ana.groups.get().permissions.remove(*ana.groups.get().permissions.filter(codename="add_photo"))
        file = SimpleUploadedFile("quay.jpg", make_jpeg(), "image/jpeg")
        assert "may not add photos" in errors(ana, posted(), lead_file=file)["lead_file"][0]

    def test_only_what_a_photo_lacks_is_filled_in(self, ben: Any) -> None:
        photo = make_photo(alt="", credit="Lena Aumont")
        kept(ben, posted(lead_photo=photo.pk, lead_alt="A quay", lead_credit="Somebody else"))
        photo.refresh_from_db()
        assert (photo.alt, photo.credit) == ("A quay", "Lena Aumont")

    def test_a_reporter_describes_no_photo_of_others(self, ana: Any) -> None:
        photo = make_photo(alt="")
        article = kept(ana, posted(lead_photo=photo.pk, lead_alt="A quay"))
        photo.refresh_from_db()
        assert (photo.alt, article.lead_photo) == ("", photo)

    def test_a_new_credit_makes_new_renditions(self, ben: Any, django_capture_on_commit_callbacks: Any) -> None:
        photo = make_photo(credit="")
        with django_capture_on_commit_callbacks(execute=True):
            kept(ben, posted(lead_photo=photo.pk, lead_credit="Lena Aumont"))
        photo.refresh_from_db()
        name = photo.rendition_url("card", 320).rpartition("/")[2]
        assert photo.credit_line == "Lena Aumont"
        assert photo.file.storage.exists(f"renditions/{photo.pk}/{name}")

    def test_taking_it_away(self, ana: Any) -> None:
        article = make_article(lead_photo=make_photo(), lead_caption="Here")
        article = kept(ana, posted(article, lead_photo="", lead_caption=""), article)
        assert (article.lead_photo, article.lead_caption) == (None, "")
