"""The story's page as the browser tests use it, and an editor who counts clicks and fields."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from articles.models import Agency, Article, Site, tags_named
from tests.articles.makers import make_article, make_author, make_section
from tests.browser import clipboard


@dataclass
class Editor:
    """Somebody who writes with a mouse, and counts: clicks (a drop is one), and fields filled in."""

    page: Page
    clicks: int = 0
    fields: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        """Click on something."""
        self.clicks += 1
        what.click()

    def press(self, button: str) -> None:
        """Click on a button of the publish box."""
        self.click(box(self.page).get_by_role("button", name=button, exact=True))

    def type(self, words: str, into: str) -> None:
        """Type where the caret is."""
        self.fields.append(into)
        self.page.keyboard.type(words)

    def paste(self, html: str, into: str) -> None:
        """Paste where the caret is."""
        self.fields.append(into)
        clipboard.paste(body(self.page), html)

    def drop(self, jpeg: bytes, name: str, onto: Locator, into: str) -> None:
        """Drop a file."""
        self.clicks += 1
        self.fields.append(into)
        clipboard.drop(onto, [clipboard.picture_file(jpeg, name)])

    def choose(self, words: str, listed: Locator, into: str) -> None:
        """Open a list and choose in it: two clicks."""
        self.clicks += 2
        self.fields.append(into)
        listed.select_option(label=words)

    def needed(self, *, fields: int, clicks: int) -> None:
        """Fail if it took more, and begin to count anew."""
        assert len(self.fields) <= fields, self.fields
        assert self.clicks <= clicks
        self.fields, self.clicks = [], 0


def box(page: Page) -> Locator:
    return page.locator("#publish")


def body(page: Page) -> Locator:
    return page.locator(".ProseMirror")


def field_named(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def offered(page: Page, what: str) -> Locator:
    """What a combobox offers."""
    return page.get_by_role("listbox", name=f"Matching {what}").get_by_role("option")


def handle(page: Page, name: str) -> Locator:
    """What moves a name in the byline."""
    return page.get_by_role("button", name=f"Move {name}: press space, then arrow keys", exact=True)


def form_of(page: Page, article: Article, query: str = "") -> None:
    """Open the page of a story."""
    page.goto(f"/admin/articles/article/{article.pk}/change/{query}")
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page's scripts have taken over, as they have before a person's next key."""
    expect(page.locator("#article_form[data-ready]")).to_be_visible()


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until something has the focus."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} was not reached")


def make_newsroom(editor: User) -> None:
    """Make a newsroom with a section, a tag, an agency, and an editor who is one of its authors."""
    Site.objects.create(name="Merren Courier")
    make_section("City")
    make_author("Ben Okonkwo", user=editor)
    Agency.objects.create(name="Associated Press", short_name="AP")
    tags_named(["Košice"])


def make_live() -> Article:
    """Return a story that readers of the newsroom see."""
    article = make_article("Harbour opens", byline="Ben Okonkwo", section="City")
    publishing.publish(article, by=None)
    return article
