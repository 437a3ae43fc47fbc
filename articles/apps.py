from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    """Stories: what is written and read."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "stories"

    def ready(self) -> None:
        """Make the groups after every migration, once the permissions that they hold exist."""
        from articles.desk.groups import ensure_groups

        post_migrate.connect(ensure_groups, dispatch_uid="articles.groups")
