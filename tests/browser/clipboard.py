"""Pasting and dropping as a browser does it, with what word processors put on the clipboard."""

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

CLIPBOARDS = Path(__file__).parent / "clipboards"

TRANSFER = """
const transfer = new DataTransfer();
for (const [type, words] of Object.entries(given.data ?? {})) transfer.setData(type, words);
for (const { name, type, base64 } of given.files ?? []) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  transfer.items.add(new File([bytes], name, { type }));
}
"""
PASTE = f"""(element, given) => {{
{TRANSFER}
element.dispatchEvent(new ClipboardEvent("paste", {{ clipboardData: transfer, bubbles: true, cancelable: true }}));
}}"""
DROP = f"""(element, given) => {{
{TRANSFER}
const {{ left, top }} = element.getBoundingClientRect();
const place = {{ clientX: left + given.x, clientY: top + given.y }};
const event = {{ ...place, dataTransfer: transfer, bubbles: true, cancelable: true }};
for (const name of ["dragenter", "dragover", "drop"]) element.dispatchEvent(new DragEvent(name, event));
}}"""


def saved_clipboard(name: str) -> str:
    """Return the HTML that a program put on the clipboard."""
    return (CLIPBOARDS / f"{name}.html").read_text(encoding="utf-8")


def paste(into: Locator, html: str | None = None, text: str = "", files: list[dict[str, str]] | None = None) -> None:
    """Paste words, HTML or files."""
    into.page.wait_for_timeout(50)  # the editor hears of where the caret went a moment later
    data: dict[str, Any] = {"text/plain": text} | ({"text/html": html} if html is not None else {})
    into.evaluate(PASTE, {"data": data, "files": files or []})


def drop(onto: Locator, files: list[dict[str, str]], x: float = 5, y: float = 5) -> None:
    """Drop files at a place of an element, in pixels from its start and top."""
    onto.evaluate(DROP, {"files": files, "x": x, "y": y})


def picture_file(content: bytes, name: str = "quay.jpg", type_: str = "image/jpeg") -> dict[str, str]:
    """Return a file as `paste` and `drop` take it."""
    return {"name": name, "type": type_, "base64": base64.b64encode(content).decode()}
