"""Library: every article by id, with its sentences, passages and vectors; durable, and the only source of truth.

Passages and vectors are derived and could be made again, but vectors may have been paid for: they are kept by embedder
and text, outlive their articles, and go only by `prune_vectors`. What an article said before it changed is kept too, for
whoever quoted it then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from corpus import schema
from corpus.article import Article
from corpus.database import Database, ensure_folder
from corpus.errors import LibraryReadOnly
from corpus.passage import Passage
from corpus.records import articles as article_rows
from corpus.records import copies as copy_rows
from corpus.records import passages as passage_rows
from corpus.records import revisions as revision_rows
from corpus.records import vectors as vector_rows
from corpus.records.articles import ArticleRecord
from corpus.records.opening import ready, refuse_unwritable
from corpus.records.passages import Cutting
from corpus.records.recent import RecentArticles
from corpus.records.revisions import Revision
from corpus.records.turns import advance, found_number, revision, take_turn
from corpus.source_list import SourceList

FILE_NAME = "library.sqlite3"
ARTICLES_IN_MEMORY = 2048
FORMER_A_TIME = 100

__all__ = ["FILE_NAME", "ArticleRecord", "Cutting", "Library", "Revision"]


class Library:
    """All articles. Every change is one transaction: there whole, or not at all.

    Safe to use from several threads. Raises a LibraryError where the database can't be used.
    """

    def __init__(self, database: Database, *, folder: Path | None = None, read_only: bool = False) -> None:
        self._database = database
        self.folder = folder
        """The data folder it lies in; None where it is a database elsewhere."""
        self.is_read_only = read_only
        self._recent = RecentArticles(ARTICLES_IN_MEMORY)
        opened = ready(database, read_only=read_only)
        self._is_older = opened.version < schema.SCHEMA_VERSION
        self.sources = SourceList(database, is_older=self._is_older)
        """Where articles come from besides the corpus folder."""
        self.identity = opened.identity
        """A number that no other library has: tells a cache that it was made from this one."""

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """The library of a data folder; made where there is none, unless `read_only`.

        Raises LibraryReadOnly where it can't be written but should be, LibraryTooNew, LibraryFull and LibraryDamaged.
        """
        path = folder / FILE_NAME
        if read_only:
            if not path.is_file():
                raise LibraryReadOnly(
                    f"library {path}: there is none yet, and none can be made; choose another data folder"
                )
        else:
            ensure_folder(folder)
            refuse_unwritable(path)
        return cls(Database.open(path, read_only=read_only), folder=folder, read_only=read_only)

    @classmethod
    def connect(cls, url: str) -> Self:
        """The library at an SQLAlchemy URL, such as `postgresql+psycopg://host/name`."""
        return cls(Database.connect(url))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """Grows with every committed change of articles or passages, by whichever process."""
        with self._database.reading() as connection:
            return revision(connection)

    # Articles

    def put(self, article: Article, key: str, stamp: str, outline_version: str = "") -> None:
        """Keep one article; see `put_all`."""
        self.put_all([(article, key, stamp)], outline_version)

    def put_all(self, entries: Iterable[tuple[Article, str, str]], outline_version: str = "") -> None:
        """Keep articles, each with its key and stamp; one of a known id replaces the former, whose text becomes a revision.

        Where anything but source and stamp differs, its passages go. An article keeps the time when it first was added.
        Raises ValueError for text that no database can hold (a NUL, a lone surrogate) and for a key of another article.
        """
        rows = {entry[0].id: article_rows.row(*entry, outline_version) for entry in entries}
        if rows:
            with self._database.writing() as connection:
                article_rows.put(connection, rows)

    def restamp(self, stamps: Mapping[str, str]) -> None:
        """Set the stamps of articles, by id; nothing else of them changes, nor does the revision."""
        if stamps:
            with self._database.writing() as connection:
                article_rows.restamp(connection, stamps)

    def remove(self, ids: Iterable[str]) -> None:
        """Let articles and their passages go; their vectors stay, and their last text as a revision."""
        if wanted := list(ids):
            with self._database.writing() as connection:
                article_rows.remove(connection, wanted)

    def forget(self, ids: Iterable[str]) -> None:
        """Let articles go, with everything that they ever said."""
        if wanted := list(ids):
            with self._database.writing() as connection:
                article_rows.remove(connection, wanted)
                revision_rows.forget_all(connection, wanted)

    def article(self, article_id: str) -> Article | None:
        """The article of an id; None where the library has none."""
        return self.articles([article_id]).get(article_id)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """The articles of these ids, in the order of the ids; those that the library doesn't have are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._database.reading() as connection:
            now = revision(connection)
            found = self._recent.take(wanted, now)
            lacking = [article_id for article_id in wanted if article_id not in found]
            found.update(article_rows.load(connection, lacking, with_copies=not self._is_older))
        self._recent.keep(found, now)
        return {article_id: found[article_id] for article_id in wanted if article_id in found}

    def listing(self) -> tuple[ArticleRecord, ...]:
        """What is known of every article, by id, without the texts."""
        with self._database.reading() as connection:
            return article_rows.records(connection)

    def newer_than(self, moment: datetime) -> tuple[ArticleRecord, ...]:
        """What is known of the articles that were added after a moment, the oldest first."""
        with self._database.reading() as connection:
            return article_rows.records(connection, moment)

    def outlined_otherwise(self, outline_version: str) -> list[tuple[str, str, str]]:
        """Id, key and stamp of the articles whose sentences were read by other rules than these, by id."""
        with self._database.reading() as connection:
            return article_rows.outlined_otherwise(connection, outline_version)

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of the articles that a person may mean.

        The one whose id, key or source it is; else those with that file name, with or without its ending; else those
        whose id begins so. More than one means that the name is ambiguous.
        """
        with self._database.reading() as connection:
            return article_rows.find(connection, name)

    def publishers(self) -> tuple[str, ...]:
        """Every known publisher, sorted."""
        column = schema.articles.c.publisher
        with self._database.reading() as connection:
            found = connection.execute(select(column).where(column.is_not(None)).distinct()).scalars().all()
        return tuple(sorted(publisher for publisher in found if publisher is not None))

    # Revisions

    def revision_of(self, article_id: str, content_hash: str) -> Revision | None:
        """An article as it was when its text had this hash, now or formerly; None where that isn't known any more."""
        present = self.article(article_id)
        if present is not None and present.content_hash == content_hash:
            return Revision(present)
        if self._is_older:
            return None
        with self._database.reading() as connection:
            return revision_rows.former(connection, article_id, content_hash)

    def former_hashes(self, article_id: str) -> list[str]:
        """The content hashes of what an article said before, the oldest first."""
        if self._is_older:
            return []
        with self._database.reading() as connection:
            return revision_rows.former_hashes(connection, article_id)

    def former(self) -> Iterator[Revision]:
        """All that any article said before, by id, the oldest first."""
        after: str | None = ""
        while after is not None and not self._is_older:
            with self._database.reading() as connection:
                some = revision_rows.former_from(connection, after, FORMER_A_TIME)
            yield from (each for _, each in some)
            after = some[-1][0] if some else None

    def put_former(self, revisions: Sequence[Revision]) -> None:
        """Keep what articles said before elsewhere; what is kept already, or said at present, stays as it is."""
        if revisions:
            with self._database.writing() as connection:
                take_turn(connection)
                revision_rows.bring(connection, revisions)

    # Copies

    def copies(self, article_id: str) -> tuple[str, ...]:
        """The ids of the other articles that are prints of the same text, sorted."""
        if self._is_older:
            return ()
        with self._database.reading() as connection:
            found = copy_rows.copies_of(connection, [article_id]).get(article_id)
        return found.others if found else ()

    def put_copies(self, original_of: Mapping[str, str]) -> bool:
        """Keep which articles are copies: by id, the first of each group. Says whether that changed anything."""
        with self._database.writing() as connection:
            return copy_rows.put_copies(connection, original_of)

    def unsigned(self) -> dict[str, str]:
        """The content hashes, by id, of the articles that have no signature of their present text."""
        with self._database.reading() as connection:
            return copy_rows.unsigned(connection)

    def put_signatures(self, signatures: Mapping[str, tuple[str, bytes]]) -> None:
        """Keep what articles' texts are like: by id, the hash of the text and its signature."""
        if signatures:
            with self._database.writing() as connection:
                copy_rows.put_signatures(connection, signatures)

    def signatures(self) -> dict[str, bytes]:
        """Every article's signature, by id, the earliest published first."""
        with self._database.reading() as connection:
            return copy_rows.signatures(connection)

    # Passages

    def uncut(self, cut: str) -> list[str]:
        """The ids of the articles that have not been cut this way, sorted."""
        with self._database.reading() as connection:
            return passage_rows.uncut(connection, cut)

    def cuts(self) -> tuple[str, ...]:
        """The cuts that the library has passages of, sorted."""
        with self._database.reading() as connection:
            return tuple(sorted(connection.execute(select(schema.cuts.c.signature)).scalars()))

    def put_passages(self, cut: str, cuttings: Mapping[str, Sequence[Cutting]]) -> None:
        """Keep the passages of articles under a cut, by article id, in place of those they had; there may be none.

        An article that the library no longer has is passed over. Raises ValueError for sentences that an article
        doesn't have.
        """
        with self._database.writing() as connection:
            advance(connection)
            passage_rows.put(connection, cut, cuttings)

    def passage_ids(self, cut: str) -> dict[str, str]:
        """The hash of what is embedded, by passage id, in the order of articles and of their text."""
        with self._database.reading() as connection:
            rows = connection.execute(passage_rows.passages_of(cut, schema.passages.c.text_hash))
            return {f"{article_id}:{start}:{end}": text_hash for article_id, start, end, text_hash in rows}

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages of these ids, in their order; an id that names no run of sentences of an article is left out."""
        wanted = {passage_id: passage_rows.parts(passage_id) for passage_id in ids}
        found = self.articles(article_id for article_id, _, _ in wanted.values())
        passages = {}
        for passage_id, (article_id, start, end) in wanted.items():
            passage = passage_rows.passage(found[article_id], start, end) if article_id in found else None
            if passage is not None:
                passages[passage_id] = passage
        return passages

    def passage_count(self, cut: str) -> int:
        """How many passages there are under a cut."""
        with self._database.reading() as connection:
            return passage_rows.count(connection, cut)

    # Vectors

    def put_vectors(self, embedder: str, vectors: Mapping[str, bytes | memoryview]) -> None:
        """Keep vectors (float32, little-endian) by the hash of what was embedded; one that is there already stays."""
        if vectors:
            with self._database.writing() as connection:
                vector_rows.put(connection, embedder, vectors)

    def vectors(self, embedder: str, hashes: Iterable[str]) -> dict[str, bytes]:
        """The vectors that are there, by the hash of what was embedded."""
        with self._database.reading() as connection:
            return vector_rows.load(connection, embedder, hashes)

    def missing_vectors(self, embedder: str, hashes: Iterable[str]) -> list[str]:
        """Those hashes that have no vector yet, each once, in their order."""
        wanted = list(dict.fromkeys(hashes))
        with self._database.reading() as connection:
            number = found_number(connection, schema.embedders, embedder)
            present = vector_rows.vector_hashes(connection, number, wanted)
        return [text_hash for text_hash in wanted if text_hash not in present]

    def all_vectors(self, cut: str, embedder: str) -> tuple[list[str], bytes]:
        """The ids of a cut's passages that have a vector, ordered like `passage_ids`, and these vectors end to end.

        Raises LibraryDamaged where the vectors are of different lengths.
        """
        with self._database.reading() as connection:
            return vector_rows.all_of(connection, cut, embedder)

    def prune_vectors(self) -> int:
        """Let go of the vectors that no passage uses any more, and say how many these were."""
        with self._database.writing() as connection:
            return vector_rows.prune(connection)
