"""Static files carry their content in their names, down to what scripts import."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from newsroom.static_files import StaticFiles, without_notes


@pytest.fixture
def collected(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Collect the static files as for readers, uncompressed; return where they are."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "newsroom.static_files.StaticFiles"}}
    monkeypatch.setattr(StaticFiles, "compress_files", lambda files, names: iter(()))  # most of the work
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_a_script_imports_others_by_their_content(collected: Path) -> None:
    (script,) = collected.glob("articles/desk/editor/index.????????????.js")
    imported = re.findall(r'from "\./([^"]+)"', script.read_text())
    assert imported
    assert all(re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.js", name) for name in imported)
    assert all((script.parent / name).exists() for name in imported)


def test_readers_are_sent_the_lean_style_sheets(collected: Path) -> None:
    sheets = [*collected.glob("articles/*.????????????.css")]
    assert len(sheets) >= 5
    for sheet in sheets:
        written = sheet.with_name(re.sub(r"\.\w{12}\.", ".", sheet.name)).read_text()
        assert len(written) > 500
        assert "/*" not in written
        assert sheet.read_text() == written


def test_a_style_sheet_loses_what_says_nothing_and_no_more() -> None:
    written = """
    /* For people. */
    @layer parts {
      .story :is(a, b) > p:not( .c )::after { content: "/* a,  b; */"; inset: 0 calc(1rem + (2px * 3)); }
      @media (width >= 40rem) and (hover) { .a :focus { --x: light-dark(#fff, #000) ; color: var(--x) } }
    }
    """
    assert without_notes(written) == (
        '@layer parts{.story :is(a,b) > p:not(.c)::after{content: "/* a,  b; */";inset: 0 calc(1rem + (2px * 3));}'
        "@media (width >= 40rem) and (hover){.a :focus{--x: light-dark(#fff,#000);color: var(--x)}}}"
    )
    assert without_notes("a/**/b { c: d/* */e }") == "a/**/b{c: d/**/e}"
