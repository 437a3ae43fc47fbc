"""Which search engine a database has: FTS5 with SQLite, full text with PostgreSQL. Another one is one more class."""

from django.db import DEFAULT_DB_ALIAS, connections

from .indexes import Engine
from .postgresql import PostgreSQL
from .sqlite import SQLite


def engine(using: str = DEFAULT_DB_ALIAS) -> Engine:
    """Return the engine of a database."""
    return PostgreSQL(using) if connections[using].vendor == "postgresql" else SQLite(using)
