"""Names, keys and slugs: what makes two names the same, and what a name looks like in an address."""

import secrets
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Self

from django.db import models

SLUG_LENGTH = 100


def name_key(name: str) -> str:
    """Return what two equal names share: NFC, casefolded, with single spaces.

    Unicode Standard, section 3.13, "Default Caseless Matching" (canonical: fold, then normalise again).
    """
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
    kept = (
        char if unicodedata.category(char)[0] in "LMN" else " "
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char) != "Cf" and char not in "'’"
    )
    slug = unicodedata.normalize("NFC", "-".join("".join(kept).split()))
    if len(slug) > SLUG_LENGTH:
        head, _, tail = slug[: SLUG_LENGTH + 1].rpartition("-")
        slug = head if head and len(tail) < SLUG_LENGTH // 2 else slug[:SLUG_LENGTH]
    return slug or fallback


def free_slug(text: str, fallback: str, taken: Callable[[list[str]], Iterable[str]]) -> str:
    """Return the slug for a text that nothing else has: "true", then "true-2" to "true-20", then a random ending.

    `taken` says which of the given slugs are in use; it is asked once, or twice for the twenty-first of a name.
    """
    base = slug_for(text, fallback)
    stem = base[: SLUG_LENGTH - 10].rstrip("-")
    candidates = [base, *(f"{stem}-{number}" for number in range(2, 21))]
    while True:
        used = set(taken(candidates))
        free = next((candidate for candidate in candidates if candidate not in used), None)
        if free:
            return free
        candidates = [f"{stem}-{secrets.token_hex(4)}"]


class NamedQuerySet(models.QuerySet):
    """Things that have a name."""

    def named(self, name: str) -> Any:
        """Return the first thing with this name, however it is capitalised or composed; None without one."""
        return self.filter(key=name_key(name)).order_by("pk").first()

    def named_or_new(self, name: str, **values: Any) -> Any:
        """Return the thing with this name, made with the given values if there is none."""
        return self.named(name) or self.create(name=" ".join(name.split()), **values)


class Named(models.Model):
    """A name, the key it is known by, and its place in addresses."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=250, editable=False)
    slug = models.CharField(
        "address",
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text="The last part of its page's address. Made from the name when left empty.",
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the key from the name, and the slug where there is none."""
        self.name = " ".join(self.name.split())
        self.key = name_key(self.name)
        if not self.slug:
            self.slug = free_slug(self.name, self._meta.model_name or "page", self.taken_slugs)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "slug"}
        super().save(*args, **kwargs)

    def taken_slugs(self: Self, slugs: list[str]) -> Iterable[str]:
        """Return which of these slugs another thing of this kind has."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(slug__in=slugs).values_list("slug", flat=True)
