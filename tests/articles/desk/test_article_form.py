"""What is typed into a story's form is kept, whatever is missing; what is wrong is told at its field."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.desk.article_form import StoryForm
from articles.models import Article, Content, Revision
from articles.publishing import Refused, publish
from media.making import make_all
from tests.articles.desk.browsing import change, credit, posted, words
from tests.articles.desk.keeping_forms import errors, form_of, kept, named, printed
from tests.articles.makers import TEXT, make_article, make_section
from tests.media.makers import make_jpeg, make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]


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


class TestLeadPhoto:
    def test_an_uploaded_photo_is_chosen_with_what_its_file_knows(self, ana: Any) -> None:
        file = SimpleUploadedFile("quay.jpg", make_jpeg(credit="Lena Aumont / Northwire"), "image/jpeg")
        article = kept(ana, posted(lead_alt="A quay at dawn"), lead_file=file)
        photo = article.lead_photo
        assert (photo.credit_line, photo.alt, photo.uploaded_by) == ("Lena Aumont / Northwire", "A quay at dawn", ana)

    def test_it_is_chosen_described_and_saved_at_once_and_published_when_its_copies_stand(
        self, ana: Any, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.force_login(ana)
        file = SimpleUploadedFile("quay.jpg", make_jpeg(credit="Northwire"), "image/jpeg")
        story = make_article()
        with monkeypatch.context() as patch:
            patch.setattr("media.encode._file", None)  # whoever encoded within the request would fall over it
            article = kept(ana, posted(story, lead_alt="A quay at dawn"), story, lead_file=file)
        page = words(client.get(change(article)))
        assert "Its copies for readers are being made" in page
        with pytest.raises(Refused, match="is still being prepared"):
            publish(article, by=None)
        make_all()
        article = Article.objects.get(pk=article.pk)
        assert publish(article, by=None).lead_photo == article.lead_photo
        assert "are being made" not in words(client.get(change(article)))

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
