"""The printed byline."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from articles.models import Agency, Author, Role, VersionByline
from articles.reading.bylines import byline_lines

ANA, BO, CY = Author(name="Ana"), Author(name="Bo"), Author(name="Cy")
AP = Agency(name="Associated Press", short_name="AP")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def printed(*credits_: tuple[str, Author | Agency]) -> list[str]:
    rows = [VersionByline(role=role, **{type(who).__name__.lower(): who}) for role, who in credits_]
    return [
        " ".join(
            f"{group.words} " + "".join(separator + credit.printed for separator, credit in group.credits)
            for group in line
        )
        for line in byline_lines(rows)
    ]


def test_one_author() -> None:
    assert printed((Role.BY, ANA)) == ["By Ana"]


def test_an_author_with_an_agency_stands_on_one_line() -> None:
    assert printed((Role.BY, ANA), (Role.WITH, AP)) == ["By Ana with AP"]


def test_names_of_one_role_are_listed() -> None:
    assert printed((Role.BY, ANA), (Role.BY, BO), (Role.BY, CY), (Role.WITH, AP)) == ["By Ana, Bo and Cy with AP"]


def test_other_roles_have_lines_of_their_own() -> None:
    assert printed((Role.BY, ANA), (Role.PHOTOS_BY, BO), (Role.PHOTOS_BY, CY), (Role.EDITED_BY, ANA)) == [
        "By Ana",
        "Photos by Bo and Cy",
        "Edited by Ana",
    ]


def test_a_line_begins_with_a_capital() -> None:
    assert printed((Role.WITH, AP)) == ["With AP"]
    assert printed((Role.BY, ANA), (Role.PHOTOS_BY, BO), (Role.WITH, AP)) == ["By Ana", "Photos by Bo", "With AP"]


def test_nobody() -> None:
    assert printed() == []


def test_in_french_and_in_arabic() -> None:
    with translation.override("fr"):
        assert printed((Role.BY, ANA), (Role.BY, BO), (Role.WITH, AP)) == ["Par Ana et Bo avec AP"]
    with translation.override("ar"):
        assert printed((Role.BY, ANA), (Role.WITH, AP)) == ["بقلم Ana مع AP"]
