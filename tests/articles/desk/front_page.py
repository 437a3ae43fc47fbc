"""The page of a front's draft, as a browser without a script posts it."""

import html
import re

from django.http import HttpResponse
from django.test import Client

from articles import arranging
from articles.models import Front


def fields(response: HttpResponse) -> dict[str, str]:
    """Return what the form of a draft would post as it stands."""
    page = response.content.decode()
    form = page[page.index('id="front"') : page.index("front-below")]
    found = {}
    for tag in re.finditer(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]+)"', tag[0]), re.search(r' value="([^"]*)"', tag[0])
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options) or re.search(r'value="([^"]*)"', options)
        if chosen:
            found[name] = html.unescape(chosen[1])
    return found


class Page:
    """The page of one draft."""

    def __init__(self, client: Client, front: Front) -> None:
        self.client, self.front, self.address = client, front, f"/admin/front/{front.pk}/"
        self.response = client.get(self.address)

    def post(self, button: str, value: str = "1", **typed: str) -> HttpResponse:
        """Press a button, with what was typed in some fields; follow where it leads."""
        data = fields(self.response) | {name.replace("_", "-"): text for name, text in typed.items()}
        self.response = self.client.post(self.address, data | {button: value}, follow=True)
        return self.response

    @property
    def boxes(self) -> list[tuple[str, list[int]]]:
        """What is saved: each container's kind, and the keys of the stories in it."""
        self.front.refresh_from_db()
        return [(one.kind, [spot.article for spot in one.spots]) for one in arranging.boxes_of(self.front.arrangement)]
