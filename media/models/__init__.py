"""What the photo desk keeps: photos, what is known of them, and what is still to be done for them."""

from media.models.about import BANDS, EarlierFile, Likeness, Reading
from media.models.change import Change, ChangeIsTold
from media.models.photo import Photo, PhotoQuerySet, without_credit
from media.models.waiting import HELD, MOST_TRIES, PAUSE, Arrival, Making

__all__ = [
    "BANDS",
    "HELD",
    "MOST_TRIES",
    "PAUSE",
    "Arrival",
    "Change",
    "ChangeIsTold",
    "EarlierFile",
    "Likeness",
    "Making",
    "Photo",
    "PhotoQuerySet",
    "Reading",
    "without_credit",
]
