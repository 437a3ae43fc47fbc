"""The story's page on the desk: one form, and a box that says what readers see and changes it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from articles.desk import lookups, unsaved
from articles.desk.acts import pressed
from articles.desk.answering import ActsMixin
from articles.desk.article_form import StoryForm
from articles.desk.article_page import Asked, asked_about, page
from articles.desk.ball import BallBox, MoveForm, PassesOn, moved
from articles.desk.bases import Base
from articles.desk.compare import compare, restore
from articles.desk.deleted import DeletesStories
from articles.desk.embed_offers import offer
from articles.desk.lists import ArticleListMixin
from articles.desk.many import ActsOnMany
from articles.desk.pages import Page, page_of
from articles.desk.passing import PassesMany
from articles.desk.preview import preview
from articles.desk.preview_links import MAKE, REVOKE, LinkBox, LinkForm, LinksOut
from articles.desk.publish_box import Box
from articles.desk.redact import redact_page
from articles.desk.saved_views import SavesViews
from articles.desk.saving import Outcome, Writing, kept_as_unsaved
from articles.desk.scheduled import ShowsScheduled
from articles.desk.translating import BUTTONS as TRANSLATING
from articles.desk.translating import Translates
from articles.desk.translations import TranslationBox, TranslationForm
from articles.desk.whose import site_record
from articles.models import Article, Move, OpenForm, SavedBeforeError
from media.keys import is_key

LIST, CHANGE, PREVIEW, COMPARE = (
    f"admin:articles_article_{name}" for name in ("changelist", "change", "preview", "compare")
)
# Buttons that save the story and then lead to another page.
LEADING = {"_preview": PREVIEW, "_compare": COMPARE}


class ArticleAdmin(
    ActsMixin,
    PassesOn,
    LinksOut,
    Translates,
    PassesMany,
    ActsOnMany,
    SavesViews,
    ShowsScheduled,
    DeletesStories,
    ArticleListMixin,
):
    """Stories, written and published."""

    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the preview, comparing and restoring, and what the form looks up."""
        wrap = self.admin_site.admin_view
        return [
            path("people/", wrap(lookups.people), name="articles_article_people"),
            path("tags/", wrap(lookups.tags), name="articles_article_tags"),
            path("series/", wrap(lookups.series), name="articles_article_series"),
            path("stories/", wrap(lookups.stories), name="articles_article_stories"),
            path("embed/", wrap(offer), name="articles_article_embed"),
            path("lead-photo/", wrap(lookups.lead_photo), name="articles_article_lead_photo"),
            path("lead-crops/<int:photo_id>/", wrap(lookups.lead_crops), name="articles_article_lead_crops"),
            path("<int:pk>/preview/", wrap(preview), name="articles_article_preview"),
            path("<int:pk>/compare/", wrap(partial(compare, model_admin=self)), name="articles_article_compare"),
            path(
                "<int:pk>/restore/<int:number>/",
                wrap(partial(restore, model_admin=self)),
                name="articles_article_restore",
            ),
            path("<int:pk>/redact/", wrap(partial(redact_page, model_admin=self)), name="articles_article_redact"),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form, or keep what was typed and then do what the pressed button says."""
        before = unsaved.made_before(request, page_of(Article)) if object_id is None else None
        if before:
            object_id = before.page.rpartition("/")[2]
        article = _wanted(object_id)
        if article is None and object_id is not None:
            return self._gone(request, object_id)
        if elsewhere := self._kept_out(request, article):
            return elsewhere
        place = page_of(article or Article)
        if request.method == "POST":
            try:
                return self._posted(request, article, place, before)
            except SavedBeforeError:  # just now, by the same form
                return self.changeform_view(request)
        row = unsaved.wanted(request, place)
        if row is None:
            form = StoryForm(instance=article, user=request.user)
            return self._page(request, Outcome(form, Base.of(article)))
        data = unsaved.posted(row)
        return self._page(request, Writing(request, data, Base.read(data, row.base), article).shown(), row=row)

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

    def form_of(self, request: HttpRequest, thing: Article | None, data: QueryDict) -> StoryForm:
        """Return the form of a story (None: a new one) as bound to what was typed, not validated."""
        return StoryForm(data, instance=thing, user=request.user)

    def _posted(
        self, request: HttpRequest, article: Article | None, place: str, before: OpenForm | None
    ) -> HttpResponse:
        """Save what was typed and go where the pressed button leads, or show it again.

        before: the same form of a new story, which made this one when it was posted the first time.
        """
        if article and REVOKE in request.POST:
            self.revoke_posted_link(request, article)
        base = Base.read(request.POST, request.POST.get("keeping-base") or (before.base if before else None))
        data = request.POST.copy()
        if before and article and not data.get("slug"):
            data["slug"] = article.slug  # as it was made
        writing = Writing(request, data, base, article)
        other = unsaved.taken_from(request, place)
        if other and article and not writing.differs():
            return self._taken_over(request, article, other)
        outcome = writing.save(place, request.FILES, lambda: _wanted(str(article.pk)) if article else None)
        if outcome.gone and article:
            return self._gone(request, str(article.pk))
        if not outcome.saved:
            return self._page(request, outcome)
        self._told(request, outcome, new=article is None)
        story: Article = outcome.form.instance
        if other:
            return self._taken_over(request, story, other)
        if press := pressed(request.POST):
            answer = self.act(request, story, press, seen=outcome.news is None)
            return answer if isinstance(answer, HttpResponse) else self._asked(request, story, answer)
        if move := moved(request.POST):
            passed = self.pass_on(request, story, move, seen=outcome.news is None)
            return passed if isinstance(passed, HttpResponse) else self._asked(request, story, refused=(move, passed))
        if MAKE in request.POST:
            made = self.make_link(request, story, seen=outcome.news is None)
            return self._asked(request, story, link=made) if isinstance(made, LinkForm) else made
        if any(button in request.POST for button in TRANSLATING):
            answered = self.translated(request, story)
            return self._asked(request, story, tongue=answered) if isinstance(answered, TranslationForm) else answered
        route = next((route for button, route in LEADING.items() if button in request.POST), CHANGE)
        return HttpResponseRedirect(reverse(route, args=[story.pk]))

    def _gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say that a story is deleted, or lead to the list from one that is not there; what was typed in it is kept."""
        article = _wanted(object_id, Article.with_deleted)
        if request.method != "POST" and article:
            return self.deleted_story(request, article)
        if request.method == "POST" and article and self.has_change_permission(request, article):
            kept_as_unsaved(request, page_of(article))
            messages.warning(
                request,
                "This story was deleted while you were writing. What you typed is kept: when somebody brings the story "
                "back, it is offered there.",
            )
            return HttpResponseRedirect(reverse(CHANGE, args=[article.pk]))
        messages.warning(request, "There is no such story. It may have been deleted.")
        return HttpResponseRedirect(reverse(LIST))

    def _told(self, request: HttpRequest, outcome: Outcome, *, new: bool) -> None:
        """Say what saving did, here and in the log of the admin."""
        form = outcome.form
        if added := form.added_names:
            messages.info(request, f"New in the newsroom: {', '.join(added)}.")
        if outcome.news:
            messages.info(request, outcome.news.told)
        if outcome.left:
            messages.info(request, "Saved as you chose. What you left of yours is kept in History.")
        if new:
            self.log_addition(request, form.instance, [{"added": {}}])
        elif form.changed_data:
            names = [str(form.fields[name].label or name) for name in form.changed_data]
            self.log_change(request, form.instance, [{"changed": {"fields": names}}])

    def _taken_over(self, request: HttpRequest, article: Article, other: OpenForm) -> HttpResponse:
        """Go on with what somebody else has open: with their unsaved words, where there are any."""
        unsaved.take_over(other, by=request.user, thing=article)
        words = f"?{urlencode({'unsaved': str(other.pk)})}" if other.typed else ""
        return HttpResponseRedirect(reverse(CHANGE, args=[article.pk]) + words)

    def _asked(
        self,
        request: HttpRequest,
        article: Article,
        asked: Asked | None = None,
        refused: tuple[Move, MoveForm] | None = None,
        link: LinkForm | None = None,
        tongue: TranslationForm | None = None,
    ) -> HttpResponse:
        """Show the saved story with a question that could not be answered yet, or with fields that were refused."""
        fresh = _wanted(str(article.pk))
        if fresh is None:
            return self._gone(request, str(article.pk))
        outcome = Outcome(StoryForm(instance=fresh, user=request.user), Base.of(fresh))
        return self._page(request, outcome, asked, refused=refused, link=link, tongue=tongue)

    def _page(
        self,
        request: HttpRequest,
        outcome: Outcome,
        asked: Asked | None = None,
        row: OpenForm | None = None,
        refused: tuple[Move, MoveForm] | None = None,
        link: LinkForm | None = None,
        tongue: TranslationForm | None = None,
    ) -> HttpResponse:
        """Return the page with the form, the box, and the question or the choices that stand in it."""
        form = outcome.form
        article: Article = form.instance
        box = Box(article, request.user, site_record(request))
        if asked is None and request.method != "POST" and not outcome.parts:
            asked = asked_about(request.GET, box)
            if asked is None and "ask" in request.GET:
                messages.warning(request, "That cannot be done with this story now. The box says how it stands.")
        if outcome.too_busy:
            messages.error(request, "Others were quicker to save, again and again. Nothing is lost: save once more.")
        if outcome.news:
            messages.info(request, f"{outcome.news.told} Not saved yet.")
        keeps = Page(page_of(article), self, article if article.pk else None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "has_delete_permission": article.pk and self.has_delete_permission(request, article),
            **unsaved.keeping_context(request, keeps, base=outcome.base.posted, row=row),
            **page(outcome, box, asked),
            "ball": BallBox(article, request.user, box.site, refused),
            "links": LinkBox(request, article, box.site, link) if article.pk else None,
            "tongues": TranslationBox(request, article, box.site, tongue) if article.pk else None,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.change_form_template, context)


def _wanted(object_id: str | None, among: Any = Article.objects) -> Article | None:
    """Return the story with a key from an address; None for a new one, and for a key that no story has."""
    key = object_id or ""
    if not is_key(key):
        return None
    among = among.select_related("lead_photo", "updated_by", "assigned_to", "held_by", "embargo__set_by")
    return among.filter(pk=key).first()
