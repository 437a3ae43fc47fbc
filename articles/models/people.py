"""What somebody with a login is called."""

from typing import Any


def person(user: Any) -> str:
    """Return somebody's name; "" for nobody, who is the newsroom's own machinery."""
    return (user.get_full_name() or user.get_username()) if user else ""


def first_name(user: Any) -> str:
    """Return what colleagues call somebody, for a line that is short."""
    return user.get_short_name() or user.get_username()
