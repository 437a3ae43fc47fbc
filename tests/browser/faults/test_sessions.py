"""The session is deleted before an autosave and before a save: whoever logs in again in place goes on writing."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, expect

from tests.articles.desk.two import make_story
from tests.browser.faults.writer import NEW, Writer, change, writing
from tests.faults.ground import Newsroom
from tests.faults.table import Tally

pytestmark = pytest.mark.fault("session deleted")

WORD = "harbour-lights"


@pytest.fixture
def ben(newsroom: Newsroom, ben: User) -> User:
    """Ben, who knows a password, in the form in which the server takes one."""
    ben.password = PBKDF2PasswordHasher().encode(WORD, "salt", iterations=1)
    ben.save()
    return ben


def logs_in(writer: Writer) -> None:
    """Log in where one is asked to."""
    dialog = writer.page.get_by_role("dialog", name="You have been logged out")
    dialog.get_by_label("Password").fill(WORD)
    dialog.get_by_label("Password").press("Enter")
    expect(dialog).to_have_count(0)


@pytest.mark.parametrize("new", [False, True], ids=["a story", "a new story"])
def test_deleted_while_somebody_writes(
    browser: Browser, newsroom: Newsroom, ben: User, tally: Tally, new: bool
) -> None:
    story = make_story()
    with newsroom.serve() as server, writing(browser, server.url, ben, tally) as writer:
        writer.open(NEW if new else change(story))
        for place in ("headline", "body"):
            writer.kept(writer.type(place))
            Session.objects.all().delete()
            tally.tries += 1
            word = writer.type(place)
            logs_in(writer)
            writer.kept(word)
            writer.type(place)
            Session.objects.all().delete()
            tally.tries += 1
            with writer.saves_soon():
                writer.press_save()
                logs_in(writer)
        writer.find_all(writer.address)
    writer.settle()
