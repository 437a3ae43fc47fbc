"""Decoding in a process of its own, for formats whose libraries believe what a hostile file says.

A few kilobytes of AVIF may declare 64 × 64 pixels and unpack to 14,000 × 14,000; and a fault in a decoder ends the
process it runs in. So AVIF, HEIC, TIFF and WebP are decoded by a child with a ceiling on memory and time, and what it
can't do is refused. It costs an eighth of a second a picture.
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from PIL import Image

KINDS = {"AVIF", "HEIF", "TIFF", "WEBP"}

# Bytes of memory the child may ask for in all, and seconds it may take by the processor's and by the wall's clock.
MEMORY = 320_000_000
SECONDS = 15
PATIENCE = 18


class ApartError(ValueError):
    """The child could not decode the picture."""


def decode_apart(file: IO[bytes], kind: str, scale: float) -> Image.Image:
    """Have a child decode the file; return the picture as `pixels.decode` does. Raises ApartError."""
    with tempfile.TemporaryFile() as answer:
        try:
            subprocess.run(  # noqa: S603 our own interpreter and module, two arguments of our own
                [sys.executable, "-m", "media.apart", kind, repr(scale)],
                stdin=on_disk(file),
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parent.parent,
                # One thread and one arena: each further one asks for memory of its own.
                env={**os.environ, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
                timeout=PATIENCE,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise ApartError("it can't be decoded within the memory and time a photo may take") from error
        answer.seek(0)
        head = json.loads(answer.readline())
        picture = Image.frombytes("RGB", tuple(head["size"]), answer.read())
        picture.info = {"icc_profile": bytes.fromhex(head["profile"])} if head["profile"] else {}
        return picture


def on_disk(file: IO[bytes]) -> IO[bytes]:
    """Return a file that a child can be handed: the one given, or a nameless copy of it."""
    file.seek(0)
    try:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
    except (OSError, AttributeError):
        copy = tempfile.TemporaryFile()  # noqa: SIM115 closed with the last reference, after the child has read it
        while chunk := file.read(2**20):
            copy.write(chunk)
        copy.seek(0)
        return copy
    return file


def main() -> None:
    """Decode standard input to standard output: a line of JSON with size and profile, then RGB bytes."""
    from media import pixels  # here, because pixels imports this module

    kind, scale = sys.argv[1], float(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with open(0, "rb", buffering=0) as source, open(1, "wb") as answer:
        file = io.BufferedReader(source)
        picture = pixels.decode_here(file, pixels.open_picture(file, kind), scale)
        profile = picture.info.get("icc_profile", b"").hex()
        answer.write(json.dumps({"size": picture.size, "profile": profile}).encode() + b"\n")
        answer.write(picture.tobytes())


if __name__ == "__main__":
    main()
