"""The settings under which the tests run: the newsroom's own, in a place of their own and with a quick password hash.

The database is SQLite unless DATABASE_URL names another.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker shares the directory of the run that started it
    os.environ["NEWSROOM_VAR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, os.environ["NEWSROOM_VAR"], ignore_errors=True)
for name in [name for name in os.environ if name.startswith("NEWSROOM_") and name != "NEWSROOM_VAR"]:
    del os.environ[name]
os.environ |= {"NEWSROOM_HTTPS": "false", "NEWSROOM_DEBUG": "false", "NEWSROOM_HOSTS": "localhost,127.0.0.1,testserver"}
# No test asks the network; those that try it have a server of their own.
os.environ["NEWSROOM_ASKS_PROVIDERS"] = "false"
# Playwright keeps an event loop in the tests' thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STATIC_ROOT, STORAGES, VAR  # noqa: E402

Path(STATIC_ROOT).mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a file, as in production: the browser's requests come in on threads and connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    # No power cut is tried here: nothing waits for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
