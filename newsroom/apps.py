from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        """Let the bell ring after what this process writes, be it a server or a command, and watch its queries."""
        from newsroom.observing.watch import WatchesQueries
        from newsroom.page_cache.bell import RingsAfterWrites
        from newsroom.page_cache.doorbell import bell

        wrappers = [RingsAfterWrites(bell()), WatchesQueries()]

        def listen(connection: Any, **kwargs: Any) -> None:
            connection.execute_wrappers += [one for one in wrappers if one not in connection.execute_wrappers]

        connection_created.connect(listen, weak=False)
