from django.apps import AppConfig, apps
from django.core import checks
from django.db.models.signals import post_migrate, post_save, pre_migrate


class ArticlesConfig(AppConfig):
    """Stories: what is written and read."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "stories"

    def ready(self) -> None:
        """Look at the house rules that the site sets; after every migration make the groups, set the guards, and
        tie the search to what it finds. Each act that saves a desk copy keeps a revision: that is when it is indexed.
        What stands at photos is indexed as those are saved, too.

        Apps report in the order of INSTALLED_APPS; sessions comes after all whose permissions the groups hold.
        """
        from articles.desk.groups import ensure_groups
        from articles.house_rules.weighing import known_names
        from articles.models import Revision, guards
        from articles.search import indexing
        from media.models import Photo

        checks.register(known_names, checks.Tags.database)
        checks.register(indexing.written_whole, checks.Tags.database)

        post_migrate.connect(ensure_groups, sender=apps.get_app_config("sessions"), dispatch_uid="articles.groups")
        pre_migrate.connect(guards.lift, sender=self, dispatch_uid="articles.guards.lift")
        post_migrate.connect(guards.guard, sender=self, dispatch_uid="articles.guards.guard")
        post_migrate.connect(indexing.tie, sender=self, dispatch_uid="articles.search.tie")
        post_save.connect(indexing.index_saved, sender=Revision, dispatch_uid="articles.search.index_saved")
        post_save.connect(indexing.index_shown, sender=Photo, dispatch_uid="articles.search.index_shown")
