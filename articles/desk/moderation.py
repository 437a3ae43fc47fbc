"""The comments at the desk: what waits, what was reported, and everything else; read, moved and answered there."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.commenting import MODERATE, answer, move, set_discussion, told
from articles.desk.chosen import page_named
from articles.desk.comment_rows import BUTTONS, Row
from articles.desk.person_comments import PersonPages
from articles.desk.whose import site_record
from articles.desk.wording import counted
from articles.holding import Refused
from articles.models import (
    TEXT_LENGTH,
    Article,
    Comment,
    CommentQuerySet,
    CommentState,
    Openness,
    Record,
    Taking,
    Version,
)
from articles.weighing_comments import discussion_of
from media.keys import is_key

LIST = "admin:articles_comment_changelist"
ON_A_PAGE = 50
# Of the words that are looked for, in characters.
LONGEST = 200
UNDO = "comments-undone"
UNDONE = re.compile(r"([0-9]{1,18}):([a-z]{1,10})", re.ASCII)
ONE = re.compile(r"([a-z]{1,10}):([0-9]{1,18})(?::([0-9]{1,18}))?", re.ASCII)

TABS: dict[str, tuple[str, Callable[[CommentQuerySet], Any]]] = {
    "waiting": ("Waiting", lambda comments: comments.filter(state=CommentState.WAITING)),
    "reported": ("Reported", lambda comments: comments.reported()),
    "shown": ("Shown", lambda comments: comments.shown()),
    "rejected": ("Rejected", lambda comments: comments.filter(state=CommentState.REJECTED)),
    "spam": ("Spam", lambda comments: comments.filter(state=CommentState.SPAM)),
    "deleted": ("Deleted", lambda comments: comments.filter(state=CommentState.DELETED)),
    "all": ("All", lambda comments: comments),
}
# What is empty says what would be here.
NOTHING = {
    "waiting": "No comment waits. Comments appear here when an editor has to read them.",
    "reported": "No comment is reported. Those that readers find wrong appear here until an editor has read them.",
    "all": "Nobody has commented yet.",
}


class DiscussionForm(forms.Form):
    """What is decided for the comments on one story."""

    openness = forms.ChoiceField(label="Comments", choices=Openness.choices, required=False)
    taking = forms.ChoiceField(
        label="Readers see them",
        choices=[("", "As the site does"), *(one for one in Taking.choices if one[0] != Taking.OFF)],
        required=False,
    )


class CommentAdmin(PersonPages):
    """Comments. Readers write them; nobody writes in another's, and they are put aside by an act."""

    def get_urls(self) -> list[URLPattern]:
        """Return the list, a comment's page, what their buttons do, and the pages of one person's comments."""
        wrap = self.admin_site.admin_view

        def named(route: str, view: Any, name: str) -> URLPattern:
            return path(route, wrap(never_cache(view)), name=f"articles_comment_{name}")

        return [
            named("", require_safe(self.changelist_view), "changelist"),
            named("act/", require_POST(self.act), "act"),
            named("<int:pk>/answer/", require_POST(self.answer), "answer"),
            named("story/<int:pk>/", require_POST(self.set_story), "story"),
            *self.person_urls(named),
            named("<path:object_id>/change/", require_safe(self.change_view), "change"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the comments of a tab, the longest waiting first and others newest first. Raises PermissionDenied."""
        self._check_view(request)
        show = request.GET.get("show", "")
        show = show if show in TABS else "waiting"
        words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        story = self._story(request.GET.get("story", ""))
        comments = TABS[show][1](Comment.objects.select_related("article", "moved_by", "parent"))
        comments = comments.on(story) if story else comments
        for word in words.split():
            comments = comments.filter(Q(name__icontains=word) | Q(text__icontains=word))
        found, older = _page(comments, request.GET.get("after", ""), upward=show == "waiting")
        following = [*(str(one.pk) for one in found[1:]), ""][: len(found)]
        asked = {"show": show, "q": words, "story": str(story.pk) if story else ""}
        context = {
            **self._common(request),
            "title": "Comments",
            "show": show,
            "tabs": [(f"?{_query(asked | {'show': key})}", label, key == show) for key, (label, _) in TABS.items()],
            "rows": [Row(one, next_one) for one, next_one in zip(found, following, strict=True)],
            "buttons": BUTTONS,
            "words": words,
            "story": story,
            "form": DiscussionForm(initial=_decided(story)) if story else None,
            "decided": told(discussion_of(story)) if story else None,
            "address": _address_of(story) if story else "",
            "all": f"?{_query(asked | {'q': ''})}",
            "nothing": NOTHING.get(show, "There are no such comments."),
            "older": f"?{_query(asked | {'after': older})}" if older else "",
            "newest": f"?{_query(asked)}" if request.GET.get("after") else "",
            "undo": request.session.pop(UNDO, None),
            "at": request.GET.get("at", ""),
        }
        return TemplateResponse(request, "admin/articles/comment/list.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a comment with all that is known of it, and answer it there. Raises PermissionDenied."""
        self._check_view(request)
        found = Comment.objects.select_related("article", "moved_by", "parent", "by")
        comment = get_object_or_404(found, pk=object_id if is_key(object_id) else 0)
        return self._comment_page(request, comment)

    def act(self, request: HttpRequest) -> HttpResponse:
        """Move the chosen comments, or one; say what came of it and how to undo it. Raises PermissionDenied."""
        _check_moderate(request)
        if "undo" in request.POST:
            return self._undo(request)
        one = ONE.fullmatch(request.POST.get("one", ""))
        to = one[1] if one else request.POST.get("to", "")
        button = next((each for each in BUTTONS if each.to == to), None)
        keys = [one[2]] if one else [key for key in request.POST.getlist("comment") if is_key(key)][:ON_A_PAGE]
        comments = list(Comment.objects.filter(pk__in=keys).order_by("pk"))
        if button is None or not comments:
            messages.warning(request, "No comment was chosen.")
            return HttpResponseRedirect(_next(request))
        was: dict[str, str] = {}
        for comment in comments:
            before = comment.state
            try:
                seen = request.POST.get(f"seen-{comment.pk}", "")
                if move(comment, button.to, by=request.user, seen=seen):
                    was[str(comment.pk)] = before
            except Refused as refusal:
                messages.warning(request, f"One comment by {comment.name or 'somebody'} was left. {refusal}")
        if was:
            done = button.done.format(counted(len(was), "comment")).capitalize()
            # What was approved again stays where it was: only its reports are cleared, which nothing brings back.
            back = {key: before for key, before in was.items() if before != button.to}
            request.session[UNDO] = {"told": done, "to": str(button.to), "was": back}
        return HttpResponseRedirect(_next(request, at=one[3] if one else None))

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer a comment in the newsroom's name; say at the field what is wrong. Raises PermissionDenied."""
        _check_moderate(request)
        found = Comment.objects.select_related("article", "moved_by", "parent", "by")
        comment = get_object_or_404(found, pk=pk)
        text = request.POST.get("text", "")
        try:
            written = answer(comment, text, by=request.user)
        except Refused as refusal:
            return self._comment_page(request, comment, text=text, fault=str(refusal))
        messages.success(request, f"Readers see your answer, as {written.name} of {site_record(request).name}.")
        return HttpResponseRedirect(reverse("admin:articles_comment_change", args=[comment.pk]))

    def set_story(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide for one story whether it takes comments and when readers see them. Raises PermissionDenied."""
        _check_moderate(request)
        article = get_object_or_404(Article, pk=pk)
        form = DiscussionForm(request.POST)
        if not form.is_valid():
            messages.error(request, "That is no choice. Choose again.")
        else:
            set_discussion(article, by=request.user, **form.cleaned_data)
            messages.success(request, f"Saved for “{article}”.")
        return HttpResponseRedirect(f"{reverse(LIST)}?{urlencode({'show': 'all', 'story': str(article.pk)})}")

    def _comment_page(self, request: HttpRequest, comment: Comment, text: str = "", fault: str = "") -> HttpResponse:
        context = {
            **self._common(request),
            "title": f"Comment by {comment.name}" if comment.name else "Comment",
            "row": Row(comment),
            "comment": comment,
            "answers": list(comment.answers.order_by("pk")[:ON_A_PAGE]),
            "reports": list(comment.reported.order_by("at")[:ON_A_PAGE]),
            "record": list(Record.objects.about(comment).newest_first()[:ON_A_PAGE]),
            "address": _address_of(comment.article),
            "next": page_named(request, reverse(LIST)),
            "text": text,
            "fault": fault,
            "most": TEXT_LENGTH,
            "undo": request.session.pop(UNDO, None),
            "may_see_record": request.user.has_perm("articles.view_record"),
        }
        return TemplateResponse(request, "admin/articles/comment/comment.html", context, status=400 if fault else None)

    def _undo(self, request: HttpRequest) -> HttpResponse:
        """Bring back what an act moved, where nobody has moved it since."""
        back = 0
        for key, before in filter(None, map(_undone, request.POST.getlist("undo"))):
            comment = Comment.objects.filter(pk=key).first()
            try:
                if comment and before in CommentState.values:
                    seen = request.POST.get("to", "")
                    back += move(comment, CommentState(before), by=request.user, seen=seen, reason="Brought back.")
            except Refused as refusal:
                messages.warning(request, str(refusal))
        messages.success(request, f"{counted(back, 'comment')} as before.")
        return HttpResponseRedirect(_next(request))

    def _common(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "moderates": request.user.has_perm(MODERATE),
            "erases": self.may_erase(request),
            "here": request.get_full_path(),
        }

    def _check_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    @staticmethod
    def _story(key: str) -> Article | None:
        if not key:
            return None
        found = Article.objects.select_related("discussion").filter(pk=key if is_key(key) else 0).first()
        if found is None:
            raise Http404("There is no such story.")
        return found


def _check_moderate(request: HttpRequest) -> None:
    if not request.user.has_perm(MODERATE):
        raise PermissionDenied


def _page(comments: Any, after: str, *, upward: bool) -> tuple[list[Comment], str]:
    """Return a page of comments after a key, and the key that the next page begins after, "" on the last."""
    if is_key(after):
        comments = comments.filter(pk__gt=after) if upward else comments.filter(pk__lt=after)
    found = list(comments.order_by("pk" if upward else "-pk")[: ON_A_PAGE + 1])
    more = len(found) > ON_A_PAGE
    return found[:ON_A_PAGE], str(found[ON_A_PAGE - 1].pk) if more else ""


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})


def _decided(story: Article) -> dict[str, str]:
    discussion = discussion_of(story)
    return {"openness": discussion.openness, "taking": discussion.taking}


def _address_of(article: Article) -> str:
    """Return where readers find the comments on a story; "" where they see no story."""
    live = Version.objects.live().filter(article=article).defer("body").first()
    return live.get_comments_url() if live else ""


def _next(request: HttpRequest, at: str | None = None) -> str:
    """Return where an act leads back to, with the row that has the focus there."""
    address = re.sub(r"([?&])at=[0-9]*&?", r"\1", page_named(request, reverse(LIST))).rstrip("?&")
    if not at:
        return address
    return f"{address}{'&' if '?' in address else '?'}at={at}"


def _undone(told: str) -> tuple[int, str] | None:
    match = UNDONE.fullmatch(told)
    return (int(match[1]), match[2]) if match else None
