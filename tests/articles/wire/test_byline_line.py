"""Printed bylines, read back into credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire.byline_line import credits_of, looks_like_agency, names_in

KNOWN = {"northwire", "tamar press association"}


def read(printed: str) -> list[str]:
    """Return credits as "role: name", an agency's name in brackets."""
    found = credits_of(names_in(printed), lambda name: name.casefold() in KNOWN or looks_like_agency(name))
    return [f"{one.role}: {f'[{one.name}]' if one.kind == 'agency' else one.name}" for one in found]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("By Daniel Bellamy with AP", ["by: Daniel Bellamy", "with: [AP]"]),
        ("By Ana Verhallow, Ben Okoro and Cleo Strand", ["by: Ana Verhallow", "by: Ben Okoro", "by: Cleo Strand"]),
        ("By A Lee, B Lee and C Lee with AP and Reuters", "by: A Lee|by: B Lee|by: C Lee|with: [AP]|with: [Reuters]"),
        ("By\u00a0Daniel Bellamy with\u00a0AP", ["by: Daniel Bellamy", "with: [AP]"]),
        ("BY DANIEL BELLAMY WITH AP", ["by: DANIEL BELLAMY", "with: [AP]"]),
        ("By: Daniel Bellamy", ["by: Daniel Bellamy"]),
        ("Daniel Bellamy", ["by: Daniel Bellamy"]),
        ("Daniel Bellamy, AP", ["by: Daniel Bellamy", "with: [AP]"]),
        ("Daniel Bellamy/AP", ["by: Daniel Bellamy", "with: [AP]"]),
        ("Daniel Bellamy | Northwire", ["by: Daniel Bellamy", "with: [Northwire]"]),
        ("By Daniel Bellamy (AP)", ["by: Daniel Bellamy", "with: [AP]"]),
        ("By Daniel Bellamy, AP, AFP", ["by: Daniel Bellamy", "with: [AP]", "with: [AFP]"]),
        ("By Daniel Bellamy and AP", ["by: Daniel Bellamy", "by: [AP]"]),
        ("AP", ["by: [AP]"]),
        ("By AP and Reuters", ["by: [AP]", "by: [Reuters]"]),
        ("with AP", ["with: [AP]"]),
        ("By Ana Verhallow with Ben Okoro", ["by: Ana Verhallow", "with: Ben Okoro"]),
        ("By Ana Verhallow with Tamar Press Association", ["by: Ana Verhallow", "with: [Tamar Press Association]"]),
        ("Par Odile Ferrand avec l'AFP", ["by: Odile Ferrand", "with: [AFP]"]),
        ("By Ana Verhallow with the Tamar Press", ["by: Ana Verhallow", "with: [Tamar Press]"]),
        ("Par Odile Ferrand et Jean de la Tour avec AFP", "by: Odile Ferrand|by: Jean de la Tour|with: [AFP]"),
        ("PAR ODILE FERRAND", ["by: ODILE FERRAND"]),
        ("By Ana Verhallow. Photos by Lena Aumont", ["by: Ana Verhallow", "photos by: Lena Aumont"]),
        ("By Ana Verhallow; photos: Lena Aumont", ["by: Ana Verhallow", "photos by: Lena Aumont"]),
        ("Photos by Lena Aumont and AP", ["photos by: Lena Aumont", "photos by: [AP]"]),
        ("Photos de Lena Aumont", ["photos by: Lena Aumont"]),
        ("Par Odile Ferrand, traduit par Ana Verhallow", ["by: Odile Ferrand", "translated by: Ana Verhallow"]),
        ("By Ana Verhallow, translated by Ben Okoro", ["by: Ana Verhallow", "translated by: Ben Okoro"]),
        ("Reporting by Ana Verhallow; Editing by Ben Okoro", ["by: Ana Verhallow", "edited by: Ben Okoro"]),
        ("By Ana Verhallow, additional reporting by Ben Okoro", ["by: Ana Verhallow", "with: Ben Okoro"]),
        ("By Ana Verhallow with reporting by Ben Okoro", ["by: Ana Verhallow", "with: Ben Okoro"]),
        ("By Martin King, Jr. and Ana Verhallow", ["by: Martin King Jr.", "by: Ana Verhallow"]),
        ("By Ana Verhallow, Ana Verhallow and ana verhallow", ["by: Ana Verhallow"]),
        ("By Anderson Byrne and Mandy Withers", ["by: Anderson Byrne", "by: Mandy Withers"]),
        ("By Ana   Verhallow ,, and  Ben Okoro.", ["by: Ana Verhallow", "by: Ben Okoro"]),
        ("By Jean-Luc O’Neill", ["by: Jean-Luc O’Neill"]),
        ("By J. R. R. Holm", ["by: J. R. R. Holm"]),
        ("ليلى حداد", ["by: ليلى حداد"]),
        ("By staff with agencies", ["by: staff", "with: [agencies]"]),
        ("By", []),
        ("", []),
        (" , and with ", []),
    ],
)
def test_reading(printed: str, wanted: list[str] | str) -> None:
    assert read(printed) == (wanted.split("|") if isinstance(wanted, str) else wanted)


@pytest.mark.parametrize("name", ["AP", "TASS", "Reuters", "dpa", "Agence Valbrune", "Tamar Press", "Orre News Agency"])
def test_what_looks_like_an_agency(name: str) -> None:
    assert looks_like_agency(name)


@pytest.mark.parametrize("name", ["Ana", "MADONNA", "DANIEL BELLAMY", "A", "A1", "Agnes Lindqvar", "News", "حداد", ""])
def test_what_looks_like_a_person(name: str) -> None:
    assert not looks_like_agency(name)


@given(st.text(max_size=200))
def test_any_line_gives_credits_that_can_be_stored(printed: str) -> None:
    found = credits_of(names_in(printed), looks_like_agency)
    assert all(one.name and one.name == " ".join(one.name.split()) for one in found)
    assert len({(one.role, one.kind, one.name) for one in found}) == len(found)
