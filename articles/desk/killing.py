"""The pages that kill a story or a photo, after saying what that touches, and that bring it back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles.desk.times import Moment
from articles.desk.translations import TranslationBox
from articles.desk.whose import site_record
from articles.desk.wording import counted
from articles.holding import Refused
from articles.killing import kill_photo, kill_story, revive_photo, revive_story
from articles.models import Article, Author, FrontVersion, Kill, Section, Series, Site, Version, person
from media.models import Photo

# Stories that are named; how many there are besides is counted.
NAMED = 20
STORY, PHOTO = "admin:articles_article_change", "admin:media_photo_change"


class KillForm(forms.Form):
    """Why, for the newsroom."""

    reason = forms.CharField(
        label="Reason, for the newsroom",
        widget=forms.Textarea({"rows": 2, "data-first": True}),
        error_messages={"required": "Say why, for those who come after you."},
    )
    use_required_attribute = False


class KillStoryForm(KillForm):
    """Why, and what readers who come to the story's address are told."""

    note = forms.CharField(
        label="Note for readers who come to its address, if any", required=False, widget=forms.Textarea({"rows": 2})
    )


@dataclass(frozen=True)
class Touched:
    """What killing a thing does, in sentences, and the stories it does that to: the newest few, and how many more."""

    told: list[str]
    stories: list[Any] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Target:
    """A kind of thing that can be killed, and what the pages say and do about it."""

    name: str
    model: Any
    form: type[KillForm]
    permission: str
    change: str
    touched: Callable[[Any, Any], Touched]
    kill: Callable[..., Any]
    revive: Callable[..., str]


def story_touched(article: Any, site: Any) -> Touched:
    """Say what readers lose with a story."""
    versions = article.versions.defer("body")
    live, seen, due = versions.live().first(), versions.seen().count(), versions.upcoming().order_by("live_from")
    under = Version.objects.live().filter(related__article=article).defer("body")
    told = []
    if live:
        told.append(
            f"Takes the page {live.get_absolute_url()} from the site, and the story from the front page, its section, "
            "its tags, its authors’ pages and the archive."
        )
    if seen:
        told.append(f"Readers can no longer look up the {counted(seen, 'version')} of it that they have seen.")
    told += [
        f"Version {version.number}, scheduled for {Moment(version.live_from, site.tz).exact}, does not go out, "
        "unless the story is brought back before."
        for version in due[:NAMED]
    ]
    count = under.count()
    if count:
        told.append(
            "1 live story that names it as related does without it:"
            if count == 1
            else f"{count:,} live stories that name it as related do without it:"
        )
    named = list(under.newest_first()[:NAMED])
    return Touched(told, [(one.article_id, one.headline) for one in named], count - len(named))


def photo_touched(photo: Any, site: Any) -> Touched:
    """Say where readers and editors lose a photo."""
    showing = Version.objects.live().filter(photos__photo=photo).defer("body")
    count, due = showing.count(), Version.objects.upcoming().filter(photos__photo=photo).count()
    drafts = Article.objects.with_photo(photo).exclude(pk__in=showing.values("article")).count()
    told = [
        "No live story shows this photo."
        if not count
        else "Takes this photo off 1 live story and every list it stands in. It shows no photo until you choose one."
        if count == 1
        else f"Takes this photo off {count:,} live stories and every list they stand in. They show no photo until you "
        "choose one."
    ]
    if due:
        told.append(f"{counted(due, 'scheduled version')} will go live without it.")
    if drafts:
        told.append(f"{counted(drafts, 'other story', 'other stories')} on the desk can’t be published with it.")
    fronts = FrontVersion.objects.live().filter(arrangement__containers__slots__photo=photo).distinct()
    told += [f"On the front “{one}” the story’s own photo takes its place." for one in fronts[:NAMED]]
    told += [f"{author} has no portrait." for author in Author.objects.filter(portrait=photo)[:NAMED]]
    told += [f"The page of the series {one} has no picture." for one in Series.objects.filter(picture=photo)[:NAMED]]
    told += [f"{one} is printed without its logo." for one in Site.objects.filter(logo=photo)]
    told += [f"It stands in for no photo of {one} any more." for one in Section.objects.filter(fallback_photo=photo)]
    named = list(showing.newest_first()[:NAMED])
    return Touched(told, [(one.article_id, one.headline) for one in named], count - len(named))


def _story_back(article: Article, by: Any) -> str:
    missed = revive_story(article, by=by)
    live = article.versions.live().first()
    told = f"Readers see version {live.number} again." if live else "Readers see nothing of it now."
    if missed:
        numbers = ", ".join(str(version.number) for version in reversed(missed))
        told += f" What was due meanwhile did not go out and is called off: version {numbers}."
    return f"“{article}” is back. {told}"


def _photo_back(photo: Photo, by: Any) -> str:
    revive_photo(photo, by=by)
    return f"“{photo}” is back wherever it stood."


TARGETS = {
    "story": Target(
        "story", Article, KillStoryForm, "articles.kill_article", STORY, story_touched, kill_story, _story_back
    ),
    "photo": Target("photo", Photo, KillForm, "media.kill_photo", PHOTO, photo_touched, kill_photo, _photo_back),
}


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """Return the addresses of the pages: kill/story/7/, revive/photo/3/."""
    return [
        path(f"{act}/{target.name}/<int:pk>/", site.admin_view(partial(view, site=site, target=target)), name=name)
        for target in TARGETS.values()
        for act, view, name in (
            ("kill", kill, f"kill_{target.name}"),
            ("revive", revive, f"revive_{target.name}"),
        )
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kill(request: HttpRequest, pk: int, *, site: admin.AdminSite, target: Target) -> HttpResponse:
    """Say what killing a thing touches and ask why; or kill it. Raises PermissionDenied."""
    thing = _found(request, pk, site, target)
    form = target.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            target.kill(thing, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, f"Not killed. {refusal}")
        else:
            _log(request, thing, f"Killed: {form.cleaned_data['reason']}")
            messages.success(request, f"“{thing}” is killed. It can be brought back here.")
        return HttpResponseRedirect(reverse(target.change, args=[pk]))
    context = {
        **site.each_context(request),
        "title": f"Kill “{thing}”?",
        "thing": thing,
        "target": target,
        "touched": target.touched(thing, site_record(request)),
        "form": form,
        "tongues": TranslationBox(request, thing, site_record(request)) if target.model is Article else None,
        "back": reverse(target.change, args=[pk]),
    }
    return TemplateResponse(request, "admin/kill.html", context)


@require_POST
@never_cache
def revive(request: HttpRequest, pk: int, *, site: admin.AdminSite, target: Target) -> HttpResponse:
    """Bring a thing back. Raises PermissionDenied."""
    thing = _found(request, pk, site, target)
    try:
        told = target.revive(thing, request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        _log(request, thing, "Brought back after it was killed.")
        messages.success(request, told)
    return HttpResponseRedirect(reverse(target.change, args=[pk]))


@dataclass(frozen=True)
class Killed:
    """Something that is killed: what it is called, its page on the desk, when, by whom and why."""

    name: str
    address: str
    at: Any
    by: str
    reason: str


def killed_lately(since: dt.datetime) -> list[Killed]:
    """Return stories and photos killed since an instant (aware) and not brought back, the last first."""
    stories = Kill.objects.in_force().filter(at__gte=since).select_related("article", "by").order_by("-at")
    photos = Photo.objects.killed().filter(killed_at__gte=since).select_related("killed_by").order_by("-killed_at")
    found = [
        Killed(str(one.article), reverse(STORY, args=[one.article_id]), one.at, person(one.by), one.reason)
        for one in stories[:NAMED]
    ]
    found += [
        Killed(str(one), reverse(PHOTO, args=[one.pk]), one.killed_at, person(one.killed_by), one.kill_reason)
        for one in photos[:NAMED]
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:NAMED]


def killed_photos(article: Article) -> list[Photo]:
    """Return the photos of a story's desk copy that are killed, in one query."""
    standing = Q(leads=article) | Q(in_bodies__article=article)
    return list(Photo.objects.killed().filter(standing).distinct())


def _found(request: HttpRequest, pk: int, site: admin.AdminSite, target: Target) -> Any:
    thing = get_object_or_404(target.model, pk=pk)
    sees = site.get_model_admin(target.model).has_view_permission(request, thing)
    if not sees or not request.user.has_perm(target.permission):
        raise PermissionDenied
    return thing


def _log(request: HttpRequest, thing: Any, told: str) -> None:
    user: Any = request.user
    LogEntry.objects.log_actions(user.pk, [thing], CHANGE, change_message=told, single_object=True)
