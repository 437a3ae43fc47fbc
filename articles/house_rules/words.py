"""What the words of a story say, and say twice."""

import re
from collections.abc import Iterator

from articles import body
from articles.models import Content, Severity

from .facts import Facts
from .finding import Finding
from .registry import check

WORD = re.compile(r"\w+")
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
# What makes a word part of an address rather than of a sentence, before and after it.
BEFORE, AFTER = frozenset("@/._&-"), re.compile(r"[\w@/&-]|\.\w")


@check("headline-length", "Headline length", Severity.ADVISORY, against="with a long headline")
def headline_is_not_long(content: Content, facts: Facts) -> Iterator[Finding]:
    """A headline is no longer than the site wants it."""
    length, limit = len(content.headline.strip()), facts.headline_limit
    if limit and length > limit:
        yield Finding(
            "headline",
            f"The headline is long: {length} characters.",
            hint=f"At most {limit} are wanted here. Search shows about 65.",
            most=limit,
        )


@check("same-headline", "Duplicate headline", Severity.ADVISORY, against="under another story’s headline")
def headline_is_new(content: Content, facts: Facts) -> Iterator[Finding]:
    """No other story of the last seven days, live or scheduled, has the same headline."""
    if facts.same_headline:
        yield Finding("headline", "Another story has this headline.", hint="It is live, or scheduled, this week.")


@check("agency", "Agencies in the byline", Severity.ADVISORY, against="without an agency in the byline")
def agencies_are_credited(content: Content, facts: Facts) -> Iterator[Finding]:
    """An agency that the text names is credited in the byline."""
    credited = {pk for _, kind, pk in content.bylines if kind == "agency"}
    wanted = {name: pk for pk, names in facts.agencies if pk not in credited for name in names}
    shared = {name for pk, names in facts.agencies if pk in credited for name in names}
    printed = {pk: names[0] for pk, names in facts.agencies}
    text = f"{content.standfirst}\n{body.plain_text(FIGURE.sub('', content.body))}"
    for pk in dict.fromkeys(wanted[name] for name in names_in(text, wanted.keys() - shared)):
        yield Finding(
            "bylines",
            f"{printed[pk]} is named in the text but not in the byline.",
            hint="Credit it where the words are its own.",
        )


def names_in(text: str, names: set[str]) -> Iterator[str]:
    """Give the names that stand in a text as whole words, in its order, as they are written or in capitals.

    One pass over the words, however many names there are: each is looked up by its first word and its length.
    """
    written = {spelling: name for name in names for spelling in (name.upper(), name)}
    lengths: dict[str, set[int]] = {}
    for spelling in written:
        if first := WORD.match(spelling):
            lengths.setdefault(first[0], set()).add(len(spelling))
    for word in WORD.finditer(text):
        for length in lengths.get(word[0], ()):
            start, end = word.start(), word.start() + length
            name = written.get(text[start:end])
            if name and text[start - 1 : start] not in BEFORE and not AFTER.match(text, end):
                yield name
