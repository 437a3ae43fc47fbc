"""Unsaved words put back into a story's form: one's own, and those of somebody who was taken over from."""

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from articles.models import Article, OpenForm
from tests.articles.desk.browsing import ADD, Desk, change, words
from tests.articles.desk.filled import filled
from tests.articles.desk.two import BODY, Two, newest

pytestmark = pytest.mark.django_db


def keep(desk: Desk, page: str, base: str = "", **typed: Any) -> str:
    """Keep words as a browser does that is then closed; return the key of the form."""
    key = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    pairs = [
        [name, str(one)] for name, value in typed.items() for one in (value if isinstance(value, list) else [value])
    ]
    data = {"form": key, "page": page, "base": base, "sequence": "5", "typed": json.dumps(pairs), "left": "1"}
    answer = desk.client.post("/admin/keep/", data)
    assert answer.status_code == 200, answer.content
    return key


class TestPuttingBack:
    def kept(self, two: Two, **typed: Any) -> str:
        """Let Ana type what is not saved; return the address that puts it back."""
        name = f"articles.article/{two.article.pk}"
        words_ = {one: value for one, value in (two.opened | typed).items() if one != "keeping-base"}
        return f"{change(two.article)}?unsaved={keep(two.ana, name, '1', **words_)}"

    def test_unsaved_words_stand_in_the_form_and_nothing_is_saved(self, two: Two) -> None:
        address = self.kept(two, headline="Hers", kicker="k" * 99, tags=["+Cranes"])
        page = two.ana.client.get(address)
        values = filled(page)
        assert (values["headline"], values["kicker"], values["tags"]) == (["Hers"], ["k" * 99], ["+Cranes"])
        assert (values["keeping-base"], values["keeping-continues"][0][:8]) == (["1"], "6f9619ff")
        assert "errorlist" not in page.content.decode()
        assert two.saved.headline == "Harbour opens"
        assert two.again(page, "_save", kicker="Ports").redirect_chain
        assert (two.saved.headline, two.saved.kicker) == ("Hers", "Ports")
        assert not OpenForm.objects.exclude(typed="").exists()

    def test_they_are_joined_with_what_was_saved_since(self, two: Two) -> None:
        address = self.kept(two, headline="Hers", body=BODY.replace("One", "Ana: one"))
        two.post(two.ben, standfirst="His", body=BODY.replace("at work", "idle"))
        page = two.ana.client.get(address)
        values = filled(page)
        assert (values["headline"], values["standfirst"], values["keeping-base"]) == (["Hers"], ["His"], ["2"])
        assert values["body"] == [BODY.replace("One", "Ana: one").replace("at work", "idle")]
        told = "Joined with what Ben Okonkwo saved at 13:00:01: standfirst, one paragraph. Not saved yet."
        assert told in words(page)
        assert two.saved.headline == "Harbour opens"

    def test_where_they_clash_one_chooses(self, two: Two) -> None:
        address = self.kept(two, headline="Hers", kicker="Ports")
        two.post(two.ben, headline="His")
        page = two.ana.client.get(address)
        assert "Choose between two versions first." in words(page)
        assert (filled(page)["headline"], filled(page)["kicker"]) == (["Hers"], ["Ports"])
        done = two.again(page, **{"choose-headline": "theirs"})
        assert done.redirect_chain
        assert (two.saved.headline, two.saved.kicker) == ("His", "Ports")
        assert newest(two.saved, 1).headline == "Hers"
        assert not OpenForm.objects.exclude(typed="").exists()

    def test_choices_that_were_being_made_come_back(self, two: Two) -> None:
        page = two.clash(mine={"headline": "Hers", "kicker": "Ports"}, theirs={"headline": "His"})
        values = filled(page) | {"choose-headline": ["theirs"], "kicker": ["Ports again"]}
        base = values.pop("keeping-base")[0]
        key = keep(two.ana, f"articles.article/{two.article.pk}", base, **values)
        back = two.ana.client.get(f"{change(two.article)}?unsaved={key}")
        assert filled(back)["choose-headline"] == ["theirs"]
        assert (filled(back)["headline"], filled(back)["kicker"]) == (["Hers"], ["Ports again"])
        assert "choose-kicker" not in filled(back)

    def test_a_story_that_was_never_saved(self, ana: User) -> None:
        desk = Desk(ana)
        key = keep(desk, "articles.article/add", headline="Never saved", tags=["+Cranes"], **{"bylines-0-name": "Idra"})
        page = desk.client.get(f"{ADD}?unsaved={key}")
        values = filled(page)
        assert (values["headline"], values["tags"], values["bylines-0-name"]) == (
            ["Never saved"],
            ["+Cranes"],
            ["Idra"],
        )
        done = desk.client.post(ADD, values | {"_save": ""}, follow=True)
        assert done.redirect_chain
        assert Article.objects.get().headline == "Never saved"
        assert not OpenForm.objects.exclude(typed="").exists()

    def test_another_persons_words_are_not_put_back(self, two: Two) -> None:
        address = self.kept(two, headline="Hers")
        assert "Hers" not in two.ben.client.get(address).content.decode()

    def test_words_that_are_joined_are_not_saved_to_be_seen_no_more(self, two: Two) -> None:
        """What was saved is not offered again, though the same form's words arrive late."""
        page = two.ana.client.get(change(two.article))
        key = filled(page)["keeping-form"][0]
        two.again(page, "_save", headline="Hers", **{"keeping-sequence": "7"})
        late = {
            "form": key,
            "page": f"articles.article/{two.article.pk}",
            "sequence": "6",
            "typed": '[["headline","Old"]]',
        }
        assert two.ana.client.post("/admin/keep/", late).json()["sequence"] == 7
        assert "it is not saved" not in words(two.ana.client.get(change(two.article)))


class TestTakingOver:
    @pytest.fixture
    def his(self, two: Two) -> str:
        """The key of Ben's form, with words in it that are not saved."""
        typed = {name: value for name, value in (two.opened | {"standfirst": "His"}).items() if name != "keeping-base"}
        return keep(two.ben, f"articles.article/{two.article.pk}", "1", **typed)

    def test_ones_own_words_are_saved_and_the_others_come_along(self, his: str, two: Two) -> None:
        page = two.post(two.ana, "_take_over", headline="Hers", _take_over=his)
        data = two.opened | {"headline": "Hers", "_take_over": his}
        page = two.ana.client.post(change(two.article), data, follow=True)
        assert page.redirect_chain[-1][0].endswith(f"?unsaved={his}")
        assert two.saved.headline == "Hers"
        assert (filled(page)["headline"], filled(page)["standfirst"]) == (["Hers"], ["His"])
        assert "Took over from Ben Okonkwo." in {entry.get_change_message() for entry in LogEntry.objects.all()}
        assert two.again(page, "_save").redirect_chain
        assert (two.saved.headline, two.saved.standfirst) == ("Hers", "His")

    def test_an_unchanged_form_leaves_no_revision(self, his: str, two: Two) -> None:
        data = two.opened | {"_take_over": his}
        page = two.ana.client.post(change(two.article), data, follow=True)
        assert filled(page)["standfirst"] == ["His"]
        assert two.saved.revision_number == 1

    def test_a_clash_comes_first(self, his: str, two: Two) -> None:
        two.post(two.ben, headline="His")
        data = two.opened | {"headline": "Hers", "_take_over": his}
        page = two.ana.client.post(change(two.article), data, follow=True)
        assert "Choose between two versions first." in words(page)
        assert OpenForm.objects.get(pk=his).taken_at is None

    def test_a_form_that_is_gone_is_a_plain_save(self, two: Two) -> None:
        data = two.opened | {"headline": "Hers", "_take_over": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}
        assert two.ana.client.post(change(two.article), data, follow=True).redirect_chain[-1][0] == change(two.article)
        assert two.saved.headline == "Hers"
