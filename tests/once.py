"""What a run makes once, however many of its workers ask for it."""

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings


def once(name: str, make: Callable[[], Any]) -> Any:
    """Return what `make` returned to the first who asked under this name: anything that JSON holds."""
    place = Path(settings.VAR) / f"{name}.json"
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            place.write_text(json.dumps(make()))
    return json.loads(place.read_text())
