"""Comments in a browser: without a script and with the keyboard alone, on the readers' page and at the desk."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.commenting import answer
from articles.models import Comment, CommentState
from tests.articles.commented import take_comments, write
from tests.articles.site.stories import put_live
from tests.browser.axe import LOOKS, SIZES, clean
from tests.browser.conftest import Faults, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_it_is_read_written_and_mended_without_a_script(
    open_page: OpenPage, faults: Faults, ben: User, size: str, scheme: str
) -> None:
    faults.allow("400")
    take_comments(comment_days=None)
    story = put_live()
    first = write(story, "W" * 300 + " https://port.example/" + "x" * 200, name="N" * 60)
    answer(first, "We have asked.", by=ben)
    # Axe is a script; what it looks at is the page as it stands without one.
    page = open_page(viewport=SIZES[size], color_scheme=scheme)
    for query in ("", f"?reply={first.pk}", f"?report={first.pk}"):
        page.goto(story.get_comments_url() + query)
        clean(page, query)
    page = open_page(viewport=SIZES[size], color_scheme=scheme, java_script_enabled=False)
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Comments 2").first.click()
    page.get_by_label("Your comment").fill("The ferry was late.")
    page.get_by_label("Name", exact=True).fill("Cleo")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("alert")).to_contain_text("quicker than anybody types")
    expect(page.get_by_label("Your comment")).to_have_value("The ferry was late.")
    page.wait_for_timeout(3_000)
    page.get_by_role("button", name="Send the comment").click()
    expect(page).to_have_url(re.compile(r"\?mine=.*#mine$"))
    expect(page.get_by_role("status")).to_contain_text("Your comment is here.")
    assert page.context.cookies() == []


def test_the_queue_is_worked_through_by_single_keys(open_page: OpenPage, ben: User) -> None:
    take_comments("before", comment_days=None)
    story = put_live()
    for number in range(3):
        write(story, f"Number {number}")
    desk = open_page(ben)
    desk.goto(f"/admin/articles/comment/{Comment.objects.last().pk}/change/")
    clean(desk, "a comment")
    desk.goto("/admin/articles/comment/")
    clean(desk, "the list")
    desk.keyboard.press("j")
    for key, following in (("a", "Number 1"), ("s", "Number 2"), ("r", None)):
        desk.keyboard.press(key)
        if following:
            expect(desk.get_by_role("link", name=following)).to_be_focused()
    expect(desk.get_by_text("No comment waits.")).to_be_visible()
    states = list(Comment.objects.order_by("pk").values_list("state", flat=True))
    assert states == [CommentState.SHOWN, CommentState.SPAM, CommentState.REJECTED]
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("link", name="Number 2")).to_be_visible()
