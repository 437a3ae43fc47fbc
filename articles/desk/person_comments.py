"""One person's comments at the desk: found, handed out as a file, and erased when they wish."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from articles.body import plain
from articles.desk.base import ReadOnlyAdmin
from articles.desk.wording import counted
from articles.erasing_comments import ERASE, erase, export
from articles.models import Comment
from media.keys import is_key

# Of one person at once; who has written more is found again afterwards.
MOST = 1_000


class PersonPages(ReadOnlyAdmin):
    """The side of the comments' admin that is about one person."""

    def person_urls(self, named: Callable[[str, Any, str], URLPattern]) -> list[URLPattern]:
        """Return the page's address."""
        return [named("person/", require_http_methods(["GET", "HEAD", "POST"])(self.person), "person")]

    def may_erase(self, request: HttpRequest) -> bool:
        """Whether somebody may hand out and erase what a person wrote."""
        return request.user.has_perm(ERASE)

    def person(self, request: HttpRequest) -> HttpResponse:
        """Find a person's comments; hand out or erase the chosen ones. Raises PermissionDenied."""
        if not self.may_erase(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._do(request)
        asked = plain.clean_line(request.GET.get("who", ""))
        return self._page(request, asked, self._found(asked))

    def _do(self, request: HttpRequest) -> HttpResponse:
        keys = [int(key) for key in request.POST.getlist("comment") if is_key(key)][:MOST]
        chosen = Comment.objects.of_readers().filter(pk__in=keys).select_related("article").order_by("pk")
        asked = plain.clean_line(request.POST.get("who", ""))
        address = f"{reverse('admin:articles_comment_person')}?{urlencode({'who': asked})}"
        if not keys:
            messages.warning(request, "No comment was chosen.")
            return HttpResponseRedirect(address)
        if "export" in request.POST:
            return _file(export(chosen, by=request.user))
        if "_confirmed" not in request.POST:
            return self._page(request, asked, list(chosen), sure=True)
        messages.success(request, f"{counted(erase(keys, by=request.user), 'comment')} erased for good.")
        return HttpResponseRedirect(address)

    def _page(self, request: HttpRequest, asked: str, found: list[Comment], *, sure: bool = False) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Erase {counted(len(found), 'comment')}?" if sure else "A person’s comments",
            "asked": asked,
            "found": found[:MOST],
            "more": len(found) > MOST,
            "sure": sure,
        }
        return TemplateResponse(request, "admin/articles/comment/person.html", context)

    @staticmethod
    def _found(asked: str) -> list[Comment]:
        """Return what somebody wrote, by the e-mail address or the name they gave, or by a comment's number."""
        found = Comment.objects.of_person(asked, int(asked) if is_key(asked) else None)
        return list(found.select_related("article").order_by("-pk")[: MOST + 1])


def _file(comments: list[dict[str, Any]]) -> HttpResponse:
    response = HttpResponse(json.dumps(comments, ensure_ascii=False, indent=2), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="comments.json"'
    return response
