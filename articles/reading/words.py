"""Words that templates print for values of models, and the places where a story can be shared."""

from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Kind, Tag, Version

KINDS: dict[str, Any] = {
    Kind.FIRST: _("First published"),
    Kind.UPDATE: _("Update"),
    Kind.CORRECTION: _("Correction"),
    Kind.CLARIFICATION: _("Clarification"),
    Kind.MINOR: _("Minor edit"),
    Kind.RETRACTION: _("Retraction"),
}

RETRACTED = _("Retracted")
REDACTED = _("Redacted for legal reasons")

# What stands in the place of a text that was taken away.
TEXT_TAKEN_AWAY = _("The text of this story was taken away when it was retracted.")

TAG_KINDS: dict[str, Any] = {
    Tag.Kind.TOPIC: pgettext_lazy("kind of tag", "Topic"),
    Tag.Kind.PERSON: pgettext_lazy("kind of tag", "Person"),
    Tag.Kind.PLACE: pgettext_lazy("kind of tag", "Place"),
    Tag.Kind.ORGANISATION: pgettext_lazy("kind of tag", "Organisation"),
    Tag.Kind.EVENT: pgettext_lazy("kind of tag", "Event"),
}

# Plain addresses, documented by each network; nothing of theirs is loaded.
NETWORKS = (
    (_("E-mail"), "mailto:?subject={title}&body={address}"),
    (_("WhatsApp"), "https://wa.me/?text={title}%20{address}"),
    (_("Telegram"), "https://t.me/share/url?url={address}&text={title}"),
    (_("Bluesky"), "https://bsky.app/intent/compose?text={title}%20{address}"),
    (_("Facebook"), "https://www.facebook.com/sharer/sharer.php?u={address}"),
    (_("LinkedIn"), "https://www.linkedin.com/sharing/share-offsite/?url={address}"),
)


def titled(version: Version) -> str:
    """Return a headline as it is told elsewhere, marked in the active language where the story was retracted."""
    return f"{RETRACTED}: {version.headline}" if version.retracted else version.headline


def share_links(address: str, title: str) -> list[tuple[str, str]]:
    """Return (name, address) of each place where a page can be shared."""
    parts = {"address": quote(address, safe=""), "title": quote(title, safe="")}
    return [(str(name), pattern.format(**parts)) for name, pattern in NETWORKS]
