"""The story's form as two people left it, joined part by part. Pure: no database, no request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from articles.body.split import split
from articles.desk.changes import body_in_words, name_of
from articles.desk.sheets import OF_LEAD, PARTS, Lead, Sheet, choice_key, cleaned, same, same_by, text_key, who_key
from articles.joining import Agreed, Chunk, Clash, join_blocks, join_credits, join_items, join_value

MINE, THEIRS, BOTH, EDITED = "mine", "theirs", "both", "edited"
# In the order in which a story is told of.
TOLD = ("headline", "kicker", "standfirst", "lead", "lead_alt", "lead_credit", "body", "bylines", "section",
        "series", "part", "tags", "related", "language", "slug")  # fmt: skip
NAMES = {"lead_alt": "alt text", "lead_credit": "the photo’s credit"}


@dataclass(frozen=True)
class Joined:
    """Two sheets joined. In `sheet`, a part that clashes holds mine.

    clashes: by part, the two values to choose between; of a body, its chunks in order, some of which clash.
    """

    sheet: Sheet
    theirs: Sheet
    clashes: dict[str, Any] = field(default_factory=dict)


def join_sheets(base: Mapping[str, Any], mine: Sheet, theirs: Sheet) -> Joined:
    """Join what was typed with what was saved meanwhile. `base` lacks the parts of which nobody knows it any more."""
    values: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    for name in PARTS:
        found = join_part(name, base.get(name), getattr(mine, name), getattr(theirs, name))
        if isinstance(found, Agreed):
            values[name] = found.value
        else:
            clashes[name] = found
    return Joined(replace(mine, **values), theirs, clashes)


def join_part(name: str, base: Any | None, mine: Any, theirs: Any) -> Agreed[Any] | Clash[Any] | list[Chunk]:
    """Join one part: its value, or what clashes in it; of a body then all its chunks."""
    whole = join_value(base, mine, theirs, same_by(name))
    if isinstance(whole, Agreed):
        return whole
    if name == "body":
        chunks = join_blocks(None if base is None else _blocks(base), _blocks(mine), _blocks(theirs))
        return chunks if any(isinstance(chunk, Clash) for chunk in chunks) else Agreed(written(chunks))
    if base is None:
        return whole
    if name in {"tags", "related"}:
        return Agreed(join_items(base, mine, theirs, choice_key))
    if name == "lead":
        return _join_lead(base, mine, theirs) or whole
    if name == "bylines":
        return join_credits(base, mine, theirs, who=who_key, role=lambda row: row.role)
    return whole


def written(chunks: Iterable[Chunk], choices: Iterable[str] = ()) -> str:
    """Return a body of chunks; each that clashes takes the next of the choices."""
    chosen = iter(choices)
    found: list[str] = []
    for chunk in chunks:
        if isinstance(chunk, Agreed):
            found += chunk.value
            continue
        choice = next(chosen)
        found += chunk.theirs if choice != MINE else ()
        found += chunk.mine if choice != THEIRS else ()
    return "".join(found)


def choose(name: str, base: Any | None, mine: Any, theirs: Any, chosen: Mapping[str, str]) -> tuple[Any, bool] | None:
    """Return a part as somebody chose it by `choose-<part>`, and whether something of mine was left.

    A text can be chosen in another wording, `edited-<part>`. A body has a choice for each place that clashes,
    `choose-body-0` and so on. None where a choice is missing.
    """
    found = join_part(name, base, mine, theirs)
    if isinstance(found, Agreed):
        return found.value, False
    if isinstance(found, Clash):
        return _chosen(name, found, chosen)
    clashes = [chunk for chunk in found if isinstance(chunk, Clash)]
    choices = [chosen.get(f"choose-body-{at}", "") for at in range(len(clashes))]
    if not {MINE, THEIRS, BOTH}.issuperset(choices):
        return None
    left = any(clash.mine and choice == THEIRS for clash, choice in zip(clashes, choices, strict=True))
    return written(found, choices), left


def _chosen(name: str, clash: Clash[Any], chosen: Mapping[str, str]) -> tuple[Any, bool] | None:
    choice = chosen.get(f"choose-{name}")
    if choice == EDITED and isinstance(clash.mine, str):
        value = chosen.get(f"edited-{name}", "")
        return value, not same(name, value, clash.mine)
    return (getattr(clash, choice), choice == THEIRS) if choice in {MINE, THEIRS} else None


def differing_in(before: Mapping[str, Any], after: Sheet) -> list[str]:
    """Return the parts that differ, as a story is told of; those that `before` lacks do too."""
    return [name for name in TOLD if name not in before or not same(name, before[name], getattr(after, name))]


def in_words(before: Mapping[str, Any], after: Sheet) -> list[str]:
    """Return what somebody changed: “headline”, “two paragraphs”, “tags”."""
    told: list[str] = []
    for name in differing_in(before, after):
        if name == "body" and name in before:
            told += body_in_words(cleaned(before[name]), cleaned(after.body))
        elif name == "lead":
            photo = name not in before or before[name][0] != after.lead[0]
            told += ["lead photo"] if photo else _of_lead(before[name], after.lead)
        else:
            told.append(NAMES.get(name) or name_of(name))
    return told


def _join_lead(base: Lead, mine: Lead, theirs: Lead) -> Agreed[Any] | None:
    """Join what was said of one photo; None where it is another one, or both said something else of it."""
    if not base[0] == mine[0] == theirs[0]:
        return None
    parts = [join_value(*sides, text_key) for sides in zip(base, mine, theirs, strict=True)]
    agreed = tuple(part.value for part in parts if isinstance(part, Agreed))
    return Agreed(agreed) if len(agreed) == len(base) else None


def _of_lead(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what changed of the same lead photo."""
    names = ("lead_photo", *OF_LEAD)
    changed = zip(names, before, after, strict=True)
    return [name_of(name) for name, old, new in changed if text_key(old) != text_key(new)]


def _blocks(html: str) -> list[str]:
    return split(cleaned(html))
