"""What the story's form looks up while somebody types: people, tags, stories, and the card of a chosen photo.

Only for those who may write stories. Answers are JSON, `{"results": [...]}`, or a piece of the form.
No cache keeps them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.desk.article_form import StoryForm
from articles.desk.lead_photo import LEAD_SHAPES, LeadPhoto
from articles.desk.times import Moment
from articles.desk.up_to import MOST as MOST_COUNTED
from articles.desk.up_to import stories_tied, up_to
from articles.desk.wording import counted_up_to
from articles.models import Agency, Article, Author, Series, Site, Tag, TaggedArticle, name_key
from articles.search.desk import best
from media.crops import crops_of_use, focus
from media.forms import CropsForm, by_hand
from media.keys import is_key
from media.models import Photo
from media.renditions import CLOSEST
from media.uses import readable

MOST = 8
LONGEST = 200

View = Callable[..., HttpResponse]


def for_writers(view: View) -> View:
    """Let only those through who may write or change stories."""

    @require_safe
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not (user.has_perm("articles.change_article") or user.has_perm("articles.add_article")):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_writers
def people(request: HttpRequest) -> HttpResponse:
    """Authors and agencies with a word that begins as typed: `{"value": "author:12", "label", "note", "exact"}`.

    `new` names the kinds that this person may add and nobody has under this very name.
    """
    typed = _typed(request)
    authors = _named(Author, typed)
    agencies = _named(Agency, typed)
    key = name_key(typed)
    results = [
        {
            "value": f"author:{one.pk}",
            **_label(one),
            "note": one.job_title,
            "exact": _bears(one, key),
        }
        for one in authors
    ] + [
        {
            "value": f"agency:{one.pk}",
            **_label(one),
            "note": "agency",
            "exact": _bears(one, key) or key == name_key(one.short_name),
        }
        for one in agencies
    ]
    taken = {"author": any(_bears(one, key) for one in authors), "agency": any(_bears(one, key) for one in agencies)}
    user: Any = request.user
    new = [kind for kind in taken if typed and not taken[kind] and user.has_perm(f"articles.add_{kind}")]
    return JsonResponse({"results": results, "new": new})


@for_writers
def tags(request: HttpRequest) -> HttpResponse:
    """Tags with a word that begins as typed: `{"value": "7", "label", "note", "exact"}`; `new` if there may be one."""
    typed = _typed(request)
    found = Tag.objects.offered(typed, MOST) if typed else []
    counts = _counts(found, stories_tied(TaggedArticle, "tag", "content_object"))
    same = Tag.objects.like(typed) if typed else None
    results = [
        {
            "value": str(tag.pk),
            **_label(tag),
            "note": _stories(counts.get(tag.pk, 0)),
            "exact": tag == same,
        }
        for tag in found
    ]
    user: Any = request.user
    new = bool(typed) and user.has_perm("articles.add_tag") and same is None
    return JsonResponse({"results": results, "new": ["tag"] if new else []})


@for_writers
def series(request: HttpRequest) -> HttpResponse:
    """Series with a word that begins as typed: `{"value": "7", "label", "note", "exact"}`; `new` as of tags."""
    typed = _typed(request)
    found = list(Series.objects.matching(typed)[:MOST]) if typed else []
    counts = _counts(found, stories_tied(Article, "series", "pk"))
    results = [
        {
            "value": str(one.pk),
            "label": one.name,
            "note": _stories(counts.get(one.pk, 0)),
            "exact": one.key == name_key(typed),
        }
        for one in found
    ]
    user: Any = request.user
    new = bool(typed) and user.has_perm("articles.add_series") and Series.objects.named(typed) is None
    return JsonResponse({"results": results, "new": ["series"] if new else []})


@for_writers
def stories(request: HttpRequest) -> HttpResponse:
    """Stories that have every typed word, those with all in the headline first: `{"value": "9", "label", "note"}`.

    Among equals the last changed one comes first. `not` is the primary key of the story that is being written.
    """
    typed = _typed(request)
    there = Article.objects.exclude(headline="").only("headline", "first_published").order_by("-updated_at")
    if is_key(key := request.GET.get("not", "")):
        there = there.exclude(pk=key)
    zone = Site.objects.current().tz
    results = [
        {
            "value": str(story.pk),
            "label": story.headline,
            "exact": name_key(story.headline) == name_key(typed),
            "note": Moment(story.first_published, zone).words if story.first_published else "not published",
        }
        for story in best(there, typed, MOST)
    ]
    return JsonResponse({"results": results, "new": []})


@for_writers
def lead_photo(request: HttpRequest) -> HttpResponse:
    """The card of a photo that was chosen just now; without one, the place to drop one."""
    key = request.GET.get("photo", "")
    photo = Photo.objects.filter(pk=key).first() if is_key(key) else None
    if photo is None and key:
        raise Http404("There is no such photo.")
    lead = LeadPhoto(photo, request.user) if photo else None
    context = {
        "form": StoryForm(user=request.user),
        "lead": lead,
        "offered_tags": lead.keyword_tags() if lead else [],
    }
    return render(request, "admin/articles/article/_lead_card.html", context)


@for_writers
def lead_crops(request: HttpRequest, photo_id: int) -> HttpResponse:
    """What the lead photo is cropped with for one story: the picture, its shapes as `crops` says, and their numbers."""
    photo = get_object_or_404(Photo, pk=photo_id)
    crops = readable(request.GET.get("crops", ""))
    context = {
        "photo": photo,
        "focus": focus(photo),
        "crops": crops_of_use(photo, crops, LEAD_SHAPES),
        "by_hand": by_hand(CropsForm(LEAD_SHAPES, crops), LEAD_SHAPES),
        "closest": CLOSEST,
    }
    return render(request, "admin/articles/article/_lead_crops.html", context)


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]


def _counts(found: list[Any], stories: QuerySet) -> dict[int, int]:
    """Return of how many stories each of some things is, by key, in one query. stories: as `stories_tied` has them."""
    things = type(found[0])._base_manager.filter(pk__in=[one.pk for one in found]) if found else None
    return {} if things is None else dict(things.values_list("pk", up_to(stories)))


def _stories(count: int) -> str:
    return counted_up_to(count, MOST_COUNTED, "story", "stories")


def _bears(one: Any, key: str) -> bool:
    """Whether a key is that of a name, or of another name by which it was found."""
    return key in {one.key, name_key(one.found_as or "")}


def _label(one: Any) -> dict[str, str]:
    """Return a name as it is offered: “North Korea (DPRK)” to who typed the name in brackets, and then that alone."""
    name = getattr(one, "printed", one.name)
    return {"label": f"{name} ({one.found_as})", "name": name} if one.found_as else {"label": name}


def _named(model: Any, typed: str) -> list[Any]:
    """Return who has a word in the name that begins as typed, whatever case or accents; an agency's short name too."""
    if not typed:
        return []
    found = model.objects.offered(typed, MOST)
    if model is Agency and len(found) < MOST:
        short = (
            Agency.objects.standing().filter(short_name__istartswith=typed).exclude(pk__in=[one.pk for one in found])
        )
        found += short.order_by("name", "pk")[: MOST - len(found)]
    return found
