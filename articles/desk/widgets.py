"""Inputs of the story's form that Django has no word for. Each works without a script and is made easier by one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Article, Role, Series, Tag
from articles.models.byline import Credit
from media.keys import is_key, number_in

# What stands before a name that nothing has yet, where a primary key would stand.
NEW = "+"
EMPTY_ROWS = 2


class TemplateWidget(forms.Widget):
    """A widget whose markup is a template of the project's own."""

    template_name: str

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Print the widget."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """An empty list is an answer: what posts nothing has been emptied."""
        return False

    def named(self, name: str, attrs: Any) -> dict[str, Any]:
        """Return what every template prints: the name, the id, and the ids of what describes the input."""
        merged = self.build_attrs(self.attrs, attrs)
        return {"name": name, "id": merged.get("id", name), "describedby": merged.get("aria-describedby", "")}


class LongSelect(forms.Select):
    """A choice among a hundred and more, without groups. Django prints two templates for each option, this none."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Print the widget."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = [option for _, group, _ in widget["optgroups"] for option in group]
        lines = (("\n  ", one["value"], flatatt(one["attrs"]), one["label"]) for one in options)
        inside = format_html_join("", '{}<option value="{}"{}>{}</option>', lines)
        return format_html('<select name="{}"{}>{}\n</select>', name, flatatt(widget["attrs"]), inside)


@dataclass(frozen=True)
class CreditRow:
    """One line of the byline as posted or shown.

    who: "author:12" or "agency:3"; "author:" or "agency:" for a new one with this name; "" for whoever has the name.
    """

    role: str = Role.BY
    who: str = ""
    name: str = ""

    @property
    def kind(self) -> str:
        """Which sort of thing is credited: "author", "agency", or "" while that is open."""
        return self.who.partition(":")[0]

    @property
    def pk(self) -> int | None:
        """The primary key of who is credited; None for one who is new."""
        return number_in(self.who.partition(":")[2])

    @classmethod
    def of(cls, credit: Credit) -> "CreditRow":
        """Return the line that shows a credit."""
        kind = "author" if credit.author_id else "agency"
        return cls(credit.role, f"{kind}:{credit.author_id or credit.agency_id}", credit.printed)


class BylineWidget(TemplateWidget):
    """Credits in order. Posts `<name>-<n>-role`, `-who`, `-name`, `-place`, and without a script `-remove`."""

    template_name = "articles/desk/_byline.html"
    most = 60

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[CreditRow]:
        """Return the lines that credit somebody, in the order of their places."""
        rows: list[tuple[float, int, CreditRow]] = []
        for key in data:
            match = re.fullmatch(rf"{re.escape(name)}-(\d{{1,4}})-name", key, re.ASCII)
            if not match or len(rows) >= self.most:
                continue
            prefix = key.removesuffix("name")
            row = CreditRow(
                role=data.get(f"{prefix}role") or Role.BY,
                who=data.get(f"{prefix}who", ""),
                name=" ".join(data[key].replace("\0", "").split()),
            )
            if (row.name or row.pk) and not data.get(f"{prefix}remove"):
                rows.append((_place(data.get(f"{prefix}place")), int(match[1]), row))
        return [row for *_, row in sorted(rows, key=lambda entry: entry[:2])]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template prints."""
        rows = list(value or [])
        return {
            **self.named(name, attrs),
            "rows": [{"index": index, "place": index + 1, "row": row} for index, row in enumerate(rows)],
            "empty": [{"index": len(rows) + more, "place": len(rows) + more + 1} for more in range(EMPTY_ROWS)],
            "roles": Role.choices,
        }


def _place(typed: str | None) -> float:
    """Return a line's place; what is no number comes last."""
    try:
        return float(typed or "inf")
    except ValueError:
        return float("inf")


@dataclass(frozen=True)
class Choice:
    """Something chosen: its value as posted and the words that show it."""

    value: str
    label: str


class ChosenWidget(TemplateWidget):
    """Things chosen by typing: posts `<name>` once for each and, without a script, `<name>-typed`."""

    template_name = "articles/desk/_chosen.html"
    separator = ","
    texts: Mapping[str, str] = {}
    # Returns the words for primary keys, without those that nothing has.
    labels: Callable[[set[int]], Mapping[int, str]]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the values in order, each once; what was typed becomes a new one's value."""
        typed = (" ".join(part.split()) for part in data.get(f"{name}-typed", "").split(self.separator))
        values = [*data.getlist(name), *(NEW + part for part in typed if part)]
        return list(dict.fromkeys(value.replace("\0", "") for value in values if value))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template prints."""
        values = list(value or [])
        labels = self.labels({int(one) for one in values if is_key(one)})
        chosen = [
            Choice(one, one.removeprefix(NEW) if one.startswith(NEW) else labels.get(int(one), ""))
            for one in values
            if one.startswith(NEW) or (is_key(one) and int(one) in labels)
        ]
        return {**self.named(name, attrs), "chosen": chosen, **self.texts}


class TagsWidget(ChosenWidget):
    """Tags chosen by typing."""

    texts = {
        "lookup": "admin:articles_article_tags",
        "one": "tag",
        "placeholder": "Type a tag",
        "found": "Matching tags",
        "typed_label": "More tags, with commas between them",
    }

    def labels(self, keys: set[int]) -> Mapping[int, str]:
        """Return the tags' names."""
        return {pk: tag.name for pk, tag in Tag.objects.meant_by(keys).items()} if keys else {}


class StoriesWidget(ChosenWidget):
    """Stories chosen by typing words of their headlines."""

    separator = "\n"
    texts = {
        "lookup": "admin:articles_article_stories",
        "one": "story",
        "placeholder": "Type words of a headline",
        "found": "Matching stories",
        "typed_label": "One more: its address or its whole headline",
    }

    def labels(self, keys: set[int]) -> Mapping[int, str]:
        """Return headlines; an empty one for a deleted story, which is posted unseen, so that it stays chosen."""
        stories: Iterable[Any] = Article.with_deleted.filter(pk__in=keys).only("headline", "deleted_at") if keys else []
        return {story.pk: "" if story.deleted_at else str(story) for story in stories}


class SeriesWidget(ChosenWidget):
    """The series that a story is part of, chosen by typing: one at most, of which the last one chosen counts."""

    separator = "\n"
    texts = {
        "lookup": "admin:articles_article_series",
        "one": "series",
        "most": "1",
        "placeholder": "Type the series’ name",
        "found": "Matching series",
        "typed_label": "Or its name",
    }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the series, in a list."""
        return super().value_from_datadict(data, files, name)[-1:]

    def labels(self, keys: set[int]) -> Mapping[int, str]:
        """Return the names."""
        return dict(Series.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
