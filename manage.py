#!/usr/bin/env python
"""Run Django's commands for the newsroom."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.environment import plain_words

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    with plain_words():
        execute_from_command_line(sys.argv)
