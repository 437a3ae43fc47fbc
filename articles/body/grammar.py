"""What a story's body may hold: the one list that the cleaner lets through and that the editor offers."""

from dataclasses import dataclass

import nh3


@dataclass(frozen=True)
class Element:
    """One HTML element a body may hold."""

    tag: str
    extension: str  # the editor's node or mark that writes it
    attributes: tuple[str, ...] = ()
    class_name: str = ""  # the one class it may carry


ELEMENTS = (
    Element("p", "Paragraph"),
    Element("h2", "Heading"),
    Element("h3", "Heading"),
    Element("ul", "BulletList"),
    Element("ol", "OrderedList"),
    Element("li", "ListItem"),
    Element("blockquote", "Blockquote"),
    Element("blockquote", "PullQuote", class_name="pull"),
    Element("cite", "PullQuoteSource"),
    Element("figure", "Photo", attributes=("data-photo",), class_name="wide"),
    Element("figure", "Photo", class_name="gallery"),
    Element("figcaption", "PhotoCaption"),
    Element("figure", "Embed", attributes=("data-embed", "data-photo")),
    Element("a", "Link", attributes=("href",)),
    Element("strong", "Bold"),
    Element("em", "Italic"),
    Element("br", "HardBreak"),
)
HEADING_LEVELS = (2, 3)
LINK_SCHEMES = ("http", "https", "mailto", "tel")

# Other people's names for what we have. A heading of the first rank is the page's own.
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}

HEADINGS = frozenset({"h2", "h3"})
LAYOUT = (
    "p",
    "div",
    "center",
    "hr",
    "pre",
    "section",
    "article",
    "aside",
    "main",
    "header",
    "footer",
    "nav",
    "body",
    "html",
)
FORMS = (
    "form",
    "fieldset",
    "legend",
    "optgroup",
    "option",
    "details",
    "summary",
    "dialog",
    "hgroup",
    "address",
    "menu",
    "dir",
)
TABLES = ("table", "caption", "thead", "tbody", "tfoot", "tr", "dl", "dt", "dd")
BOUNDARIES = frozenset({*HEADINGS, *LAYOUT, *FORMS, *TABLES})
# What nobody reads here: pictures that are not our own, what a browser would play or draw, what was struck out.
DROPPED = frozenset(("audio", "canvas", "del", "map", "math", "object", "select", "svg", "template", "video"))

SANITISER = nh3.Cleaner(
    tags={element.tag for element in ELEMENTS},
    attributes={
        tag: {name for element in ELEMENTS if element.tag == tag for name in element.attributes}
        for tag in ("a", "figure")
    },
    allowed_classes={
        tag: {element.class_name for element in ELEMENTS if element.tag == tag and element.class_name}
        for tag in ("blockquote", "figure")
    },
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)


# nh3 0.3.8 takes time quadratic in the ampersands of one text; a noncharacter, which no body holds, stands in for them.
AMPERSAND = "\uffff"


def sanitise(html: str) -> str:
    """`html` with nothing in it but ELEMENTS. A no-break space is written as the character."""
    cleaned = SANITISER.clean(html.replace("&amp;", AMPERSAND))
    return cleaned.replace(AMPERSAND, "&amp;").replace("&nbsp;", "\xa0")
