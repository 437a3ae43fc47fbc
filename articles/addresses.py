"""Which addresses of this site lead readers somewhere, as of an instant."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Agency, Author, Redirect, Section, Series, Tag, Version

# Links that are judged of one text. A query carries no more.
MOST_LINKS = 5000
NAMED = {"section": Section, "author": Author, "agency": Agency, "series": Series, "tag": Tag}

StoryKey = tuple[dt.date, str]


@dataclass
class _Wanted:
    """What addresses name: each part maps what is looked for to the links that name it."""

    stories: dict[StoryKey, set[str]] = field(default_factory=dict)
    named: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {name: {} for name in NAMED})
    # Every link that is not known yet to lead somewhere, with the paths at which a redirect may stand.
    unknown: dict[str, list[str]] = field(default_factory=dict)

    def add(self, link: str, path: str, query: str) -> None:
        """Take in a link to a path of this site, unless it leads to a page that is always there."""
        match = _match(path)
        name = match.url_name if match else None
        if match and "admin" not in match.namespaces and name not in {*NAMED, "story", "moved"}:
            return
        bare = path.rstrip("/")
        self.unknown[link] = [*([f"{path}?{query}"] if query else []), path, bare, f"{bare}/"]
        if match and name == "story":
            for key in _story_keys(match):
                self.stories.setdefault(key, set()).add(link)
        elif match and name in NAMED:
            self.named[name].setdefault(match.kwargs["slug"], set()).add(link)


def dead_links(
    links: Iterable[str],
    at: dt.datetime,
    *,
    own: StoryKey | None = None,
    tags: Collection[int] = (),
    series: int | None = None,
) -> frozenset[str]:
    """Return which links lead to this site, but to no page that readers find there at an instant (aware).

    A link leads to this site by a path alone or by one of its hosts. own, tags, series: the address of a story that
    goes live at that instant, and the primary keys of its tags and its series: those pages are there then.
    At most seven queries, whatever the links are.
    """
    wanted = _Wanted()
    for link in sorted(set(links))[:MOST_LINKS]:
        if parts := here(link):
            wanted.add(link, *parts)
    alive: set[str] = set()
    if wanted.stories:
        for key in {*_stories(wanted.stories, at), *([own] if own else [])}:
            alive |= wanted.stories.get(key, set())
    for name, slugs in wanted.named.items():
        if slugs:
            for slug in _slugs(name, list(slugs), at, tags, series):
                alive |= slugs[slug]
    left = {link: paths for link, paths in wanted.unknown.items() if link not in alive}
    led_on = _redirected({path for paths in left.values() for path in paths}, at) if left else set()
    return frozenset(link for link, paths in left.items() if led_on.isdisjoint(paths))


def here(link: str) -> tuple[str, str] | None:
    """Return the path, decoded, and the query of a link to this site; None for any other."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return None
    if not parts.path.startswith("/") and not host:
        return None
    hosts = [one for one in settings.ALLOWED_HOSTS if one != "*"]
    if host and not validate_host(f"[{host}]" if ":" in host else host, hosts):
        return None
    return unquote(parts.path) or "/", parts.query


def _match(path: str) -> ResolverMatch | None:
    """Return the page at a path, or at the same with a slash at its end, to which it leads on."""
    for spelling in (path, f"{path}/"):
        try:
            match = resolve(spelling)
        except Resolver404:
            continue
        if match.url_name != "moved":
            return match
    return None


def _story_keys(match: ResolverMatch) -> list[StoryKey]:
    """Return the day and the slug of a story's address, in the spellings that lead to it; none for no day at all."""
    slug = match.kwargs["slug"]
    try:
        day = dt.date(match.kwargs["year"], match.kwargs["month"], match.kwargs["day_of_month"])
    except ValueError:
        return []
    spellings = {slug, unicodedata.normalize("NFC", slug), unicodedata.normalize("NFC", slug.casefold())}
    return [(day, spelling) for spelling in spellings]


def _stories(wanted: Iterable[StoryKey], at: dt.datetime) -> set[StoryKey]:
    """Return the addresses, past ones too, of stories that readers see at an instant."""
    shown = Exists(Version.objects.live(at).filter(article=OuterRef("article")))
    found = Version.objects.filter(shown, slug__in={slug for _, slug in wanted}).order_by()
    return set(found.values_list("published_on", "slug").distinct())


def _slugs(name: str, slugs: list[str], at: dt.datetime, tags: Collection[int], series: int | None) -> set[str]:
    """Return which pages of a kind are there. A tag's or a series' is while readers see a story of it."""
    found = NAMED[name]._default_manager.filter(slug__in=slugs)
    if name == "tag":
        # Another name of a tag leads to that tag's page.
        found = found.annotate(meant=Coalesce("stands_for", "pk"))
        shown = Exists(Version.objects.live(at).filter(tags__tag=OuterRef("meant")))
        found = found.filter(Q(shown) | Q(meant__in=tags))
    if name == "series":
        found = found.filter(Q(Exists(Version.objects.live(at).filter(series=OuterRef("pk")))) | Q(pk=series))
    return set(found.values_list("slug", flat=True))


def _redirected(paths: set[str], at: dt.datetime) -> set[str]:
    """Return the paths from which a redirect leads on to a page that is there."""
    shown = Exists(Version.objects.live(at).filter(article=OuterRef("article")))
    found = Redirect.objects.filter(Q(article__isnull=True) | Q(shown), path__in=paths)
    return set(found.values_list("path", flat=True))
