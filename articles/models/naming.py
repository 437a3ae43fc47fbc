"""Names, keys and slugs: what makes two names the same, and what a name looks like in an address."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from itertools import chain, repeat
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

SLUG_LENGTH = 100
NUMBERS = [f"-{number}" for number in range(2, 21)]
MOST_AT_ONCE = 5000
PLAIN = re.compile("[0-9a-z]+")

Row = TypeVar("Row", bound=models.Model)

# Says which of the given slugs are in use.
Taken = Callable[[list[str]], Iterable[str]]


def name_key(name: str) -> str:
    """Return what two equal names share: NFC, casefolded, with single spaces.

    Unicode Standard, section 3.13, "Default Caseless Matching" (canonical: fold, then normalise again).
    """
    if name.isascii():  # nothing to be composed
        return " ".join(name.split()).lower()
    folded = unicodedata.normalize("NFD", " ".join(name.split())).casefold()
    return unicodedata.normalize("NFC", folded)


def without_accents(name: str) -> str:
    """Return the key with its combining marks taken off, for offering "Košice" to someone who types "kosice"."""
    decomposed = unicodedata.normalize("NFD", name_key(name))
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))


def slug_for(text: str, fallback: str) -> str:
    """Return a Unicode slug of at most SLUG_LENGTH characters, cut between words where there is one.

    Letters, marks and digits of every script stay, so that scripts which write vowels as marks keep them; everything
    else, control and direction characters included, separates words. Text without any gives the fallback.
    """
    if text.isascii():
        return _cut("-".join(PLAIN.findall(text.lower().replace("'", "")))) or fallback
    kept = (
        char if unicodedata.category(char)[0] in "LMN" else " "
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char) != "Cf" and char not in "'’"
    )
    return _cut(unicodedata.normalize("NFC", "-".join("".join(kept).split()))) or fallback


def _cut(slug: str) -> str:
    if len(slug) > SLUG_LENGTH:
        head, _, tail = slug[: SLUG_LENGTH + 1].rpartition("-")
        return head if head and len(tail) < SLUG_LENGTH // 2 else slug[:SLUG_LENGTH]
    return slug


def free_slug(text: str, fallback: str, taken: Taken) -> str:
    """Return the slug for a text that nothing else has: "true", then "true-2" to "true-20", then a random ending."""
    return free_slugs([text], fallback, taken)[0]


def free_slugs(texts: list[str], fallback: str, taken: Taken) -> list[str]:
    """Return a slug for each text that neither another of them nor anything else has, as `free_slug` does for one.

    `taken` is asked about three times, however many texts there are and however often a text is repeated.
    """
    bases = [slug_for(text, fallback) for text in texts]
    slugs: dict[int, str] = {}
    used: set[str] = set()
    rounds = chain([lambda: [""], lambda: NUMBERS], repeat(lambda: [f"-{secrets.token_hex(4)}"]))
    while waiting := [place for place in range(len(texts)) if place not in slugs]:
        endings = next(rounds)
        offered = {place: [_with_ending(bases[place], ending) for ending in endings()] for place in waiting}
        used |= _taken({slug for candidates in offered.values() for slug in candidates} - used, taken)
        for place, candidates in offered.items():
            if free := next((slug for slug in candidates if slug not in used), None):
                slugs[place] = free
                used.add(free)
    return [slugs[place] for place in range(len(texts))]


def _with_ending(base: str, ending: str) -> str:
    return base[: SLUG_LENGTH - len(ending)].rstrip("-") + ending if ending else base


def _taken(slugs: set[str], taken: Taken) -> set[str]:
    """Ask which slugs are in use, so many at a time as a query may carry."""
    asked = sorted(slugs)
    return {slug for start in range(0, len(asked), MOST_AT_ONCE) for slug in taken(asked[start : start + MOST_AT_ONCE])}


class NamedQuerySet(models.QuerySet[Row]):
    """Things that have a name."""

    def named(self, name: str) -> Any:
        """Return the first thing with this name, however it is capitalised or composed; None without one."""
        return self.filter(key=name_key(name)).order_by("pk").first()

    def matching(self, typed: str) -> Self:
        """Keep things with a word that begins as typed, whatever its case or accents; the name itself first."""
        plain = without_accents(typed)
        begins = models.Case(models.When(plain__startswith=plain, then=0), default=1)
        return self.filter(Q(plain__startswith=plain) | Q(plain__contains=f" {plain}")).order_by(begins, "plain", "pk")

    def named_or_new(self, name: str, **values: Any) -> Any:
        """Return the thing with this name, made with the given values if there is none."""
        return self.named(name) or self.create(name=" ".join(name.split()), **values)


class Named(models.Model):
    """A name, the key it is known by, that key without accents, and its place in addresses."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=250, editable=False)
    plain = models.CharField(max_length=250, editable=False, db_index=True)
    slug = models.CharField(
        "address",
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text="The last part of its page's address. Made from the name when left empty.",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive what it is known and looked up by from the name, and the slug where there is none."""
        self.name = " ".join(self.name.split())
        self.key, self.plain = name_key(self.name), without_accents(self.name)
        if not self.slug:
            self.slug = free_slug(self.name, self._meta.model_name or "page", self.taken_slugs)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "plain", "slug"}
        super().save(*args, **kwargs)

    def taken_slugs(self: Self, slugs: list[str]) -> Iterable[str]:
        """Return which of these slugs another thing of this kind has."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(slug__in=slugs).values_list("slug", flat=True)


class MergeableQuerySet(NamedQuerySet[Row]):
    """Things of which one may stand for others: a synonym, or what was merged, leads to what it stands for."""

    def standing(self) -> Self:
        """Keep what stands for itself: what is offered, listed and shown."""
        return self.filter(stands_for=None)

    def named(self, name: str) -> Any:
        """Return what is meant by a name: what bears it, before what a synonym of it stands for; None without one."""
        found = self.filter(key=name_key(name)).order_by(models.F("stands_for").asc(nulls_first=True), "pk")
        return meant(found.select_related("stands_for").first())

    def offered(self, typed: str, most: int) -> list[Any]:
        """Return at most so many things with a word that begins as typed, in their names or those of synonyms.

        Each says in `found_as` the synonym by which alone it was found, "" for its own name.
        """
        found: dict[int, Any] = {}
        for row in self.matching(typed).select_related("stands_for")[: 2 * most]:
            one: Any = row
            thing = found.setdefault(meant(one).pk, meant(one))
            if one.stands_for is None:
                thing.found_as = ""
            elif thing.found_as is None:
                thing.found_as = one.name
        return list(found.values())[:most]

    def synonyms_saying(self, plain: str) -> models.QuerySet:
        """Return the keys of things of which another name contains some letters without accents."""
        return self.exclude(stands_for=None).filter(plain__contains=plain).values("stands_for")

    def meant_by(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return what is meant by primary keys: what was merged since a key was noted is what it stands for."""
        return {pk: meant(one) for pk, one in self.select_related("stands_for").in_bulk(set(keys)).items()}


def meant(one: Any) -> Any:
    """Return what a thing stands for: itself, most of the time."""
    return one and (one.stands_for or one)


class Mergeable(Named):
    """A thing that may be a synonym: then it stands for another, and nothing is tied to it."""

    stands_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="synonyms"
    )

    # The other name by which alone it was found for what somebody typed; see `offered`.
    found_as: str | None = None

    class Meta:
        abstract = True
