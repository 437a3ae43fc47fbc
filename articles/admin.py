"""What the desk shows: everything is defined in articles.desk."""

import taggit.admin  # noqa: F401 registers the tags we do not use, which are then taken off
from django.contrib import admin
from taggit.models import Tag as PlainTag

from articles.desk.article import ArticleAdmin
from articles.desk.cast import AgencyAdmin, AuthorAdmin
from articles.desk.filing import RedirectAdmin, SectionAdmin, SiteAdmin, TagAdmin
from articles.models import Agency, Article, Author, Redirect, Section, Site, Tag

admin.site.unregister(PlainTag)
admin.site.register(Article, ArticleAdmin)
admin.site.register(Author, AuthorAdmin)
admin.site.register(Agency, AgencyAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Tag, TagAdmin)
admin.site.register(Site, SiteAdmin)
admin.site.register(Redirect, RedirectAdmin)
