"""Tags and texts in, the blocks of a story out: paragraphs, headings, lists, quotes, photos, embeds."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from articles.body import foreign
from articles.body.figure import Figure, photo_id
from articles.body.grammar import BOUNDARIES, DROPPED, HEADINGS, SYNONYMS
from articles.body.inline import PLAIN, VISIBLE, WHITE_SPACE, Marks, Run, safe_address, tidy, write
from articles.body.tokens import Tag

LIST_DEPTH = 4
CELL_BREAK = " · "  # between the cells of a table's row, which becomes a paragraph
LISTS = frozenset({"ul", "ol"})


class Container:
    """A list or a quotation that blocks stand in."""

    def __init__(self, kind: str) -> None:
        self.kind = kind  # "ul", "ol", "blockquote" or "pull"
        self.started = False


class Block(NamedTuple):
    """One block: its tag ("figure" for both figures), what it stands in, and its HTML (of a figure, with its tag)."""

    kind: str
    path: tuple[Container, ...]
    html: str


class Builder:
    """Reads tokens one by one; `blocks` grows as they are completed."""

    def __init__(self, find_photo: Callable[[str], int | None] = photo_id) -> None:
        self.blocks: list[Block] = []
        self.find_photo = find_photo
        self.runs: list[Run] = []
        self.kind = ""  # "h2", "h3" or "cite"; otherwise the place decides between "p" and "li"
        self.blank = True
        self.after_break = False
        self.cell_break = False
        self.depths = Counter[str]()  # how many of a tag are open
        self.href = ""
        self.path: tuple[Container, ...] = ()
        self.opened: list[tuple[str, int]] = []  # lists and quotations, with the length of the path outside them
        self.figure: Figure | None = None
        self.outside = ("", 0, 0)  # link, bold and italic around the figure
        self.dropping = ""
        self.post: foreign.Post | None = None  # of another site, which becomes an embed

    def read(self, tokens: Iterable[Tag | str]) -> list[Block]:
        """All blocks that `tokens` make."""
        for token in tokens:
            if isinstance(token, str):
                self.read_text(token)
            elif self.dropping:
                self.drop(token)
            elif token.closing:
                self.close(SYNONYMS.get(token.name, token.name))
            else:
                self.open(SYNONYMS.get(token.name, token.name), token)
        self.end_post()
        self.end_figure()
        self.flush()
        return self.blocks

    # Words

    def read_text(self, text: str) -> None:
        if self.post:
            self.post.words.append(text)
        if self.dropping or (self.figure and not self.figure.reading):
            return
        lines = text.split("\n") if self.depths["pre"] else [text]
        for position, line in enumerate(lines):
            if position:
                self.line_break()
            self.add(WHITE_SPACE.sub(" ", line))

    def add(self, text: str) -> None:
        if VISIBLE.search(text):
            if self.cell_break:
                self.runs.append(Run(CELL_BREAK, PLAIN))
            self.blank = self.after_break = self.cell_break = False
        if text:
            self.runs.append(Run(text, self.marks()))

    def marks(self) -> Marks:
        bold = self.depths["strong"] > 0 and not self.kind  # headings and sources are as bold as they are
        return Marks(self.href, bold, self.depths["em"] > 0)

    def line_break(self) -> None:
        """One break is a break, two in a paragraph are its end."""
        if self.kind:
            self.add(" ")
        elif self.after_break and not self.figure and not self.in_list():
            self.flush()
        else:
            self.runs.append(Run("\n", self.marks()))
            self.after_break = True

    # Blocks

    def in_list(self) -> bool:
        return bool(self.path) and self.path[-1].kind in LISTS

    def flush(self) -> None:
        """Ends the block that is being read."""
        if not self.blank and (runs := tidy(self.runs)):
            path = tuple(dict.fromkeys(self.path))
            self.blocks.append(Block(self.kind or ("li" if self.in_list() else "p"), path, write(runs)))
            if path:
                path[-1].started = True
        self.kind = ""
        self.runs = []
        self.blank, self.after_break, self.cell_break = True, False, False

    def boundary(self, name: str) -> None:
        """Where a paragraph or the like begins or ends."""
        if self.figure:
            self.boundary_in_figure(self.figure, name)
        elif self.in_list():
            if not self.blank:
                self.line_break()
        elif self.kind and name == "div":
            self.add(" ")
        else:
            self.flush()

    def boundary_in_figure(self, figure: Figure, name: str) -> None:
        """A figure that nobody closed must not swallow the story after it."""
        if name in ("p", "div") and not figure.address and figure.reading:
            self.line_break()
        elif name != "div" and not (figure.address and self.blank):
            self.end_figure()

    # Tags

    def open(self, name: str, tag: Tag) -> None:
        if name in ("strong", "em", "pre"):
            self.depths[name] += 1
        if name == "a":
            self.href = safe_address(tag.attribute("href") or "")
        elif name == "br":
            self.line_break()
        elif name == "q":
            self.add("“")
        elif name in ("td", "th"):
            self.cell_break = not self.blank and not self.figure
        elif name == "figure":
            self.open_figure(tag)
        elif name == "figcaption" and self.figure:
            self.figure.reading = True
        elif name == "figcaption" or (name in DROPPED and not tag.source.endswith("/")):
            self.start_dropping(name)
        elif name == "iframe":
            self.stand_alone(foreign.frame(tag))
        elif name == "blockquote" and foreign.is_post(tag):
            self.end_figure()
            self.flush()
            self.post = foreign.Post(tag)
            self.start_dropping(name)
        elif name == "blockquote" or name in LISTS:
            self.open_container(name, "pull" if "pull" in tag.classes() and name == "blockquote" else name)
        elif name == "li":
            self.end_figure()
            self.flush()
        elif name in ("cite", "footer") and self.path and self.path[0].kind == "pull" and not self.figure:
            self.flush()
            self.kind = "cite"
        elif name in BOUNDARIES:
            self.boundary(name)
            if name in HEADINGS and not self.path and not self.figure:
                self.flush()
                self.kind = name

    def close(self, name: str) -> None:
        if name in ("strong", "em", "pre"):
            self.depths[name] = max(0, self.depths[name] - 1)
        if name == "a":
            self.href = ""
        elif name == "q":
            self.add("”")
        elif name == "figure":
            self.end_figure()
        elif name == "figcaption" and self.figure:
            self.figure.reading = bool(self.figure.address)
        elif name == "blockquote" or name in LISTS:
            self.close_container(name)
        elif name == "li" or (name == "cite" and self.kind == "cite"):
            self.flush()
        elif name in BOUNDARIES:
            self.boundary(name)

    def start_dropping(self, name: str) -> None:
        self.dropping = name
        self.depths[name] = 1

    def drop(self, tag: Tag) -> None:
        if self.post:
            self.post.meet(tag)
        if tag.name == self.dropping:
            self.depths[tag.name] += -1 if tag.closing else 1
            if not self.depths[tag.name]:
                self.dropping = ""
                self.end_post()

    def open_figure(self, tag: Tag) -> None:
        self.end_figure()
        self.flush()
        if not Figure.is_ours(tag):
            return
        figure = Figure(tag, self.find_photo)
        if not figure.photo and not figure.address:
            self.start_dropping("figure")
            return
        self.figure = figure
        self.outside = (self.href, self.depths["strong"], self.depths["em"])
        self.href, self.depths["strong"], self.depths["em"] = "", 0, 0

    def end_figure(self) -> None:
        """End the figure that is being read, if any."""
        if not self.figure:
            return
        figure, runs = self.figure, self.runs
        self.figure, self.runs = None, []
        self.href, self.depths["strong"], self.depths["em"] = self.outside
        self.stand_alone(figure.write(runs))

    def end_post(self) -> None:
        """What stands nowhere that we know is a quotation as any."""
        if not self.post:
            return
        post, self.post = self.post, None
        html = post.write()
        self.stand_alone(html)
        if not html and (quoted := post.quoted()):
            self.blocks.append(Block("p", (Container("blockquote"),), quoted))

    def stand_alone(self, html: str) -> None:
        """Add a figure, if there is one; lists and quotations around it go on after it as new ones."""
        if not html:
            return
        self.end_figure()
        self.flush()
        self.blocks.append(Block("figure", (), html))
        fresh = {kind: Container(kind) for kind in ("pull", "blockquote", "ul", "ol")}
        outer_list = next((fresh[container.kind] for container in self.path if container.kind in LISTS), None)
        self.path = tuple(
            outer_list if outer_list and container.kind in LISTS else fresh[container.kind] for container in self.path
        )
        self.flush()

    def open_container(self, name: str, kind: str) -> None:
        self.end_figure()
        self.flush()
        self.opened.append((name, len(self.path)))
        self.depths[name] += 1
        if self.may_hold(kind):
            self.path = (*self.path, Container(kind))

    def may_hold(self, kind: str) -> bool:
        """Whether a list or quotation stands by itself here; otherwise its blocks join the one around it."""
        if not self.path:
            return True
        parent = self.path[-1]
        if kind not in LISTS or parent.kind == "pull":
            return False
        return parent.kind == "blockquote" or (parent.started and len(self.path) < LIST_DEPTH)

    def close_container(self, name: str) -> None:
        self.end_figure()
        self.flush()
        if not self.depths[name]:
            return
        closed = ""
        while closed != name:
            closed, length = self.opened.pop()
            self.depths[closed] -= 1
            self.path = self.path[:length]
