"""What a failure of the machine means for whoever wants to keep something."""

import errno
import os

from django.db import DatabaseError, InterfaceError, OperationalError

# Its message is in the language of the server (Appendix A of PostgreSQL's manual).
POSTGRESQL_DISK_FULL = "53100"


def disk_is_full(error: BaseException) -> bool:
    """Say whether a failure means that there is no room left to write."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    said = str(error)
    full = "disk is full" in said or getattr(error.__cause__, "sqlstate", "") == POSTGRESQL_DISK_FULL
    return isinstance(error, DatabaseError) and (full or os.strerror(errno.ENOSPC) in said)


def database_is_away(error: BaseException) -> bool:
    """Say whether a failure means that the database is locked for too long, or cannot be reached."""
    return isinstance(error, OperationalError | InterfaceError) and not disk_is_full(error)
