"""A newsroom to be made to fail, and the table of what came of it."""

from tests.faults.ground import newsroom
from tests.faults.table import tally

__all__ = ["newsroom", "tally"]
