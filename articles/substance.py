"""Does an edit change what a story says? Pure: no database, no request.

A typo put right, a comma, a word or two smoothed do not. These do: a number, a name or a negation that changed, a
photo, and more words than MOST_WORDS. It errs on the side of asking.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from articles import body
from articles.diffing import DEL, INS, SAME, WORD, Budget, Piece, words
from articles.models.content import WORDS, Content

TEXTS = ("kicker", "headline", "standfirst", "lead_caption", "body")
# So many words may change, beside typos, in the whole story.
MOST_WORDS = 3
# As alike as this, two words are one with a slip of the pen.
ALIKE = 0.75
# How many changes are told.
TOLD = 6

# In the languages most written here; a digit is a number in any.
NUMBER_WORDS = """zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    hundreds thousand thousands million millions billion billions dozen dozens half twice double deux trois quatre cinq
    sept huit neuf dix vingt trente cent mille milliards"""
NEGATION_WORDS = """no not never none nobody nothing neither nor without cannot ne n pas jamais aucun aucune personne
    rien sans ni لا لم لن ليس ليست غير بدون nicht kein keine nie ohne nunca nadie nada sin"""
NUMBERS, NEGATIONS = frozenset(NUMBER_WORDS.split()), frozenset(NEGATION_WORDS.split())
NEGATED = ("n’t", "n't")
# How many characters before a word say whether it opens a sentence.
BEHIND = 20
SENTENCE_ENDS = (".", "!", "?", ":", "\n", "“", '"', "«")


class Swap(NamedTuple):
    """Words that went and came in one place; `opens` says whether a sentence begins there."""

    went: list[str]
    came: list[str]
    opens: bool

    def __str__(self) -> str:
        went, came = (" ".join(side) for side in (self.went, self.came))
        if went and came:
            return f"“{went}” became “{came}”"
        return f"“{went}” was taken out" if went else f"“{came}” is new"


def substance(before: Content, after: Content) -> list[str]:
    """Return what changed of what a story says, in an editor's words; empty for a minor edit."""
    told: list[str] = []
    number = 0
    for part in TEXTS:
        swaps = list(_swaps(_text(before, part), _text(after, part)))
        told += [f"{WORDS.get(part, part)}: {swap}" for swap in swaps if _weighs(swap)]
        number += sum(max(len(swap.went), len(swap.came)) for swap in swaps)
    if number > MOST_WORDS and len(told) < TOLD:
        told.append(f"{number} words in all")
    return [*told[:TOLD], *(["and more"] if len(told) > TOLD else []), *_photos(before, after)]


def _text(content: Content, part: str) -> str:
    value: str = getattr(content, part)
    return body.plain_text(value) if part == "body" else value


def _photos(before: Content, after: Content) -> Iterator[str]:
    if before.lead_photo != after.lead_photo:
        yield "another lead photo" if after.lead_photo and before.lead_photo else "the lead photo"
    elif before.lead_crops != after.lead_crops:
        yield WORDS["lead_crops"]
    if body.photo_ids(before.body) != body.photo_ids(after.body):
        yield "the photos in the text"


def _swaps(before: str, after: str) -> Iterator[Swap]:
    """Yield what went and came in each place of two texts, typos left out."""
    went, came, told = "", "", ""
    for kind, text in [*words(before, after, Budget()), Piece(SAME, "")]:
        if kind == DEL:
            went += text
        elif kind == INS:
            came += text
        else:
            swap = _swap(went, came, told)
            if swap.went or swap.came:
                yield swap
            told = (told + text)[-BEHIND:]
            went = came = ""


def _swap(went: str, came: str, told: str) -> Swap:
    """Return a swap without its typos. told: the text that stands before it."""
    old, new = _apart(WORD.findall(went), WORD.findall(came))
    opens = not told.strip() or told.rstrip(" ").endswith(SENTENCE_ENDS)
    if len(old) == len(new):
        kept = [
            (place, one, other)
            for place, (one, other) in enumerate(zip(old, new, strict=True))
            if not _is_typo(one, other, opens=opens and place == 0)
        ]
        opens = opens and any(place == 0 for place, _, _ in kept)
        old, new = [one for _, one, _ in kept], [other for _, _, other in kept]
    return Swap(old, new, opens)


def _apart(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Return two runs of words without those with which both begin, and both end."""
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    return old, new


def _is_typo(one: str, other: str, *, opens: bool) -> bool:
    """Whether two words are the same but for a slip: never a number or a negation, and no name but for its capitals."""
    a, b = one.casefold(), other.casefold()
    if a == b:
        return True
    if _is_fact(one) or _is_fact(other) or (one[0].isupper() and other[0].isupper() and not opens):
        return False
    return sorted(a) == sorted(b) or SequenceMatcher(None, a, b).ratio() >= ALIKE


def _weighs(swap: Swap) -> bool:
    """Whether a swap changes a fact however few its words."""
    inside = [*swap.went[swap.opens :], *swap.came[swap.opens :]]
    return any(map(_is_fact, [*swap.went, *swap.came])) or any(word[0].isupper() for word in inside)


def _is_fact(word: str) -> bool:
    """Whether a word is a number or a negation."""
    plain = word.casefold()
    return any(map(str.isdigit, word)) or plain in NUMBERS or plain in NEGATIONS or plain.endswith(NEGATED)
