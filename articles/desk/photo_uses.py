"""Where a photo is used: stories, versions and pages, told on its own page and listed whole on one of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.desk.wording import counted
from articles.models import Article, Author, FrontVersion, Section, Series, Site, Slot, Tag, Version, VersionPhoto
from articles.reading.front import front_page
from media.keys import is_key
from media.models import Photo
from media.rights import most_stories

ON_A_PAGE = 50
IN_THE_RAIL = 5
STORY = "admin:articles_article_change"


@dataclass(frozen=True)
class Use:
    """One use: the story's headline and address on the desk, its state by the desk's word for it, and more in words."""

    headline: str
    address: str
    state: str
    words: str
    place: str


@dataclass(frozen=True)
class Standing:
    """A page of the site that a photo stands on: what it is called, its address, and how often."""

    name: str
    address: str
    told: str = ""


@dataclass(frozen=True)
class Group:
    """A way of being used: its name in an address, in words, and which rows it takes."""

    name: str
    words: str
    rows: Callable[[Photo], QuerySet[Any]]


def live(photo: Photo) -> QuerySet[Any]:
    """Return what readers see with the photo, the newest story first."""
    return Version.objects.live().filter(photos__photo=photo).newest_first()


def scheduled(photo: Photo) -> QuerySet[Any]:
    """Return what readers are to see with the photo, the next first."""
    return Version.objects.upcoming().filter(photos__photo=photo).order_by("live_from", "pk")


def past(photo: Photo) -> QuerySet[Any]:
    """Return what readers have seen with the photo and see no more, killed stories too, the last first."""
    return Version.objects.over().filter(photos__photo=photo).order_by("-live_from", "-pk")


def on_the_desk(photo: Photo) -> QuerySet[Any]:
    """Return the desk copies that hold the photo, the last written first."""
    return Article.objects.with_photo(photo).order_by("-updated_at", "-pk")


GROUPS = {
    group.name: group
    for group in (
        Group("live", "Live", live),
        Group("scheduled", "Scheduled", scheduled),
        Group("past", "Past", past),
        Group("desk", "On the desk", on_the_desk),
    )
}


@dataclass(frozen=True)
class Uses:
    """How often a photo is used in each way, what the rail names of it, and the pages it stands on besides.

    limit: in how many stories it was published of those that its rights allow, in words; "" without such a limit.
    """

    counts: dict[str, int]
    named: list[Use]
    standing: list[Standing]
    limit: str = ""

    @property
    def any(self) -> bool:
        """Whether anything uses it."""
        return bool(self.standing) or any(self.counts.values())

    @property
    def groups(self) -> list[tuple[Group, int]]:
        """The ways in which it is used, each with how often."""
        return [(GROUPS[name], count) for name, count in self.counts.items()]


def uses_of(photo: Photo, site: Site) -> Uses:
    """Return where a photo is used; as many queries for ten thousand uses as for one."""
    counts = {name: group.rows(photo).count() for name, group in GROUPS.items()}
    named: list[Use] = []
    for name in ("live", "scheduled", "desk"):
        left = IN_THE_RAIL - len(named)
        if left and counts[name] and not (name == "desk" and named):
            named += told(GROUPS[name].rows(photo)[:left], photo, site)
    return Uses(counts, named, standing(photo, lead=counts["live"] > 0), _limit(photo))


def told(rows: Any, photo: Photo, site: Site) -> list[Use]:
    """Return versions or desk copies as an editor reads them."""
    return [_desk_copy(one, photo) if isinstance(one, Article) else _version(one, photo, site) for one in rows]


def standing(photo: Photo, *, lead: bool = True) -> list[Standing]:
    """Return the pages besides stories that a photo stands on now. lead: whether it may lead a live story at all."""
    pages: list[Standing] = []
    leading = Version.objects.live().filter(lead_photo=photo)
    pages += _on_fronts(photo, lead=lead)
    if lead and photo.is_shown():
        sections: Any = (
            Section.objects.filter(versions__in=leading).annotate(uses=Count("versions")).order_by("-uses", "pk")
        )
        pages += [Standing(one.name, reverse("section", args=[one.slug]), _times(one.uses)) for one in sections]
        tags: Any = Tag.objects.filter(versions__version__in=leading).annotate(uses=Count("versions"))
        pages += [
            Standing(one.name, reverse("tag", args=[one.slug]), _times(one.uses))
            for one in tags.order_by("-uses", "pk")[:ON_A_PAGE]
        ]
    authors = Author.objects.filter(portrait=photo)
    pages += [Standing(one.name, reverse("author", args=[one.slug]), "portrait") for one in authors]
    pages += [Standing(one.name, reverse("front"), "logo") for one in Site.objects.filter(logo=photo)]
    pages += [
        Standing(one.name, reverse("series", args=[one.slug]), "picture of the series")
        for one in Series.objects.filter(picture=photo)
    ]
    stands_in = Section.objects.filter(fallback_photo=photo)
    pages += [Standing(one.name, reverse("section", args=[one.slug]), "stands in for others") for one in stands_in]
    whole = Site.objects.filter(fallback_photo=photo)
    return pages + [Standing(one.name, reverse("front"), "stands in for others") for one in whole]


def _on_fronts(photo: Photo, *, lead: bool) -> list[Standing]:
    """Return the fronts that show a photo now: the site's, and those on top of sections and tags."""
    if not photo.is_shown():
        return []
    placed = Slot.objects.shown().filter(photo=photo)
    fronts = FrontVersion.objects.live().filter(arrangement__in=placed.values("container__arrangement"))
    found = [one for one in fronts.select_related("section", "tag") if one.section_id or one.tag_id]
    pages = [Standing(f"The top of {one.place_name}", one.place_url) for one in found]
    if (lead or placed.exists()) and any(version.list_photo == photo for version in front_page().edition.pictured()):
        pages.insert(0, Standing("Front page", reverse("front")))
    return pages


def _limit(photo: Photo) -> str:
    most = most_stories(photo)
    if most is None:
        return ""
    stories = VersionPhoto.objects.filter(photo=photo).aggregate(count=Count("version__article", distinct=True))
    return f"Published in {stories['count']:,} of {_times(most)} that its rights allow."


def _times(count: int) -> str:
    return counted(count, "story", "stories")


def _place(one: Any, photo: Photo) -> str:
    return "lead photo" if one.lead_photo_id == photo.pk else "in the text"


def _desk_copy(article: Article, photo: Photo) -> Use:
    return Use(str(article), reverse(STORY, args=[article.pk]), "draft", "On the desk", _place(article, photo))


def _version(version: Version, photo: Photo, site: Site) -> Use:
    since = Moment(version.live_from, site.tz).words
    if version.kill_id:
        state, words = "killed", "Killed"
    elif version.live_from > timezone.now():
        state, words = "scheduled", f"Scheduled for {since}"
    elif version.is_live():
        state, words = "live", f"Live since {since}"
    else:
        until = Moment(version.live_until, site.tz).words if version.live_until else ""
        state, words = "past", f"{since} to {until}"
    address = reverse(STORY, args=[version.article_id])
    return Use(version.headline, address, state, f"{words}, version {version.number}", _place(version, photo))


class ShowsUses(admin.ModelAdmin):
    """Says on a photo's page where it is used, lists all of that, and leads there from a refused deletion."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the whole list."""
        view = require_safe(never_cache(self.admin_site.admin_view(self.uses_view)))
        return [path("<int:photo_id>/uses/", view, name="media_photo_uses"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Hand over where the photo is used."""
        if photo := context.get("original"):
            context["uses"] = uses_of(photo, site_record(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Lead from a refusal to the list of what uses the photo."""
        whole = {"whole_list": reverse("admin:media_photo_uses", args=[object_id])} if is_key(object_id) else {}
        return super().delete_view(request, object_id, {**whole, **(extra_context or {})})

    def uses_view(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """List the uses of one kind, a page at a time. Raises PermissionDenied."""
        photo = get_object_or_404(Photo, pk=photo_id)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        site = site_record(request)
        uses = uses_of(photo, site)
        first = next((name for name, count in uses.counts.items() if count), "live")
        group = GROUPS.get(request.GET.get("in", ""), GROUPS[first])
        page: Page[Any] = Paginator(group.rows(photo), ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Where “{photo}” is used",
            "photo": photo,
            "uses": uses,
            "group": group,
            "page": page,
            "rows": told(page.object_list, photo, site),
        }
        return TemplateResponse(request, "admin/photo_uses.html", context)
