"""Index: everything that is searched, opened together and brought up to date with the library together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import LibraryBusy, LibraryFull, LibraryReadOnly
from corpus.library import Library
from retrieval.embedding.embedder import Embedder
from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.dense import DenseSearch
from retrieval.index.indexing import Edition, Progress, silent
from retrieval.index.keyword import KeywordIndex
from retrieval.index.keyword_check import is_in_order, note
from retrieval.index.keyword_process import terms_read_beside
from retrieval.index.shared_dense import SharedChroma, SharedDense

FOLDER = "index"
KEYWORD_FILE = "keyword.sqlite3"
EXACT_FOR_ONE_QUESTION = 10_000
"""Passages up to which one question costs less time and memory by comparing all of them than importing Chroma does."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What was done to bring the index up to date: articles cut and embedded, passages added, updated and removed."""

    articles: int = 0
    added: int = 0
    updated: int = 0
    removed: int = 0
    rebuilt: bool = False


class Index:
    """The caches of one library under one embedder. The library is the truth; all of this can be made again from it.

    `dense.nearest` may be called from several threads, also while one of them is in `catch_up`.
    """

    def __init__(
        self,
        edition: Edition,
        dense: DenseSearch | SharedDense,
        keyword: KeywordIndex,
        notice: Callable[[str], None],
        progress: Progress,
    ) -> None:
        self.edition = edition
        self.embedder = edition.embedder
        self.dense = dense
        self.keyword = keyword
        self._notice = notice
        self._progress = progress
        self._caught_up_at = -1
        self._at_work = threading.Lock()

    @classmethod
    def open(
        cls,
        data: Path,
        library: Library,
        embedder: Embedder,
        notice: Callable[[str], None],
        progress: Progress = silent,
        exact_up_to: int = 0,
        shared: SharedChroma | None = None,
    ) -> Self:
        """The index in a data folder, up to date with the library; its vectors in a `shared` server where there is one.

        Raises LibraryError and EmbedderError; a fault of the dense index is told to `notice`, and exact search answers,
        as it does for libraries of no more than `exact_up_to` passages.
        """
        edition = Edition(library, embedder)
        dense: DenseSearch | SharedDense
        if shared is None:
            dense = DenseSearch(data / FOLDER, edition, notice, progress, exact_up_to)
        else:
            dense = SharedDense(shared, edition, notice, progress)
        index = cls(edition, dense, _open_keyword(data / FOLDER / KEYWORD_FILE, notice), notice, progress)
        try:
            index.catch_up()
        except BaseException:  # whatever ends the opening, its files are let go
            index.close()
            raise
        return index

    def catch_up(self) -> IndexReport:
        """Bring everything up to date with the library; cheap where nothing has changed, so for every question.

        Returns at once where another thread is at it.
        """
        library = self.edition.library
        if self._caught_up_at == library.revision and self.dense.is_settled:
            return IndexReport()
        if not self._at_work.acquire(blocking=False):
            return IndexReport()
        try:
            articles = self._prepare()
            revision = library.revision
            with terms_read_beside(library, self.keyword.path, self.edition.cut, articles):
                changes = self.dense.catch_up()
            self._catch_up_keyword()
            self._caught_up_at = revision
        finally:
            self._at_work.release()
        if changes is None:
            return IndexReport(articles)
        return IndexReport(articles, changes.added, changes.updated, changes.removed, changes.rebuilt)

    def close(self) -> None:
        """Let go of everything."""
        self.keyword.close()
        self.dense.close()
        note(self.keyword.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _catch_up_keyword(self) -> None:
        """Bring the terms to the library's present state; all of them anew where the file is damaged."""
        library, cut = self.edition.library, self.edition.cut
        try:
            self.keyword.catch_up(library, cut, self._progress)
        except IndexDamaged as error:
            self._notice(str(error))
            self.keyword.rebuild(library, cut, self._progress)
        except IndexUnavailable as error:
            if not self.keyword.count():
                raise
            self._notice(f"{error} It answers with the passages that are there.")

    def _prepare(self) -> int:
        """Cut and embed what isn't yet; with what there is, where the library can't be written now."""
        try:
            return self.edition.prepare(self._progress)
        except (LibraryReadOnly, LibraryFull, LibraryBusy) as error:
            if not self.edition.library.passage_count(self.edition.cut):
                raise
            self._notice(f"{error} It answers with the passages that are there.")
            return 0


def _open_keyword(path: Path, notice: Callable[[str], None]) -> KeywordIndex:
    """The terms' file, in a folder that is made where there is none; empty in place of one that is damaged."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    if not is_in_order(path):
        notice("The keyword index is damaged. It is built anew from the library.")
        with suppress(OSError):
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
    return KeywordIndex.open(path)
