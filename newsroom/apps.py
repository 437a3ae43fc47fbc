from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        """Let the bell ring after what this process writes, be it a server or a command."""
        from newsroom.page_cache.bell import Bell, RingsAfterWrites

        rings = RingsAfterWrites(Bell(settings.VAR / "bell"))

        def listen(connection: Any, **kwargs: Any) -> None:
            if rings not in connection.execute_wrappers:
                connection.execute_wrappers.append(rings)

        connection_created.connect(listen, weak=False)
