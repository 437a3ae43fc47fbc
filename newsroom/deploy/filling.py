"""Fill an empty database, in one process that has to start once: tables, the stories of a file, one login.

`python -m newsroom.deploy.filling stories.jsonl`; the password is in DJANGO_SUPERUSER_PASSWORD.
"""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_stories", sys.argv[1])
    call_command("createsuperuser", interactive=False, username="ada", email="ada@news.example", verbosity=0)
