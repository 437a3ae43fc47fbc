"""The values of a JSON object, read with their types; what is wrong is collected, not raised."""

import datetime as dt
import re
from typing import Any

from articles.models import Kind, Role, name_key

KEY_LENGTH = 250
# C0, DEL and C1, white space kept: nobody sees them and no feed may carry them.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
UPDATES = [kind.value for kind in Kind if kind != Kind.FIRST]
FIRST_YEAR, LAST_YEAR = 1000, 9998


class Facts:
    """A JSON object; `reasons` says, in sentences, what was wrong with the values that were asked for.

    Every reader returns an empty value for one that is absent, null or wrong.
    """

    def __init__(self, data: dict[str, Any], inside: str = "", reasons: list[str] | None = None) -> None:
        self.data = data
        self.inside = inside
        self.reasons: list[str] = [] if reasons is None else reasons

    def wrong(self, reason: str) -> None:
        """Note that something is wrong."""
        self.reasons.append(f"In “{self.inside}”: {reason}" if self.inside else reason)

    def text(self, key: str, most: int | None = None, *, required: bool = False) -> str:
        """Return a text on one line."""
        value = self._string(key, self.data.get(key))
        text = " ".join(CONTROL.sub("", value).split()) if value else ""
        if required and not text and value is not None:
            self.wrong(f"“{key}” is missing or empty.")
        if most and len(text) > most:
            self.wrong(f"“{key}” has {len(text):,} characters; {most:,} is the most.")
            return ""
        return text

    def long_text(self, key: str) -> str | None:
        """Return a text as it stands; None where there is none."""
        return None if self.data.get(key) is None else self._string(key, self.data[key])

    def name(self, key: str, most: int) -> str:
        """Return somebody's or something's name, on one line."""
        name = self.text(key, most)
        if len(name_key(name)) > KEY_LENGTH:
            self.wrong(f"“{key}” is too long a name.")
            return ""
        return name

    def identity(self, key: str, most: int) -> str:
        """Return an id: a text or a whole number."""
        if type(self.data.get(key)) is int:
            return str(self.data[key])
        return self.text(key, most, required=True)

    def whole(self, key: str, most: int) -> int | None:
        """Return a whole number from 1; None where there is none."""
        value = self.data.get(key)
        if value is None or (type(value) is int and 1 <= value <= most):
            return value
        self.wrong(f"“{key}” is not a whole number from 1 to {most:,}.")
        return None

    def paragraphs(self, key: str) -> tuple[str, ...]:
        """Return a list of texts as they stand."""
        return tuple(text for value in self._list(key) if (text := self._string(key, value)))

    def names(self, key: str, most: int, count: int) -> tuple[str, ...]:
        """Return a list of names, each once however it is capitalised."""
        names: dict[str, str] = {}
        for one in self._items(key, self._list(key, count)):
            if name := one.name("entry", most):
                names.setdefault(name_key(name), name)
        return tuple(names.values())

    def identities(self, key: str, most: int, count: int) -> tuple[str, ...]:
        """Return a list of ids, each once."""
        return tuple(dict.fromkeys(one.identity("entry", most) for one in self._items(key, self._list(key, count))))

    def instant(self, key: str) -> dt.datetime | None:
        """Return a date and time with its zone, in UTC."""
        value = self.text(key)
        if not value:
            return None
        try:
            instant = dt.datetime.fromisoformat(value)
        except ValueError:
            self.wrong(f"“{key}” is not a date and time as in 2026-03-02T14:05:00+01:00: {value[:60]!r}.")
            return None
        if instant.utcoffset() is None:
            self.wrong(f"“{key}” has no time zone: {value[:60]!r}. End it with Z or an offset, as in +01:00.")
            return None
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            self.wrong(f"“{key}” lies in the year {instant.year}.")
            return None
        return instant.astimezone(dt.UTC)

    def matching(self, key: str, pattern: str, most: int, wanted: str) -> str:
        """Return a text of one form."""
        text = self.text(key, most)
        if text and not re.fullmatch(pattern, text):
            self.wrong(f"“{key}” is not {wanted}: {text[:60]!r}.")
            return ""
        return text

    def role(self, key: str) -> str:
        """Return a value of Role, "by" where none is given."""
        text = self.text(key)
        role = text.casefold() or Role.BY
        if role not in Role.values:
            self.wrong(f"“{text[:60]}” is not a role: it is one of {', '.join(Role.values)}.")
            return Role.BY
        return str(role)

    def kind(self, key: str) -> str:
        """Return why a story was updated, a value of Kind; "" where that is not told."""
        kind = self.text(key).casefold()
        if kind and kind not in UPDATES:
            self.wrong(f"“{kind[:60]}” is not a kind of update: it is one of {', '.join(UPDATES)}.")
            return ""
        return kind

    def object(self, key: str) -> "Facts | None":
        """Return an object."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(f"“{key}” is not an object in braces.")
            return None
        return Facts(value, key, self.reasons)

    def objects(self, key: str, count: int) -> list["Facts"]:
        """Return a list of objects."""
        values = self._list(key, count)
        if not all(isinstance(value, dict) for value in values):
            self.wrong(f"“{key}” is not a list of objects in braces.")
            return []
        return [Facts(value, key, self.reasons) for value in values]

    def _list(self, key: str, count: int | None = None) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(f"“{key}” is not a list.")
            return []
        if count and len(value) > count:
            self.wrong(f"“{key}” has {len(value):,} entries; {count} is the most.")
            return []
        return value

    def _items(self, key: str, values: list[Any]) -> list["Facts"]:
        return [Facts({"entry": value}, key, self.reasons) for value in values if value not in ("", None)]

    def _string(self, key: str, value: Any) -> str | None:
        """Return a string that can be stored, "" for none; None, with the reason noted, for anything else."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(f"“{key}” is not a text.")
            return None
        if SURROGATE.search(value):
            self.wrong(f"“{key}” holds half a character (a lone surrogate).")
            return None
        return value
