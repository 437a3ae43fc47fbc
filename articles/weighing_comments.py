"""What decides whether a comment is shown at once or waits for an editor, and whether a story takes any."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from articles.body import plain
from articles.models import Discussion, Openness, Site, Taking, Version, without_accents
from media.made_of import note, note_until

ENDS_OPEN = "*"


@dataclass(frozen=True)
class Rule:
    """What holds for the comments on one story at an instant.

    count: how many readers see. taking: when they see a new one. closed_since: since when it takes none (aware); None
    while it does, and for a story that an editor closed. open: whether it takes any.
    """

    count: int
    taking: Taking
    open: bool
    closed_since: dt.datetime | None = None

    @property
    def shown(self) -> bool:
        """Whether the story has a page of comments."""
        return self.taking != Taking.OFF

    @property
    def linked(self) -> bool:
        """Whether the story's page leads there: not to an empty page on which nobody can write."""
        return self.shown and (self.open or self.count > 0)


def rule_for(version: Version, discussion: Discussion, site: Site, at: dt.datetime) -> Rule:
    """Return what holds for the comments on a story at an instant (aware), by the version that readers see then."""
    if site.comments == Taking.OFF or discussion.openness == Openness.OFF:
        return Rule(discussion.count, Taking.OFF, open=False)
    taking = Taking(discussion.taking or site.comments)
    if discussion.openness == Openness.CLOSED:
        return Rule(discussion.count, taking, open=False)
    ends = None if site.comment_days is None else version.first_published + dt.timedelta(days=site.comment_days)
    if discussion.openness == Openness.BY_AGE and ends is not None and at < ends:
        note_until(ends)
    over = discussion.openness == Openness.BY_AGE and ends is not None and at >= ends
    return Rule(discussion.count, taking, open=not over, closed_since=ends if over else None)


def discussion_of(article: Any) -> Discussion:
    """Return the discussion of a story, read with it by `select_related`; where none is saved, as the site does."""
    note(f"discussion-{article.pk}")
    return getattr(article, "discussion", None) or Discussion(article_id=article.pk)


def reason_to_hold(name: str, text: str, site: Site) -> str:
    """Return why the words of a comment make it wait for an editor, in a sentence for the desk; "" where they don't."""
    links = plain.links_in(text) + plain.links_in(name)
    if links > site.comment_links:
        return f"It has {links} links; {site.comment_links} are let through."
    if word := _listed_word(f"{name}\n{text}", site.comment_words):
        return f"It has “{word}”, which is on the list of words."
    if without_accents(site.name) in without_accents(name):
        return "Its writer goes by the newsroom’s name."
    return ""


def _listed_word(text: str, words: str) -> str:
    """Return the first line of a list that a text has as whole words; "" for none."""
    plainly = without_accents(text)
    for line in words.splitlines():
        wanted = without_accents(line.rstrip().removesuffix(ENDS_OPEN))
        end = "" if line.rstrip().endswith(ENDS_OPEN) else r"(?!\w)"
        if wanted and re.search(rf"(?<!\w){re.escape(wanted)}{end}", plainly):
            return line.strip()[:80]
    return ""
