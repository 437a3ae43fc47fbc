"""What the desk's templates ask that Django's do not answer."""

from collections.abc import Mapping
from typing import Any

from django import template

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
