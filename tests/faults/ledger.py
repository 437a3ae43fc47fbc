"""What editors were told is kept and saved, held against what is found when all is over."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from articles.models import Article, Content, OpenForm, Revision
from tests.faults.ground import PATIENCE
from tests.faults.table import Tally, split

Pairs = list[list[str]]


@dataclass
class Form:
    """A form as one person had it open.

    states: what was typed, by sequence. kept: the highest sequence of which the server said that it has it. saves: how
    often it said that all is saved. chosen: whether a choice between two versions came into it.
    """

    key: str
    page: str
    person: int
    states: dict[int, Pairs] = field(default_factory=dict)
    kept: int = 0
    saves: int = 0
    chosen: bool = False

    @property
    def sequence(self) -> int:
        return max(self.states, default=0)


class Ledger:
    """The book of everything typed, kept and saved; and what requests are under way just now."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.forms: dict[str, Form] = {}
        self.under_way: Counter[str] = Counter()
        self.begun: Counter[str] = Counter()
        self.complaints: list[str] = []
        self._changed = threading.Condition()

    def open(self, form: Form) -> Form:
        """Enter a form."""
        return self.forms.setdefault(form.key, form)

    def type(self, form: Form, pairs: Pairs, words: Iterable[str]) -> int:
        """Enter a form's next state, in which these words are new; return its sequence."""
        self.tally.typed(" ".join(words))
        form.states[form.sequence + 1] = pairs
        return form.sequence

    @contextmanager
    def asking(self, kind: str) -> Iterator[None]:
        """Note that a request is under way: "look", "keep" or "save"."""
        self._count(kind, 1)
        try:
            yield
        finally:
            self._count(kind, -1)

    def _count(self, kind: str, more: int) -> None:
        with self._changed:
            self.under_way[kind] += more
            self.begun[kind] += more > 0
            self._changed.notify_all()

    def wait_for(self, kind: str) -> None:
        """Wait until a request of a kind begins."""
        before = self.begun[kind]
        self.wait_until(lambda: self.begun[kind] > before)

    def wait_until(self, what: Callable[[], bool]) -> None:
        """Wait until something is true of the requests that are under way."""
        with self._changed:
            came = self._changed.wait_for(lambda: self.complaints or what(), PATIENCE)
        assert came, f"waited in vain; under way: {self.under_way}"
        assert not self.complaints, "\n".join(self.complaints)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Wait until no request is under way, and let none begin."""
        with self._changed:
            came = self._changed.wait_for(lambda: self.complaints or not self.under_way.total(), PATIENCE)
            assert came, "somebody always asks for something"
            assert not self.complaints, "\n".join(self.complaints)
            yield

    def settle(self) -> None:
        """Look for everything, and hand the counts to the table."""
        found = Found()
        self.tally.look_in(*found.revisions.values(), *found.unsaved.values())
        for form in self.forms.values():
            self._check(form, found)
        self.complaints += found.complaints
        self.tally.settle()
        assert not self.complaints, "\n".join(self.complaints)

    def _check(self, form: Form, found: "Found") -> None:
        row, words = found.rows.get(form.key), _words(form.states.get(form.sequence, []))
        mine = words & self.tally.words
        for _ in range(form.saves):
            self.tally.saved(form.key, found=mine <= found.saved)
        if row is None:
            if form.kept or form.saves:
                self.complaints.append(f"form {form.key} is gone, of which {form.kept} was kept")
            return
        if row.sequence < form.kept or row.sequence > form.sequence:
            self.complaints.append(f"{form.key}: kept as {form.kept} of {form.sequence}, found is {row.sequence}")
        if row.typed and [list(pair) for pair in row.pairs] != form.states.get(row.sequence):
            self.complaints.append(f"{form.key}: {row.sequence} is half-written")
        if row.typed and (form.saves or mine <= found.saved):
            self.complaints.append(f"{form.key}: offered, though it is saved")
        if not form.chosen and len(found.new_in(mine)) > 1:
            self.complaints.append(f"{form.key}: saved more than once: {sorted(mine)}, in {found.new_in(mine)}")


class Found:
    """What is in the database when all is over; complaints say what is half-written there."""

    def __init__(self) -> None:
        self.rows = {str(row.pk): row for row in OpenForm.objects.all()}
        self.unsaved = {key: " ".join(value for _, value in row.pairs) for key, row in self.rows.items()}
        self.histories: dict[int, list[Revision]] = {}
        for revision in Revision.objects.order_by("article", "number"):
            self.histories.setdefault(revision.article_id, []).append(revision)
        self.revisions = {
            (story, revision.number): _text(Content.from_json(revision.content))
            for story, history in self.histories.items()
            for revision in history
        }
        self.words = {key: set(split(text)) for key, text in self.revisions.items()}
        self.saved = set().union(*self.words.values())
        self.complaints = [said for story in Article.objects.exclude(updated_by=None) for said in self._against(story)]

    def _against(self, story: Article) -> Iterator[str]:
        history = self.histories.get(story.pk, [])
        numbers = [revision.number for revision in history]
        if numbers != list(range(1, story.revision_number + 1)):
            yield f"{story}: is at revision {story.revision_number}, and has {numbers}"
            return
        content = story.content()
        if not history or Content.from_json(history[-1].content) != content:
            yield f"{story}: its last revision is not what the desk has"
        if story.digest != content.digest:
            yield f"{story}: its digest is wrong"
        if not content.bylines or not content.tags:
            yield f"{story}: has lost its byline or its tags"

    def new_in(self, words: set[str]) -> list[tuple[int, int]]:
        """Return each story and revision number into which these words came, where they were not just before."""
        came = []
        for story, history in self.histories.items():
            before = False
            for revision in history:
                if revision.note.startswith("Left aside"):
                    continue
                now = bool(words) and words <= self.words[story, revision.number]
                came += [(story, revision.number)] if now and not before else []
                before = now
        return came


def _text(content: Content) -> str:
    return " ".join(part for part in content.as_json().values() if isinstance(part, str))


def _words(pairs: Pairs) -> set[str]:
    return {word for _, value in pairs for word in split(value)}
