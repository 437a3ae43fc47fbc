"""Passing many stories on at once, with a page that says first what it will do; and taking one from a list's row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles.desk.ball import ACTS, HandOverForm, MoveForm, seen_in
from articles.desk.chosen import back, chosen_keys, counted_stories, page_before, stay_chosen
from articles.desk.turns import Turn, turns, with_turn
from articles.holding import Refused
from articles.models import Article, Move
from articles.reviewing import take

NOT_YOURS = "It is not yours to pass on."


class GiveForm(HandOverForm):
    """To whom, and what is to be said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.required, to.empty_label = True, "Choose…"
        to.error_messages["required"] = "Choose who is to have them."


@dataclass(frozen=True)
class Bulk:
    """An act on many stories. label: its button's words; does, done: what it does and did with so many, in words."""

    name: str
    move: Move
    label: str
    does: str
    done: str
    form: type[MoveForm]


BULK = {
    act.name: act
    for act in (
        Bulk("take", Move.TAKE, "Take", "Take {}", "{} with you now", MoveForm),
        Bulk("hand_over", Move.HAND_OVER, "Hand over…", "Hand over {}", "{} handed over", HandOverForm),
        Bulk("give", Move.HAND_OVER, "Give to…", "Give {} to somebody", "{} passed on", GiveForm),
    )
}


@dataclass(frozen=True)
class Chosen:
    """A chosen story, and why it will not be passed on ("" when it will)."""

    article: Article
    turn: Turn
    why_not: str

    @classmethod
    def of(cls, article: Article, turn: Turn, move: Move) -> "Chosen":
        """Return a story as the page before the act tells it."""
        why_not = turn.ball.objection(move) if turn.ball.may(move) else NOT_YOURS
        return cls(article, turn, why_not)


class PassesMany(admin.ModelAdmin):
    """The side of the stories' admin that passes on from the list and from the first page."""

    def get_urls(self) -> list[URLPattern]:
        """Add taking one story, and acts on many."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/take/", wrap(require_POST(self.take_one)), name="articles_article_take"),
            path("pass-on/", wrap(require_POST(self.pass_many)), name="articles_article_pass_on"),
            *super().get_urls(),
        ]

    def take_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a story, and go back to where its row stands. Raises PermissionDenied."""
        article = get_object_or_404(Article, pk=pk)
        try:
            take(article, by=request.user, seen=seen_in(request.POST, f"seen-{pk}"))
        except Refused as refusal:
            messages.warning(request, f"“{article}” is not taken. {refusal}")
        else:
            messages.success(request, f"“{article}” is with you now.")
        return back(request)

    def pass_many(self, request: HttpRequest) -> HttpResponse:
        """Say what an act will do with the chosen stories, or do it once that is confirmed. Raises PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        act = BULK.get(request.POST.get("act", ""))
        found = with_turn(Article.objects.filter(pk__in=chosen_keys(request))).order_by("-updated_at", "-pk")
        articles = list(found.select_related("section"))
        if act is None or not articles:
            messages.warning(request, "No story was chosen.")
            return back(request)
        whose = turns(articles, request.user)
        chosen = [Chosen.of(article, whose[article.pk], act.move) for article in articles]
        form = act.form(request.POST if "_confirmed" in request.POST else None, user=request.user, prefix="pass")
        if form.is_valid():
            self._pass(request, act, chosen, form)
            return back(request)
        passed = [one for one in chosen if not one.why_not]
        context = {
            **self.admin_site.each_context(request),
            "title": act.does.format(counted_stories(len(passed))),
            "opts": self.opts,
            "act": act,
            "form": form,
            "passed": passed,
            "left": [one for one in chosen if one.why_not],
            "next": page_before(request),
        }
        return TemplateResponse(request, "admin/articles/article/pass_on.html", context)

    def _pass(self, request: HttpRequest, act: Bulk, chosen: Iterable[Chosen], form: MoveForm) -> None:
        """Pass the stories on that the page before named, each by itself, and say how many went and why others not."""
        done: set[int] = set()
        left = []
        for one in chosen:
            seen = seen_in(request.POST, f"seen-{one.article.pk}")
            if seen is None:
                continue  # the page before said that it would not go
            try:
                ACTS[act.move].do(one.article, by=request.user, seen=seen, **form.answers())
            except Refused as refusal:
                left.append(f"“{one.article}” was left. {refusal}")
            except PermissionDenied:
                left.append(f"“{one.article}” was left. {NOT_YOURS}")
            else:
                done.add(one.article.pk)
        stay_chosen(request, [one.article.pk for one in chosen if one.article.pk not in done])
        if done:
            messages.success(request, f"{act.done.format(counted_stories(len(done))).capitalize()}.")
        for told in left:
            messages.warning(request, told)
