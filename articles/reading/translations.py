"""The translations of a story, as its page names them to readers and machines: those that readers see, at its instant.

Which stories belong together is no part of a version, so that linking shows at once; whether one is seen is its own
`live()`. A withdrawn or killed one leaves every other's page by itself.
"""

import datetime as dt
import locale
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.db.models import F, Subquery
from django.utils.translation import get_language_info

from articles.languages import own_name
from articles.models import Article, Version, VersionQuerySet
from media.made_of import note

from .language import direction, primary

# Where readers go whose language is none of these: https://developers.google.com/search/docs/specialty/international.
DEFAULT = "x-default"
# Where the C library's table of usual countries has none that Facebook knows.
LOCALES = {"ar": "ar_AR"}


@dataclass(frozen=True)
class Tongue:
    """A story in one language. name: what the language calls itself."""

    language: str
    url: str
    headline: str
    is_original: bool = False

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return own_name(self.language)

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""
        return direction(self.language)


@dataclass(frozen=True)
class Translations:
    """A story among its translations.

    tongues: all that readers see, its own among them, the original first, each language once. own: its own language.
    translated_from: the language of the original where that is another story, whether or not readers see it.
    """

    own: Tongue
    tongues: list[Tongue]
    translated_from: str = ""

    @property
    def others(self) -> list[Tongue]:
        """The story in other languages."""
        return [tongue for tongue in self.tongues if tongue is not self.own]

    @property
    def original(self) -> Tongue | None:
        """The original, where readers see it."""
        return next((tongue for tongue in self.tongues if tongue.is_original), None)

    @property
    def source(self) -> Tongue | None:
        """The original that the story was translated from, where readers see it."""
        return self.original if self.translated_from else None

    @property
    def source_language(self) -> str:
        """What the language of the original is called in the active language; "" for what is no translation."""
        return language_in_words(self.translated_from) if self.translated_from else ""


def translations_of(version: Version, at: dt.datetime | None = None) -> Translations | None:
    """Return the translations of a story that readers see, in one query; in none, and None, where it is not linked.

    version: with its article. One that nobody has saved stands for what readers see of the story.
    """
    article = version.article
    if article.translations_id is None:
        return None
    note(f"translations-{article.translations_id}")
    originals = Article.objects.filter(translations=article.translations_id, is_original=True)
    live = _of_groups(Version.objects.live(at), [article.translations_id])
    found = list(live.annotate(original_language=Subquery(originals.values("language")[:1])))
    own = Tongue(version.language, version.get_absolute_url(), version.headline, article.is_original)
    others = [_tongue(one) for one in found if one.article_id != article.pk]
    translated_from = "" if article.is_original else _language_of_original(found, originals)
    if not others and not translated_from:
        return None
    return Translations(own, _each_once([own, *others]), translated_from)


def in_groups(groups: Iterable[int], at: dt.datetime | None = None) -> dict[int, list[Tongue]]:
    """Return what readers see of groups of translations, by the group's key, in one query; none for no group."""
    found: dict[int, list[Tongue]] = defaultdict(list)
    keys = set(groups)
    for key in keys:
        note(f"translations-{key}")
    for version in _of_groups(Version.objects.live(at), keys) if keys else ():
        found[version.group].append(_tongue(version))
    return {group: _each_once(tongues) for group, tongues in found.items()}


def alternates(tongues: list[Tongue], root: str) -> list[tuple[str, str]]:
    """Return (language, whole address) of all that tell one story, and the original as the default; none of a lone one.

    root: any whole address of this site.
    """
    if len(tongues) < 2:
        return []
    told = [(tongue.language, urljoin(root, tongue.url)) for tongue in tongues]
    original = next((urljoin(root, tongue.url) for tongue in tongues if tongue.is_original), None)
    return [*told, (DEFAULT, original)] if original else told


def locale_of(language: str) -> str:
    """Return a language as OpenGraph wants it, with the country where most of its readers are: “fr_FR”, “pt_BR”."""
    spoken, _, region = language.partition("-")
    if len(region) == len("FR"):
        return f"{spoken.lower()}_{region.upper()}"
    usual = locale.normalize(spoken.lower()).partition(".")[0]
    return LOCALES.get(primary(language)) or (usual if "_" in usual else "")


def language_in_words(language: str) -> str:
    """Return what a language is called in the active one; what it calls itself where nobody has translated that."""
    try:
        return str(get_language_info(language.lower())["name_translated"])
    except KeyError:
        return own_name(language)


def _of_groups(versions: VersionQuerySet, groups: Iterable[int]) -> VersionQuerySet:
    linked = versions.filter(article__translations__in=groups)
    told = linked.annotate(group=F("article__translations"), is_original=F("article__is_original"))
    return told.only("article", "language", "slug", "published_on", "headline").order_by("language", "pk")


def _tongue(version: Version) -> Tongue:
    is_original: bool = version.is_original  # type: ignore[attr-defined]  # as annotated
    return Tongue(version.language, version.get_absolute_url(), version.headline, is_original)


def _language_of_original(found: list[Version], originals: Iterable[Article]) -> str:
    """Return the language of the original as the query told it; asked for where readers see no member yet."""
    if found:
        return found[0].original_language or ""  # type: ignore[attr-defined]  # as annotated
    return next((original.language for original in originals), "")


def _each_once(tongues: list[Tongue]) -> list[Tongue]:
    """Return each language once, the original first: desk copies differ in it, what readers see of them may not."""
    once: dict[str, Tongue] = {}
    for tongue in tongues:
        once.setdefault(tongue.language.lower(), tongue)
    return sorted(once.values(), key=lambda tongue: (not tongue.is_original, tongue.language))
