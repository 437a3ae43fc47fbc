"""The fields of the story's form that say which series it is part of, and where in it.

The series is the story's own and is saved with its words. The number is the series': it is saved at once, as a photo's
credit is, and the form tells by PART_WAS which one it showed, so that nobody takes back what they have not seen.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.desk.fields import SeriesField
from articles.desk.sheets import PART_WAS
from articles.desk.widgets import SeriesWidget
from articles.freezing import part_in
from articles.models import MOST_PARTS, Article, Series
from articles.numbering import PERMISSION, shows_in


class SeriesFields(forms.Form):
    """Part of the story's form; `user` is the person who writes, `instance` the story."""

    user: Any
    instance: Any

    series = SeriesField(required=False, label="Series")
    part = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PARTS,
        label="Part",
        help_text="Its number. Kept with the series: of a live story readers see it as soon as you save.",
    )

    def clean_series(self) -> Series | None:
        """Return the series. Raises ValidationError where it is new and this person may add none."""
        series: Series | None = self.cleaned_data["series"]
        if series and series.pk is None and not self.user.has_perm("articles.add_series"):
            raise ValidationError(f"There is no series “{series}”, and you may not add one.", code="forbidden")
        return series

    def check_part(self, cleaned: dict[str, Any]) -> None:
        """Refuse another number of what readers see in its series from who may not change that."""
        changed = "part" in cleaned and cleaned["part"] != self.instance.part
        if changed and not self.user.has_perm(PERMISSION) and shows_in(self.instance, cleaned.get("series")):
            self.add_error("part", "Readers see this story in its series, and you may not change where it stands.")

    def put_series(self, series: Series | None) -> None:
        """Move the story to a series; there it has the number that its versions have, unless one is typed."""
        article: Article = self.instance
        if article.series != series:
            untouched = self.cleaned_data["part"] == article.part
            article.series, article.part = series, part_in(article, series.pk if series else None)
            if untouched:
                self.cleaned_data["part"] = article.part

    @property
    def part_shown(self) -> str:
        """The number that the form shows, or showed when it was posted."""
        return self.data.get(PART_WAS, "" if self.instance.part is None else str(self.instance.part))

    @property
    def series_words(self) -> str:
        """The chosen series and the number in it, in words; "" without one."""
        chosen = SeriesWidget().get_context("series", self["series"].value(), {})["chosen"]
        part = self["part"].value()
        return f"{chosen[0].label}{f', part {part}' if part else ''}" if chosen else ""
