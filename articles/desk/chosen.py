"""Stories chosen in a list: which they are, where one goes back to, and which stay chosen there."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles.desk.changes import counted
from media.keys import is_key

LIST = "admin:articles_article_changelist"
# Of stories that are acted on at once: more than a page of the list can send.
MOST = 100
STILL = "chosen-stories"


def chosen_keys(request: HttpRequest) -> list[int]:
    """Return the primary keys of the stories that a form names, MOST of them; somebody is told of more."""
    named = list(dict.fromkeys(request.POST.getlist("story")))
    if len(named) > MOST:
        messages.warning(request, f"{len(named):,} stories are chosen. These are the first {MOST}; take the rest then.")
    return [int(key) for key in named[:MOST] if is_key(key)]


def counted_stories(stories: int) -> str:
    """Return so many stories in words: “three stories”."""
    return counted(stories, "story", "stories")


def page_before(request: HttpRequest) -> str:
    """Return where the stories were chosen."""
    return page_named(request, reverse(LIST))


def page_named(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours that a request names as the one to go on with, or another where it names none."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else otherwise


def back(request: HttpRequest) -> HttpResponseRedirect:
    """Lead back to where the stories were chosen."""
    return HttpResponseRedirect(page_before(request))


def stay_chosen(request: HttpRequest, keys: Iterable[int]) -> None:
    """Have some stories chosen still when their list is shown next."""
    request.session[STILL] = list(keys)


def still_chosen(request: HttpRequest) -> frozenset[int]:
    """Return which stories are chosen still, once."""
    return frozenset(request.session.pop(STILL, []))
