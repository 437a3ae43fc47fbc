"""Fields of the story's form: what was posted becomes credits, tags and stories, or a sentence that says why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles.desk.widgets import NEW, BylineWidget, CreditRow, SeriesWidget, StoriesWidget, TagsWidget
from articles.models import Agency, Article, Author, Role, Series, Tag, name_key
from media.keys import is_key

PEOPLE: dict[str, type[Author] | type[Agency]] = {"author": Author, "agency": Agency}


@dataclass(frozen=True)
class CreditChoice:
    """A credit as chosen: a role, and an author or an agency, which has no primary key yet when it is new."""

    role: str
    kind: str
    who: Author | Agency

    @property
    def identity(self) -> tuple[str, str, int | str]:
        """What two equal credits share."""
        return (self.role, self.kind, self.who.pk or name_key(self.who.name))

    def __str__(self) -> str:
        return f"“{Role(self.role).label} {self.who}”"


class BylineField(forms.Field):
    """Credits in the order they are printed."""

    widget = BylineWidget

    def clean(self, value: Any) -> list[CreditChoice]:
        """Return the credits; a name that nobody has yet becomes an unsaved author or agency.

        Raises ValidationError for a role that there is not, for somebody who is gone, and for two equal credits.
        """
        rows: list[CreditRow] = value or []
        known = {
            kind: model.objects.meant_by(row.pk for row in rows if row.kind == kind and row.pk)
            for kind, model in PEOPLE.items()
        }
        credits_, errors = [], []
        for row in rows:
            try:
                credits_.append(self._credit(row, known))
            except ValidationError as error:
                errors.append(error)
        errors.extend(_doubled(credits_))
        if errors:
            raise ValidationError(errors)
        return credits_

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other lines were posted than were shown."""
        return list(initial or []) != list(data or [])

    def _credit(self, row: CreditRow, known: dict[str, dict[int, Any]]) -> CreditChoice:
        if row.role not in Role.values:
            raise ValidationError("“%(role)s” is no role. Choose one from the list.", params={"role": row.role})
        if row.pk is not None and row.kind in PEOPLE:
            if row.pk not in known[row.kind]:
                raise ValidationError("“%(name)s” no longer exists. Add the name again.", params={"name": row.name})
            return CreditChoice(row.role, row.kind, known[row.kind][row.pk])
        if len(row.name) > 200:
            raise ValidationError("A name has at most 200 characters; one in the byline has more.")
        return CreditChoice(row.role, *_named(row))


def _named(row: CreditRow) -> tuple[str, Author | Agency]:
    """Return who has a name, or somebody new with it: an author unless the line says agency."""
    kinds = [row.kind] if row.kind in PEOPLE else list(PEOPLE)
    for kind in kinds:
        if who := PEOPLE[kind].objects.named(row.name):
            return kind, who
    return kinds[0], PEOPLE[kinds[0]](name=row.name)


def _doubled(chosen: list[CreditChoice]) -> Iterator[ValidationError]:
    seen = set()
    for credit in chosen:
        if credit.identity in seen:
            yield ValidationError(
                "%(credit)s stands in the byline twice. Take one out, or give it another role.",
                params={"credit": credit},
            )
        seen.add(credit.identity)


def _told_apart(value: Any) -> list[str]:
    """Return the posted values that are keys or new names; a form of ours posts nothing else."""
    return [one for one in value or [] if is_key(one) or one.startswith(NEW)]


class TagsField(forms.Field):
    """Tags in the order chosen, each once however it is capitalised or accented."""

    widget = TagsWidget

    def clean(self, value: Any) -> list[Tag]:
        """Return the tags; a name that no tag has becomes an unsaved one. Raises ValidationError for a long name."""
        values = _told_apart(value)
        known = Tag.objects.meant_by(int(one) for one in values if is_key(one))
        tags: dict[int | str, Tag] = {}
        for one in values:
            tag = known.get(int(one)) if is_key(one) else self._named(one.removeprefix(NEW))
            if tag is not None:
                tags.setdefault(tag.pk or name_key(tag.name), tag)
        return list(tags.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other tags were posted than were shown."""
        return list(initial or []) != list(data or [])

    @staticmethod
    def _named(name: str) -> Tag:
        if len(name) > 100:
            raise ValidationError("A tag has at most 100 characters: “%(name)s…”", params={"name": name[:60]})
        return Tag.objects.like(name) or Tag(name=name)


class SeriesField(forms.Field):
    """One series, or none."""

    widget = SeriesWidget

    def clean(self, value: Any) -> Series | None:
        """Return the series, unsaved where none has the name. Raises ValidationError for one that is gone."""
        chosen = _told_apart(value)[-1:]
        if not chosen:
            return None
        if not is_key(chosen[0]):
            return self._named(chosen[0].removeprefix(NEW))
        series = Series.objects.filter(pk=chosen[0]).first()
        if series is None:
            raise ValidationError("This series is gone. Choose another.")
        return series

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another series was posted than was shown."""
        return list(initial or []) != list(data or [])

    @staticmethod
    def _named(name: str) -> Series:
        if len(name_key(name)) > 200:
            raise ValidationError("The name of a series has at most 200 characters.")
        found: Series | None = Series.objects.named(name)
        return found or Series(name=name)


class StoriesField(forms.Field):
    """Other stories, in order."""

    widget = StoriesWidget

    def clean(self, value: Any) -> list[Article]:
        """Return the stories. Raises ValidationError for words by which none is found."""
        values = _told_apart(value)
        known = Article.with_deleted.only("pk", "headline").in_bulk([int(one) for one in values if is_key(one)])
        stories = [known.get(int(one)) if is_key(one) else self._told(one.removeprefix(NEW)) for one in values]
        return list(dict.fromkeys(story for story in stories if story is not None))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other stories were posted than were shown."""
        return list(initial or []) != list(data or [])

    @staticmethod
    def _told(words: str) -> Article:
        """Return the story with an address or a headline."""
        parts = [part for part in unquote(urlsplit(words).path).split("/") if part]
        meant = models.Q(headline__iexact=words)
        if parts and re.search(r"[/:]", words):
            meant |= models.Q(slug=parts[-1])
        story = Article.objects.filter(meant).order_by("-updated_at").first()
        if story is None:
            raise ValidationError("No story has the address or the headline “%(words)s”.", params={"words": words})
        return story
