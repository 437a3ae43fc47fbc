"""The network is cut: while somebody types, in the midst of an autosave and of a save, and before they are answered."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, expect

from articles.models import Article
from tests.articles.desk.two import make_story
from tests.browser.faults.wire import Wire
from tests.browser.faults.writer import NEW, WAIT, Writer, change, until, writing
from tests.browser.keeping import KEEP as KEPT_AT
from tests.browser.keeping import OFFLINE, line, on_device, told
from tests.faults.ground import Newsroom
from tests.faults.table import Tally

pytestmark = pytest.mark.fault("network cut")

KEEP, SAVE = b"POST /admin/keep/", b"POST /admin/articles/article/"


@pytest.fixture
def story(newsroom: Newsroom) -> Article:
    """A draft with something in every field."""
    return make_story()


@pytest.fixture
def wire(newsroom: Newsroom, story: Article) -> Iterator[Wire]:
    """The wire to a server."""
    with newsroom.serve() as server, Wire(server.port) as wire:
        yield wire


def strikes(writer: Writer, wire: Wire) -> None:
    """Wait until a request was cut, and make the wire whole again."""
    until(writer.page, lambda: wire.struck > 0)
    writer.tally.tries += wire.struck
    wire.mend()


def loses_a_save(writer: Writer, wire: Wire, **how: bytes) -> None:
    """Cut a save, and wait for what the browser makes of it: it asks again by itself, or says that there is nothing."""
    wire.lose(**how)
    with writer.page.expect_event("framenavigated", timeout=WAIT):
        writer.press_save()
        strikes(writer, wire)
    writer.page.wait_for_load_state()


def test_while_typing(browser: Browser, wire: Wire, story: Article, ben: User, tally: Tally) -> None:
    with writing(browser, wire.url, ben, tally) as writer:
        page = writer.open(change(story))
        for place in ("headline", "body"):
            wire.cut()
            writer.type(place)
            expect(line(page)).to_have_text(OFFLINE)
            writer.type(place)
            writer.press_save()
            expect(told(page)).to_contain_text("Nothing was sent")
            wire.mend()
            tally.tries += 1
            writer.save()
        writer.find_all(change(story))
    writer.settle()


@pytest.mark.parametrize("how", ["question", "answer"])
def test_an_autosave(browser: Browser, wire: Wire, story: Article, ben: User, tally: Tally, how: str) -> None:
    with writing(browser, wire.url, ben, tally) as writer:
        writer.open(change(story))
        for place in ("headline", "body", "headline"):
            wire.lose(**{how: KEEP})
            word = writer.type(place)
            strikes(writer, wire)
            writer.kept(word)
        writer.close()
        writer.find_all(change(story))
        writer.save()
    writer.settle()


@pytest.mark.parametrize("how", ["question", "answer"])
def test_a_save(browser: Browser, wire: Wire, story: Article, ben: User, tally: Tally, how: str) -> None:
    with writing(browser, wire.url, ben, tally) as writer:
        writer.open(change(story))
        for place in ("headline", "body", "headline"):
            writer.type(place)
            loses_a_save(writer, wire, **{how: SAVE})
            writer.find_all(change(story))
        writer.save()
    assert story.bylines.count() == 2
    assert story.tagged.count() == 1
    writer.settle()


def test_the_save_of_a_new_story(browser: Browser, wire: Wire, ben: User, tally: Tally) -> None:
    known = Article.objects.count()
    with writing(browser, wire.url, ben, tally) as writer:
        writer.open(NEW)
        writer.type()
        loses_a_save(writer, wire, answer=SAVE)
        writer.page.reload()
    assert Article.objects.count() == known + 1
    writer.tally.look_in(*Article.objects.values_list("headline", flat=True))
    writer.settle()


def test_an_answer_of_nothing(browser: Browser, wire: Wire, story: Article, ben: User, tally: Tally) -> None:
    """A proxy says that all is well, and passed on nothing: the words stay on the device until the server has them."""
    with writing(browser, wire.url, ben, tally) as writer:
        page = writer.open(change(story))
        page.route(KEPT_AT, lambda route: route.fulfill(status=200, body=""))
        tally.tries += 1
        word = writer.type()
        expect(line(page)).to_have_text(OFFLINE)
        on_device(page, word)
        page.unroute(KEPT_AT)
        writer.kept(word)
        writer.find_all(change(story))
    writer.settle()
