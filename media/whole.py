"""Files that are made once: each lies in its place whole or not at all, whenever the server is killed."""

from __future__ import annotations

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

# The ending of a file that is still being written.
PART = ".part"


def store_whole(path: str, data: bytes) -> None:
    """Store a file in the default storage, unless it is there. Raises what `failing.storage_failures` returns.

    On a disk it is written under another name, which no reader can ask for, and then moved; one that was never moved
    is left for whoever tidies the folder. An S3-compatible storage puts whole files only.
    """
    if not isinstance(default_storage, FileSystemStorage):
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(data))
        return
    try:
        part = default_storage.save(f"{path}{PART}", ContentFile(data))
    except OSError:
        default_storage.delete(f"{path}{PART}")
        raise
    Path(default_storage.path(part)).replace(default_storage.path(path))
