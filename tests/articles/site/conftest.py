"""What the tests of readers' pages share."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.articles.site.stories import NOON


@pytest.fixture
def clock() -> Iterator[Any]:
    """The newsroom's clock, standing at noon in UTC, 13:00 in Paris."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
