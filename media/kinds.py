"""What a file is, told by its bytes alone, and what may not hide in it.

A name proves nothing: "photo.jpg" may hold a web page. And a picture may be a web page or an archive as well, because
browsers and unpackers look for their own marks anywhere in a file. The original is never served, yet it is kept, mailed
and opened on editors' machines, so such files are refused at the door.
"""

import re
import zipfile
from typing import IO

# Pillow's name of the format, the ending its original is stored under, and how to tell it by its first bytes. The last
# two are families of one container: the first brand that says which one decides.
KINDS = {
    "JPEG": ("jpg", re.compile(rb"\xff\xd8\xff")),
    "PNG": ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "GIF": ("gif", re.compile(rb"GIF8[79]a")),
    "WEBP": ("webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    # Not a camera's raw file of Canon's, which begins as a TIFF does.
    "TIFF": ("tif", re.compile(rb"II\*\0(?!....CR)|MM\0\*", re.DOTALL)),
    "AVIF": ("avif", re.compile(rb"....ftyp(?:m[is]f1....(?:m[is]f1|miaf)*)?avi[fs]", re.DOTALL)),
    "HEIF": ("heic", re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|m[is]f1)", re.DOTALL)),
}

ACCEPTED = "JPEG, PNG, WebP, AVIF, GIF, HEIC or TIFF"

# Kinds that turn up in a newsroom and are no photos here, in the words of the refusal.
STRANGERS = {
    "a BigTIFF": re.compile(rb"II\x2b\0|MM\0\x2b"),
    "a Photoshop document": re.compile(rb"8BPS"),
    "a PDF": re.compile(rb"%PDF-"),
    "a BMP": re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL),
    "a camera's raw file": re.compile(rb"II\*\0....CR|.{4}ftypcrx |FUJIFILMCCD-RAW|IIRO", re.DOTALL),
    "a film": re.compile(rb".{4}ftyp(?:isom|mp4|M4V|qt  |avc1|iso)|\x1aE\xdf\xa3|RIFF.{4}AVI ", re.DOTALL),
    "a ZIP archive or an office document": re.compile(rb"PK\x03\x04|PK\x05\x06"),
    "an SVG drawing": re.compile(
        rb"\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]", re.S | re.I
    ),
    "a web page": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)", re.S | re.I
    ),
}

MARKUP = re.compile(rb"<(?:script|html|body|iframe|!doctype\s+html|\?php)[\s>/]", re.IGNORECASE)
# A ZIP member's header: version needed (at most 6.3), flags, a method in use.
ZIP_MEMBER = re.compile(rb"PK\x03\x04[\x00-\x3f]\x00..[\x00\x08\x09\x0c\x0e\x5d\x5f\x63]\x00", re.DOTALL)
# A picture whose header opens a comment of JavaScript, which is closed, and answered, further on.
SCRIPT_OPENS = re.compile(rb"GIF8[79]a(?:/\*|//|=)|\xff\xd8\xff[\xe0-\xef]/\*")
SCRIPT_GOES_ON = re.compile(rb"\*/\s*[=;(]")
OVERLAP = 64
CHUNK = 2**20


def kind_of(head: bytes) -> str | None:
    """Return Pillow's name of an accepted format from a file's first bytes, None if it is none of them."""
    return next((kind for kind, (_, mark) in KINDS.items() if mark.match(head)), None)


def stranger(head: bytes) -> str:
    """Return what a refused file seems to be, in words that follow "is"."""
    return next((name for name, mark in STRANGERS.items() if mark.match(head)), "not a picture we can read")


def stowaway(file: IO[bytes], head: bytes) -> str | None:
    """Return what else a picture is besides a picture, in words, or None. Reads the file once, a megabyte at a time."""
    if b"%PDF-" in head[:1024]:
        return "a PDF"
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        window = before + chunk
        if MARKUP.search(window):
            return "a web page"
        if SCRIPT_OPENS.match(head) and SCRIPT_GOES_ON.search(window):
            return "a script"
        if ZIP_MEMBER.search(window):
            return "a ZIP archive"
        before = window[-OVERLAP:]
    file.seek(0)
    return "a ZIP archive" if zipfile.is_zipfile(file) else None
