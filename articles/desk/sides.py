"""The states of a story that can be compared: the desk copy, what is live, its revisions, its versions."""

import re
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from articles.desk.times import Moment
from articles.models import Article, Content, Revision, Version, person

KEY = re.compile(r"desk|live|(?P<kind>[rv]?)(?P<number>[0-9]{1,9})")
# How many revisions and how many versions a select lists, besides the chosen ones: older revisions are chosen by number
# or from their list, while few stories have more than a handful of versions.
LISTED = 50
VERSIONS_LISTED = 500


@dataclass(frozen=True)
class Side:
    """One state of a story. key: as in the page's address, “desk”, “live”, “r12” (revision 12), “v31” (version key).

    revision: the revision that holds just this, where there is one; it can be restored.
    """

    key: str
    label: str
    content: Content
    moment: Moment
    by: str
    revision: Revision | None = None


@dataclass(frozen=True)
class Choice:
    """A state to choose, as a select lists it."""

    key: str
    label: str


class Sides:
    """The states of one story, told in a time zone."""

    def __init__(self, article: Article, zone: ZoneInfo) -> None:
        self.article, self.zone = article, zone

    def side(self, key: str) -> Side | None:
        """Return a state by its key; None when there is no such state. A number alone is a revision's."""
        known = KEY.fullmatch(key.strip())
        if known is None:
            return None
        if known[0] == "desk":
            return self._desk()
        if known[0] == "live":
            return self._version("live", self._versions().live().first())
        if known["kind"] == "v":
            version = self._versions().filter(pk=known["number"]).first()
            return self._version(f"v{int(known['number'])}", version)
        found = self.article.revisions.select_related("saved_by").filter(number=known["number"]).first()
        return self._revision(found) if found else None

    def defaults(self) -> tuple[str, str]:
        """Return what to compare when nothing is chosen: what is live, else the revision before, with the desk copy."""
        if self.article.versions.live().exists():
            return "live", "desk"
        last = list(self.article.revisions.values_list("number", flat=True)[:2])
        return (f"r{last[-1]}" if last else "desk"), "desk"

    def choices(self, *chosen: Side) -> list[Choice]:
        """Return what the selects list: the latest states, and the chosen ones."""
        versions = self._versions().defer("body").order_by("-live_from")[:VERSIONS_LISTED]
        revisions = self.article.revisions.defer("content").select_related("saved_by")[:LISTED]
        listed = {
            "desk": "Desk copy, as saved last",
            "live": "What readers see now",
            **{f"v{version.pk}": self._told(version) for version in versions},
            **{f"r{revision.number}": self._saved(revision) for revision in revisions},
        }
        listed |= {side.key: side.label for side in chosen}
        return [Choice(key, label) for key, label in listed.items()]

    def _versions(self) -> Any:
        return self.article.versions.select_related("made_by")

    def _desk(self) -> Side:
        article = self.article
        moment, by = Moment(article.updated_at, self.zone), person(article.updated_by)
        label = f"Desk copy, saved {moment.clock}{f' by {by}' if by else ''}"
        return Side("desk", label, article.content(), moment, by)

    def _revision(self, revision: Revision) -> Side:
        content, moment = Content.from_json(revision.content), Moment(revision.saved_at, self.zone)
        key = f"r{revision.number}"
        return Side(key, self._saved(revision), content, moment, person(revision.saved_by), revision)

    def _version(self, key: str, version: Version | None) -> Side | None:
        if version is None:
            return None
        moment = Moment(version.live_from, self.zone)
        label = f"{'What readers see now: ' if key == 'live' else ''}{self._told(version)}"
        content = version.content()
        saved = self.article.revisions.saved_by(version.made_at).first()
        same = saved if saved and Content.from_json(saved.content) == content else None
        return Side(key, label, content, moment, person(version.made_by), same)

    def _saved(self, revision: Revision) -> str:
        parts = [f"Revision {revision.number}", Moment(revision.saved_at, self.zone).clock, person(revision.saved_by)]
        return ", ".join(filter(None, parts))

    def _told(self, version: Version) -> str:
        return f"Version {version.number}, {version.get_kind_display().lower()}, from {self._when(version)}"

    def _when(self, version: Version) -> str:
        return Moment(version.live_from, self.zone).clock
