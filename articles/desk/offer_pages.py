"""The pages of unsaved words: the offers of a form, what differs, and throwing away."""

import uuid

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles.desk.differences import differences
from articles.desk.keep import ask_who, asked_page, in_json
from articles.desk.offers import Offer, offers
from articles.desk.pages import ForbiddenPageError, NoPageError, Page, page_called
from articles.models import OpenForm, Reference


@require_safe
@in_json
def unsaved_offers(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """Return the offers of a form as a piece of its page, `?page=articles.article/12&not=<the form's own key>`."""
    ask_who(request, site)
    page, own = asked_page(request, site), Reference.read(request.GET.get("not", ""))
    found = offers(request, page, without=[own.key] if own else [])
    return render(request, "admin/_offers.html", {"offers": found})


@require_safe
def unsaved_words(request: HttpRequest, key: uuid.UUID, site: AdminSite) -> HttpResponse:
    """Show what unsaved words say other than what is saved, word by word."""
    row, page = _words(request, key, site)
    differs = differences(request, page, row)
    context = {
        **site.each_context(request),
        "title": f"Unsaved words: {page.title}",
        "offer": Offer.of(row, request, page, differs.told),
        "parts": differs.parts,
        "thumbs": differs.thumbs,
        "names": differs.names,
    }
    return TemplateResponse(request, "admin/unsaved_words.html", context)


@require_POST
def discard(request: HttpRequest, key: uuid.UUID, site: AdminSite) -> HttpResponse:
    """Throw unsaved words away, or bring them back when `undo` is sent."""
    row, page = _words(request, key, site)
    if "undo" in request.POST:
        row.bring_back(request.user)
        messages.success(request, "The words are here again.")
        return HttpResponseRedirect(reverse("admin:unsaved_words", args=[key]))
    row.discard(request.user)
    told = format_html(
        'Thrown away. For 30 days you can <a href="{}">bring it back</a>.', reverse("admin:unsaved_words", args=[key])
    )
    messages.success(request, told)
    return HttpResponseRedirect(page.url)


def _words(request: HttpRequest, key: uuid.UUID, site: AdminSite) -> tuple[OpenForm, Page]:
    """Return words that somebody may see, and the page they belong to. Raises Http404."""
    row = OpenForm.objects.of(request.user).exclude(typed="").select_related("user").filter(pk=key).first()
    if row is None:
        raise Http404
    try:
        return row, page_called(row.page, site, request)
    except (NoPageError, ForbiddenPageError):
        raise Http404 from None
