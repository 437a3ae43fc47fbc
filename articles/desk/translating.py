"""The side of the stories' admin that begins translations, links stories and takes them apart."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles import translating
from articles.desk.translations import FROM_IT, TranslationBox, TranslationForm, taken_by
from articles.desk.whose import site_record
from articles.desk.widgets import is_key
from articles.holding import Refused
from articles.languages import language_named
from articles.models import Article

CHANGE = "admin:articles_article_change"
BEGIN, LINK, UNLINK, UP_TO_DATE = "_translate", "_link_translation", "_unlink_translation", "_up_to_date"
BUTTONS = (BEGIN, LINK, UNLINK, UP_TO_DATE)


class Translates(admin.ModelAdmin):
    """What the buttons of the box do with a saved story."""

    def translated(self, request: HttpRequest, article: Article) -> HttpResponse | TranslationForm:
        """Do what the pressed button says; or return the box's fields with what is against it."""
        box = TranslationBox(request, article, site_record(request))
        form = TranslationForm(request.POST, taken=taken_by(article, box.members))
        if UP_TO_DATE in request.POST:
            return _up_to_date(request, article)
        if UNLINK in request.POST:
            return _unlinked(request, article)
        act, field = (_begun, "language") if BEGIN in request.POST else (_linked, "other")
        if form.is_valid() or field not in form.errors:
            chosen = form.cleaned_data.get(field)
            if chosen:
                try:
                    return act(request, article, chosen, form.cleaned_data.get("way"))
                except Refused as refusal:
                    for finding in refusal.findings:
                        form.add_error(finding.field if finding.field in form.fields else field, finding.message)
            else:
                form.add_error(field, "Choose a language first." if act is _begun else "Choose a story first.")
        return form


def _up_to_date(request: HttpRequest, article: Article) -> HttpResponse:
    try:
        translating.call_up_to_date(article, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Noted. You are told again when the original changes.")
    return HttpResponseRedirect(reverse(CHANGE, args=[article.pk]))


def _unlinked(request: HttpRequest, article: Article) -> HttpResponse:
    """Unlink the story of the group that the button names."""
    key = request.POST[UNLINK]
    members = Article.objects.filter(translations=article.translations_id, translations__isnull=False)
    story = members.filter(pk=key).first() if is_key(key) else None
    if story is None:
        messages.info(request, translating.apart().message)
        return _back(article)
    try:
        translating.unlink(story, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"“{story}” is linked with no translation any more. Its words stay.")
    return _back(article)


def _begun(request: HttpRequest, article: Article, language: str, way: Any) -> HttpResponse:
    draft = translating.begin_translation(article, language, by=request.user)
    messages.success(
        request,
        f"A draft in {language_named(language)} is begun. It holds the words of “{article}” as they are: write over "
        "them. Photo, section, tags and byline are taken over.",
    )
    return HttpResponseRedirect(reverse(CHANGE, args=[draft.pk]))


def _linked(request: HttpRequest, article: Article, other: Article, way: Any) -> HttpResponse:
    chosen = Article.objects.filter(pk=other.pk).first()
    if chosen is None:
        raise Refused(translating.gone(other))
    pair = (article, chosen) if way == FROM_IT else (chosen, article)
    translating.link(*pair, by=request.user)
    messages.success(request, f"Linked with “{chosen}”. Readers find one from the other while both are live.")
    return _back(article)


def _back(article: Article) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(CHANGE, args=[article.pk])}?translations#translations")
