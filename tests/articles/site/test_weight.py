"""What a story's page weighs on its way to a reader, photos aside: the budget of the first round trip."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import Version
from articles.wire.edition import load_edition
from tests.articles.wire.makers import Run

pytestmark = pytest.mark.django_db

KIB = 1024
# A longer text weighs what its words weigh, whatever stands around it.
USUAL = 1500
WORDS_AND_LOOKS, SCRIPTS = 14 * KIB, 6 * KIB


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def files(html: str, pattern: str) -> int:
    """Return what the static files that a page names weigh together."""
    names = re.findall(pattern, html)
    assert names
    return sum(weight(Path(str(finders.find(name))).read_bytes()) for name in names)


def test_every_story_of_the_sample_edition_is_within_the_budget(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.making.make_renditions", lambda *args: 0)
    load_edition(Run())
    weights, pictures = {}, 0
    for version in Version.objects.live().filter(words__lte=USUAL):
        html = client.get(version.get_absolute_url()).content.decode()
        pictures += "<picture" in html
        looks = files(html, r'<link rel="stylesheet" href="/static/([^"]+)"')
        scripts = files(html, r'<script src="/static/([^"]+)" defer></script>')
        weights[version.headline] = (weight(html.encode()) + looks, scripts)
    assert len(weights) >= 30
    assert pictures >= 20
    over = {name: found for name, found in weights.items() if found[0] > WORDS_AND_LOOKS or found[1] > SCRIPTS}
    assert over == {}
