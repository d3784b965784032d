"""Sync: bring the library up to date with a corpus folder; incremental, and resumable at any moment.

Articles are committed in batches, each whole. A run that is killed leaves a library that the next run completes: what
is there already is recognised by its stamp.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from corpus.article import Article, Sentence
from corpus.errors import SourceError
from corpus.identity import article_id
from corpus.keys import WEB_TEXT_STAMP, added_key, is_imported, is_of_corpus_folder, is_of_web
from corpus.library import ArticleRecord, Library
from corpus.lock import held
from corpus.outline import OUTLINE_VERSION, clean_outline, outline
from corpus.problem import Problem
from corpus.source_list import Source, SourceKind
from corpus.sources.extracted import Reader
from corpus.sources.files import FileText, Folder, SourceFile, prefixed, read_file, read_folder, single_file
from corpus.sources.reading_process import ReadingProcess
from corpus.sync.report import SyncReport

LOCK_NAME = "sync.lock"
ARTICLES_A_BATCH = 100
CHARACTERS_A_BATCH = 2_000_000

_KEPT = "; the library keeps what it had"


Progress = Callable[[int, int, str], None]
"""Takes how many of how many files are done, and the last one's key."""


def sync(
    library: Library,
    folder: Path,
    *,
    progress: Progress | None = None,
    read_outline: Callable[[str], tuple[Sentence, ...]] = outline,
    outline_version: str = OUTLINE_VERSION,
) -> SyncReport:
    """Make the library hold what the folder holds, and say what that took.

    On a library that can only be read it says that nothing is new, or raises LibraryReadOnly.
    Raises SourceError where the folder can't be used at all (nothing changes then), LibraryBusy where another process
    is at it, and the LibraryErrors of writing.
    """
    with _alone(library), ReadingProcess() as reader:
        return _Sync(library, read_folder(folder), is_of_corpus_folder, reader, read_outline, outline_version).run(
            progress
        )


def sync_added(library: Library, source: Source, *, progress: Progress | None = None) -> SyncReport:
    """The same for a folder or a file that was added as a source; one that is gone takes its articles with it."""
    prefix = added_key(source.address)

    def owns(key: str) -> bool:
        return key == prefix or key.startswith(f"{prefix}/")

    path = Path(source.address)
    with _alone(library), ReadingProcess() as reader:
        if not path.exists():
            found = Folder((), (Problem(source.address, "is not there any more"),))
        elif source.kind is SourceKind.FOLDER:
            found = prefixed(read_folder(path), prefix)
        else:
            found = single_file(path, prefix)
        return _Sync(library, found, owns, reader, outline, OUTLINE_VERSION).run(progress)


def outline_anew(library: Library) -> None:
    """Read the sentences of web and imported articles by the present rules, where they were read by former ones."""
    old = library.outlined_otherwise(OUTLINE_VERSION)
    for start in range(0, len(old), ARTICLES_A_BATCH):
        some = {
            article_id: (key, stamp)
            for article_id, key, stamp in old[start : start + ARTICLES_A_BATCH]
            if is_of_web(key) or is_imported(stamp)
        }
        entries = []
        for article in library.articles(some).values():
            key, stamp = some[article.id]
            read = outline if stamp == WEB_TEXT_STAMP or is_imported(stamp) else clean_outline
            entries.append((replace(article, sentences=read(article.text)), key, stamp))
        library.put_all(entries, OUTLINE_VERSION)


def _alone(library: Library) -> AbstractContextManager[None]:
    """Keep other processes from doing the same; one that only looks needs no lock, and may not be able to make one."""
    if library.folder is None or library.is_read_only:
        return nullcontext()
    return held(library.folder / LOCK_NAME, "bringing the library up to date")


class _Sync:
    """One run."""

    def __init__(
        self,
        library: Library,
        folder: Folder,
        owns: Callable[[str], bool],
        reader: Reader,
        read_outline: Callable[[str], tuple[Sentence, ...]],
        outline_version: str,
    ) -> None:
        self._library = library
        self._folder = folder
        self._reader = reader
        self._read_outline = read_outline
        self._outline_version = outline_version
        self._records = {record.key: record for record in library.listing() if owns(record.key)}
        self._problems = [self._told(problem) for problem in folder.problems]
        self._batch: list[tuple[Article, str, str]] = []
        self._stamps: dict[str, str] = {}
        self._new: list[str] = []
        self._changed: list[str] = []

    def run(self, progress: Progress | None) -> SyncReport:
        """Read what isn't known by its stamp, then let go of what is gone."""
        pending = [file for file in self._folder.files if not self._is_current(file)]
        done = len(self._folder.files) - len(pending)
        for file in pending:
            self._take(file)
            done += 1
            if progress is not None:
                progress(done, len(self._folder.files), file.key)
        self._commit()
        removed = self._gone()
        self._library.remove(removed)
        touched = {*self._new, *self._changed, *removed}
        unchanged = [record.id for record in self._records.values() if record.id not in touched]
        return SyncReport(
            new=tuple(sorted(self._new)),
            changed=tuple(sorted(self._changed)),
            removed=tuple(removed),
            unchanged=tuple(sorted(unchanged)),
            problems=tuple(self._problems),
        )

    def _is_current(self, file: SourceFile) -> bool:
        """Whether the library has this very state of the file."""
        record = self._records.get(file.key)
        return record is not None and (record.stamp, record.outline_version) == (file.stamp, self._outline_version)

    def _take(self, file: SourceFile) -> None:
        """Read a file, and put what it holds into the batch."""
        record = self._records.get(file.key)
        try:
            found = read_file(file, self._reader)
            article = self._article(file, found, record)
        except (SourceError, ValueError) as error:
            self._problems.append(Problem(file.key, f"{error}{_KEPT if record else ''}"))
            return
        self._problems += found.problems
        if record is None:
            self._new.append(article.id)
        elif not is_same(article, record, self._outline_version):
            self._changed.append(article.id)
        elif article.source == record.source:
            self._stamps[article.id] = file.stamp
            return
        self._batch.append((article, file.key, file.stamp))
        if (
            len(self._batch) >= ARTICLES_A_BATCH
            or sum(len(entry[0].text) for entry in self._batch) > CHARACTERS_A_BATCH
        ):
            self._commit()

    def _told(self, problem: Problem) -> Problem:
        """The problem; where it hides articles that the library has, with what becomes of them."""
        hidden = Folder((), unseen=(problem.file,)) if problem.file in self._folder.unseen else Folder(())
        return Problem(problem.file, problem.message + _KEPT) if any(map(hidden.hides, self._records)) else problem

    def _article(self, file: SourceFile, found: FileText, record: ArticleRecord | None) -> Article:
        """The article of a file, outlined."""
        said = found.metadata
        return Article(
            id=article_id(file.key),
            source=file.source,
            text=found.text,
            sentences=clean_outline(found.text) if found.is_clean else self._read_outline(found.text),
            title=said.title,
            publisher=said.publisher,
            author=said.author,
            published=said.published,
            url=said.url,
            added_at=record.added_at if record else None,
        )

    def _commit(self) -> None:
        """Write the batch."""
        self._library.put_all(self._batch, self._outline_version)
        if not self._library.is_read_only:
            self._library.restamp(self._stamps)
        self._batch, self._stamps = [], {}

    def _gone(self) -> list[str]:
        """The ids of the articles whose files are not there any more; those that came without one stay."""
        there = {file.key for file in self._folder.files}
        gone = (key for key in self._records if key not in there and not self._folder.hides(key))
        return sorted(self._records[key].id for key in gone if not is_imported(self._records[key].stamp))


def is_same(article: Article, record: ArticleRecord, outline_version: str) -> bool:
    """Whether the library holds this article already, whatever its stamp and place."""
    return (
        article.content_hash,
        article.title,
        article.publisher,
        article.author,
        article.published,
        article.url,
        outline_version,
    ) == (
        record.content_hash,
        record.title,
        record.publisher,
        record.author,
        record.published,
        record.url,
        record.outline_version,
    )
