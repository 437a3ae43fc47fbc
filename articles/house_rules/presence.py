"""What every story has. Three of the four are columns that the database insists on."""

from collections.abc import Iterator

from articles import body
from articles.models import Content

from .facts import Facts
from .finding import Finding
from .registry import check


@check("headline", "Headline", hard=True, everywhere=True)
def has_headline(content: Content, facts: Facts) -> Iterator[Finding]:
    """A story has a headline."""
    if not content.headline.strip():
        yield Finding("headline", "There is no headline.")


@check("body", "Body", hard=True, everywhere=True)
def has_body(content: Content, facts: Facts) -> Iterator[Finding]:
    """A story has a body."""
    if not body.plain_text(content.body).strip() and not body.photo_ids(content.body):
        yield Finding("body", "There is no text.")


@check("section", "Section", hard=True, everywhere=True)
def has_section(content: Content, facts: Facts) -> Iterator[Finding]:
    """A story is filed in a section."""
    if content.section is None:
        yield Finding("section", "No section is chosen.", hint="Choose where the story is filed.")


@check("byline", "Byline", everywhere=True, against="without a byline")
def has_byline(content: Content, facts: Facts) -> Iterator[Finding]:
    """Readers are told who says so."""
    if not content.bylines:
        yield Finding("bylines", "Nobody is named in the byline.", hint="Add an author or an agency.")
