"""A server that is back within milliseconds of being killed: `python -m tests.faults.serving`.

The parent loads the newsroom once and holds the listening socket, so that who knocks meanwhile waits;
a child of it answers, and another one when that is gone. It prints the port, then the process id of each child. All of
it ends when its standard input does.
"""

import importlib
import os
import signal
import socket
import sys
import threading

import django
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import Client


def answer(door: socket.socket, application: StaticFilesHandler) -> None:
    """Answer requests until killed."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    server = ThreadedWSGIServer(door.getsockname(), WSGIRequestHandler, bind_and_activate=False)
    server.socket.close()
    server.socket = door
    server.server_name, server.server_port = door.getsockname()[:2]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()


def end_with_parent() -> None:
    """End all that was started here once nobody is left who could say so."""
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def load() -> None:
    """Load what every child would load again with its first request."""
    somebody = get_user_model().objects.filter(is_staff=True).first()
    client = Client(headers={"host": "127.0.0.1"})
    if somebody:
        client.force_login(somebody)
        assert client.get("/admin/articles/article/add/").status_code == 200
        client.logout()


def main() -> None:
    """Serve, again and again."""
    django.setup()
    application = StaticFilesHandler(importlib.import_module("newsroom.wsgi").application)
    load()
    connections.close_all()
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(door.getsockname()[1], flush=True)
    while True:
        child = os.fork()
        if not child:
            answer(door, application)
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
