"""What happens when a button of the publish box is pressed, once the story is saved."""

from dataclasses import replace

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from articles.desk.acts import Pressed
from articles.desk.article_form import Outdated
from articles.desk.article_page import Asked
from articles.desk.gate import OverrideForm
from articles.desk.preferences import own_zone
from articles.desk.whose import site_record
from articles.models import Article
from articles.publishing import Refused

CHANGE = "admin:articles_article_change"


class ActsMixin(admin.ModelAdmin):
    """The acts' side of the stories' admin."""

    def act(self, request: HttpRequest, article: Article, press: Pressed, *, seen: bool) -> HttpResponse | Asked:
        """Ask about an act, or do it and say that it is done; or return the question with what is against it.

        seen: whether the person saw all that the story says now. Nobody publishes words that they have not seen, so
        else they are asked once more.
        """
        change = reverse(CHANGE, args=[article.pk])
        if press.confirmed and not seen:
            messages.warning(request, "The story has changed since you were asked. Look at it, then answer again.")
            press = replace(press, confirmed=False)
        if not press.confirmed:
            query = {"ask": press.act.name} | ({"version": str(press.version)} if press.version else {})
            return HttpResponseRedirect(f"{change}?{urlencode(query)}")
        version = article.versions.filter(pk=press.version).first() if press.version else None
        site = site_record(request)
        question = press.act.question(request.POST, zone=site.tz, mine=own_zone(request.user, site))
        reason = OverrideForm(request.POST) if press.anyway else None
        asked = Asked(press.act, question, version, override=reason)
        if press.act.names_version and version is None:
            messages.warning(request, "That version is gone: somebody has called it off or replaced it.")
            return HttpResponseRedirect(change)
        if asked.is_valid():
            try:
                told = self._done(request, article, asked)
            except Outdated:
                return self.act(request, article, press, seen=False)
            except Refused as refusal:
                asked.refuse(refusal)
            except PermissionDenied:
                messages.error(request, "The story is saved, but you may not do that with it.")
                return HttpResponseRedirect(change)
            else:
                messages.success(request, told)
                return HttpResponseRedirect(change)
        return asked

    def _done(self, request: HttpRequest, article: Article, asked: Asked) -> str:
        """Do what was asked about, and return that in words. Raises Outdated, Refused, PermissionDenied."""
        with transaction.atomic():
            held = Article.objects.select_for_update().filter(pk=article.pk).values_list("revision_number", flat=True)
            if held.first() != article.revision_number:
                raise Outdated
            told = asked.act.do(article, asked.version, request.user, **asked.answers())
            self.log_change(request, article, told)
        return told
