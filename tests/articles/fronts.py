"""Small makers for fronts."""

from typing import Any

from articles import arranging, fronting
from articles.arranging import Box, Spot
from articles.models import Container, Front, FrontVersion, Version

LEAD, TIER, LATEST, BAND = Container.Kind.LEAD, Container.Kind.TIER, Container.Kind.LATEST, Container.Kind.BAND
NOTHING = Container.Fill.NOTHING


def spot(version: Version, **values: Any) -> Spot:
    """Return the place of a story."""
    return Spot(version.article_id, **values)


def box(kind: str, *placed: Spot | Version, **values: Any) -> Box:
    """Return a container with stories placed in it."""
    return Box(kind, spots=[one if isinstance(one, Spot) else spot(one) for one in placed], **values)


def make_front(*boxes: Box, name: str = "Weekend", section: Any = None, tag: Any = None) -> Front:
    """Return a draft that holds these containers."""
    return arranging.start(name, list(boxes), by=None, section=section, tag=tag)


def put_on_front(*boxes: Box, **values: Any) -> FrontVersion:
    """Let readers see these containers from now on."""
    return fronting.publish_front(make_front(*boxes, **values), by=None)
