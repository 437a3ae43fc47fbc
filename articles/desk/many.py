"""Acts on many stories at once: a page that says what will happen to each, then each by itself, and what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles import publishing
from articles.desk import effects
from articles.desk.ball import MoveForm
from articles.desk.chosen import back, chosen_keys, counted_stories, page_before, stay_chosen
from articles.desk.effects import Effect, Effects
from articles.desk.killing import KillStoryForm
from articles.desk.standing import Standing, standing, with_standing
from articles.desk.turns import turns, with_turn
from articles.holding import Refused, hold
from articles.house_rules import Finding
from articles.killing import kill_story
from articles.models import Article, Section, Tag
from articles.sorting import add_tag, file_in

# Stories that a message names; more are counted.
NAMED = 10
CHANGE = "articles.change_article"
NOT_YOURS = "You may not do that with it."


class WithdrawManyForm(MoveForm):
    """What readers are told at each address."""

    note = forms.CharField(
        label="Note that readers see at each address, if any", required=False, widget=forms.Textarea({"rows": 2})
    )


class KillManyForm(KillStoryForm, MoveForm):
    """Why, and what readers are told at each address."""


class TagForm(MoveForm):
    """Which tag, by its name or by one that leads to it."""

    tag = forms.CharField(
        label="Tag",
        max_length=Tag._meta.get_field("name").max_length,
        widget=forms.TextInput({"autocomplete": "off", "list": "tags-used"}),
        error_messages={"required": "Say which tag."},
    )

    def clean_tag(self) -> Tag:
        """Return the tag that is meant; one that is not saved yet, where this person may make it."""
        name = " ".join(self.cleaned_data["tag"].split())
        found: Tag | None = Tag.objects.like(name)
        if found is None and not self.user.has_perm("articles.add_tag"):
            raise forms.ValidationError(f"There is no tag “{name}”, and you may not make one.")
        return found or Tag(name=name)


class SectionForm(MoveForm):
    """Which section."""

    section = forms.ModelChoiceField(
        Section.objects.none(), empty_label="Choose…", error_messages={"required": "Choose a section."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset = Section.objects.all()


@dataclass(frozen=True)
class Many:
    """An act on many stories.

    label: its button's words in the list; does, done: what it does and did with so many, in words. effects: what it
    does to each, from the stories, whose turn they are, and the answers. do: does it to one. asks_first: whether the
    effects depend on the answers.
    """

    name: str
    label: str
    does: str
    done: str
    permissions: tuple[str, ...]
    form: type[MoveForm]
    effects: Callable[..., Effects]
    do: Callable[..., Any]
    asks_first: bool = False
    danger: bool = False

    def is_for(self, user: Any) -> bool:
        """Whether somebody may do it with stories."""
        return user.has_perms(self.permissions)


def _publish(article: Article, by: Any) -> None:
    act = publishing.update if article.versions.live().exists() else publishing.publish
    act(article, by=by)


def _tag(article: Article, by: Any, *, tag: Tag) -> None:
    add_tag(article, Tag.objects.named_or_new(tag.name), by=by)


MANY = {
    act.name: act
    for act in (
        Many(
            "publish", "Publish…", "Publish {}", "{} published", (CHANGE, "articles.publish_article"), MoveForm,
            lambda articles, whose: effects.publishing_them(articles, whose), _publish,
        ),
        Many(
            "tag", "Add a tag…", "Add a tag to {}", "{} with the tag now", (CHANGE,), TagForm,
            lambda articles, whose, tag: effects.tagging(articles, tag.name, tag.pk), _tag, asks_first=True,
        ),
        Many(
            "section", "Set section…", "Set the section of {}", "{} filed anew", (CHANGE,), SectionForm,
            lambda articles, whose, section: effects.filing(articles, section),
            lambda article, by, section: file_in(article, section, by=by), asks_first=True,
        ),
        Many(
            "withdraw", "Withdraw…", "Withdraw {}", "{} withdrawn", (CHANGE, "articles.withdraw_article"),
            WithdrawManyForm, lambda articles, whose, **_: effects.withdrawing(articles),
            lambda article, by, note: publishing.withdraw(article, by=by, note=note), danger=True,
        ),
        Many(
            "kill", "Kill…", "Kill {}", "{} killed", ("articles.view_article", "articles.kill_article"), KillManyForm,
            lambda articles, whose, **_: effects.killing_them(articles),
            lambda article, by, reason, note: kill_story(article, by=by, reason=reason, note=note), danger=True,
        ),
    )
}  # fmt: skip


def acts_for(user: Any) -> tuple[Many, ...]:
    """Return which acts on many stories somebody may do."""
    return tuple(act for act in MANY.values() if act.is_for(user))


@dataclass(frozen=True)
class Chosen:
    """A chosen story, how it stands, and what the act does to it; no effect while that is not known."""

    article: Any
    standing: Standing
    effect: Effect | None

    @property
    def goes(self) -> bool:
        """Whether the act is done to it."""
        return self.effect is not None and not self.effect.why_not

    @property
    def seen(self) -> str:
        """How it stood when that was told."""
        return effects.seen(self.article)


class ActsOnMany(admin.ModelAdmin):
    """The side of the stories' admin that acts on many of them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page before an act on many stories, which is also what does it."""
        wrap = self.admin_site.admin_view
        return [path("many/", wrap(require_POST(self.act_on_many)), name="articles_article_many"), *super().get_urls()]

    def act_on_many(self, request: HttpRequest) -> HttpResponse:
        """Say what an act will do to the chosen stories, or do it once that is confirmed. Raises PermissionDenied."""
        act = MANY.get(request.POST.get("act", ""))
        if not self.has_view_permission(request) or (act and not act.is_for(request.user)):
            raise PermissionDenied
        articles = self._articles(request)
        if act is None or not articles:
            messages.warning(request, "No story was chosen.")
            return back(request)
        answered = "_shown" in request.POST or "_confirmed" in request.POST
        form = act.form(request.POST if answered else None, user=request.user, prefix="many")
        answers = form.answers() if form.is_valid() else None
        chosen = _chosen(act, articles, request.user, answers)
        told = _told(answers) if act.asks_first else ""
        if "_confirmed" in request.POST and answers is not None and request.POST.get("told", "") == told:
            return self._do(request, act, chosen, answers)
        going = [one for one in chosen if one.goes]
        context = {
            **self.admin_site.each_context(request),
            "title": act.does.format(counted_stories(len(going) if chosen[0].effect else len(chosen))),
            "opts": self.opts,
            "act": act,
            "form": form,
            "told": told,
            "known": chosen[0].effect is not None,
            "going": going or [one for one in chosen if one.effect is None],
            "left": [one for one in chosen if one.effect and not one.goes],
            "tags": Tag.objects.order_by("name")[: NAMED * NAMED] if act.form is TagForm else [],
            "next": page_before(request),
        }
        return TemplateResponse(request, "admin/articles/article/many.html", context)

    def _articles(self, request: HttpRequest) -> list[Any]:
        found = with_turn(with_standing(Article.objects.filter(pk__in=chosen_keys(request))))
        return list(found.select_related("section", "embargo").order_by("-updated_at", "-pk"))

    def _do(self, request: HttpRequest, act: Many, chosen: list[Chosen], answers: dict[str, Any]) -> HttpResponse:
        """Do it to the stories that the page before named, each by itself; say how many went and why others did not."""
        done: set[int] = set()
        refused = []
        for one in chosen:
            article = one.article
            asked = request.POST.get(f"seen-{article.pk}")
            if asked is None:
                continue  # the page before said that nothing is done to it
            try:
                with transaction.atomic():
                    _hold_as_seen(article, asked)
                    act.do(article, request.user, **answers)
                    self.log_change(request, article, f"{act.does.format('it')}, with others.")
            except Refused as refusal:
                refused.append(f"“{article}” was left. {refusal}")
            except PermissionDenied:
                refused.append(f"“{article}” was left. {NOT_YOURS}")
            else:
                done.add(article.pk)
        self._tell(request, act, len(done), refused)
        stay_chosen(request, [one.article.pk for one in chosen if one.article.pk not in done])
        return back(request)

    def _tell(self, request: HttpRequest, act: Many, done: int, refused: list[str]) -> None:
        if done:
            messages.success(request, f"{act.done.format(counted_stories(done)).capitalize()}.")
        for told in refused[:NAMED]:
            messages.warning(request, told)
        if len(refused) > NAMED:
            messages.warning(request, f"{counted_stories(len(refused) - NAMED).capitalize()} more were left.")


def _chosen(act: Many, articles: Iterable[Any], user: Any, answers: dict[str, Any] | None) -> list[Chosen]:
    found = list(articles)
    told: Effects = {}
    if not act.asks_first or answers is not None:
        told = act.effects(found, turns(found, user), **(answers or {}))
    return [Chosen(one, standing(one), told.get(one.pk)) for one in found]


def _hold_as_seen(article: Article, asked: str) -> None:
    """Hold a story's row. Raises Refused where it stands otherwise than when somebody was told what would happen."""
    hold(article)
    if effects.seen(Article.objects.with_state().get(pk=article.pk)) != asked:
        raise Refused(Finding("state", "It has changed since you were asked."))


def _told(answers: dict[str, Any] | None) -> str:
    """Return the answers that the effects were told of, as a form carries them: others are told theirs first."""
    return " ".join(str(answer) for answer in answers.values()) if answers else ""
