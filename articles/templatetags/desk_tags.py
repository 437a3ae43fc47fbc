"""What the desk's templates ask that Django's do not answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template

from articles.desk import as_of
from articles.desk.gate import told_of
from articles.models import Version

register = template.Library()


@register.filter
def of(values: Mapping[Any, str], key: Any) -> str:
    """Return what a mapping holds for a key; "" when it holds nothing."""
    return values.get(key, "")


@register.filter
def overridden(version: Version) -> str:
    """Return who let a version out against the house rules, and why; "" for one that had nothing against it."""
    override = getattr(version, "override", None)
    return told_of(override, seen=version.is_seen()) if override else ""


@register.simple_tag
def site_as_of(at: dt.datetime, address: str = "/") -> str:
    """Return where a readers' address is seen as of an instant."""
    return as_of.site_as_of(at, address)
