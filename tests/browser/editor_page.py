"""A page with nothing but the body's editor, and the whole site beside it."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from articles.desk.editor import BodyField
from newsroom.urls import urlpatterns as site_urls

PAGE = """
{% extends "admin/base_site.html" %}
{% block extrahead %}{{ block.super }}{{ media }}{% endblock %}
{% block bodyclass %}{{ block.super }} two-col change-form{% endblock %}
{% block breadcrumbs %}{% endblock %}
{% block content_title %}{% endblock %}
{% block content %}
<h1 class="visually-hidden">Story</h1>
<form method="post" id="article_form" novalidate>{% csrf_token %}
<div class="desk-cols"><div class="story"><fieldset class="module aligned" aria-label="Story">
<div class="form-row field-body"><div>
<div class="flex-container"><div class="label" id="body-label">Body</div>{{ form.body }}</div>
</div></div>
<input type="submit" value="Save">
</fieldset></div></div>
</form>
{% if saved is not None %}<pre id="saved">{{ saved }}</pre>{% endif %}
{% endblock %}
"""


class StoryForm(forms.Form):
    """A story that is its body."""

    body = BodyField(required=False)


def editor_page(request: HttpRequest) -> HttpResponse:
    """Show the body given as `?body=`; after posting, what came of it."""
    form = StoryForm(request.POST or None, initial={"body": request.GET.get("body", "")})
    saved = form.cleaned_data["body"] if form.is_bound and form.is_valid() else None
    if saved is not None:
        form = StoryForm(initial={"body": saved})
    context = {**admin.site.each_context(request), "title": "Story", "form": form, "media": form.media, "saved": saved}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [path("editor/", admin.site.admin_view(editor_page)), *site_urls]
handler404 = "articles.site.missing.not_found"
handler500 = "newsroom.failures.server_error"
