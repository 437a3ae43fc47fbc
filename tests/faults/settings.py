"""The settings of the servers that are made to fail: the newsroom's own, with static files from where they lie."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
