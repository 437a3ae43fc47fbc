"""Taking words out of everything that readers saw of a story: what it would touch, and then the act itself."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.desk.changes import name_of
from articles.desk.deleted import unless_deleted
from articles.desk.times import Moment
from articles.desk.whose import site_record
from articles.holding import Refused
from articles.models import Article
from articles.redacting import mark, redact, touched

CHANGE = "admin:articles_article_change"
REDACT = "_redact"


class RedactForm(forms.Form):
    """Which words, why, and whether the desk loses them too."""

    use_required_attribute = False

    passages = forms.CharField(
        label="Words to take out",
        widget=forms.Textarea({"rows": 4}),
        help_text="One passage a line, as it stands in the story. Capitals and spaces do not matter.",
        error_messages={"required": "Write the words to be taken out."},
    )
    reason = forms.CharField(
        label="Reason, for the record",
        max_length=500,
        help_text="Without the words themselves: as in “Court order of 12 May, file 3/26”.",
        error_messages={"required": "Say why: the reason is kept on record."},
    )
    desk = forms.BooleanField(
        label="From the desk copy, its revisions and what is typed and not saved, too",
        required=False,
        initial=True,
        help_text="Else the words come back when the desk copy is published.",
    )

    def clean_passages(self) -> list[str]:
        """Return the passages, one a line."""
        return [line.strip() for line in self.cleaned_data["passages"].splitlines() if line.strip()]

    def refuse(self, refusal: Refused) -> None:
        """Put at its field what stands against the act."""
        for finding in refusal.findings:
            self.add_error(finding.field if finding.field in self.fields else None, finding.message)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@unless_deleted
def redact_page(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Ask which words, show what would be touched, and take them out. Raises PermissionDenied."""
    article = get_object_or_404(Article, pk=pk)
    if not (request.user.has_perm("articles.redact_article") and model_admin.has_view_permission(request, article)):
        raise PermissionDenied
    form = RedactForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            if REDACT in request.POST:
                return _redacted(request, article, form, model_admin)
            found = touched(article, form.cleaned_data["passages"])
        except Refused as refusal:
            form.refuse(refusal)
    zone = site_record(request).tz
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Redact: {article}",
        "opts": model_admin.opts,
        "article": article,
        "form": form,
        "found": None if found is None else [_row(one, zone) for one in found],
        "mark": mark(article.language, timezone.localdate(timezone=zone)),
    }
    return TemplateResponse(request, "admin/articles/article/redact.html", context)


def _row(one: Any, zone: Any) -> dict[str, Any]:
    parts = ", ".join(name_of(part) for part in one.parts)
    return {"version": one.version, "moment": Moment(one.version.live_from, zone), "places": one.places, "parts": parts}


def _redacted(request: HttpRequest, article: Article, form: RedactForm, model_admin: Any) -> HttpResponse:
    """Do it. Raises Refused."""
    done = redact(article, by=request.user, **form.cleaned_data)
    versions = f"{len(done)} version{'' if len(done) == 1 else 's'}"
    model_admin.log_change(request, article, f"Redacted {versions} for legal reasons.")
    messages.success(request, f"Redacted: {versions} of the story show the mark where the words stood.")
    return HttpResponseRedirect(reverse(CHANGE, args=[article.pk]))
