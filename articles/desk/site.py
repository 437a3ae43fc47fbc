"""The desk: the admin as editors meet it."""

from django.contrib import admin


class DeskSite(admin.AdminSite):
    """The admin site of the newsroom."""

    enable_nav_sidebar = False
