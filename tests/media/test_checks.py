"""The table of renditions and the templates that speak of it are looked at when the newsroom starts."""

from pathlib import Path
from typing import Any

import pytest

from media import checks
from media.renditions import SHAPES, Shape


def test_all_is_sound() -> None:
    assert checks.table_is_sound() == checks.templates_name_shapes() == []


@pytest.mark.parametrize(
    ("name", "shape", "fault"),
    [
        ("wide2", Shape(1.5, (480,), "", ""), "name that no rendition can have"),
        ("tall", Shape(1.5, (480, 320), "", ""), "widths that do not grow"),
        ("tall", Shape(1.5, (), "", ""), "widths that do not grow"),
        ("tall", Shape(1.5, (480,), "", "", ("gif",)), "formats that there are not"),
        ("tall", Shape(0.0, (480,), "", ""), "no aspect ratio"),
    ],
)
def test_a_faulty_shape_is_told(monkeypatch: pytest.MonkeyPatch, name: str, shape: Shape, fault: str) -> None:
    monkeypatch.setitem(SHAPES, name, shape)
    assert fault in checks.table_is_sound()[0].msg


def test_a_template_with_a_shape_that_there_is_not_is_named(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{% picture photo shape="panorama" alt="" %}{% picture photo shape="card" %}')
    settings.TEMPLATES = [{"DIRS": [tmp_path]}]
    found = checks.templates_name_shapes()
    assert [one.id for one in found] == ["media.E002"]
    assert "page.html" in found[0].msg
    assert "panorama" in found[0].msg
