"""Content credentials: what a camera or a program signed about how a picture came to be, and whether it still holds.

C2PA 2.2. The library that checks them is an optional extra (`c2pa`); without it a file that carries credentials is said
to be unchecked, which is neither valid nor invalid. It is asked in a process of its own, with a ceiling on memory and
time, because what it reads is a stranger's; and it asks nobody on the network.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from media import apart

VALID, INVALID, UNCHECKED = "valid", "invalid", "unchecked"
# The type of the box in which every format keeps a store of manifests (C2PA 2.2, 11.1.4.2).
MARK = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
CHUNK = 2**20
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
TYPES |= {"AVIF": "image/avif", "HEIF": "image/heic", "TIFF": "image/tiff"}
QUIET = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
UNKNOWN_SIGNER = "signingCredential.untrusted"
LONGEST, MOST_PROBLEMS = 200, 5


def read_credentials(file: IO[bytes], kind: str) -> dict[str, Any]:
    """Return what a file's credentials come to, {} if it carries none.

    state: VALID, INVALID or UNCHECKED. signer, made_with: names, "" where none is told. known: whether the signer is on
    a list of those that are trusted. problems: sentences about what does not hold.
    """
    if not has_manifest(file):
        return {}
    if importlib.util.find_spec("c2pa") is None:
        return {"state": UNCHECKED}
    try:
        answer = subprocess.run(  # noqa: S603 our own interpreter and module, arguments of our own
            [sys.executable, "-m", "media.provenance", TYPES[kind], settings.C2PA_TRUST],
            stdin=apart.on_disk(file),
            capture_output=True,
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            timeout=apart.PATIENCE,
            check=True,
        )
        return dict(json.loads(answer.stdout))
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, ValueError):
        return _invalid("They can’t be read.")


def has_manifest(file: IO[bytes]) -> bool:
    """Say whether a file carries credentials. Reads it once, a megabyte at a time, and leaves it at its beginning."""
    file.seek(0)
    before, found = b"", False
    while not found and (chunk := file.read(CHUNK)):
        found = MARK in before + chunk
        before = chunk[-len(MARK) :]
    file.seek(0)
    return found


def _invalid(problem: str) -> dict[str, Any]:
    return {"state": INVALID, "signer": "", "made_with": "", "known": False, "problems": [problem]}


def told(report: dict[str, Any]) -> dict[str, Any]:
    """Return what the library's report comes to."""
    manifest = report.get("manifests", {}).get(report.get("active_manifest"), {})
    signed = manifest.get("signature_info") or {}
    status = report.get("validation_status") or []
    problems = [one.get("explanation") or one.get("code", "") for one in status if one.get("code") != UNKNOWN_SIGNER]
    made_with = ", ".join(str(one.get("name", "")) for one in manifest.get("claim_generator_info") or [])
    state = VALID if report.get("validation_state") in {"Valid", "Trusted"} else INVALID
    return {
        "state": state,
        "signer": str(signed.get("issuer") or signed.get("common_name") or "")[:LONGEST],
        "made_with": made_with[:LONGEST],
        "known": report.get("validation_state") == "Trusted",
        "problems": [one[:LONGEST] for one in problems[:MOST_PROBLEMS]] if state == INVALID else [],
    }


def main() -> None:
    """Check standard input, a picture of the type that is named, by the certificates of a file; answer in JSON."""
    import c2pa

    resource.setrlimit(resource.RLIMIT_CPU, (apart.SECONDS, apart.SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (apart.MEMORY, apart.MEMORY))
    kind, anchors = sys.argv[1:]
    # Without the file nobody is vouched for, which is not to say that what was signed does not hold.
    trust = {"trust": {"trust_anchors": Path(anchors).read_text()}} if anchors and Path(anchors).is_file() else {}
    with open(0, "rb") as source:
        try:
            context = c2pa.Context(c2pa.Settings.from_dict({**QUIET, **trust}))
            answer = told(json.loads(c2pa.Reader(kind, source, context=context).json()))
        except c2pa.C2paError as error:
            answer = _invalid(str(error)[:LONGEST])
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
