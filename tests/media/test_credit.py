"""The one printed line."""

import pytest

from media.credit import credit_line


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        ({"photographer": "Lena Aumont", "credit": "Northwire"}, "Lena Aumont / Northwire"),
        ({"photographer": "Lena Aumont", "source_agency": "Northwire"}, "Lena Aumont / Northwire"),
        ({"credit": "Lena Aumont / Northwire"}, "Lena Aumont / Northwire"),
        ({"copyright_notice": "Copyright North Korean handout"}, "Copyright North Korean handout"),
        ({"photographer": "Lena Aumont"}, "Lena Aumont"),
        ({"source_agency": "Northwire"}, "Northwire"),
        ({}, ""),
    ],
)
def test_a_credit_is_printed_from_what_is_known(facts: dict[str, str], printed: str) -> None:
    assert credit_line(**facts) == printed


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        ({"photographer": "Lena Aumont", "credit": "Northwire/Lena Aumont"}, "Northwire/Lena Aumont"),
        ({"photographer": "LENA AUMONT", "credit": "Lena Aumont / Northwire"}, "Lena Aumont / Northwire"),
        ({"photographer": "Lena Aumont", "credit": "Lena Aumont"}, "Lena Aumont"),
        ({"credit": "Northwire", "source_agency": "Northwire"}, "Northwire"),
        (
            {"photographer": "Lena Aumont", "credit": "lena aumont", "source_agency": "Northwire"},
            "lena aumont / Northwire",
        ),
        (
            {"photographer": "Lena Aumont", "credit": "Lena Aumont / Northwire", "source_agency": "Northwire"},
            "Lena Aumont / Northwire",
        ),
    ],
)
def test_no_name_is_printed_twice(facts: dict[str, str], printed: str) -> None:
    assert credit_line(**facts) == printed


def test_a_name_inside_another_name_is_another_name() -> None:
    assert credit_line(photographer="Ana", credit="Banana Press") == "Ana / Banana Press"


def test_the_copyright_notice_gives_way_to_any_other_fact() -> None:
    assert credit_line(credit="Northwire", copyright_notice="© 2026 Northwire. All rights reserved.") == "Northwire"


def test_a_credit_that_is_the_copyright_notice_is_printed_once() -> None:
    notice = "Copyright North Korean handout"
    assert credit_line(credit=notice, copyright_notice=notice) == notice


def test_blanks_are_nothing_known() -> None:
    assert credit_line(photographer="  ", credit="\n", source_agency="\t", copyright_notice=" ") == ""


def test_spaces_are_tidied() -> None:
    assert credit_line(photographer="Lena  Aumont ", credit=" Northwire\n") == "Lena Aumont / Northwire"
