"""Why a version exists, and why its window is closed."""

from django.db import models


class Kind(models.TextChoices):
    """Why a version exists."""

    FIRST = "first", "First published"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    MINOR = "minor", "Minor edit"
    RETRACTION = "retraction", "Retraction"


# What says that something was wrong, each with a note that readers see.
CORRECTIONS = (Kind.CORRECTION, Kind.CLARIFICATION, Kind.RETRACTION)


class End(models.TextChoices):
    """Why a window is closed."""

    OPEN = "", "open"
    REPLACED = "replaced", "replaced by the next version"
    WITHDRAWN = "withdrawn", "withdrawn"
    REMOVED = "removed", "removed for legal reasons"


# How a window ends after which readers have nothing in its place.
TAKEN_AWAY = (End.WITHDRAWN, End.REMOVED)
