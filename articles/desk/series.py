"""The admin of series: what one is, and all its stories with their numbers, drafts and scheduled ones too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest

from articles.desk.named import NamedAdmin, NamedForm
from articles.desk.standing import Standing, standing, with_standing
from articles.desk.unsaved import page_of, posted, wanted
from articles.desk.up_to import MOST, up_to
from articles.models import MOST_PARTS, UNNUMBERED, Article, Series, Version
from articles.numbering import give_numbers, numbers_in
from media.keys import SMALL, number_in

PREFIX = "part_"
# How many stories stand in the form at once.
LISTED = 300
# How the form, and its address, say which ones: after how many.
AFTER = "after"


@dataclass(frozen=True)
class PartRow:
    """A story in the form of its series: the field for its number, and how it stands with readers."""

    article: Article
    field: Any
    standing: Standing


class SeriesForm(NamedForm):
    """A series, and the numbers of its stories: of LISTED in their order, or just those that were posted.

    asked: what an address or a form says of which stories are meant.
    """

    asked: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add a field for each story, in the order of the series."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.asked = self.data
        after = number_in(self.asked.get(AFTER, ""), SMALL) or 0
        self.after = min(after, max(len(self._parts) - 1, 0)) // LISTED * LISTED
        for article, part in self._stories:
            name = f"{PREFIX}{article.pk}"
            label = f"Part: {article}"
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=MOST_PARTS,
                widget=forms.NumberInput({"aria-label": label}),
            )
            self.initial[name] = part

    @property
    def numbers(self) -> dict[int, int | None]:
        """The numbers that were typed over others, by the keys of articles."""
        changed = [name for name in self.changed_data if name.startswith(PREFIX)]
        return {int(name.removeprefix(PREFIX)): self.cleaned_data[name] for name in changed}

    def rows(self) -> Iterator[PartRow]:
        """Yield the stories in the order of the series."""
        for article, _ in self._stories:
            yield PartRow(article, self[f"{PREFIX}{article.pk}"], standing(article))

    @property
    def pages(self) -> list[tuple[int, int, int]]:
        """The pages of the stories: how many stand before each, its first and its last; none where all are on one."""
        count = len(self._parts)
        if count <= LISTED:
            return []
        return [(after, after + 1, min(after + LISTED, count)) for after in range(0, count, LISTED)]

    @cached_property
    def _parts(self) -> dict[int, int | None]:
        return numbers_in(self.instance) if self.instance.pk else {}

    @cached_property
    def _stories(self) -> list[tuple[Article, int | None]]:
        found = with_standing(Article.objects.filter(pk__in=self._parts).defer("body", "standfirst"))
        rows = [(self._parts[article.pk], article) for article in (found if self._parts else ())]
        ordered = sorted(rows, key=lambda row: (row[0] or UNNUMBERED, *_place(row[1])))
        posted = {name for name in self.asked if name.startswith(PREFIX)}
        if posted or self.is_bound:
            # Whatever somebody else did to the order meanwhile.
            ordered = [row for row in ordered if f"{PREFIX}{row[1].pk}" in posted]
        else:
            ordered = ordered[self.after : self.after + LISTED]
        return [(article, part) for part, article in ordered]


def _place(article: Any) -> tuple[bool, Any, int]:
    """Return where a story without a number stands: as it was or will be published, drafts last."""
    first = article.first_published
    return first is None, first or article.created_at, article.pk


class SeriesAdmin(NamedAdmin):
    """Stories that belong together."""

    form = SeriesForm
    route = "series"
    ordering = ("plain", "pk")
    tie = Article
    story = "pk"
    narrowed = "series={0.pk}"
    photo_fields = ("picture",)
    change_form_template = "admin/articles/series_form.html"
    list_display = ("name", "stories", "live", "order", "complete")
    list_filter = ("complete",)
    fieldsets = (
        (None, {"fields": ("name", "description", "picture", "order", "complete")}),
        ("Page", {"fields": ("slug",)}),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form with those stories that the address asks for, or those of the words that are put back."""
        form_class: Any = super().get_form(request, obj, change, **kwargs)
        row = wanted(request, page_of(obj)) if obj else None
        return type(form_class.__name__, (form_class,), {"asked": posted(row) if row else request.GET})

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count what readers see along, by a subquery."""
        live = Version.objects.live().filter(series=OuterRef("pk")).order_by().values("pk")
        return super().get_queryset(request).annotate(live_count=up_to(live))

    @admin.display(description="Live")
    def live(self, series: Any) -> str:
        """How many stories readers see."""
        return f"more than {MOST:,}" if series.live_count > MOST else str(series.live_count)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and give the stories their numbers: readers see the new order at once."""
        super().save_model(request, obj, form, change)
        if change and form.numbers:
            give_numbers(obj, form.numbers, by=request.user)

    def view_on_site(self, obj: Series) -> str:
        """The address of its page; "" while readers see no story of it, so that there is none."""
        return super().view_on_site(obj) if Version.objects.live().filter(series=obj.pk).exists() else ""
