"""The disk is full, the database is locked: the browser keeps all on the device, and sends it by itself when it can."""

import random
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, expect

from tests.articles.desk.two import make_story
from tests.browser.faults.writer import NEW, WAIT, Writer, change, writing
from tests.browser.keeping import line, on_device, told
from tests.browser.story_page import field_named
from tests.conftest import person
from tests.faults.ground import Newsroom
from tests.faults.table import Tally
from tests.faults.trouble import locked, newsroom_on, small_disk

# Bytes for which no disk has room that is full, whatever its database had in reserve by then.
MUCH = 200_000


def goes_through_trouble(writer: Writer, said: str) -> str:
    """Type what cannot be kept on the server, be told so, press a button, be told again; return what was typed."""
    word = writer.type("body")
    expect(line(writer.page)).to_contain_text("Not saved yet. Trying again", timeout=WAIT)
    expect(told(writer.page)).to_contain_text(said)
    on_device(writer.page, word)
    writer.press_save()
    expect(told(writer.page)).to_contain_text("Press the button again to send it all the same.", timeout=WAIT)
    return word


def sends_all_the_same(writer: Writer, said: str) -> None:
    """Press the button again: the page that comes says in words that nothing was saved, and the way back has all."""
    with writer.page.expect_event("load", timeout=WAIT):
        writer.press_save()
    expect(writer.page.locator("body")).to_contain_text(said, timeout=WAIT)


@pytest.mark.fault("database locked")
def test_locked_while_somebody_types(browser: Browser, newsroom: Newsroom, ben: User, tally: Tally) -> None:
    address = change(make_story())
    with newsroom.serve(NEWSROOM_DATABASE_WAIT="1") as server, writing(browser, server.url, ben, tally) as writer:
        writer.open(address)
        writer.kept(writer.type())
        with locked():
            tally.tries += 1
            word = goes_through_trouble(writer, "database is busy or away")
        writer.kept(word)
        with locked():
            tally.tries += 1
            goes_through_trouble(writer, "database is busy or away")
            sends_all_the_same(writer, "busy or away, so nothing was saved")
        writer.find_all(address)
        writer.save()
        writer.find_all(address)
    writer.settle()


@pytest.mark.fault("disk full")
def test_full_while_somebody_types(browser: Browser, transactional_db: None, tmp_path: Path, tally: Tally) -> None:
    with small_disk(24) as disk, newsroom_on(disk, tmp_path) as newsroom:
        ben = person("Ben", "Desk editor")
        with newsroom.serve() as server, writing(browser, server.url, ben, tally) as writer:
            writer.open(NEW)
            writer.kept(writer.type())
            disk.fill()
            tally.tries += 1
            types_much(writer, MUCH)
            word = goes_through_trouble(writer, "disk is full")
            disk.make_room()
            writer.kept(word)
            disk.fill()
            tally.tries += 1
            types_much(writer, 4 * MUCH)
            goes_through_trouble(writer, "disk is full")
            sends_all_the_same(writer, "disk of this newsroom is full, so nothing was saved")
            disk.make_room()
            writer.find_all(NEW)
            writer.save()
            writer.find_all(writer.address)
        writer.settle()


def types_much(writer: Writer, size: int) -> None:
    """Type so many bytes, which nothing makes shorter."""
    field_named(writer.page, "Standfirst").fill(random.Random(size).randbytes(size // 2).hex())
