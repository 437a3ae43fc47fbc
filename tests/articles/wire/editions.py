"""A sample edition of four stories, for tests that have no time for the real one."""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.wire import edition
from tests.articles.wire.makers import make_line, write_lines
from tests.media.makers import make_jpeg

SURROUNDINGS: dict[str, Any] = {
    "series": [],
    "site": {
        "name": "The Meridian",
        "tagline": "News from Halmouth",
        "time_zone": "Europe/Copenhagen",
        "comments": "after",
    },
    "sections": [
        {"name": "World", "description": "What happens beyond our borders.", "opinion": False},
        {"name": "Opinion", "description": "Our columnists speak for themselves.", "opinion": True},
    ],
    "agencies": [{"name": "Tamar Press Association", "short_name": "TPA", "url": "https://tpa.example"}],
    "authors": [
        {"name": "Nadia Kestrel", "job_title": "Courts reporter", "portrait": "kestrel.jpg"},
        {"name": "Henrik Asare", "job_title": "Business editor"},
    ],
    "tags": [{"name": "Halmouth", "kind": "place", "description": "A port of 640,000 people."}],
    "acts": [
        {
            "story": "bridge",
            "act": "correct",
            "at": "2026-11-24T06:10:00+01:00",
            "note": "It was opened in 1934.",
            "changes": {"body_replace": [["in 1938 & closed", "in 1934 & closed"]]},
        },
        {
            "story": "bridge",
            "act": "update",
            "at": "2026-11-23T21:05:00+01:00",
            "note": "Adds the fares.",
            "changes": {"headline": "The bridge will close, and the ferry is free"},
        },
        {"story": "levy", "act": "withdraw", "at": "2026-11-19T08:30:00+01:00"},
        {"story": "tram", "act": "schedule", "at": "2026-11-25T07:00:00+01:00"},
    ],
    "turns": [
        {"story": "notes", "move": "hand_over", "by": "reporter", "note": "Read it aloud."},
        {"story": "notes", "move": "take", "by": "editor"},
        {"story": "notes", "move": "give_back", "by": "editor", "note": "Which organ?"},
    ],
    "fronts": [
        {
            "name": "Today",
            "live": True,
            "boxes": [
                {"kind": "lead", "stories": [{"story": "bridge", "headline": "The ferry is free"}, {"story": "gone"}]},
                {"kind": "band", "section": "Nowhere"},
                {"kind": "band", "tag": "Halmouth"},
            ],
        },
        {"name": "Elsewhere", "section": "Nowhere", "boxes": []},
    ],
    "holds": [{"story": "notes", "by": "editor", "reason": "Ask the lawyer."}],
    "comments": [
        {"story": "votes", "name": "Rita", "minutes": 5, "text": "At last.", "reports": 3},
        {
            "story": "votes",
            "name": "Tomas",
            "minutes": 9,
            "text": "I voted.",
            "answers": [
                {"name": "", "staff": True, "minutes": 12, "text": "So did we."},
            ],
        },
        {"story": "votes", "name": "Mallory", "minutes": 20, "text": "Rigged.", "state": "rejected"},
    ],
    "embargoes": [{"story": "notes", "by": "editor", "until": "2026-11-25T06:00:00+01:00", "note": "The Guildhall."}],
}
STORIES = [
    make_line("bridge", "The bridge will close", paragraphs=["Opened in 1938 & closed."], related=["levy"])
    | {"published": "2026-11-23T18:20:00+01:00"},
    make_line(
        "levy", "The levy will double", byline="By Nadia Kestrel with TPA", published="2026-11-18T19:30:00+01:00"
    ),
    make_line("tram", "The tram is free", published=None),
    make_line("votes", "Votes are counted", tags=["Halmouth"], published="2026-11-24T06:50:00+01:00"),
    make_line("notes", "Notes for a profile", byline="By Nadia Kestrel", published=None),
]


@pytest.fixture
def small_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the small edition in the place of the real one, and spare it the renditions; return its folder."""
    monkeypatch.setattr("media.making.make_renditions", lambda *args: 0)
    folder = tmp_path / "edition"
    folder.mkdir()
    (folder / "kestrel.jpg").write_bytes(make_jpeg(credit="The Meridian"))
    (folder / "edition.json").write_text(json.dumps(SURROUNDINGS))
    monkeypatch.setattr(edition, "FOLDER", folder)
    monkeypatch.setattr(edition, "STORIES", write_lines(folder, *STORIES))
    monkeypatch.setattr(edition, "SURROUNDINGS", folder / "edition.json")
    return folder
