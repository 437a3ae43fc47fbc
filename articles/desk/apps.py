from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """The admin, with the desk as its site."""

    default_site = "articles.desk.site.DeskSite"
