"""Somebody who writes in a browser, and keeps account of what they typed and of what they were told is saved."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles.models import Article, Content, OpenForm, Revision
from tests.browser.conftest import Faults, session_cookie
from tests.browser.keeping import FAILED, headline, held, line, offer, opened
from tests.browser.story_page import body, ready
from tests.faults.ground import PATIENCE
from tests.faults.table import Tally, split

WAIT = PATIENCE * 1_000  # milliseconds
KEPT = re.compile(r"^(Back online\. )?Saved \d\d:\d\d:\d\d$")
NEW = "/admin/articles/article/add/"
_numbers = itertools.count(1)


def change(story: Article) -> str:
    """Return where a story is written."""
    return f"/admin/articles/article/{story.pk}/change/"


class Writer:
    """One person before one page. Words are only ever added, so that all of them have to be there in the end."""

    def __init__(self, context: BrowserContext, url: str, user: User, tally: Tally) -> None:
        context.add_cookies([session_cookie(user, url)])
        context.set_default_timeout(WAIT)
        self.context, self.url, self.user, self.tally = context, url, user, tally
        self.page = context.pages[0] if context.pages else context.new_page()
        self.saves: list[set[str]] = []

    def open(self, address: str) -> Page:
        """Open a form, and wait until its typing is kept."""
        opened(self.page, self.url + address)
        ready(self.page)
        return self.page

    def type(self, place: str = "headline") -> str:
        """Type one more word where the caret would be put by a click, and return it."""
        word = f"word{next(_numbers)}x"
        into = body(self.page) if place == "body" else headline(self.page)
        into.focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f" {word} ")
        return self.tally.typed(word)

    def server_has(self, word: str) -> None:
        """Wait until the server has a word."""
        until(self.page, lambda: any(word in words for words in unsaved_words()))

    def kept(self, word: str) -> None:
        """Wait until the server has a word, and the line says so."""
        self.server_has(word)
        expect(line(self.page)).to_have_text(KEPT)

    def press_save(self) -> None:
        """Ask for a save, and leave it at that."""
        self.page.keyboard.press("Control+s")

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.page.url.removeprefix(self.url).partition("?")[0]

    def save(self) -> None:
        """Save, and remember what one was told."""
        with self.saves_soon():
            self.press_save()

    @contextmanager
    def saves_soon(self) -> Iterator[None]:
        """Remember what one was told of a save that is brought about meanwhile."""
        words = self.words()
        with (
            self.page.expect_event("load", timeout=WAIT),
            self.page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 302),
        ):
            yield
        ready(self.page)
        self.saves.append(words)

    def words(self) -> set[str]:
        """Return the words that stand in the form."""
        values = self.page.evaluate("() => [...new FormData(article_form)].map(([, value]) => String(value))")
        return {word for value in values for word in split(value)} & self.tally.words

    def close(self) -> None:
        """Close the tab, as somebody does with a key, and open an empty one."""
        with self.page.expect_event("close", timeout=WAIT):
            self.page.close(run_before_unload=True)
        self.page = self.context.new_page()

    def find_all(self, address: str) -> None:
        """Open the form once more, put back what is offered there, and look for everything that was ever typed."""
        self.open(address)
        until(self.page, lambda: not held(self.page))  # what the device had is on the server
        self.page.wait_for_load_state("networkidle")  # and offered
        if offer(self.page).count():
            offer(self.page).first.get_by_role("link", name="Put it back").click()
            ready(self.page)
        self.tally.look_in(*self.words())
        if self.tally.words_lost:
            self.tally.notes.append(f"{self.page.url}: {unsaved_words()}")

    def settle(self) -> None:
        """Look for every save that was told of, and close the account."""
        saved = [
            {word for part in Content.from_json(one.content).as_json().values() for word in split(str(part))}
            for one in Revision.objects.all()
        ]
        for words in self.saves:
            self.tally.saved(" ".join(sorted(words)), found=any(words <= one for one in saved))
        for story in Article.objects.all():
            numbers = list(story.revisions.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, story.revision_number + 1))
            assert story.digest == story.content().digest
        self.tally.settle()


@contextmanager
def writing(browser: Browser, url: str, user: User, tally: Tally) -> Iterator[Writer]:
    """Yield somebody who writes; fail for what the page complains about, the fault itself aside."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
    expect.set_options(timeout=WAIT)
    faults = Faults(url, allowed=[*FAILED])
    faults.watch(context)
    yield Writer(context, url, user, tally)
    context.close()
    expect.set_options(timeout=5_000)
    assert not faults.unexpected()


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait until something is so that the page does not show."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "It never came to be so"
        page.wait_for_timeout(20)


def unsaved_words() -> list[str]:
    """Return what the server has of what is not saved."""
    return [row.typed for row in OpenForm.objects.unsaved()]
