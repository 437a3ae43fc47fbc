"""How a line of the log is written: plain for people, or as JSON for machines; both with the request's id."""

import datetime as dt
import json
import logging
from typing import Any

from newsroom.observing.watch import watched


class Plain(logging.Formatter):
    """One line for people; the request's id behind it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line, and a traceback under it."""
        watch = watched()
        record.of_request = f" [{watch.id}]" if watch else ""
        return super().format(record)


class Json(logging.Formatter):
    """One JSON object a line, a traceback inside it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line."""
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if watch := watched():
            told["request"] = watch.id
        told |= getattr(record, "told", None) or {"message": record.getMessage()}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
