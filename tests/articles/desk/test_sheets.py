"""A sheet of the story's form: nothing typed is lost in it, and nothing counts as a change that is none."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.article_form import StoryForm
from articles.desk.sheets import (
    PARTS,
    Sheet,
    as_posted,
    differing,
    sheet_of,
    sheet_shown,
    sheet_typed,
    with_known_names,
)
from articles.desk.widgets import CreditRow
from articles.models import Agency, Article, RelatedArticle
from tests.articles.desk.browsing import credit, posted
from tests.articles.desk.keeping_forms import query
from tests.articles.makers import TEXT, make_article, make_author, make_section
from tests.media.makers import make_photo

pytestmark = pytest.mark.first_database

WORDS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
NAMES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
CHOICES = st.lists(st.integers(1, 99).map(str) | NAMES.map(lambda name: f"+{name}"), unique=True, max_size=5).map(tuple)
LINES = st.builds(CreditRow, st.sampled_from(["by", "with"]), st.sampled_from(["", "author:3", "agency:"]), NAMES)
SHEETS = st.builds(
    Sheet,
    **{name: WORDS for name in PARTS if name not in {"lead", "bylines", "series", "tags", "related"}},
    series=CHOICES.map(lambda values: values[:1]),
    lead=st.tuples(WORDS, WORDS, WORDS),
    bylines=st.lists(LINES, max_size=5).map(tuple),
    tags=CHOICES,
    related=CHOICES,
)


@pytest.fixture
def full(db: None) -> Article:
    """A story with something in every field."""
    article = make_article(
        kicker="Transport",
        standfirst="At noon.",
        lead_photo=make_photo(),
        lead_caption="Here",
        tags=["Ports", "Ferries"],
    )
    RelatedArticle.objects.create(article=article, other=make_article("Other"))
    return article


@given(SHEETS)
def test_what_is_posted_and_typed_again_is_the_same(sheet: Sheet) -> None:
    old = query({"tags": ["7"], "tags-typed": "More", "bylines-9-name": "Old", "keeping-base": "3"})
    data = as_posted(sheet, old)
    assert sheet_typed(data) == sheet
    assert data["keeping-base"] == "3"
    assert old.getlist("tags") == ["7"]


def test_an_unchanged_form_does_not_differ_from_what_is_saved(full: Article) -> None:
    saved = sheet_of(full.content())
    shown = sheet_shown(StoryForm(instance=full, user=None).initial)
    typed = sheet_typed(query(posted(full)))
    assert differing(saved, shown) == differing(saved, typed) == differing(typed, shown) == []
    assert typed.lead == (str(full.lead_photo_id), "Here", "")


@pytest.mark.parametrize(
    "values",
    [
        {"standfirst": " At\r\nnoon. ", "body": f"\r\n{TEXT}\n", "headline": "Harbour\nopens ", "kicker": "Transport "},
        {"body": TEXT.replace("<p>", "<p class='x'>").replace("</p>", "<br></p>"), "slug": "/harbour-opens/"},
    ],
)
def test_how_something_is_written_is_no_change(values: dict[str, str]) -> None:
    saved = Sheet(kicker="Transport", headline="Harbour opens", standfirst="At\nnoon.", body=TEXT, slug="harbour-opens")
    assert differing(saved, replace(saved, **values)) == []


@pytest.mark.parametrize("name", PARTS)
def test_every_part_can_differ(name: str) -> None:
    values = {
        "body": TEXT,
        "lead": ("", "Here", ""),
        "bylines": (CreditRow(name="Ana"),),
        "series": ("5",),
        "tags": ("+Ports",),
        "related": ("5",),
    }
    changed = replace(Sheet(), **{name: values.get(name, "x")})
    assert differing(Sheet(), changed) == [name]


def test_a_line_is_who_it_credits_and_how() -> None:
    one = Sheet(bylines=(CreditRow("by", "author:3", "Ana Verhallow"),))
    assert differing(one, Sheet(bylines=(CreditRow("by", "author:3", ""),))) == []
    assert differing(one, Sheet(bylines=(CreditRow("with", "author:3", "Ana Verhallow"),))) == ["bylines"]
    new = Sheet(bylines=(CreditRow("by", "", "Idra  Quillane"),))
    assert differing(new, Sheet(bylines=(CreditRow("by", "author:", "idra quillane"),))) == []


def test_garbage_is_kept_as_it_is() -> None:
    data = QueryDict("section=x&language=klingon&lead_photo=999999999999999999999&tags=%2B&slug=../admin&headline=%00")
    sheet = sheet_typed(data)
    assert (sheet.section, sheet.language, sheet.lead[0], sheet.slug) == (
        "x", "klingon", "999999999999999999999", "../admin",
    )  # fmt: skip
    assert sheet_typed(QueryDict("")) == Sheet()


class TestNames:
    def test_a_new_name_is_what_has_it_by_now(self, full: Article) -> None:
        author, agency = make_author("Idra Quillane"), Agency.objects.create(name="Coastwire")
        ports, ferries = (tag.pk for tag in full.tags.order_by("tagged_articles__pk"))
        typed = sheet_typed(
            query(
                {"tags": ["+pörts", "+Cranes", str(ports)], "tags-typed": "FERRIES"}
                | credit(0, who="author:", name="idra QUILLANE") | credit(1, name="Coastwire")
                | credit(2, who="author:", name="Coastwire") | credit(3, name="Nobody Yet")
            )
        )  # fmt: skip
        known = with_known_names(typed)[0]
        assert known.tags == (str(ports), "+Cranes", str(ferries))
        assert [row.who for row in known.bylines] == [f"author:{author.pk}", f"agency:{agency.pk}", "author:", ""]

    def test_it_costs_three_queries_or_none(self, db: None) -> None:
        def cost(*sheets: Sheet) -> int:
            with CaptureQueriesContext(connection) as queries:
                with_known_names(*sheets)
            return len(queries)

        rows = tuple(CreditRow(name=f"Somebody {number}") for number in range(20))
        assert cost(Sheet(tags=("+A",), bylines=rows[:1])) == 3
        assert cost(Sheet(tags=("+A", "+B"), bylines=rows), Sheet(tags=("+C",), bylines=rows)) == 3
        assert cost(Sheet(tags=("1",), bylines=(CreditRow(who="author:1"),))) == 0


def test_sections_and_stories_are_keys(full: Article) -> None:
    sheet: Any = sheet_of(full.content())
    assert sheet.section == str(make_section().pk)
    assert sheet.related == (str(Article.objects.get(headline="Other").pk),)
