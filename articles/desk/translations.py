"""The box of a story's translations: which there are, one that is begun, a story that is linked or unlinked."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.desk.behind import Behind, behind_of
from articles.desk.fields import StoriesField
from articles.desk.standing import Standing, standing, with_standing
from articles.desk.widgets import LongSelect, StoriesWidget
from articles.languages import LANGUAGES, language_named
from articles.models import Article, Site, State, Version
from articles.reading.language import direction

FROM_IT, INTO_IT = "from", "into"


class OneStoryWidget(StoriesWidget):
    """A story chosen by typing words of its headline; nobody is offered the one that is open."""

    texts = {**StoriesWidget.texts, "typed_label": "Its address or its whole headline"}


class TranslationForm(forms.Form):
    """Into which language the story is translated, or which story it is linked with."""

    prefix = "translation"
    use_required_attribute = False

    language = forms.ChoiceField(label="Language", required=False, widget=LongSelect)
    other = StoriesField(label="Story", required=False, widget=OneStoryWidget)
    way = forms.ChoiceField(
        choices=[(INTO_IT, "It was translated from this story"), (FROM_IT, "This story was translated from it")],
        initial=INTO_IT,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        """Offer all languages but those in which the story is told already."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [("", "Choose…"), *((code, name) for code, name in LANGUAGES if code not in taken)]
        field.error_messages["invalid_choice"] = "The story is told in this language already. Choose another."

    def clean_other(self) -> Article | None:
        """Return the one story that was chosen. Raises ValidationError for several."""
        stories: list[Article] = self.cleaned_data["other"]
        if len(stories) > 1:
            raise ValidationError("Choose one story at a time.")
        return stories[0] if stories else None


@dataclass(frozen=True)
class Member:
    """A story of the group as the box lists it."""

    article: Any
    standing: Standing
    is_open: bool

    @property
    def language(self) -> str:
        """The language's name in English."""
        return language_named(self.article.language)

    @property
    def is_live(self) -> bool:
        """Whether readers see it."""
        return self.standing.state == State.LIVE


@dataclass(frozen=True)
class Beside:
    """The original as it is read beside a translation: what readers see of it, else its desk copy."""

    article: Article
    version: Version | None

    @property
    def told(self) -> Any:
        """What is shown: a version or the desk copy."""
        return self.version or self.article

    @property
    def language(self) -> str:
        """The name of its language in English."""
        return language_named(self.told.language)

    @property
    def direction(self) -> str:
        """Which way it is written."""
        return direction(self.told.language)

    @property
    def text(self) -> SafeString:
        """Its text, with a line for each photo and each embed."""
        return mark_safe(body.render(self.told.body, _photo, _embed))


class TranslationBox:
    """The translations of one saved story, with the form that was refused, if any. An unlinked story costs no query."""

    def __init__(
        self, request: HttpRequest, article: Article, site: Site, refused: TranslationForm | None = None
    ) -> None:
        self.request, self.article, self.site, self.refused = request, article, site, refused

    @cached_property
    def members(self) -> list[Member]:
        """All stories of the group, the original first; none for a story that is not linked."""
        if self.article.translations_id is None:
            return []
        found = with_standing(Article.objects.filter(translations=self.article.translations_id)).defer("body")
        found = found.order_by("-is_original", "language", "pk")
        return [Member(one, standing(one), one.pk == self.article.pk) for one in found]

    @property
    def others(self) -> list[Member]:
        """The other stories of the group."""
        return [member for member in self.members if not member.is_open]

    @property
    def live_others(self) -> list[Member]:
        """Those of the others that readers see."""
        return [member for member in self.others if member.is_live]

    @property
    def summary(self) -> str:
        """The other languages, or that there are none."""
        return ", ".join(member.language for member in self.others) or "none"

    @property
    def opens(self) -> bool:
        """Whether the box stands open: while it has something to show."""
        return self.refused is not None or bool(self.members) or "translations" in self.request.GET

    @cached_property
    def form(self) -> TranslationForm:
        """The fields; where one is refused, the caret stands in it."""
        form = self.refused or TranslationForm(taken=taken_by(self.article, self.members))
        if wrong := next((name for name in form.fields if name in form.errors), None):
            form.fields[wrong].widget.attrs["autofocus"] = True
        return form

    @cached_property
    def behind(self) -> Behind | None:
        """What changed in the original since this translation was made."""
        return behind_of(self.article, self.site.tz)

    @cached_property
    def beside(self) -> Beside | None:
        """The original of this translation; None for what is none."""
        original = next((member for member in self.others if member.article.is_original), None)
        if original is None:
            return None
        article = Article.objects.get(pk=original.article.pk)
        return Beside(article, article.versions.live().first())

    @property
    def is_untouched(self) -> bool:
        """Whether the translation still has the original's own text."""
        return self.beside is not None and bool(self.article.body) and self.article.body == self.beside.told.body

    @property
    def beside_opens(self) -> bool:
        """Whether the original stands open beside the text: while readers have not seen the translation."""
        return self.article.first_published is None or "beside" in self.request.GET


def taken_by(article: Article, members: list[Member]) -> set[str]:
    """Return the languages in which a story is told."""
    return {article.language, *(member.article.language for member in members)}


def _photo(pk: int, caption: str, look: str) -> str:
    # The caption is cleaned HTML.
    return f'<p class="quiet">{escape("Photo")}{": " if caption else ""}{caption}</p>'


def _embed(embed: body.Embed) -> str:
    return f'<p class="quiet">Embed: {escape(embed.title)}</p>'
