"""Where the links of a story lead."""

from collections.abc import Iterator

from articles import body
from articles.models import Content, Severity

from .facts import Facts
from .finding import Finding
from .registry import check

# Addresses that somebody began to write.
NOWHERE = {"", "#", "http:", "https:", "http://", "https://", "mailto:", "tel:"}
LONGEST_QUOTE = 60


@check("empty-link", "Empty links", Severity.ADVISORY, against="with an empty link")
def links_are_whole(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every link in the text has an address, and words to press."""
    for link in body.links(content.body):
        if not any(map(str.isalnum, link.text)):
            yield Finding("body", f"A link to {_short(link.address)} has no words.", link=link.address)
        elif link.address.strip() in NOWHERE:
            yield Finding("body", f"The link “{_short(link.text)}” has no address.", link=link.address)


@check("dead-link", "Dead links to our own pages", Severity.ADVISORY, against="with a dead link")
def links_lead_somewhere(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every link to a page of this site leads to one that readers will find when the story goes live."""
    told: set[str] = set()
    for link in body.links(content.body):
        if link.address in facts.dead and link.address not in told:
            told.add(link.address)
            yield Finding(
                "body",
                f"The link “{_short(link.text)}” leads to no page that readers see.",
                hint=_short(link.address),
                link=link.address,
            )


@check("embed-title", "Titles of embeds", Severity.ADVISORY, against="with an embed without a title")
def embeds_have_titles(content: Content, facts: Facts) -> Iterator[Finding]:
    """Every video, post or map says what readers would open."""
    for embed in body.embeds(content.body):
        if embed.is_untitled:
            hint = "Say what readers would open."
            yield Finding("body", f"{embed.source}: an embed has no title of its own.", hint=hint, link=embed.address)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"
