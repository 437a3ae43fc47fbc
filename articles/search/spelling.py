"""What somebody may have meant who found nothing: a word of live stories that is one or two letters away.

Candidates come from the vocabulary, which knows the words of what is under embargo, withdrawn or killed too. So each is
asked for as a reader would, and told as a live story has it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from articles.like_names import one_edit
from articles.models import Version

from .asking import Asked, Word
from .documents import plain
from .engines import engine
from .finding import Narrowing, groups_of, matching
from .words import fold, spans

# Shorter words are one letter away from too many.
SHORTEST = 4
# How many words of a question are looked at, how many candidates are asked for, and up to how many stories are counted.
WORDS, CANDIDATES, COUNTED = 4, 8, 20
ALIKE = 3_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_LETTERS = 80


def suggestion(asked: Asked) -> str:
    """Return the question with other words for those that no story has that readers see; "" where there are none."""
    told = [_other(word) for word in asked.words[:WORDS]]
    if not any(told):
        return ""
    rest = [_typed(word) for word in asked.words[WORDS:]]
    return " ".join([other or _typed(word) for other, word in zip(told, asked.words, strict=False)] + rest)


def _typed(word: Word) -> str:
    return f'"{word.raw}"' if word.exact else word.raw


def _other(word: Word) -> str:
    """Return the word that is meant; "" for one that stories have, and where nothing is like it."""
    term = word.terms[0]
    if word.exact or len(word.terms) > 1 or len(term) < SHORTEST or not term.isalpha():
        return ""
    if matching(groups_of([word]), Narrowing(), 1).matches:
        return ""
    found = ((one, matching([[(one,)]], Narrowing(), COUNTED).matches) for one in _candidates(term))
    live = [(len(matches), one, matches) for one, matches in found if matches]
    if not live:
        return ""
    close = [one for one in live if one_edit(term, one[1])] or live
    _, best, matches = max(close, key=lambda one: one[0])
    written = _written(best, matches[0][0])
    return written.lower() if word.raw.islower() else written


def _candidates(term: str) -> list[str]:
    """Return known words, the most like ones first: one edit away, or two where the first two letters are the same."""
    near = engine().known({*_edits(term)} - {term})
    alike = engine().longer({term[:2]: ALIKE})[term[:2]]
    further = {word for word in alike if abs(len(word) - len(term)) < 3 and word != term and two_edits(term, word)}
    return [*sorted(near), *sorted(further - near)][:CANDIDATES]


def _edits(term: str) -> Iterator[str]:
    """Yield what a word may have been before one letter was left out, added, changed, or two changed places."""
    letters = _letters(term)
    for at in range(len(term) + 1):
        before, after = term[:at], term[at:]
        yield before + after[1:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _letters(term: str) -> str:
    """Return the letters of a word's script, as far as it uses them."""
    if term.isascii():
        return LETTERS
    first, last = min(map(ord, term)), max(map(ord, term))
    return "".join(map(chr, range(first, min(last + 1, first + MOST_LETTERS))))


def two_edits(one: str, other: str) -> bool:
    """Whether one word becomes another by two edits at most: the optimal string alignment distance, cut off at two."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row = row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return False
        before = last
    return row[-1] <= 2


def _written(term: str, key: int) -> str:
    """Return a word as a story writes it most often."""
    version = Version.objects.filter(pk=key).values_list("headline", "standfirst", "body").first()
    texts: Iterable[str] = (version[0], version[1], plain(version[2])) if version else ()
    counted = Counter(span[0] for text in texts for span in spans(text) if fold(span[0]) == term)
    return counted.most_common(1)[0][0] if counted else term
