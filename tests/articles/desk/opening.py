"""Forms of the desk as a browser with a script keeps them: what it sends while somebody writes."""

import json
import uuid
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, OpenForm
from tests.articles.desk.browsing import Posted, posted, words

KEEP = "/admin/keep/"
NEW_STORY = "articles.article/add"


def browser_of(user: User, **options: Any) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client(**options)
    client.force_login(user)
    return client


def page_of(article: Article) -> str:
    return f"articles.article/{article.pk}"


def pairs(data: Posted) -> list[list[str]]:
    """Return what a form posts as the names and values that a script reads from it."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
    return [[name, str(value)] for name, values in listed.items() for value in values]


class Window:
    """A form open in a browser. Counts the states that it sends."""

    def __init__(self, client: Client, page: str, base: int | str = "", continues: str = "") -> None:
        self.client, self.page, self.base, self.continues = client, page, base, continues
        self.form = uuid.uuid4()
        self.sequence = 0

    @property
    def row(self) -> OpenForm:
        return OpenForm.objects.get(pk=self.form)

    def tell(self, status: int = 200, **fields: Any) -> dict[str, Any]:
        """Say that the form is open, and what else is given; return the answer."""
        told = {"form": str(self.form), "page": self.page, "base": self.base, "continues": self.continues, **fields}
        response = self.client.post(KEEP, told)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/json"
        return response.json()

    def types(self, data: Posted, status: int = 200, **fields: Any) -> dict[str, Any]:
        """Send the next state of the form; return the answer."""
        self.sequence += 1
        return self.tell(status, sequence=self.sequence, typed=json.dumps(pairs(data)), **fields)

    def writes(self, article: Article | None = None, **values: Any) -> dict[str, Any]:
        """Send the story's form with some values changed."""
        return self.types(posted(article, **values))


def open_story(user: User, article: Article, **options: Any) -> Window:
    """Return a story's form as somebody has it open."""
    return Window(browser_of(user), page_of(article), base=article.revision_number, **options)


def offered(window: Window, **query: str) -> str:
    """Return the words of what a page offers to whoever has a window open."""
    response = window.client.get("/admin/unsaved/", {"page": window.page, **query})
    assert response.status_code == 200
    return words(response)


def compared(window: Window) -> Any:
    """Return the page that shows what a window's words say other than what is saved."""
    return window.client.get(f"/admin/unsaved/{window.form}/")
