"""The desk: the admin as editors meet it."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.desk import front_pages, killing, places
from articles.desk.in_front import in_front
from articles.desk.in_use import KeepsWhatIsUsed
from articles.desk.keep import again, keep
from articles.desk.keeps_typing import keeping_typing
from articles.desk.logging_in import DeskLoginForm, record_password
from articles.desk.moderation import UNDO
from articles.desk.offer_pages import discard, unsaved_offers, unsaved_words
from articles.desk.offers import unsaved_today
from articles.desk.photo_rights import RecordsRights
from articles.desk.photo_uses import ShowsUses
from articles.desk.preferences import preferences
from articles.desk.replacing import ReplacesFiles
from articles.desk.today import as_shown, today
from articles.desk.whose import Person, site_record
from media.models import Photo

View = Callable[..., HttpResponseBase]


class DeskSite(admin.AdminSite):
    """The admin site of the newsroom."""

    enable_nav_sidebar = False
    index_title = "Today"
    login_form = DeskLoginForm
    empty_value_display = "–"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the page of everything else, where "Search or go to" leads, and what keeps unsaved words."""
        return [
            # These two check for themselves where a request comes from, so that a refusal is JSON too.
            path("keep/", csrf_exempt(partial(keep, site=self)), name="keep"),
            path("again/", csrf_exempt(partial(again, site=self)), name="again"),
            path("unsaved/", partial(unsaved_offers, site=self), name="unsaved_offers"),
            path("unsaved/<uuid:key>/", self.admin_view(partial(unsaved_words, site=self)), name="unsaved_words"),
            path("unsaved/<uuid:key>/discard/", self.admin_view(partial(discard, site=self)), name="unsaved_discard"),
            path("today/", self.admin_view(require_safe(partial(today, site=self))), name="today"),
            *killing.urls(self),
            *front_pages.urls(self),
            path("preferences/", self.admin_view(partial(preferences, site=self)), name="preferences"),
            path("in-front/", self.admin_view(partial(in_front, site=self)), name="in_front"),
            path("more/", self.admin_view(self.more), name="more"),
            path("go/", self.admin_view(self.go), name="go"),
            *super().get_urls(),
        ]

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register an admin that refuses to delete what is in use, and whose form keeps what is typed.

        Here, so that it holds for photos too, whose own admin knows no stories.
        """
        plain = keeping_typing(model_or_iterable, admin_class or admin.ModelAdmin)
        models = model_or_iterable if isinstance(model_or_iterable, tuple) else (model_or_iterable,)
        more = [KeepsWhatIsUsed, RecordsRights, ShowsUses, ReplacesFiles] if Photo in models else [KeepsWhatIsUsed]
        kept = type(plain.__name__, (*more, plain), {"__module__": plain.__module__})
        super().register(model_or_iterable, kept, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Wrap a view of the desk: times are the site's, and a refusal is a page from which one can go on."""

        @wraps(view)
        def in_site_time(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with timezone.override(site_record(request).tz):
                try:
                    response = view(request, *args, **kwargs)
                except PermissionDenied:
                    response = TemplateResponse(request, "admin/forbidden.html", self.each_context(request), status=403)
                # A template is printed after its view has returned, when the clock would be another.
                return response.render() if isinstance(response, SimpleTemplateResponse) else response

        return super().admin_view(in_site_time, cacheable)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what every page prints: the newsroom's name, where one can go, and who is there."""
        context = super().each_context(request)
        name = site_record(request).name
        context |= {"site_title": f"{name} desk", "site_header": name}
        if context["has_permission"]:
            apps = context["available_apps"]
            context |= {
                "desk_nav": places.header(request, apps),
                "desk_places": places.all_places(apps, request.user),
                "desk_new_story": places.new_story(apps),
                "desk_person": Person(request.user),
            }
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what somebody has not saved yet, and the desk's day to those who may see stories."""
        context = as_shown(request, self) or {"unsaved": unsaved_today(request, self)}
        context |= {"undo": request.session.pop(UNDO, None), "desk_here": request.get_full_path()}
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """Lead to the page of everything: an editor knows no applications."""
        return HttpResponseRedirect(reverse("admin:more"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Let somebody change their own password, on record."""
        with transaction.atomic():
            user: Any = request.user
            before = user.password
            response = super().password_change(request, extra_context)
            if user.password != before:
                record_password(user, user, before)
        return response

    def more(self, request: HttpRequest) -> HttpResponse:
        """Show everything that has no place in the header."""
        context = self.each_context(request)
        groups = places.more(context["available_apps"], request.user)
        return TemplateResponse(request, "admin/more.html", {**context, "title": "More", "groups": groups})

    def go(self, request: HttpRequest) -> HttpResponse:
        """Lead to the page with the name that was typed, or else to the stories that match it."""
        words = request.GET.get("q", "").strip()
        if place := places.place_called(words, self.get_app_list(request), request.user):
            return HttpResponseRedirect(place.url)
        return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?{urlencode({'q': words})}")
