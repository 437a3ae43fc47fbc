"""The two figures of a body: a photo with its caption here, and an embed, a titled link that may have a picture."""

import re
from collections.abc import Callable

from articles.body.inline import Marks, Run, escape_attribute, host, safe_web_address, tidy, write
from articles.body.tokens import Tag

PHOTO_ID = re.compile(r"[0-9]{1,18}")
# How a photo stands: across the page, or with those before and after it in a gallery.
LOOKS = ("gallery", "wide")


def photo_id(value: str) -> int | None:
    """The id that a body's `data-photo` gives, or None if it is no positive integer."""
    value = value.strip()
    return (int(value) or None) if PHOTO_ID.fullmatch(value) else None


class Figure:
    """A photo or an embed while its words are being read."""

    def __init__(self, tag: Tag, find_photo: Callable[[str], int | None]) -> None:
        self.address = safe_web_address(tag.attribute("data-embed") or "")
        value = tag.attribute("data-photo")
        self.photo = None if value is None else find_photo(value)
        self.look = next((look for look in LOOKS if look in tag.classes()), "") if self.photo else ""
        self.reading = bool(self.address)  # whether the words that come are its own

    @staticmethod
    def is_ours(tag: Tag) -> bool:
        """Whether a `<figure>` means to be a photo or an embed, rightly or wrongly."""
        return tag.attribute("data-photo") is not None or tag.attribute("data-embed") is not None

    def write(self, runs: list[Run]) -> str:
        """The figure's HTML with `runs` as caption or title."""
        if not self.address:
            look = f' class="{self.look}"' if self.look else ""
            return f'<figure data-photo="{self.photo}"{look}><figcaption>{write(tidy(runs))}</figcaption></figure>'
        title = " ".join(run.text for run in tidy([Run("".join(run.text for run in runs), Marks())]))
        return embed(self.address, title.replace("\n", " "), self.photo)


def embed(address: str, title: str, photo: int | None = None) -> str:
    """Return an embed as it is stored. address: a safe one; without a title its host is one."""
    picture = f' data-photo="{photo}"' if photo else ""
    link = write([Run(title or host(address), Marks(address))])
    return f'<figure data-embed="{escape_attribute(address)}"{picture}>{link}</figure>'
