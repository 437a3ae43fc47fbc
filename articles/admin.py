"""What the desk shows: everything is defined in articles.desk."""

import taggit.admin  # noqa: F401 registers the tags we do not use, which are then taken off
from django.contrib import admin
from taggit.models import Tag as PlainTag

from articles.desk.lists import ArticleListMixin
from articles.models import Article

admin.site.unregister(PlainTag)
admin.site.register(Article, ArticleListMixin)
