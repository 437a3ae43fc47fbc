"""The newsroom as it is served, with each answer telling how many queries it cost."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MIDDLEWARE

MIDDLEWARE = ["tests.audit.counting.counted", *MIDDLEWARE]
