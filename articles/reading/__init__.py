"""What a readers' page is made of, for the site's views and for the desk's preview alike.

A page is built from explicit values, so that a template never asks the database and a story nobody has saved prints
like one that is live:

    chrome()                       head and foot of every page: the site record and its sections
    History                        the versions of a story that readers have seen, and two of them compared
    Talk                           a page of the comments on a story
    Story(version, bylines, …)     a story's page; `story_of(version)` fills one from the database
    render_page(template, …)       the HTML, in the page's language and the site's time zone
    with_frames(response, …)       the same, with frames that a reader may ask for
"""

from .chrome import Chrome, chrome
from .framing import with_frames
from .history import History
from .language import direction, page_language
from .pages import render_page, speaking
from .story import Story, story_of, version_at
from .talk import Talk

__all__ = [
    "Chrome",
    "History",
    "Story",
    "Talk",
    "chrome",
    "direction",
    "page_language",
    "render_page",
    "speaking",
    "story_of",
    "version_at",
    "with_frames",
]
