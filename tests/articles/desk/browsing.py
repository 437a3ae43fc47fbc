"""A browser without a script, before the story's page."""

import datetime as dt
import re
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.desk.article_form import COLUMNS, StoryForm
from articles.models import Article

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ADD = "/admin/articles/article/add/"

Posted = dict[str, Any]


def posted(article: Article | None = None, **values: Any) -> Posted:
    """Return what a browser posts for a story, or for an empty form, with some values changed."""
    data: Posted = {"kicker": "", "headline": "", "standfirst": "", "body": "", "language": "en"}
    if article:
        data["keeping-base"] = str(article.revision_number)
        form = StoryForm(instance=article, user=None)
        data |= {name: form[name].value() or "" for name in COLUMNS}
        data |= {"tags": form["tags"].value(), "related": form["related"].value()}
        data |= {"series": form["series"].value(), "part": form["part"].value() or "", "part-was": form.part_was}
        for index, row in enumerate(form["bylines"].value()):
            data |= credit(index, row.role, row.who, row.name)
    return data | values


def credit(index: int, role: str = "by", who: str = "", name: str = "", place: int | str | None = None) -> Posted:
    """Return one line of the byline as posted."""
    place = index + 1 if place is None else place
    parts = {"role": role, "who": who, "name": name, "place": place}
    return {f"bylines-{index}-{part}": str(value) for part, value in parts.items()}


class Desk:
    """Somebody at the desk with a browser."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def see(self, article: Article | None, query: str = "") -> str:
        """Return the words on the story's page."""
        response = self.client.get((change(article) if article else ADD) + query)
        assert response.status_code == 200, response
        return words(response)

    def press(self, button: str, article: Article | None = None, value: Any = "", **typed: Any) -> Any:
        """Post the form with a button, and follow to the page that answers."""
        fresh = Article.objects.get(pk=article.pk) if article else None
        data = posted(fresh, **typed) | {button: value}
        return self.client.post(change(article) if article else ADD, data, follow=True)


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def words(response: Any) -> str:
    """Return a page's words, with single spaces."""
    html = re.sub(r"<(script|style|template|noscript).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", html).split())
