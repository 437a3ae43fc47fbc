"""The language of a page, and the catalogues behind it."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from articles.reading.language import CATALOGUES, catalogue, direction, native_digits, page_language

ARTICLES = Path(settings.BASE_DIR) / "articles"
CALLS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext"}
TRANSLATE = re.compile(r'{% translate "([^"]+)"(?: context "([^"]+)")?|_\("([^"]+)"\)')
BLOCK = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL)


@pytest.mark.parametrize(
    ("story", "language"), [("en", "en"), ("fr", "fr"), ("fr-CA", "fr-CA"), ("AR", "AR"), ("he", "en"), ("", "en")]
)
def test_a_storys_page_speaks_its_language_where_we_have_the_words(story: str, language: str) -> None:
    assert page_language(story, "en") == language


def test_the_pages_speak_five_languages() -> None:
    assert {"ar", "de", "en", "es", "fr"} == CATALOGUES


def test_a_direction_belongs_to_the_primary_subtag() -> None:
    assert [direction(code) for code in ("ar", "ar-EG", "fa_IR", "he", "en", "fr", "")] == [*["rtl"] * 4, *["ltr"] * 3]


@pytest.mark.parametrize(
    ("code", "known"),
    [("fr-CA", "fr"), ("ar", "ar"), ("en-GB", "en-gb"), ("tlh", "en"), ("../../etc", "en"), ("", "en")],
)
def test_an_unknown_language_falls_back_to_english(code: str, known: str) -> None:
    assert catalogue(code) == known


def test_digits_follow_the_language() -> None:
    with translation.override("ar"):
        assert native_digits("2026, 23:14") == "٢٠٢٦, ٢٣:١٤"
    with translation.override("fr"):
        assert native_digits("2026") == "2026"


def words_in_templates() -> Iterator[str]:
    folder = Path(settings.BASE_DIR) / "templates"
    for path in [folder / "base.html", folder / "404.html", *(folder / "articles").glob("*.html")]:
        text = path.read_text()
        for words, context, in_call in TRANSLATE.findall(text):
            yield f"{context}\x04{words}" if context else words or in_call
        for words in BLOCK.findall(text):
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", words.partition("{% plural %}")[0])


def words_in_code() -> Iterator[str]:
    labels = ARTICLES.parent / "media" / "sources.py"
    for path in [*(ARTICLES / "reading").glob("*.py"), *(ARTICLES / "body").glob("*.py"), labels]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                *context, words = [part.value for part in node.args if isinstance(part, ast.Constant)]
                if node.func.id == "ngettext":
                    yield context[0]
                else:
                    yield f"{context[0]}\x04{words}" if context else words


@pytest.mark.parametrize("language", sorted(CATALOGUES - {"en"}))
def test_every_word_is_translated(language: str) -> None:
    with (ARTICLES / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    # Words with a plural stand under (words, form).
    known = {key if isinstance(key, str) else key[0]: words for key, words in catalog.items()}
    wanted = {*words_in_templates(), *words_in_code()}
    assert len(wanted) > 60
    assert [words for words in sorted(wanted) if not known.get(words)] == []
    assert sorted(words for words in known if words and words not in wanted) == []
