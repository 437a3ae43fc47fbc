"""Two people in one story: what does not overlap is joined, what does is chosen between, nothing of either is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article, Content, RelatedArticle, tags_named
from tests.articles.desk.browsing import Desk, change, credit, posted, words
from tests.articles.desk.filled import filled
from tests.articles.makers import make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = pytest.mark.django_db

BODY = "<p>One stood at the quay.</p><p>Two ships came in.</p><p>Three cranes were at work.</p>"
SAID = "saved this story at"


@pytest.fixture
def story(db: None, clock: Any) -> Article:
    """A draft with something in every field."""
    article = make_article(
        kicker="Transport",
        standfirst="At noon.",
        body=BODY,
        lead_photo=make_photo(),
        lead_caption="The quay",
        tags=["Ports"],
        slug="harbour",
    )
    article.bylines.create(author=make_author("Idra Quillane"), role="with", position=1)
    RelatedArticle.objects.create(article=article, other=make_article("Other"))
    clock.shift(1)
    return article


class Two:
    """Ana and Ben, who both opened a story as it is now."""

    def __init__(self, ana: User, ben: User, article: Article) -> None:
        self.ana, self.ben, self.article = Desk(ana), Desk(ben), article
        self.opened = posted(Article.objects.get(pk=article.pk))

    def post(self, desk: Desk, button: str = "_save", **typed: Any) -> Any:
        """Post the form as it was opened, with some values typed, and follow to the page that answers."""
        data = {name: value for name, value in (self.opened | typed).items() if value is not None}
        return desk.client.post(change(self.article), data | {button: ""}, follow=True)

    def clash(self, button: str = "_save", *, mine: Any, theirs: Any) -> Any:
        """Return the page that Ana gets for hers after Ben saved his."""
        saved = self.post(self.ben, **theirs)
        assert saved.redirect_chain, words(saved)
        return self.post(self.ana, button, **mine)

    def again(self, page: Any, button: str = "_resolve", **chosen: Any) -> Any:
        """Post Ana's page as it stands, with some values chosen or typed."""
        data = filled(page) | chosen
        return self.ana.client.post(change(self.article), data | {button: ""}, follow=True)

    @property
    def saved(self) -> Article:
        return Article.objects.get(pk=self.article.pk)


@pytest.fixture
def two(ana: User, ben: User, story: Article) -> Two:
    ana.last_name, ben.last_name = "Verhallow", "Okonkwo"
    ana.save()
    ben.save()
    return Two(ana, ben, story)


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
