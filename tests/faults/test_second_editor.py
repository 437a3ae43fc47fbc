"""Two people change the same field of one story: what both wrote is in the story or in its history, whoever wins."""

import pytest
from django.contrib.auth.models import User

from articles.models import Agency, Article, Author, Content, OpenForm, Section, Tag
from media.models import Photo
from tests.articles.desk.browsing import Posted, credit, words
from tests.articles.desk.filled import filled
from tests.articles.desk.opening import Window, open_story
from tests.articles.desk.two import BODY, Two, make_story
from tests.articles.makers import make_article, make_author, make_section
from tests.faults.table import Tally, split
from tests.media.makers import make_photo

pytestmark = [pytest.mark.fault("second editor in every field"), pytest.mark.django_db]

TEXTS = ("kicker", "headline", "standfirst", "lead_caption", "slug")
FIELDS = (*TEXTS, "body", "lead_photo", "section", "language", "bylines", "tags", "related")


def typed(field: str, word: str, story: Article) -> Posted:
    """Return what somebody posts who changes a field, and in whose new value a word stands."""
    if field in TEXTS:
        return {field: word}
    content = story.content()
    return {
        "body": lambda: {"body": BODY.replace("Two ships", f"Two {word}")},
        "lead_photo": lambda: {"lead_photo": make_photo(title=word).pk},
        "section": lambda: {"section": make_section(word).pk},
        "language": lambda: {"language": word},
        "bylines": lambda: credit(0, "by", f"author:{make_author(word).pk}", word),
        "tags": lambda: {"tags": [str(content.tags[0]), f"+{word}"]},
        "related": lambda: {"related": [str(content.related[0]), str(make_article(word).pk)]},
    }[field]()


def told(content: Content) -> str:
    """Return a content in words, with the names of all that it refers to."""
    people = [(Author if kind == "author" else Agency).objects.get(pk=pk) for _, kind, pk in content.bylines]
    things = [
        *people,
        *Section.objects.filter(pk=content.section),
        *Tag.objects.filter(pk__in=content.tags),
        *Article.objects.filter(pk__in=content.related),
        *Photo.objects.filter(pk=content.lead_photo).values_list("title", flat=True),
    ]
    return " ".join([*(value for value in content.as_json().values() if isinstance(value, str)), *map(str, things)])


def keeps(window: Window, two: Two, values: Posted) -> Posted:
    """Keep what somebody types, and return it as their form posts it."""
    window.types(two.opened | values)
    return values | {"keeping-form": str(window.form), "keeping-sequence": str(window.sequence)}


@pytest.mark.parametrize("side", ["mine", "theirs"])
@pytest.mark.parametrize("field", FIELDS)
def test_the_same_field(field: str, side: str, ana: User, ben: User, tally: Tally) -> None:
    story = make_story()
    two = Two(ana, ben, story)
    hers, his = ("fr", "de") if field == "language" else ("anaword", "benword")
    tally.typed(f"{hers} {his}")
    mine = keeps(open_story(ana, story), two, typed(field, hers, story))
    theirs = keeps(open_story(ben, story), two, typed(field, his, story))
    saved = two.post(two.ben, **theirs)
    assert saved.redirect_chain, words(saved)
    tally.tries += 1
    page = two.post(two.ana, **mine)
    if not page.redirect_chain:
        page = two.again(page, **{name: side for name in filled(page) if name.startswith("choose-")})
    assert page.redirect_chain, words(page)
    history = [told(Content.from_json(revision.content)) for revision in story.revisions.all()]
    for word in (hers, his):
        tally.saved(word, found=any(word in split(text) for text in history))
    tally.look_in(*history)
    assert not OpenForm.objects.unsaved().exists()
    tally.settle()
