"""Addresses for many things at once."""

import secrets
from collections.abc import Callable, Iterable

from articles.models import SLUG_LENGTH, slug_for

MOST_AT_ONCE = 5000
NUMBERED = range(2, 21)


def free_slugs(texts: list[str], fallback: str, taken: Callable[[list[str]], Iterable[str]]) -> list[str]:
    """Return a slug for each text that neither another of them nor anything else has, as `free_slug` does for one.

    `taken` says which of the given slugs are in use. It is asked a few times, however many texts there are and however
    often a text is repeated.
    """
    bases = [slug_for(text, fallback) for text in texts]
    used = _taken(set(bases), taken)
    slugs: list[str] = []
    for base in bases:
        slugs.append("" if base in used else base)
        used.add(base)
    waiting = [place for place, slug in enumerate(slugs) if not slug]
    stems = {place: bases[place][: SLUG_LENGTH - 10].rstrip("-") for place in waiting}
    used |= _taken({f"{stem}-{number}" for stem in stems.values() for number in NUMBERED} - used, taken)
    full: set[str] = set()
    for place in waiting:
        stem = stems[place]
        numbered = None if stem in full else next((s for n in NUMBERED if (s := f"{stem}-{n}") not in used), None)
        if numbered is None:
            full.add(stem)
        else:
            slugs[place] = numbered
            used.add(numbered)
    while waiting := [place for place in waiting if not slugs[place]]:
        drawn = {place: f"{stems[place]}-{secrets.token_hex(4)}" for place in waiting}
        used |= _taken(set(drawn.values()), taken)
        for place, slug in drawn.items():
            if slug not in used:
                slugs[place] = slug
                used.add(slug)
    return slugs


def _taken(slugs: set[str], taken: Callable[[list[str]], Iterable[str]]) -> set[str]:
    """Ask which slugs are in use, so many at a time as a query may carry."""
    asked = sorted(slugs)
    return {slug for start in range(0, len(asked), MOST_AT_ONCE) for slug in taken(asked[start : start + MOST_AT_ONCE])}
