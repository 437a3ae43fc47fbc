"""What somebody at the editor does, for the tests of it."""

from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from media.models import Photo


def open_editor(page: Page, body: str = "") -> Locator:
    """Open the editor with a body; return the text."""
    page.goto(f"/editor/?{urlencode({'body': body})}")
    text = page.get_by_role("textbox", name="Body")
    expect(text).to_be_visible()
    return text


def save(page: Page) -> str:
    """Save, and return the body as it is kept."""
    page.get_by_role("button", name="Save").click()
    return page.locator("#saved").inner_text()


def button(page: Page, name: str) -> Locator:
    """Return a button of the toolbar."""
    return page.get_by_role("toolbar", name="Text").get_by_role("button", name=name, exact=True)


def status(page: Page) -> Locator:
    """Return the line that says what came of a paste or an upload."""
    return page.locator(".editor-status")


def select_words(text: Locator, words: str) -> None:
    """Select words of one text node."""
    text.evaluate(
        """(element, words) => {
          element.focus();
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && !walker.currentNode.data.includes(words));
          const at = walker.currentNode.data.indexOf(words);
          getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        words,
    )
    text.page.wait_for_timeout(50)  # the editor hears of a selection a moment later


def story_with(photo: Photo) -> str:
    """Return a body with everything in it."""
    return (
        '<p>The bridge opens, <a href="https://port.example/report?a=1&amp;b=2">engineers</a> say.</p>'
        f'<h2>Nine weeks</h2><figure data-photo="{photo.pk}">'
        "<figcaption>Cranes at the <em>east</em> quay<br>in October</figcaption></figure>"
        "<h3>Detours</h3><ul><li>Bus 4<ul><li>on Saturday</li></ul></li><li>Bus 9</li></ul><ol><li>One</li></ol>"
        f'<figure data-photo="{photo.pk}" class="wide"><figcaption></figcaption></figure>'
        "<blockquote><p>First.</p><p>Second, <strong>bold <em>both</em></strong>.</p></blockquote>"
        '<blockquote class="pull"><p>We tested it.</p><cite>Chief engineer</cite></blockquote>'
        '<figure data-embed="https://video.example/1"><a href="https://video.example/1">The barrier</a></figure>'
        "<p>One line<br>another</p>"
    )
