"""Writing to the indexes: in the transaction that writes what is indexed, and again for what has no row yet.

Versions of every time are indexed, past and to come: what readers find of them is asked of `live()` when they search.
The row of a version serves the desk copy too while both say the same (`as_on_desk`), which is asked again whenever one
of them is indexed.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models.expressions import RawSQL

from articles.models import (
    Article,
    Byline,
    Content,
    Revision,
    SearchForm,
    SearchWord,
    TaggedArticle,
    Version,
    VersionByline,
    VersionPhoto,
    VersionTag,
)
from media.models import Photo

from .captions import TOLD, captions, photos_of
from .documents import AGENCY, AUTHOR, KINDS, SECTION, TAG, Document, document, plain
from .engines import engine
from .indexes import COPIES, INDEXES, VERSIONS, Group, Index, rows_of
from .words import words as words_of

# Raised when rows are written otherwise than before and those that are there stay as they were; LATER says what those
# lack. 1: captions and credits of photos.
FORM = 1
LATER = "Stories from before an upgrade may not be found by what newer ones are: captions and credits of their photos."
HINT = "Run “manage.py rebuild_search” once; the site runs meanwhile."

AT_ONCE = 100
ASKED_AT_ONCE = 500

Progress = Callable[[int], None]


def index_new(pairs: Iterable[tuple[Version, Any]]) -> None:
    """Index versions that were written just now, each with its Content."""
    for some in _batches(pairs):
        photos = photos_of((one for one, _ in some), held=True)
        same = _as_on_desk(pk__in=[one.pk for one, _ in some])
        _write(VERSIONS, [(_of_version(one, _facts_of(told), photos, same), one.first_published) for one, told in some])


def index_versions(keys: Iterable[int]) -> None:
    """Index versions anew, by their keys; and the desk copies that none serves any more."""
    for some in _batches(keys):
        tags = VersionTag.objects.filter(version__in=some).values_list("version", "tag")
        credited = VersionByline.objects.filter(version__in=some).values_list("version", "author", "agency")
        facts = _facts(tags, credited)
        versions = list(Version.objects.filter(pk__in=some))
        photos, same = photos_of(versions), _as_on_desk(pk__in=some)
        _write(VERSIONS, [(_of_version(one, facts[one.pk], photos, same), one.first_published) for one in versions])
        copies = {one.article_id for one in versions}
        index_copies(copies - engine().served(copies))


def index_new_copies(pairs: Iterable[tuple[Article, Content]]) -> None:
    """Index desk copies that were written just now, each with its Content, where no version serves them."""
    for some in _batches(pairs):
        served = engine().served(one.pk for one, _ in some)
        alone = [(one, content) for one, content in some if one.pk not in served]
        photos = photos_of((one for one, _ in alone), held=True)
        _write(COPIES, [(_of_copy(one, _facts_of(content), photos), one.updated_at) for one, content in alone])


def index_saved(instance: Revision, **kwargs: Any) -> None:
    """Index the desk copy of which a revision is kept, or put aside."""
    _index_copies([instance.article])


def index_shown(instance: Photo, *, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    """Index anew what shows a photo of which it may have changed what it says, or whether it is shown."""
    if created or (update_fields is not None and set(update_fields).isdisjoint(TOLD)):
        return
    # Else two who change two photos of a story would each write what the other's said before.
    for some in _batches(
        VersionPhoto.objects.filter(photo=instance).order_by("version").values_list("version", flat=True)
    ):
        with transaction.atomic():
            engine().hold(VERSIONS, some)
            index_versions(some)
    for some in _batches(Article.every_row.with_photo(instance).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            engine().hold(COPIES, some)
            index_copies(sorted(set(some) - engine().served(some)))


def index_copies(keys: Iterable[int]) -> None:
    """Index desk copies anew, by their keys."""
    for some in _batches(keys):
        _index_copies(list(Article.every_row.filter(pk__in=some)))


def forget(texts: Iterable[str]) -> None:
    """Take words off the vocabulary that stand in no index any more: those of passages that were redacted."""
    gone = {word for text in texts for word in words_of(text)}
    SearchWord.objects.filter(word__in=[word for word in gone if not _stands(word)]).delete()


def index_named(thing: Any) -> None:
    """Index anew what was indexed under a tag, an author or an agency that goes."""
    for index in INDEXES:
        sql, values = engine().keys(index, [[(_fact_of(thing),)]])
        _again(index, (key for (key,) in rows_of(DEFAULT_DB_ALIAS, sql, values)))


def index_back(thing: Any, owns: Any, keys: Iterable[int]) -> None:
    """Index anew what a tag, an author or an agency has again and was not indexed under it: while it was merged.

    owns: Version or Article, whichever has the keys.
    """
    index = VERSIONS if owns is Version else COPIES
    groups: list[Group] = [[(_fact_of(thing),)]]
    asked = engine().keys(VERSIONS, groups) if owns is Version else engine().copies(groups)
    there = RawSQL(*asked)  # noqa: S611 names of our own
    rows = _rows(index).filter(pk__in=list(keys)).exclude(pk__in=there)
    _again(index, rows.values_list("pk", flat=True))


def fill(progress: Progress = lambda done: None) -> int:
    """Index whatever is in no index yet, in batches; return how many that was."""
    done = 0
    for index in INDEXES:
        after = 0
        while keys := engine().unknown(index, after, AT_ONCE):
            _again_held(index, keys)
            after, done = keys[-1], done + len(keys)
            progress(done)
    return done


def rebuild(progress: Progress = lambda done: None) -> int:
    """Index everything anew, in batches, while the site runs; then drop words that nothing has. Return how many."""
    done = 0
    for index in INDEXES:
        after = 0
        while keys := list(_rows(index).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
            _again_held(index, keys if index is VERSIONS else sorted(set(keys) - engine().served(keys)))
            after, done = keys[-1], done + len(keys)
            progress(done)
    _tidy()
    _note_form(DEFAULT_DB_ALIAS)
    return done


def written_whole(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of rows that are as an older version of the newsroom wrote them."""
    old = [alias for alias in databases or () if _has_older(alias)]
    return [checks.Warning(LATER, hint=HINT, id="articles.W002") for _ in old]


def tie(using: str, **kwargs: Any) -> None:
    """Tie the indexes to what they are of, and index what came from before them. Called after every migration."""
    there = set(connections[using].introspection.table_names())
    if not {index.table for index in INDEXES} <= there:
        return
    with connections[using].cursor() as cursor:
        for sql in (sql for index in INDEXES for sql in engine(using).triggers(index)):
            cursor.execute(sql)
    told = kwargs.get("stdout") or sys.stdout
    quiet = not kwargs.get("verbosity")

    def progress(done: int) -> None:
        if not quiet:
            told.write(f"  Indexed for search: {done:,}\n")

    if not Version.objects.using(using).exists() and not Article.every_row.using(using).exists():
        _note_form(using)
    fill(progress)
    if not quiet and _has_older(using):
        told.write(f"  {LATER} {HINT}\n")


def _note_form(using: str) -> None:
    """Note that nothing is written in an older form."""
    SearchForm.objects.using(using).update_or_create(pk=1, defaults={"number": FORM})


def _has_older(using: str) -> bool:
    """Whether something may be written in an older form."""
    if SearchForm._meta.db_table not in connections[using].introspection.table_names():
        return False
    return not SearchForm.objects.using(using).filter(number__gte=FORM).exists()


def owners() -> int:
    """Return how many rows a rebuild goes through."""
    return sum(_rows(index).count() for index in INDEXES)


def _as_on_desk(**which: Any) -> dict[int, int]:
    """Return the keys of versions that say what their desk copies say, each with that of the copy."""
    return dict(Version.objects.as_on_desk().filter(**which).order_by("live_from").values_list("pk", "article"))


@transaction.atomic(savepoint=False)  # photos are held until it ends
def _index_copies(articles: list[Article]) -> None:
    photos = photos_of(articles, held=True)
    same = _as_on_desk(article__in=[one.pk for one in articles])
    index_versions({copy: version for version, copy in same.items()}.values())
    articles = [one for one in articles if one.pk not in same.values()]
    if not articles:
        return
    keys = [one.pk for one in articles]
    tags = TaggedArticle.objects.filter(content_object__in=keys).values_list("content_object", "tag")
    facts = _facts(tags, Byline.objects.filter(article__in=keys).values_list("article", "author", "agency"))
    _write(COPIES, [(_of_copy(one, facts[one.pk], photos), one.updated_at) for one in articles])


def _rows(index: Index) -> Any:
    return Version.objects if index is VERSIONS else Article.every_row


def _again(index: Index, keys: Iterable[int]) -> None:
    (index_versions if index is VERSIONS else index_copies)(keys)


def _again_held(index: Index, keys: list[int]) -> None:
    """Index rows anew while nobody changes them: a redaction waits, and then writes after this."""
    with transaction.atomic():
        list(_rows(index).filter(pk__in=keys).select_for_update(no_key=True).order_by("pk").values_list("pk"))
        _again(index, keys)


def _fact_of(thing: Any) -> str:
    return f"{KINDS[thing._meta.model_name]}{thing.pk}"


def _facts_of(content: Content) -> list[str]:
    return [*(f"{TAG}{pk}" for pk in content.tags), *(f"{KINDS[kind]}{pk}" for _, kind, pk in content.bylines)]


def _facts(tags: Iterable[Any], credited: Iterable[Any]) -> dict[int, list[str]]:
    """Return the facts of each text by its key. tags: (key, tag); credited: (key, author, agency), one of them None."""
    facts: dict[int, list[str]] = defaultdict(list)
    for key, tag in tags:
        facts[key].append(f"{TAG}{tag}")
    for key, author, agency in credited:
        facts[key].append(f"{AUTHOR}{author}" if author else f"{AGENCY}{agency}")
    return facts


def _of_version(version: Version, facts: Iterable[str], photos: dict[int, Photo], same: Mapping[int, int]) -> Document:
    """Return what is indexed of a version. same: which ones serve which desk copies too."""
    return document(
        version.pk,
        headline=version.headline,
        standfirst=f"{version.kicker}\n{version.standfirst}",
        text=f"{plain(version.body)}\n{version.note}",
        language=version.language,
        facts=dict.fromkeys([f"{SECTION}{version.section_id}", *facts]),
        captions=captions(version, photos),
        address=version.slug,
        copy=same.get(version.pk),
    )


def _of_copy(article: Article, facts: Iterable[str], photos: dict[int, Photo]) -> Document:
    return document(
        article.pk,
        headline=article.headline,
        standfirst=f"{article.kicker}\n{article.standfirst}",
        text=plain(article.body),
        language=article.language,
        facts=dict.fromkeys(facts),
        captions=captions(article, photos),
        address=article.slug,
    )


def _write(index: Index, rows: list[tuple[Document, Any]]) -> None:
    engine().write(index, rows)
    engine().learn(set[str]().union(*(words for one, _ in rows for words in one.vocabulary())))


def _tidy() -> None:
    """Drop words that nothing has any more, and all but the first of those that two wrote at once."""
    after = 0
    while some := list(SearchWord.objects.filter(pk__gt=after).order_by("pk")[:ASKED_AT_ONCE]):
        after = some[-1].pk
        first: dict[str, int] = {}
        for word, pk in SearchWord.objects.filter(word__in=[one.word for one in some]).values_list("word", "pk"):
            first[word] = min(pk, first.get(word, pk))
        gone = [one.pk for one in some if first[one.word] != one.pk or not _stands(one.word)]
        SearchWord.objects.filter(pk__in=gone).delete()


def _stands(word: str) -> bool:
    for index in INDEXES:
        sql, values = engine().keys(index, [[(word,)]])
        if rows_of(DEFAULT_DB_ALIAS, f"{sql} LIMIT 1", values):
            return True
    return False


def _batches(things: Iterable[Any], size: int = ASKED_AT_ONCE) -> Iterator[list[Any]]:
    some: list[Any] = []
    for thing in things:
        some.append(thing)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
