from django.apps import AppConfig
from django.core import checks


class MediaConfig(AppConfig):
    name = "media"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "photos"

    def ready(self) -> None:
        """Register the checks of the table of renditions."""
        from media.checks import table_is_sound, templates_name_shapes

        checks.register(table_is_sound)
        checks.register(templates_name_shapes)
