"""What stands beside a tag on the newest stories: other tags, and who writes most about it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value

from articles.models import Role, VersionByline, VersionTag, instant
from articles.reading.related import newest_on
from articles.statements import Statement, given_key, given_moment
from media.lasting import lasting
from media.made_of import note

# Of how many of its newest stories a tag's company is counted; more would cost a reader of a common tag time.
COUNTED = 100
MOST_TAGS = 8
MOST_AUTHORS = 5
WRITING = (Role.BY, Role.WITH)


@dataclass(frozen=True)
class Companion:
    """A tag or an author as a page links to it."""

    name: str
    slug: str


@dataclass(frozen=True)
class Company:
    """Tags and authors, each with the most stories first."""

    tags: list[Companion] = field(default_factory=list)
    authors: list[Companion] = field(default_factory=list)


@lasting
def company_of(tag: int) -> Company:
    """Return the company that a tag (its key) keeps on its newest stories, in one query that need not count."""
    note(f"tag-stories-{tag}")
    counted: dict[str, Counter[Companion]] = {"tag": Counter(), "author": Counter()}
    for kind, name, slug, pk, _ in COMPANY.columns(tag=tag, at=instant()):
        note(f"{kind}-{pk}")
        counted[kind][Companion(name, slug)] += 1
    return Company(_most(counted["tag"], MOST_TAGS), _most(counted["author"], MOST_AUTHORS))


def _company() -> Any:
    tag = given_key("tag")
    newest = newest_on(tag, (), COUNTED, given_moment("at")).values("pk")
    tags = VersionTag.objects.filter(version__in=newest).exclude(tag=tag)
    credits_ = VersionByline.objects.filter(version__in=newest, author__isnull=False, role__in=WRITING)
    # A union tells each row once: who stands twice in a byline wrote the story once.
    return _named(tags, "tag").union(_named(credits_, "author"))


def _named(rows: Any, kind: str) -> Any:
    """Return what rows of a kind name, story by story: (kind, name, slug, key, version)."""
    return rows.order_by().values_list(Value(kind), f"{kind}__name", f"{kind}__slug", kind, "version")


def _most(counted: Counter[Companion], most: int) -> list[Companion]:
    """Return what was counted most; of equals, by name."""
    return [one for one, _ in sorted(counted.items(), key=lambda row: (-row[1], row[0].name))][:most]


COMPANY = Statement(_company)
