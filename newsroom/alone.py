"""What one process of a machine does, however many there are: where it ends another one goes on."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until nobody else on this machine is at something, and keep it from others meanwhile."""
    with (settings.VAR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
