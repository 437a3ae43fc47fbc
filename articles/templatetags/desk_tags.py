"""What the desk's templates ask that Django's do not answer."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[Any, str], key: Any) -> str:
    """Return what a mapping holds for a key; "" when it holds nothing."""
    return values.get(key, "")
