"""Two people in one story: what does not overlap is joined, what does is chosen between, nothing of either is lost."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import body
from articles.models import Article, Content, tags_named
from tests.articles.desk.browsing import change, credit, words
from tests.articles.desk.filled import filled
from tests.articles.desk.two import BODY, Two
from tests.articles.makers import make_article, make_author, make_section
from tests.media.makers import make_jpeg, make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

SAID = "saved this story at"


def values(article: Article) -> dict[str, Any]:
    """Return what a story holds, by field."""
    content = article.content()
    return {name: getattr(content, name) for name in Content.__dataclass_fields__}


def newest(article: Article, back: int = 0) -> Content:
    return Content.from_json(article.revisions.all()[back].content)


def line(index: int, role: str, name: str) -> dict[str, str]:
    author = make_author(name)
    return credit(index, role, f"author:{author.pk}", name)


def changes(story: Article, who: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return, for each field, what somebody posts to change it, and what the story then holds."""
    language, role = {"Ana": ("fr", "with"), "Ben": ("de", "photos by")}[who]
    text = BODY.replace("Two ships", f"{who} ships")
    section, photo, other = make_section(f"{who} section"), make_photo(), make_article(f"{who} story")
    tag = tags_named([f"{who} tag"])[0]
    person = make_author(f"{who} Guest")
    content = story.content()
    return {
        "kicker": ({"kicker": who}, {"kicker": who}),
        "headline": ({"headline": f"{who} opens"}, {"headline": f"{who} opens"}),
        "standfirst": ({"standfirst": f"{who} says."}, {"standfirst": f"{who} says."}),
        "body": ({"body": text}, {"body": text}),
        "lead": ({"lead_photo": photo.pk, "lead_caption": who}, {"lead_photo": photo.pk, "lead_caption": who}),
        "caption": ({"lead_caption": who}, {"lead_caption": who}),
        "section": ({"section": section.pk}, {"section": section.pk}),
        "language": ({"language": language}, {"language": language}),
        "slug": ({"slug": f"{who.lower()}-address"}, {"slug": f"{who.lower()}-address"}),
        "bylines": (
            credit(0, role, f"author:{content.bylines[0][2]}", "Ana Verhallow"),
            {"bylines": ((role, *content.bylines[0][1:]), content.bylines[1])},
        ),
        "tags": ({"tags": [str(content.tags[0]), str(tag.pk)]}, {"tags": (content.tags[0], tag.pk)}),
        "new_tag": ({"tags": [str(content.tags[0]), f"+{who} tag"]}, {"tags": (content.tags[0], tag.pk)}),
        "related": ({"related": [str(content.related[0]), str(other.pk)]}, {"related": (content.related[0], other.pk)}),
        "credit": (
            credit(2, "with", f"author:{person.pk}", person.name),
            {"bylines": (*content.bylines, ("with", "author", person.pk))},
        ),
    }  # fmt: skip


FIELDS = ("kicker", "headline", "standfirst", "body", "lead", "caption", "section", "language", "slug", "bylines",
          "tags", "new_tag", "related", "credit")  # fmt: skip
# Where both can be had: item by item.
ADDED = {"tags", "new_tag", "related", "credit"}
PARTS = {"caption": "lead"}


class TestEachField:
    @pytest.mark.parametrize("field", FIELDS)
    def test_changed_by_one_and_another_by_the_other(self, field: str, two: Two, story: Article) -> None:
        hers, hold = changes(story, "Ana")[field]
        elsewhere = "kicker" if field != "kicker" else "standfirst"
        his = {elsewhere: "By Ben"}
        page = two.clash(mine=hers, theirs=his)
        assert "Joined with what Ben Okonkwo saved at 13:00:01" in words(page)
        assert values(two.saved).items() >= (hold | his).items()
        assert two.saved.revision_number == 3

    @pytest.mark.parametrize("field", FIELDS)
    def test_changed_by_the_other_alone(self, field: str, two: Two, story: Article) -> None:
        """Ana changes nothing there and saves: what Ben did stays, and no revision is made of nothing."""
        his, hold = changes(story, "Ben")[field]
        page = two.clash(mine={}, theirs=his)
        assert f"Ben Okonkwo {SAID} 13:00:01" in words(page)
        assert values(two.saved).items() >= hold.items()
        assert two.saved.revision_number == 2

    @pytest.mark.parametrize("field", FIELDS)
    def test_changed_by_both_alike_is_no_clash(self, field: str, two: Two, story: Article) -> None:
        same, hold = changes(story, "Ana")[field]
        page = two.clash(mine=same, theirs=same)
        assert page.redirect_chain
        assert SAID not in words(page)
        assert values(two.saved).items() >= hold.items()

    @pytest.mark.parametrize("field", [field for field in FIELDS if field in ADDED])
    def test_added_by_both_is_both(self, field: str, two: Two, story: Article) -> None:
        hers, one = changes(story, "Ana")[field]
        his, other = changes(story, "Ben")[field]
        two.clash(mine=hers, theirs=his)
        held = values(two.saved)
        for name, items in (one | other).items():
            assert set(held[name]) >= set(items)

    @pytest.mark.parametrize("side", ["mine", "theirs"])
    @pytest.mark.parametrize("field", [field for field in FIELDS if field not in ADDED])
    def test_changed_by_both_is_chosen_between(self, field: str, side: str, two: Two, story: Article) -> None:
        hers, mine = changes(story, "Ana")[field]
        his, theirs = changes(story, "Ben")[field]
        page = two.clash(mine=hers | {"kicker": hers.get("kicker", "By Ana")}, theirs=his)
        part = PARTS.get(field, field)
        assert not page.redirect_chain
        told = words(page)
        assert f"Ben Okonkwo {SAID} 13:00:01 while you were writing." in told
        assert "Choose between two versions first." in told
        assert values(two.saved).items() >= theirs.items(), "Nothing is saved before somebody chose."
        name = "choose-body-0" if field == "body" else f"choose-{part}"
        assert filled(page)[name] == ["mine"]
        done = two.again(page, **{name: side})
        assert done.redirect_chain, words(done)
        kept = mine if side == "mine" else theirs
        assert values(two.saved).items() >= kept.items()
        others = {} if field == "kicker" else {"kicker": "By Ana"}
        assert values(two.saved).items() >= others.items()
        history = [Content.from_json(one.content) for one in two.saved.revisions.all()]
        for left in (mine, theirs):
            assert any({name: getattr(one, name) for name in left} == left for one in history), "It is in History."
        assert newest(two.saved) == two.saved.content()


class TestChoosing:
    """The page of two versions."""

    @pytest.fixture
    def page(self, two: Two) -> Any:
        """Ana's page, where headline and standfirst clash."""
        mine = {"headline": "Hers", "standfirst": "She says.", "kicker": "Ports"}
        return two.clash(mine=mine, theirs={"headline": "His", "standfirst": "He says.", "tags": ["+His"]})

    def test_it_says_who_saved_what_and_when(self, page: Any) -> None:
        told = words(page)
        assert "Ben Okonkwo saved this story at 13:00:01 while you were writing." in told
        assert "You both changed the headline and standfirst. Choose for each; the version you leave is kept" in told
        assert told.count("2 to choose") == 2
        assert "Yours not saved, 4 characters" in told
        assert "Ben’s 13:00:01, 3 characters" in told
        assert "Keep both of mine" in told
        assert "Take both of Ben’s" in told

    def test_differing_words_are_marked(self, page: Any) -> None:
        html = page.content.decode()
        assert all(f"<mark>{word}</mark>" in html for word in ("Hers", "His", "She", "He"))

    def test_what_does_not_clash_is_joined_and_can_be_edited(self, page: Any, two: Two) -> None:
        assert filled(page)["kicker"] == ["Ports"]
        assert len(filled(page)["tags"]) == 1
        done = two.again(page, kicker="Quays", tags=[], **{"choose-standfirst": "theirs"})
        assert done.redirect_chain
        saved = two.saved
        assert (saved.headline, saved.standfirst, saved.kicker, saved.tags.count()) == ("Hers", "He says.", "Quays", 0)

    def test_what_was_left_of_mine_is_a_revision_of_its_own(self, page: Any, two: Two) -> None:
        done = two.again(page, **{"choose-standfirst": "theirs"})
        assert "Saved as you chose. What you left of yours is kept in History." in words(done)
        saved, aside, his, _ = two.saved.revisions.all()
        assert (aside.content["standfirst"], aside.saved_by.first_name) == ("She says.", "Ana")
        assert aside.note == "Left aside when joined with Ben’s"
        assert (his.content["headline"], saved.content["headline"]) == ("His", "Hers")
        assert (two.saved.revision_number, saved.number) == (4, 4)

    def test_nothing_is_set_aside_where_nothing_of_mine_is_left(self, page: Any, two: Two) -> None:
        two.again(page)
        assert [one.note for one in two.saved.revisions.all()] == ["", "", ""]

    def test_taking_theirs_everywhere_leaves_the_desk_copy_as_the_newest_revision(self, two: Two) -> None:
        page = two.clash(mine={"headline": "Hers"}, theirs={"headline": "His"})
        two.again(page, **{"choose-headline": "theirs"})
        assert [one.content["headline"] for one in two.saved.revisions.all()] == ["His", "Hers", "His", "Harbour opens"]
        assert newest(two.saved) == two.saved.content()
        assert two.saved.digest == two.saved.content().digest

    def test_new_names_that_were_left_are_told_in_the_note(self, two: Two) -> None:
        page = two.clash(mine={"headline": "Hers", "tags": ["+Cranes"]}, theirs={"headline": "His"})
        two.again(page, **{"choose-headline": "theirs"})
        assert two.saved.revisions.all()[1].note == "Left aside when joined with Ben’s; new: Cranes"

    @pytest.mark.parametrize("button", ["_save", "_publish", "_publish_now", "_preview", "_compare"])
    def test_nobody_chooses_by_another_button(self, button: str, page: Any, two: Two) -> None:
        again = two.again(page, button, **{"choose-headline": "theirs"})
        assert not again.redirect_chain
        assert two.saved.headline == "His"
        assert (filled(again)["choose-headline"], filled(again)["choose-standfirst"]) == (["theirs"], ["mine"])
        assert filled(again)["headline"] == ["Hers"]

    @pytest.mark.parametrize("choice", [[], ["both"], ["edited"], ["x"], [""]])
    def test_a_choice_that_is_missing_is_asked_again(self, choice: list[str], page: Any, two: Two) -> None:
        again = two.again(page, **{"choose-body-0": "both", "choose-headline": choice, "choose-standfirst": "theirs"})
        if choice == ["edited"]:
            return
        assert not again.redirect_chain
        assert (two.saved.headline, two.saved.revision_number) == ("His", 2)
        assert filled(again)["choose-standfirst"] == ["theirs"]

    def test_what_is_wrong_elsewhere_is_told_and_the_choices_stay(self, page: Any, two: Two) -> None:
        again = two.again(page, kicker="k" * 61, **{"choose-standfirst": "theirs"})
        told = words(again)
        assert "Not saved yet: one field needs another look. Your choices are still here." in told
        assert "At most 60 characters fit; this has 61." in told
        assert (filled(again)["choose-standfirst"], filled(again)["kicker"]) == (["theirs"], ["k" * 61])
        assert two.again(again, kicker="Ports").redirect_chain
        assert (two.saved.standfirst, two.saved.kicker) == ("He says.", "Ports")

    def test_what_is_wrong_with_mine_does_not_matter_when_it_is_left(self, two: Two) -> None:
        page = two.clash(mine={"headline": "h" * 301}, theirs={"headline": "His"})
        again = two.again(page)
        assert "At most 300 characters fit; this has 301." in words(again)
        assert two.again(again, **{"choose-headline": "theirs"}).redirect_chain
        assert two.saved.headline == "His"

    def test_another_wording_than_either(self, page: Any, two: Two) -> None:
        chosen = {"choose-headline": "edited", "edited-headline": "Theirs together"}
        again = two.again(page, "_save", **chosen)
        assert filled(again)["edited-headline"] == ["Theirs together"]
        assert two.again(again).redirect_chain
        assert two.saved.headline == "Theirs together"
        assert newest(two.saved, 1).headline == "Hers"

    def test_a_third_save_while_choosing(self, page: Any, two: Two) -> None:
        third = two.opened | {"keeping-base": "2", "headline": "Third", "section": ""}
        assert (
            two.ben.client.post(change(two.article), third | {"standfirst": "He says.", "_save": ""}).status_code == 302
        )
        again = two.again(page, **{"choose-headline": "mine", "choose-standfirst": "theirs"})
        assert not again.redirect_chain
        assert "Third" in again.content.decode()
        assert (filled(again)["headline"], filled(again)["standfirst"]) == (["Hers"], ["She says."])
        assert filled(again)["choose-standfirst"] == ["theirs"]
        done = two.again(again)
        assert done.redirect_chain
        saved = two.saved
        assert (saved.headline, saved.standfirst, saved.kicker, saved.section) == ("Hers", "He says.", "Ports", None)
        assert newest(saved, 1).standfirst == "She says."

    def test_a_third_save_of_something_else_is_joined(self, page: Any, two: Two) -> None:
        third = two.opened | {"keeping-base": "2", "headline": "His", "standfirst": "He says.", "language": "fr"}
        assert two.ben.client.post(change(two.article), third | {"_save": ""}).status_code == 302
        assert two.again(page, **{"choose-standfirst": "theirs"}).redirect_chain
        saved = two.saved
        assert (saved.headline, saved.standfirst, saved.language) == ("Hers", "He says.", "fr")

    def test_a_forged_other_version_is_never_taken(self, page: Any, two: Two) -> None:
        two.again(page, theirs="Forged", **{"clash-kicker": "1", "choose-kicker": "theirs", "saw-headline": "Forged"})
        assert "Forged" not in str(values(two.saved))

    def test_the_page_has_no_inline_style_or_script(self, page: Any) -> None:
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page.content.decode())


class TestBody:
    def edited(self, **changes: str) -> str:
        text = BODY
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    def test_each_place_is_chosen_by_itself_and_the_rest_is_joined(self, two: Two) -> None:
        page = two.clash(
            mine={"body": self.edited(One="Ana", work="rest") + "<p>Ana adds.</p>"},
            theirs={"body": self.edited(One="Ben", cranes="winches", Two="Twenty") + "<p>Ben adds.</p>"},
        )
        told = words(page)
        assert "Place 1 of 2" in told
        assert "Place 2 of 2" in told
        assert "1 paragraph that needs no choice" in told
        done = two.again(page, **{"choose-body-0": "both", "choose-body-1": "theirs"})
        assert done.redirect_chain
        assert two.saved.body == (
            "<p>Ben stood at the quay.</p><p>Ana stood at the quay.</p><p>Twenty ships came in.</p>"
            "<p>Three winches were at work.</p><p>Ben adds.</p><p>Ana adds.</p>"
        )
        assert "at rest" in newest(two.saved, 1).body

    def test_a_paragraph_that_one_took_out_and_the_other_changed(self, two: Two) -> None:
        page = two.clash(
            mine={"body": self.edited(**{"<p>Two ships came in.</p>": ""})}, theirs={"body": self.edited(Two="Ten")}
        )
        assert "Yours not savedtaken out" in words(page)
        assert 'value="both"' not in page.content.decode()
        two.again(page)
        assert "ships" not in two.saved.body

    def test_photos_show_their_pictures(self, two: Two) -> None:
        one, other = make_photo(), make_photo()
        figure = '<figure data-photo="{}"><figcaption>{}</figcaption></figure>'
        two.post(two.ben, body=BODY + figure.format(one.pk, "Dawn"))
        two.opened |= {"body": two.saved.body, "keeping-base": "2"}
        page = two.clash(
            mine={"body": BODY + figure.format(one.pk, "Noon")}, theirs={"body": BODY + figure.format(other.pk, "Dusk")}
        )
        assert page.content.decode().count('<img class="thumb"') == 2
        assert "photo" in words(page)
        assert two.again(page, **{"choose-body-0": "both"}).redirect_chain
        assert body.photo_ids(two.saved.body) == [other.pk, one.pk]

    def test_the_editor_is_not_shown_meanwhile(self, two: Two) -> None:
        page = two.clash(mine={"body": self.edited(Two="Ten")}, theirs={"body": self.edited(Two="Six")})
        html = page.content.decode()
        assert 'name="body" cols' not in html
        assert "editor/index.js" not in html
        assert "editor/index.js" in two.ana.client.get(change(two.article)).content.decode()
        assert filled(page)["body"] == [self.edited(Two="Ten")]


class TestLeadPhoto:
    @pytest.fixture
    def bare(self, two: Two) -> Any:
        """The story's photo, of which nothing is known."""
        photo = two.article.lead_photo
        photo.alt = photo.credit = ""
        photo.save()
        two.ana, two.ben = two.ben, two.ana  # Ben may describe every photo
        return photo

    def test_an_alt_text_that_the_photo_has_got_meanwhile_is_chosen_between(self, bare: Any, two: Two) -> None:
        bare.alt = "His"
        bare.save()
        page = two.post(two.ana, lead_alt="Hers", kicker="Ports")
        assert "The lead photo has got other words than you typed for it. They differ in the alt text." in words(page)
        assert "The photo’s own" in words(page)
        assert two.saved.kicker == "Transport"
        again = two.again(page)
        assert again.redirect_chain
        bare.refresh_from_db()
        assert (bare.alt, two.saved.kicker) == ("Hers", "Ports")

    def test_the_photos_own_can_be_left_as_it_is(self, bare: Any, two: Two) -> None:
        bare.alt, bare.credit = "His", "Somebody"
        bare.save()
        page = two.post(two.ana, lead_alt="Hers", lead_credit="Lena Aumont", kicker="Ports")
        assert two.again(page, **{"choose-lead_alt": "theirs"}).redirect_chain
        bare.refresh_from_db()
        assert (bare.alt, bare.credit) == ("His", "Lena Aumont")
        assert two.saved.revisions.all()[1].note == "Left aside when joined with the photo’s own words; alt “Hers”"

    def test_the_same_words_are_no_clash(self, bare: Any, two: Two) -> None:
        bare.alt = "Same words"
        bare.save()
        assert two.post(two.ana, lead_alt=" Same words ").redirect_chain

    def test_a_third_text_is_shown_before_it_is_written_over(self, bare: Any, two: Two) -> None:
        bare.alt = "His"
        bare.save()
        page = two.post(two.ana, lead_alt="Hers")
        bare.alt = "Third"
        bare.save()
        again = two.again(page)
        assert not again.redirect_chain
        assert "Third" in words(again)
        bare.refresh_from_db()
        assert bare.alt == "Third"

    def test_words_of_a_photo_that_is_the_lead_no_more_are_kept_with_it(self, bare: Any, two: Two) -> None:
        other = make_photo(alt="", title="Other")
        page = two.clash(mine={"lead_alt": "Of the old one"}, theirs={"lead_photo": other.pk})
        assert page.redirect_chain
        bare.refresh_from_db()
        other.refresh_from_db()
        assert (bare.alt, other.alt, two.saved.lead_photo) == ("Of the old one", "", other)

    def test_so_are_those_of_a_photo_that_was_left(self, bare: Any, two: Two) -> None:
        mine, theirs = make_photo(alt="", title="Mine"), make_photo(alt="", title="Theirs")
        page = two.clash(mine={"lead_photo": mine.pk, "lead_alt": "Of mine"}, theirs={"lead_photo": theirs.pk})
        assert two.again(page, kicker="k" * 61, **{"choose-lead": "theirs"}).status_code == 200
        assert two.again(page, **{"choose-lead": "theirs"}).redirect_chain
        mine.refresh_from_db()
        theirs.refresh_from_db()
        assert (mine.alt, theirs.alt, two.saved.lead_photo) == ("Of mine", "", theirs)

    def test_a_photo_sent_with_the_form_clashes_like_any_other(self, two: Two) -> None:
        two.post(two.ben, lead_photo=make_photo().pk)
        file = SimpleUploadedFile("quay.jpg", make_jpeg(), "image/jpeg")
        page = two.post(two.ana, lead_file=file)
        assert "choose-lead" in filled(page)
        assert two.again(page).redirect_chain
        assert two.saved.lead_photo.file_name == "quay.jpg"
