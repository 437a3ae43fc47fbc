"""Saving a story's form: what was typed is joined with what others saved meanwhile, and never written over theirs."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from articles.desk.article_form import Aside, Outdated, StoryForm
from articles.desk.bases import Base, Saved
from articles.desk.choosing import FACTS, Met, meet
from articles.desk.clashes import Clashes, PartClash
from articles.desk.joined import in_words
from articles.desk.keep import words_in
from articles.desk.lead_photo import spoken_in
from articles.desk.pages import page_of
from articles.desk.sheets import PART_WAS, as_initial, content_of, differing, sheet_shown, sheet_typed
from articles.desk.since import Since, saved_since
from articles.desk.whose import site_record
from articles.models import MOST_SEQUENCE, Article, OpenForm, Reference, Typed, sequence_in

# How often others may be quicker while one form is being saved.
MOST_TRIES = 5
NOTE_LENGTH = 200
# The button that saves a choice. Any other one shows the choices again, so that nobody chooses by accident.
RESOLVE = "_resolve"


@dataclass(frozen=True)
class News:
    """What others saved while somebody was writing, in words; `adds` says whether that somebody changed anything."""

    since: Since
    words: str
    adds: bool

    @property
    def told(self) -> str:
        """“Joined with what Ben Okonkwo saved at 14:21:48: standfirst, one paragraph, tags.”"""
        who, when = self.since.who, self.since.moment.clock
        if self.adds:
            return f"Joined with what {who} saved at {when}: {self.words}."
        return f"{who[:1].upper()}{who[1:]} saved this story at {when}: {self.words}. That is what you see here."


@dataclass(frozen=True)
class Outcome:
    """What became of typed words: saved, or shown again in `form`, which was filled from `base`.

    parts: what has to be chosen between first, by name. since: who saved the other version. errors: by field, why a
    choice could not be saved. left: whether something was kept aside. gone: whether the story was deleted meanwhile.
    """

    form: StoryForm
    base: Base
    saved: bool = False
    news: News | None = None
    parts: dict[str, PartClash] = field(default_factory=dict)
    since: Since | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    left: bool = False
    too_busy: bool = False
    gone: bool = False


class Writing:
    """Somebody's typed words, for as many tries as it takes: each with the story as it is by then."""

    def __init__(self, request: HttpRequest, data: QueryDict, base: Base, article: Article | None) -> None:
        self.request, self.data, self.base, self.article = request, data, base, article
        self.user = request.user

    @cached_property
    def initial(self) -> dict[str, Any]:
        """The values of the form as the story is saved."""
        return dict(StoryForm(instance=self.article, user=self.user).initial)

    def differs(self) -> bool:
        """Whether anything was typed that is not saved."""
        return bool(differing(sheet_typed(self.data), sheet_shown(self.initial)))

    def shown(self) -> Outcome:
        """Return the form with the typed words in it, joined with the story, without saving anything."""
        if self.article is None:
            return Outcome(self._filled(as_initial(sheet_typed(self.data))), Base(None))
        met = self._meet(self.article, choosing=False)
        return self._unsaved(self.article, met) if met.clashes else self._joined(self.article, met)

    def save(self, page: str, files: Any, again: Callable[[], Article | None]) -> Outcome:
        """Save the words, joined with the story; or return what has to be mended or chosen first.

        page: whose open form is put away. again: returns the story as it is now. Raises SavedBeforeError when the form
        of a new story is posted that made one before.
        """
        if files.get("lead_file"):
            form = self._bound(self.data, files)
            form.is_valid()
            if "lead_file" in form.errors:
                return self._as_posted(form)
            posted: Any = form.data
            self.data = posted
        for _ in range(MOST_TRIES):
            try:
                return self._tried(page)
            except (Outdated, Article.DoesNotExist):
                self.article = again()
                vars(self).pop("initial", None)
                if self.article is None:
                    return Outcome(self._bound(self.data), self.base, gone=True)
        return replace(self._as_posted(self._bound(self.data)), too_busy=True)

    def _as_posted(self, form: StoryForm) -> Outcome:
        """Return a form as it was posted; with the choices that it waits for, if it does."""
        if self.article and self.base.older:
            met = self._meet(self.article, choosing=False)
            if met.clashes:
                return self._unsaved(self.article, met, _errors(form))
        return Outcome(form, self.base)

    def _tried(self, page: str) -> Outcome:
        article = self.article
        if article is None:
            form = self._bound(self.data)
            return self._kept(form, page) if form.is_valid() else Outcome(form, Base(None))
        met = self._meet(article, choosing=RESOLVE in self.data)
        if met.clashes:
            return self._unsaved(article, met)
        form = self._bound(met.data)
        if not form.is_valid():
            unchosen = self._meet(article, choosing=False)
            if unchosen.clashes:
                return self._unsaved(article, unchosen, _errors(form))
            return Outcome(form, Base(article.revision_number), news=self._news(article, met))
        return self._kept(form, page, met)

    def _kept(self, form: StoryForm, page: str, met: Met | None = None) -> Outcome:
        """Save a form that is in order. Raises Outdated."""
        if met is None or self.article is None:
            self._put(form, page)
            return Outcome(form, Base(form.instance.revision_number), saved=True)
        number, news = self.article.revision_number, self._news(self.article, met)
        aside = self._aside(self.article, met)
        self._put(form, page, expected=number, aside=aside, over=met.over)
        return Outcome(form, Base(form.instance.revision_number), saved=True, news=news, left=aside is not None)

    def _put(self, form: StoryForm, page: str, **how: Any) -> None:
        with transaction.atomic():
            form.keep(**how)
            made = {} if self.article else {"made": page_of(form.instance), "base": form.instance.revision_number}
            OpenForm.objects.put_away(self.request.POST, user=self.user, page=page, **made)

    def _meet(self, article: Article, *, choosing: bool) -> Met:
        saved = Saved(article, sheet_shown(self.initial), self.base)
        return meet(self.data, self.base, saved, self.user, choosing=choosing)

    def _unsaved(self, article: Article, met: Met, errors: dict[str, list[str]] | None = None) -> Outcome:
        """Return the form that asks to choose."""
        base = met.base.waiting(article.revision_number, met.clashes, met.before)
        return Outcome(
            self._filled(as_initial(met.joined.sheet), met.data),
            base,
            parts=Clashes(met.clashes, met.joined.sheet, base, self.data).parts(),
            since=self._since(article),
            errors=errors or {},
        )

    def _joined(self, article: Article, met: Met) -> Outcome:
        form = self._filled(as_initial(met.joined.sheet), met.data)
        return Outcome(form, Base(article.revision_number), news=self._news(article, met))

    def _news(self, article: Article, met: Met) -> News | None:
        words = ", ".join(in_words(met.before, met.joined.theirs)) if met.is_news else ""
        if not words:
            return None
        return News(self._since(article), words, adds=bool(differing(met.joined.sheet, met.joined.theirs)))

    def _since(self, article: Article) -> Since:
        older = min((number or 0 for number in self.base.older.values()), default=0)
        return saved_since(article, older or self.base.number, self.user, site_record(self.request).tz)

    def _aside(self, article: Article, met: Met) -> Aside | None:
        """Return the words that were left by choice, as they are kept in the story's history."""
        if met.aside is None:
            return None
        content, names = content_of(met.aside)
        known = FACTS | {"part": "part"}
        facts = [f"{known[name]} “{getattr(met.aside, name)}”" for name in met.left if name in known]
        other = "the photo’s own words" if len(facts) == len(met.left) else self._since(article).inside
        told = [f"Left aside when joined with {other}", *facts, f"new: {', '.join(names)}" if names else ""]
        note = "; ".join(filter(None, told))
        return Aside(content, note[:NOTE_LENGTH])

    def _bound(self, data: QueryDict, files: Any = None) -> StoryForm:
        return StoryForm(data, files, instance=self.article, user=self.user, initial=self.initial)

    def _filled(self, values: dict[str, Any], data: QueryDict | None = None) -> StoryForm:
        """Return the form as filled with values, with nothing said against them yet."""
        form = StoryForm(instance=self.article, user=self.user, initial={**self.initial, **values})
        form.spoken = spoken_in(data or {})
        form.part_was = data.get(PART_WAS, form.part_was) if data else form.part_was
        return form


def _errors(form: StoryForm) -> dict[str, list[str]]:
    """Return what is said against a form, by field."""
    return {name: [str(message) for message in form[name].errors] for name in form.errors if name in form.fields}


def kept_as_unsaved(request: HttpRequest, page: str, data: QueryDict | None = None) -> None:
    """Keep what a form posted (or `data`) among the unsaved words of its page, where nothing can be saved now."""
    form = Reference.read(request.POST.get("keeping-form", ""))
    pairs = [[name, value] for name, values in (data or request.POST).lists() for value in values]
    words = words_in(json.dumps(pairs))
    sequence = sequence_in(request.POST.get("keeping-sequence", "")) + 1
    base = Base.read(request.POST, request.POST.get("keeping-base")).number
    OpenForm.objects.keep(
        form.key if form else uuid.uuid4(),
        user=request.user,
        page=page,
        typed=Typed(min(sequence, MOST_SEQUENCE), words, timezone.now()),
        base=base,
        left=True,
    )
