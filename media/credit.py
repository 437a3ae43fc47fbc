"""The one line that says whose picture it is."""

import re


def credit_line(
    *, photographer: str = "", credit: str = "", source_agency: str = "", copyright_notice: str = ""
) -> str:
    """Return the credit as printed under a picture, "" only when no fact is known.

    The credit comes first, because it is what the provider asks to be printed. A photographer whom it doesn't name
    stands before it: "Lena Aumont / Northwire". Without a credit, or with one that names the photographer alone, the
    source agency takes its place. The copyright notice is printed only when nothing else is known, or when the credit
    is that same notice: "Copyright North Korean handout". No name is printed twice.
    """
    names: list[str] = []
    for fact in (credit, source_agency if _same(credit, photographer) or not credit.strip() else ""):
        _add(names, fact)
    if photographer.strip() and not any(_names(name, photographer) for name in names):
        names.insert(0, _tidy(photographer))
    return " / ".join(names) or _tidy(copyright_notice)


def _add(names: list[str], fact: str) -> None:
    """Append a fact unless one already there says it."""
    fact = _tidy(fact)
    if fact and not any(_names(name, fact) for name in names):
        names.append(fact)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _same(one: str, other: str) -> bool:
    return _tidy(one).casefold() == _tidy(other).casefold()


def _names(text: str, name: str) -> bool:
    """True if the text holds the name as whole words, in any case."""
    return bool(re.search(rf"(?<!\w){re.escape(_tidy(name))}(?!\w)", _tidy(text), re.IGNORECASE))
