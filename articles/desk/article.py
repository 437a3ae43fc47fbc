"""The story's page on the desk: one form, and a box that says what readers see and changes it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from articles.desk import lookups
from articles.desk.acts import Pressed, pressed
from articles.desk.article_form import StoryForm
from articles.desk.article_page import Asked, asked_about, page
from articles.desk.compare import compare, restore
from articles.desk.lists import ArticleListMixin
from articles.desk.preview import preview
from articles.desk.publish_box import Box
from articles.desk.site import site_record
from articles.models import Article
from articles.publishing import Refused

LIST, CHANGE, PREVIEW, COMPARE = (
    f"admin:articles_article_{name}" for name in ("changelist", "change", "preview", "compare")
)
# Buttons that save the story and then lead to another page.
LEADING = {"_preview": PREVIEW, "_compare": COMPARE}


class ArticleAdmin(ArticleListMixin):
    """Stories, written and published."""

    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the preview, comparing and restoring, and what the form looks up."""
        wrap = self.admin_site.admin_view
        return [
            path("people/", wrap(lookups.people), name="articles_article_people"),
            path("tags/", wrap(lookups.tags), name="articles_article_tags"),
            path("stories/", wrap(lookups.stories), name="articles_article_stories"),
            path("lead-photo/", wrap(lookups.lead_photo), name="articles_article_lead_photo"),
            path("<int:pk>/preview/", wrap(preview), name="articles_article_preview"),
            path("<int:pk>/compare/", wrap(partial(compare, model_admin=self)), name="articles_article_compare"),
            path(
                "<int:pk>/restore/<int:number>/",
                wrap(partial(restore, model_admin=self)),
                name="articles_article_restore",
            ),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form, or keep what was typed and then do what the pressed button says."""
        article = _wanted(object_id)
        if article is None and object_id is not None:
            messages.warning(request, "There is no such story. It may have been deleted.")
            return HttpResponseRedirect(reverse(LIST))
        if elsewhere := self._kept_out(request, article):
            return elsewhere
        if request.method != "POST":
            return self._page(request, StoryForm(instance=article, user=request.user))
        form = StoryForm(request.POST, request.FILES, instance=article, user=request.user)
        if not form.is_valid():
            return self._page(request, form)
        self._keep(request, form, new=article is None)
        if press := pressed(request.POST):
            return self._act(request, form.instance, press)
        route = next((route for button, route in LEADING.items() if button in request.POST), CHANGE)
        return HttpResponseRedirect(reverse(route, args=[form.instance.pk]))

    def _kept_out(self, request: HttpRequest, article: Article | None) -> HttpResponse | None:
        """Lead those who may only look to the preview. Raises PermissionDenied for those who may not even that."""
        if article is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
        elif not self.has_change_permission(request, article):
            if request.method == "POST" or not self.has_view_permission(request, article):
                raise PermissionDenied
            return HttpResponseRedirect(reverse(PREVIEW, args=[article.pk]))
        return None

    def _keep(self, request: HttpRequest, form: StoryForm, *, new: bool) -> None:
        """Save the story, and say so in the log of the admin."""
        added = form.added()
        article = form.keep()
        if added:
            messages.info(request, f"New in the newsroom: {', '.join(added)}.")
        if new:
            self.log_addition(request, article, [{"added": {}}])
        elif form.changed_data:
            names = [str(form.fields[name].label or name) for name in form.changed_data]
            self.log_change(request, article, [{"changed": {"fields": names}}])

    def _act(self, request: HttpRequest, article: Article, press: Pressed) -> HttpResponse:
        """Ask about an act, or do it and say that it is done. What keeps it from being done is told in the box."""
        act, change = press.act, reverse(CHANGE, args=[article.pk])
        if not press.confirmed:
            query = {"ask": act.name} | ({"version": str(press.version)} if press.version else {})
            return HttpResponseRedirect(f"{change}?{urlencode(query)}")
        version = article.versions.filter(pk=press.version).first() if press.version else None
        asked = Asked(act, act.question(request.POST), version)
        if act.names_version and asked.version is None:
            messages.warning(request, "That version is gone: somebody has called it off or replaced it.")
            return HttpResponseRedirect(change)
        if asked.form.is_valid():
            try:
                told = act.do(article, asked.version, request.user, **asked.form.answers())
            except Refused as refusal:
                asked.refuse(refusal)
            except PermissionDenied:
                messages.error(request, "The story is saved, but you may not do that with it.")
                return HttpResponseRedirect(change)
            else:
                self.log_change(request, article, told)
                messages.success(request, told)
                return HttpResponseRedirect(change)
        fresh = _wanted(str(article.pk))
        return self._page(request, StoryForm(instance=fresh, user=request.user), asked)

    def _page(self, request: HttpRequest, form: StoryForm, asked: Asked | None = None) -> HttpResponse:
        """Return the page with the form, the box, and the question that stands in it."""
        box = Box(form.instance, request.user, site_record(request))
        if asked is None and request.method != "POST":
            asked = asked_about(request.GET, box)
            if asked is None and "ask" in request.GET:
                messages.warning(request, "That cannot be done with this story now. The box says how it stands.")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "has_delete_permission": form.instance.pk and self.has_delete_permission(request, form.instance),
            **page(form, box, asked),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.change_form_template, context)


def _wanted(object_id: str | None) -> Article | None:
    """Return the story with a key from an address; None for a new one, and for a key that no story has."""
    key = object_id or ""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    return Article.objects.select_related("lead_photo", "updated_by").filter(pk=key).first()
