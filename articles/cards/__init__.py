"""The picture that others show of a link to a story: its headline, its photo with the credit on it, the paper's name.

    card.py      what stands on a card; its name is worked out from that, so that a page asks no disk
    fonts.py     fonts that we may pass on, and which of them can write a text
    drawing.py   pixels, 1200 x 630
    making.py    made once when a story is published, outside the request, or else when it is first asked for

A card tells nothing that readers do not see at the instant: whoever asks for one goes by way of the live story.
"""

from .card import HEIGHT, WIDTH, Card, card_of
from .making import open_card, prepare

__all__ = ["HEIGHT", "WIDTH", "Card", "card_of", "open_card", "prepare"]
