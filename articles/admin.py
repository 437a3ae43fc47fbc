"""What the desk shows: everything is defined in articles.desk."""

import django.contrib.auth.admin  # noqa: F401 registers logins and groups without a record, which are then taken off
import taggit.admin  # noqa: F401 registers the tags we do not use, which are then taken off
from django.contrib import admin
from django.contrib.auth.models import Group, User
from taggit.models import Tag as PlainTag

from articles.desk.article import ArticleAdmin
from articles.desk.cast import AgencyAdmin, AuthorAdmin
from articles.desk.filing import RedirectAdmin, SectionAdmin, SiteAdmin, TagAdmin
from articles.desk.logins import LoginsAdmin, RolesAdmin
from articles.desk.moderation import CommentAdmin
from articles.desk.record import RecordAdmin
from articles.desk.series import SeriesAdmin
from articles.models import Agency, Article, Author, Comment, Record, Redirect, Section, Series, Site, Tag

admin.site.unregister([PlainTag, User, Group])
admin.site.register(Article, ArticleAdmin)
admin.site.register(Author, AuthorAdmin)
admin.site.register(Agency, AgencyAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Series, SeriesAdmin)
admin.site.register(Tag, TagAdmin)
admin.site.register(Site, SiteAdmin)
admin.site.register(Redirect, RedirectAdmin)
admin.site.register(Record, RecordAdmin)
admin.site.register(User, LoginsAdmin)
admin.site.register(Group, RolesAdmin)
admin.site.register(Comment, CommentAdmin)
