"""Keyword retrieval: the terms of every passage in an SQLite FTS5 file beside the library, ranked by BM25.

The file is a cache: what it holds is made from the library (`catch_up`) and can be made again. Terms are stemmed by us, not by FTS5:
index and question are read by the same rules, and each passage's terms are kept sentence by sentence for the ranking.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np

from corpus.library import Library
from retrieval.errors import IndexDamaged
from retrieval.index.candidates import Candidates
from retrieval.index.keyword_file import connect, our_errors, read_about, remove_file
from retrieval.index.keyword_rows import add, forget, read_homes, state_of
from retrieval.language.spelling import nearest_term, slips_allowed
from retrieval.retriever import Filters

_ARTICLES_A_BATCH = 256
FEWEST_TERMS, MOST_PLACES = 3, 60_000
"""How many terms a look-up has at least, where there are so many, and up to how many passages it reads with more."""

Progress = Callable[[int, int, str], None]
"""Told how much is done of how much, and what the work is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by its terms: its row, and its BM25 score (higher is better)."""

    row: int
    score: float


class KeywordIndex:
    """Every passage's terms. Any number of threads and processes may ask while one writes.

    Every method may raise IndexDamaged where the file is not what was written, and IndexUnavailable where it can't be
    used; nothing else.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, is_writable: bool) -> None:
        self.path = path
        self._connection = connection
        self._is_writable = is_writable
        self._asking = threading.Lock()  # one statement at a time on one connection
        self._frequencies: dict[str, int] = {}
        self._counted_at = -1
        self._count = 0
        self._publishers: dict[str, int] = {}
        self._meant: dict[str, str | None] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in this file, an empty one where there is none; one that is damaged or of another version is made anew.

        Read-only where the folder can't be written.
        """
        try:
            connection, is_writable = connect(path)
        except IndexDamaged:
            remove_file(path)
            connection, is_writable = connect(path)
        return cls(path, connection, is_writable=is_writable)

    def close(self) -> None:
        """Let go of the file."""
        with self._asking:
            self._connection.close()

    # Writing

    def catch_up(self, library: Library, cut: str, progress: Progress | None = None) -> int:
        """Bring the index to the library's present passages of a cut; how many articles were read or let go."""
        stamp = f"{library.identity} {library.revision} {cut}"
        with self._reading() as connection:
            if not self._is_writable or read_about(connection).get("stamp") == stamp:
                return 0
        passages = library.passage_ids(cut)
        wanted: dict[str, list[str]] = {}
        for passage_id in passages:
            wanted.setdefault(passage_id.partition(":")[0], []).append(passage_id)
        states = {name: state_of(ids, passages) for name, ids in wanted.items()}
        with self._writing() as connection:
            present = dict(connection.execute("SELECT id, state FROM article"))
            stale = [name for name, state in present.items() if states.get(name) != state]
            new = [name for name, state in states.items() if present.get(name) != state]
            forget(connection, stale)
            for start in range(0, len(new), _ARTICLES_A_BATCH):
                some = new[start : start + _ARTICLES_A_BATCH]
                found = library.passages(passage_id for name in some for passage_id in wanted[name])
                add(connection, found, states)
                if progress is not None:
                    progress(min(start + _ARTICLES_A_BATCH, len(new)), len(new), "Reading terms")
            connection.execute("INSERT OR REPLACE INTO about VALUES ('stamp', ?)", (stamp,))
        return len(set(stale) | set(new))

    def rebuild(self, library: Library, cut: str, progress: Progress | None = None) -> int:
        """Make the index anew from the library."""
        with self._asking:
            self._connection.close()
            remove_file(self.path)
            self._connection, self._is_writable = connect(self.path)
            self._counted_at = -1
        return self.catch_up(library, cut, progress)

    # Asking

    def count(self) -> int:
        """How many passages there are."""
        self._refresh()
        return self._count

    def frequencies(self, wanted: Collection[str]) -> dict[str, int]:
        """In how many passages each of the terms stands; 0 where in none."""
        self._refresh()
        missing = [term for term in dict.fromkeys(wanted) if term not in self._frequencies]
        with self._reading() as connection:
            for some in _batches(missing, 500):
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", some)  # noqa: S608
                self._frequencies.update(rows)
        return {term: self._frequencies.setdefault(term, 0) for term in wanted}

    def meant(self, term: str) -> str | None:
        """The term that an unknown one was meant to be; None where it is known, or unlike any."""
        allowed = slips_allowed(term)
        if not allowed or self.frequencies([term])[term]:
            return None
        if term not in self._meant:
            with self._reading() as connection:
                known = connection.execute(
                    "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
                    (term[0], term[0] + "\U0010ffff", len(term) - allowed, len(term) + allowed),
                ).fetchall()
            self._meant[term] = nearest_term(term, known)
        return self._meant[term]

    def best(self, wanted: Sequence[str], limit: int, filters: Filters, publishers: Collection[str] = ()) -> list[Hit]:
        """The passages with the highest BM25 for the terms, best first, all admitted by `filters`.

        `publishers` narrows this one look-up to theirs.
        """
        if not wanted or limit < 1:
            return []
        match = " OR ".join(_quoted(term) for term in self._telling(wanted))
        named = frozenset(publishers) & filters.publishers if publishers and filters.publishers else None
        either = named if named is not None else frozenset(publishers) or filters.publishers
        if publishers or filters.publishers:
            numbers = self._publisher_rows(either)
            if not numbers:
                return []
            match = f"publisher : ({' OR '.join(_quoted(f'p{row}') for row in numbers)}) AND {{body title}} : ({match})"
        sql = "SELECT found.rowid, -found.rank FROM found"
        values: list[object] = [match]
        where = "found MATCH ?"
        if filters.since or filters.until:
            sql += " JOIN passage ON passage.row = found.rowid JOIN article ON article.row = passage.article"
            where += " AND article.published BETWEEN ? AND ?"
            values += [(filters.since or date.min).isoformat(), (filters.until or date.max).isoformat()]
        with self._reading() as connection:
            rows = connection.execute(f"{sql} WHERE {where} ORDER BY found.rank LIMIT ?", (*values, limit))
            return [Hit(*row) for row in rows]

    def rows(self, passage_ids: Iterable[str]) -> dict[str, int]:
        """The rows of passages, by id; those that aren't there are left out."""
        found: dict[str, int] = {}
        with self._reading() as connection:
            for some in _batches(passage_ids, 500):
                marks = ",".join("?" * len(some))
                found.update(connection.execute(f"SELECT id, row FROM passage WHERE id IN ({marks})", some))  # noqa: S608
        return found

    def candidates(self, rows: Collection[int], scores: dict[int, float], similarities: dict[str, float]) -> Candidates:
        """The passages of these rows, with what is kept of them; rows that were removed meanwhile are left out."""
        with self._reading() as connection:
            marks = ",".join(str(int(row)) for row in rows)
            sql = "SELECT row, id, article, position, sentences FROM passage"
            passages = connection.execute(f"{sql} WHERE row IN ({marks}) ORDER BY article, position").fetchall()
            homes = read_homes(connection, sorted({passage[2] for passage in passages}))
        numbered = {home.row: number for number, home in enumerate(homes)}
        passages = [passage for passage in passages if passage[2] in numbered]
        sizes = [len(passage[4]) // 4 for passage in passages]
        return Candidates(
            ids=tuple(passage[1] for passage in passages),
            homes=homes,
            of_home=np.array([numbered[passage[2]] for passage in passages], dtype=np.intp),
            positions=np.array([passage[3] for passage in passages], dtype=np.intp),
            numbers=np.frombuffer(b"".join(passage[4] for passage in passages), dtype="<u4"),
            offsets=np.concatenate(([0], np.cumsum(sizes, dtype=np.intp))).astype(np.intp),
            keyword=np.array([scores.get(passage[0], 0.0) for passage in passages], dtype=np.float64),
            similarity=np.array([similarities.get(passage[1], np.nan) for passage in passages], dtype=np.float64),
        )

    def _telling(self, wanted: Sequence[str]) -> list[str]:
        """The terms that are worth looking up: in a large library not the most frequent ones beside rarer ones.

        BM25 reads every place of each term, and those of the most frequent ones, which it weighs least, are nearly all of
        them (Turtle & Flood 1995 on what can't change the best few). They still count when what was found is ranked.
        """
        frequencies = self.frequencies(wanted)
        ordered = sorted(dict.fromkeys(wanted), key=lambda term: frequencies[term])
        chosen, read = ordered[:FEWEST_TERMS], sum(frequencies[term] for term in ordered[:FEWEST_TERMS])
        for term in ordered[FEWEST_TERMS:]:
            read += frequencies[term]
            if read > MOST_PLACES:
                break
            chosen.append(term)
        return chosen

    def _publisher_rows(self, names: Collection[str]) -> list[int]:
        missing = [name for name in names if name not in self._publishers]
        if missing:
            with self._reading() as connection:
                self._publishers.update(connection.execute("SELECT name, row FROM publisher"))
        return [self._publishers[name] for name in names if name in self._publishers]

    def _refresh(self) -> None:
        """Forget what was counted in a former state of the file."""
        with self._reading() as connection:
            (seen,) = connection.execute("PRAGMA data_version").fetchone()
            state = seen + connection.total_changes * 1_000_003
            if state != self._counted_at:
                (self._count,) = connection.execute("SELECT count(*) FROM passage").fetchone()
                self._frequencies.clear()
                self._publishers.clear()
                self._meant.clear()
                self._counted_at = state

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._asking, our_errors(self.path):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._asking, our_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:  # whatever ends the writing, half of it isn't kept
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _quoted(term: str) -> str:
    """A term as FTS5's string, so that nothing in it is taken for an operator."""
    escaped = term.replace('"', '""')
    return f'"{escaped}"'


def _batches(values: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
