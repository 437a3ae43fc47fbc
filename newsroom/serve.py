"""The production server: `python -m newsroom.serve`. `make demo` ends in it too."""

import argparse
import ctypes
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from newsroom import start
from newsroom.environment import plain_words
from newsroom.observing import metrics

APPLICATION = "newsroom.wsgi"
# glibc's name for how many arenas it takes memory from (malloc.h).
M_ARENA_MAX = -8


def application_for_worker() -> Callable[..., Any]:
    """Return the WSGI application, in a worker.

    The worker leaves the terminal's process group: it is stopped by the server alone, once. Stopped twice at the same
    moment, by Ctrl-C and by the server, granian's worker waits for itself and never ends.
    """
    os.setpgrp()
    application: Callable[..., Any] = importlib.import_module(APPLICATION).application
    importlib.import_module("media.background").resume_after_start()
    importlib.import_module("articles.announcing").watch()
    importlib.import_module("newsroom.listening").begin()
    return application


def take_memory_from_one_arena() -> None:
    """Let any thread use again what another one has freed; glibc would give each an arena of its own.

    A sixth less memory with full page caches (docs/performance.md). Other C libraries have no such thing.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, 1)


def share_what_is_loaded() -> None:
    """Let the workers, which are forked, go on sharing what is loaded: a collection would write to all of it."""
    gc.collect()
    gc.freeze()


def check_static_files() -> None:
    """Refuse to serve pages without their style sheets, scripts and pictures."""
    with plain_words():
        collected = settings.DEBUG or Path(settings.STATIC_ROOT, "staticfiles.json").exists()
    if not collected:
        raise start.StartError("The static files are not collected: run `manage.py collectstatic` first.")


def serve(address: str, port: int, workers: int, threads: int) -> None:
    """Serve the newsroom until SIGINT or SIGTERM; SIGHUP replaces the workers.

    The whole newsroom is loaded here first, so that an unsafe setting ends the command before a worker starts.
    Raises start.StartError when the port cannot be had or the static files are not collected.
    """
    start.check_port(port, address)
    check_static_files()
    take_memory_from_one_arena()
    importlib.import_module(APPLICATION)
    share_what_is_loaded()
    server = Server(
        f"{APPLICATION}:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )

    @server.on_startup
    def say_where() -> None:
        site = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
        print(f"Serving {site} until Ctrl-C.", flush=True)
        if sys.stdout.isatty():  # a closed terminal window stops what was started in it
            signal.signal(signal.SIGHUP, server.signal_handler_interrupt)

    counted = metrics.begin()
    server.serve(target_loader=application_for_worker, wrap_loader=False)
    if counted is not None:
        os.close(counted)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m newsroom.serve", description="Serve the newsroom.")
    parser.add_argument("--address", default="127.0.0.1", help="the address to listen on (%(default)s)")
    parser.add_argument("--port", type=start.port_number, default=8000, help="the port (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes; one a core is plenty (%(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="requests a process answers at once (%(default)s)")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        arguments = parser.parse_args()
        serve(arguments.address, arguments.port, arguments.workers, arguments.threads)
    except start.StartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
