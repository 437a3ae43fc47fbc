"""Loading a file of stories, a batch of lines at a time. docs/loading.md says for people what it does."""

from collections.abc import Callable
from pathlib import Path

from django.db import DataError, IntegrityError, reset_queries, transaction

from articles.deleting import remove_gone
from articles.house_rules import HouseRules
from articles.models import Act, Article, Site
from articles.recording import record
from articles.search.documents import ready
from articles.wire.cast import Cast
from articles.wire.desk_copies import EditedError, refuse_edited
from articles.wire.incoming import Incoming, look_up
from articles.wire.ledger import Ledger
from articles.wire.lines import StoryLine
from articles.wire.pictures import Pictures
from articles.wire.preparing import Prepared, prepared
from articles.wire.relating import relate, waiting
from articles.wire.report import Outcome, Report, Told
from articles.wire.translations import link_translations, translated
from articles.wire.writing import write

MOST_STRANGERS = 100
PHOTOS_AT_ONCE = 20

Progress = Callable[[int], None]
Adapt = Callable[[StoryLine], StoryLine]


def load_stories(
    path: Path,
    report: Report,
    *,
    progress: Progress = lambda end: None,
    adapt: Adapt = lambda line: line,
) -> None:
    """Load a file of stories, one JSON object a line, and tell the report what becomes of each line.

    progress is called with the number of bytes that are done. adapt may change what a line tells.
    A line that is refused leaves nothing behind and doesn't stop the rest. Raises OSError if the file can't be read.
    """
    try:
        with Ledger() as ledger:
            loading = Loading(path, report, ledger, progress, adapt)
            for batch in prepared(path, loading.site.language):
                loading.load(batch)
            relate(ledger, report)
            link_translations(ledger, report)
    finally:
        # Once for the whole file, also for one that was stopped half-way: what is loaded by then stays.
        record(None, Act.LOADED, path.name, after={"Stories": str(report)})


class Loading:
    """One run over one file."""

    def __init__(self, path: Path, report: Report, ledger: Ledger, progress: Progress, adapt: Adapt) -> None:
        self.file = path.name
        self.report = report
        self.ledger = ledger
        self.progress = progress
        self.adapt = adapt
        self.cast = Cast()
        self.pictures = Pictures(path.parent)
        self.site = Site.objects.current()
        self.rules = HouseRules.current()
        self.strangers: set[str] = set()

    def load(self, batch: list[Prepared]) -> None:
        """Load some lines."""
        with ready({one.key: one.text for one in batch if one.text}):
            self._load([story for one in batch if (story := self._met(one))])
        self.progress(batch[-1].end)
        reset_queries()  # where DEBUG is on, Django remembers them all

    def _met(self, read: Prepared) -> Incoming | None:
        """Return what a line tells, or nothing for one that is refused."""
        line = read.line
        if line is None:
            self.report.tell(Told(read.number, Outcome.REFUSED, read.reason, read.source_id))
            return None
        told = self.adapt(line)
        one = Incoming(read.number, told, read.end, prepared=read.body if told is line else None)
        first = self.ledger.first_line(line.id, read.number)
        if first != read.number:
            self._tell(one, Outcome.REFUSED, f"Line {first} has the same id.")
            return None
        for key in line.unknown:
            if key not in self.strangers and len(self.strangers) < MOST_STRANGERS:
                self.strangers.add(key)
                self._tell(one, Outcome.WARNING, f"The format has no “{key[:60]}”: it is passed over, here and below.")
        return one

    def _load(self, stories: list[Incoming]) -> None:
        """Load lines, many together: as many as bring no more than PHOTOS_AT_ONCE new photos."""
        accepted: list[Incoming] = []
        photos = 0
        for one in self._changed(stories):
            if self._accepts(one):
                accepted.append(one)
                photos += len(one.taken.added)
            self.progress(one.end)
            if photos >= PHOTOS_AT_ONCE:
                self._write(accepted)
                accepted, photos = [], 0
        self._write(accepted)

    def _write(self, accepted: list[Incoming]) -> None:
        """Write lines in one transaction, or each in one of its own where something stands against one of them."""
        try:
            with transaction.atomic():
                write(accepted, self.cast, self.site, self.file)
        except (DataError, IntegrityError, EditedError) as error:
            self.cast.forget()
            for one in accepted:
                one.taken.discard()
            if len(accepted) == 1:
                self._tell(accepted[0], Outcome.REFUSED, _words(error))
                return
            for one in accepted:
                self._load([Incoming(one.number, one.line, one.end, prepared=one.prepared)])
            return
        self.ledger.wait(waiting(one) for one in accepted if one.line.related)
        self.ledger.translate(translated(accepted))
        for one in accepted:
            self._tell(one, one.outcome)
            for note in [*one.taken.notes, *one.notes]:
                self._tell(one, Outcome.WARNING, note)

    def _changed(self, stories: list[Incoming]) -> list[Incoming]:
        """Keep the lines that tell something new and stand against no editor's work; look up whom they name."""
        remove_gone()  # an id is free again once its story is gone
        here = Article.with_deleted.filter(source_id__in=[one.line.id for one in stories]).defer("body")
        by_id = {article.source_id: article for article in here}
        changed: list[Incoming] = []
        for one in stories:
            one.article = by_id.get(one.line.id)
            if one.article and not one.article.deleted_at and one.article.source_digest == one.line.digest:
                self._tell(one, Outcome.UNCHANGED)
            else:
                changed.append(one)
        look_up(changed, self.cast)
        return changed

    def _accepts(self, one: Incoming) -> bool:
        """Take in a line's pictures; refuse it, and take them away again, if anything stands against it."""
        try:
            refuse_edited(one.article, self.site)
            one.take_pictures(self.pictures)
            reason = " ".join(one.faults(self.cast, self.site.language, self.rules))
        except EditedError as error:
            reason = str(error)
        if reason:
            one.taken.discard()
            self._tell(one, Outcome.REFUSED, reason)
        return not reason

    def _tell(self, one: Incoming, outcome: Outcome, reason: str = "") -> None:
        self.report.tell(Told(one.number, outcome, reason, one.line.id))


def _words(error: Exception) -> str:
    """Return what is said of a line that the database refuses though it looked well."""
    return str(error) if isinstance(error, EditedError) else f"The database refuses it: {str(error).splitlines()[0]}"
