"""What a browser without a script would post of a page's form."""

from html.parser import HTMLParser
from typing import Any


def filled(page: Any, form: str = "article_form") -> dict[str, list[str]]:
    """Return the names and values of a form on a page, as it stands there."""
    reader = _Form(form)
    reader.feed(page.content.decode())
    reader.close()
    return reader.values


class _Form(HTMLParser):
    """Reads inputs, text boxes and selects; passes over templates, and over what is switched off."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.template = form, False, 0
        self.values: dict[str, list[str]] = {}
        self.area = self.select = ""
        self.text: list[str] = []
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = known.get("id") == self.form
        self.template += tag == "template"
        name = known.get("name", "")
        if tag == "option" and self.select:
            value = known.get("value", "")
            self.first = value if self.first is None else self.first
            if "selected" in known:
                self.values[self.select] = [*self.values.get(self.select, []), value]
                self.first = None
                self.select = ""
        if not self.inside or self.template or not name or "disabled" in known:
            return
        if tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "input" and known.get("type") not in {"file", "submit"}:
            box = known.get("type") in {"radio", "checkbox"}
            if not box or "checked" in known:
                self.values.setdefault(name, []).append(known.get("value", "on" if box else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # A browser leaves out the line break that stands right after the tag.
            self.values.setdefault(self.area, []).append("".join(self.text).removeprefix("\n"))
            self.area = ""
        elif tag == "select" and self.select:
            self.values.setdefault(self.select, []).append(self.first or "")
            self.select = ""
        elif tag == "form":
            self.inside = False
        self.template -= tag == "template"
