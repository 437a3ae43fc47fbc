"""Deleted stories on the desk: deleting one, the page of those that can be brought back, and bringing one back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.deleting import bring_back, delete_story
from articles.desk.pages import page_of
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import KEPT_DELETED, Article, OpenForm, person
from media.keys import is_key

LIST, CHANGE, DELETED, BRING_BACK = (
    f"admin:articles_article_{name}" for name in ("changelist", "change", "deleted", "bring_back")
)
ON_A_PAGE = 50
UNDO = (
    "“{}” is deleted. It can be brought back until {}. "
    '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button type="submit" class="text-button">Undo</button></form>'
)

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Deleted:
    """A deleted story: who deleted it ("" for the newsroom's own machinery), when, and until when it can come back."""

    article: Article
    by: str
    at: Moment
    until: Moment
    may_bring_back: bool

    @classmethod
    def of(cls, article: Any, request: HttpRequest, model_admin: Any) -> "Deleted":
        """Return a deleted story as its pages tell it to somebody."""
        zone = site_record(request).tz
        at, until = Moment(article.deleted_at, zone), Moment(article.kept_until, zone)
        may = model_admin.has_delete_permission(request, article)
        return cls(article, person(article.deleted_by), at, until, may)


def unless_deleted(view: View) -> View:
    """Lead from a page of a deleted story, which is not found, to the page that says so."""

    @wraps(view)
    def led(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except Http404:
            if Article.with_deleted.deleted().filter(pk=pk).exists():
                return HttpResponseRedirect(reverse(CHANGE, args=[pk]))
            raise

    return led


class DeletesStories(admin.ModelAdmin):
    """Deletes stories so that they can be brought back, and shows those that can."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page of deleted stories, and bringing one back."""
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(never_cache(require_safe(self.deleted_stories))), name="articles_article_deleted"),
            path("<int:pk>/bring-back/", wrap(require_POST(self.bring_back)), name="articles_article_bring_back"),
            *super().get_urls(),
        ]

    def deleted_stories(self, request: HttpRequest) -> HttpResponse:
        """Show what can be brought back, the last deleted first. Raises PermissionDenied for who may see no story."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        deleted = Article.with_deleted.deleted().select_related("deleted_by", "section").defer("body", "standfirst")
        page = Paginator(deleted.order_by("-deleted_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        rows = [Deleted.of(one, request, self) for one in page if self.has_view_permission(request, one)]
        context = {"title": "Deleted stories", "rows": rows, "page": page, "opts": self.opts}
        context = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, "admin/articles/article/deleted.html", context)

    def deleted_story(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Show that a story is deleted, and offer to bring it back. Raises PermissionDenied."""
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": str(article),
            "opts": self.opts,
            "deleted": Deleted.of(article, request, self),
            "unsaved": OpenForm.objects.on(page_of(article)).offered_to(request.user).exists(),
        }
        return TemplateResponse(request, "admin/articles/article/deleted_story.html", context)

    def bring_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a deleted story back on the desk. Raises PermissionDenied for those who may not delete it."""
        article: Article = get_object_or_404(Article.with_deleted, pk=pk)
        if not self.has_delete_permission(request, article):
            raise PermissionDenied
        try:
            bring_back(article, request.user)
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            self.log_change(request, article, "Brought back.")
            messages.success(request, f"“{article}” is back, just as it was.")
        return HttpResponseRedirect(reverse(CHANGE, args=[pk]))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask whether a story shall be deleted, saying until when that can be undone; or delete it."""
        until = Moment(timezone.now() + KEPT_DELETED, site_record(request).tz).words
        try:
            return super().delete_view(request, object_id, {"until": until, **(extra_context or {})})
        except Refused as refusal:
            # Somebody published or deleted it between the question and the answer.
            messages.error(request, f"Not deleted. {refusal}")
            return HttpResponseRedirect(reverse(CHANGE, args=[object_id]))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Return what goes with some stories: nothing, for all of it can be brought back."""
        may = all(self.has_delete_permission(request, one) for one in objs)
        return [str(one) for one in objs], {}, set() if may else {self.opts.verbose_name}, []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a story so that it can be brought back."""
        delete_story(obj, request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete stories so that they can be brought back."""
        for article in queryset:
            delete_story(article, request.user)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Note it in words: the page that shows who changed a story prints them when it is back."""
        told = "Deleted. It can be brought back for 30 days."
        user: Any = request.user
        return LogEntry.objects.log_actions(user.pk, queryset, DELETION, change_message=told)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say until when the deletion can be undone, with a button that undoes it."""
        if IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        article: Any = Article.with_deleted.only("deleted_at").get(pk=obj_id)
        until = Moment(article.kept_until, site_record(request).tz).words
        back = reverse(BRING_BACK, args=[obj_id])
        messages.success(request, format_html(UNDO, obj_display, until, back, get_token(request)))
        return HttpResponseRedirect(reverse(LIST if self.has_view_permission(request) else "admin:index"))

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Lead from any page of a deleted story to the one that says so."""
        if is_key(object_id) and Article.with_deleted.deleted().filter(pk=object_id).exists():
            return HttpResponseRedirect(reverse(CHANGE, args=[object_id]))
        stock: Any = super()
        return stock._get_obj_does_not_exist_redirect(request, opts, object_id)
