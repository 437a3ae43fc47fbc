"""The production server: `python -m newsroom.serve`. `make demo` ends in it too."""

import argparse
import importlib
import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from newsroom import start

APPLICATION = "newsroom.wsgi"


def serve(address: str, port: int, workers: int, threads: int) -> None:
    """Serve the newsroom until SIGINT or SIGTERM.

    The whole newsroom is loaded here first, so that an unsafe setting ends the command before a worker starts.
    Raises start.StartError when the port cannot be had.
    """
    importlib.import_module(APPLICATION)
    start.check_port(port, address)
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
    )
    site = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
    server.on_startup(lambda: print(f"\n  Readers: {site}\n  Editors: {site}admin/\n  Stop with Ctrl-C.\n", flush=True))
    server.serve()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m newsroom.serve", description="Serve the newsroom.")
    parser.add_argument("--address", default="127.0.0.1", help="the address to listen on (%(default)s)")
    parser.add_argument("--port", type=start.port_number, default=8000, help="the port (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes; one a core is plenty (%(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="requests a process answers at once (%(default)s)")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        serve(arguments.address, arguments.port, arguments.workers, arguments.threads)
    except start.StartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
