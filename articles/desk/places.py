"""Where an editor can go: the desk's navigation, its page of everything else, and what "Search or go to" knows."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from articles.arranging import PERMISSION
from articles.desk.in_front import may_see
from articles.desk.whose import comments_waiting
from articles.models import name_key

# What stands in the header, after Today: the model, its name there, and the key that follows G.
HEADER = [
    ("articles.article", "Stories", "s"),
    ("media.photo", "Photos", "p"),
    ("articles.tag", "Tags", ""),
    ("articles.comment", "Comments", "c"),
]

# What stands on the page "More", by heading: the model, and what it is for.
MORE = {
    "What stories carry": {
        "articles.author": "Who writes: names, portraits, biographies and their pages.",
        "articles.agency": "AP, Reuters, AFP: who else is credited.",
        "articles.section": "Where stories are filed, in the order of the navigation.",
        "articles.series": "Stories that belong together, and the order of their parts.",
        "articles.tag": "What stories are about.",
    },
    "The site": {
        "articles.site": "Name, logo, time zone, and the links at the foot of every page.",
        "articles.redirect": "Old addresses, and where they lead now.",
    },
    "The desk": {
        "articles.record": "Who did what, when and why. Nobody can change it.",
        "auth.user": "Who may log in.",
        "auth.group": "What reporters, desk editors, photo editors, web producers and administrators may do.",
    },
}


# What has a page that keeps it tidy.
TIDIED = {"articles.tag", "articles.author", "articles.agency"}


@dataclass(frozen=True)
class Place:
    """A page of the desk; `current` is a value for aria-current, `key` is pressed after G.

    waiting: how many things wait there, in words; "" where none do.
    """

    label: str
    url: str
    key: str = ""
    current: str = ""
    about: str = ""
    waiting: str = ""


def header(request: HttpRequest, apps: list[dict[str, Any]]) -> list[Place]:
    """Return the navigation for somebody who may see the models in an app list (AdminSite.get_app_list)."""
    urls = _urls(apps)
    places = [Place("Today", reverse("admin:index"), "t")]
    places += [Place(label, urls[model], key) for model, label, key in HEADER if model in urls]
    places += [Place("Front", reverse("admin:fronts"), "f")] if arranges(request.user) else []
    places.append(Place("More", reverse("admin:more"), "m"))
    inside = [place for place in places[1:] if request.path.startswith(place.url)]
    own = tuple(reverse(f"admin:{name}") for name in ("password_change", "preferences", "in_front"))
    elsewhere = request.path.startswith((*urls.values(), *own))
    here = places[0] if request.path == places[0].url else inside[0] if inside else places[-1] if elsewhere else None
    current = "page" if here and request.path == here.url else "true"
    places = [replace(place, current=current) if place is here else place for place in places]
    comments = urls.get("articles.comment")
    return [replace(one, waiting=comments_waiting(request)) if one.url == comments else one for one in places]


def more(apps: list[dict[str, Any]], user: Any) -> list[tuple[str, list[Place]]]:
    """Return everything that an app list holds and the header does not, and what is somebody's to see, by heading."""
    names, urls = _names(apps), _urls(apps)
    listed = {model for models in MORE.values() for model in models} | {model for model, _, _ in HEADER}
    groups = {
        heading: [Place(names[model], urls[model], about=about) for model, about in models.items() if model in urls]
        for heading, models in MORE.items()
    }
    if settings.EDGE and may_see(user):
        groups["The site"].append(_in_front("What was told to those who keep pages, and what was not."))
    groups["The desk"].append(Place("Your preferences", reverse("admin:preferences"), about="Your own time zone."))
    groups["The desk"].append(Place("Change password", reverse("admin:password_change"), about="Your own."))
    groups["Other"] = [Place(names[model], url) for model, url in urls.items() if model not in listed]
    return [(heading, places) for heading, places in groups.items() if places]


def arranges(user: Any) -> bool:
    """Say whether somebody may arrange fronts."""
    return bool(user.has_perm(PERMISSION))


def all_places(apps: list[dict[str, Any]], user: Any) -> list[Place]:
    """Return every page that has a name and is somebody's to see: lists, and the forms of new things."""
    names = _names(apps)
    places = [Place("Today", reverse("admin:index")), Place("More", reverse("admin:more"))]
    for app in apps:
        for model in app["models"]:
            label = model["model"]._meta.label_lower
            places.append(Place(names[label], model["admin_url"]))
            if model["add_url"]:
                places.append(Place(f"New {model['model']._meta.verbose_name}", model["add_url"]))
            if label in TIDIED and model["perms"]["change"] and model["perms"]["delete"]:
                places.append(Place(f"Tidy {names[label].lower()}", f"{model['admin_url']}tidy/"))
    if any(model["model"]._meta.label_lower == "articles.article" for app in apps for model in app["models"]):
        places.append(Place("Scheduled", reverse("admin:articles_article_scheduled")))
    places += [Place("Front", reverse("admin:fronts"))] if arranges(user) else []
    places += [_in_front()] if settings.EDGE and may_see(user) else []
    places.append(Place("Your preferences", reverse("admin:preferences")))
    return [*places, Place("Change password", reverse("admin:password_change"))]


def new_story(apps: list[dict[str, Any]]) -> str:
    """Return the address of the form for a new story; "" for somebody who may not write one."""
    models = [
        model for app in apps for model in app["models"] if model["model"]._meta.label_lower == "articles.article"
    ]
    return (models[0]["add_url"] or "") if models else ""


def place_called(words: str, apps: list[dict[str, Any]], user: Any) -> Place | None:
    """Return the page with a name, however it is capitalised."""
    return next((place for place in all_places(apps, user) if name_key(place.label) == name_key(words)), None)


def _in_front(about: str = "") -> Place:
    return Place("Caches in front", reverse("admin:in_front"), about=about)


def _urls(apps: list[dict[str, Any]]) -> dict[str, str]:
    return {
        model["model"]._meta.label_lower: model["admin_url"]
        for app in apps
        for model in app["models"]
        if model["admin_url"]
    }


def _names(apps: list[dict[str, Any]]) -> dict[str, str]:
    return {model["model"]._meta.label_lower: str(model["name"]) for app in apps for model in app["models"]}
