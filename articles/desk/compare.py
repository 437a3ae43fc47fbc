"""Any two states of a story side by side, and an earlier one put back on the desk."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.desk.changes import in_words
from articles.desk.deleted import unless_deleted
from articles.desk.parts import Comparison
from articles.desk.revisions import history
from articles.desk.sides import Side, Sides
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import Article, Content, Revision, person
from articles.restoring import fit, restore_revision
from media.keys import SMALL, number_in

CHANGE = "admin:articles_article_change"


@require_safe
@never_cache
@unless_deleted
def compare(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show what differs between two states, `?a=live&b=desk`. Raises PermissionDenied for whom the story is shut."""
    article = get_object_or_404(Article.objects.select_related("updated_by"), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    zone = site_record(request).tz
    sides = Sides(article, zone)
    a, b, missing = _chosen(request, sides)
    comparison = Comparison(a.content, b.content)
    may_change = model_admin.has_change_permission(request, article)
    held = {side.revision.number: side.revision for side in (a, b) if side.revision}
    earlier = [revision for number, revision in sorted(held.items()) if number < article.revision_number]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Compare: {article}",
        "opts": model_admin.opts,
        "article": article,
        "a": a,
        "b": b,
        "missing": missing,
        "choices": sides.choices(a, b),
        "comparison": comparison,
        "thumbs": comparison.thumbs(),
        "names": {pk: str(photo) for pk, photo in comparison.photos.items()},
        "changes": in_words(a.content, b.content),
        "history": history(article, zone, number_in(request.GET.get("before", ""), SMALL)),
        "restorable": earlier if may_change else [],
        "may_change": may_change,
        "swapped": urlencode({"a": b.key, "b": a.key}),
        "pair": urlencode({"a": a.key, "b": b.key}),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@unless_deleted
def restore(request: HttpRequest, pk: int, number: int, *, model_admin: Any) -> HttpResponse:
    """Ask whether the desk copy shall be as in a revision, or make it so. Raises PermissionDenied."""
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    revision = get_object_or_404(article.revisions.select_related("article", "saved_by"), number=number)
    if request.method == "POST":
        return _restored(request, revision, model_admin)
    fitting, left_out = fit(Content.from_json(revision.content), article)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Restore revision {number}",
        "opts": model_admin.opts,
        "article": article,
        "revision": revision,
        "saved": Moment(revision.saved_at, site_record(request).tz),
        "by": person(revision.saved_by),
        "changes": in_words(article.content(), fitting),
        "left_out": left_out,
        "live": article.versions.live().only("number").first(),
    }
    return TemplateResponse(request, "admin/articles/article/restore.html", context)


def _restored(request: HttpRequest, revision: Revision, model_admin: Any) -> HttpResponse:
    try:
        made, left_out = restore_revision(revision, by=request.user)
    except Refused as refusal:  # somebody deleted it between the question and the answer
        messages.error(request, f"Not restored. {refusal}")
        return HttpResponseRedirect(reverse(CHANGE, args=[revision.article_id]))
    if made is None:
        messages.info(request, f"The desk copy holds what revision {revision.number} does: nothing changed.")
    else:
        told = f"Revision {revision.number} restored, as revision {made.number}."
        model_admin.log_change(request, revision.article, told)
        messages.success(request, f"{told} Readers see nothing of it until somebody publishes.")
    if left_out:
        messages.warning(request, f"Not restored: {'; '.join(left_out)}.")
    return HttpResponseRedirect(reverse(CHANGE, args=[revision.article.pk]))


def _chosen(request: HttpRequest, sides: Sides) -> tuple[Side, Side, list[str]]:
    """Return the two states that an address names, and what it names in vain; the usual ones stand in for those."""
    asked = [request.GET.get(f"{name}_number", "").strip() or request.GET.get(name, "").strip() for name in ("a", "b")]
    found: list[Side] = []
    missing: list[str] = []
    usual = sides.defaults() if not all(asked) else None
    for at, key in enumerate(asked):
        side = sides.side(key) if key else None
        if side is None:
            missing += [_told(key)] if key else []
            usual = usual or sides.defaults()
            side = sides.side(usual[at])
        found.append(side or _nothing(sides))
    return found[0], found[1], missing


def _nothing(sides: Sides) -> Side:
    """The desk copy: it is always there."""
    desk = sides.side("desk")
    assert desk is not None  # noqa: S101 every story has one
    return desk


def _told(key: str) -> str:
    if key == "live":
        return "Readers do not see this story now, so there is nothing live to compare with."
    if re.fullmatch(r"r?[0-9]{1,9}", key):
        return f"This story has no state “{key}”. Of old revisions the last of each day is kept, and those with a note."
    return f"This story has no state “{key[:40]}”."
