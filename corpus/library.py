"""Library: every article by id, with its sentences, passages and vectors; durable, and the only source of truth.

Passages and vectors are derived and could be made again, but vectors may have been paid for: they are kept by embedder
and text, outlive their articles, and go only by `prune_vectors`.
"""

import os
import secrets
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    Connection,
    Row,
    Table,
    Text,
    delete,
    exists,
    func,
    insert,
    inspect,
    select,
    type_coerce,
    update,
)

from corpus import schema
from corpus.article import Article
from corpus.database import Database, ensure_folder
from corpus.errors import LibraryDamaged, LibraryReadOnly, LibraryTooNew
from corpus.passage import Passage

FILE_NAME = "library.sqlite3"
IDS_A_QUERY = 500
ARTICLES_IN_MEMORY = 2048

_META = {"schema_version", "revision", "identity"}

Cutting = tuple[int, int, str]
"""A passage to keep: its first sentence, the one after its last, and the hash of what is embedded of it."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What the library knows of an article, without its text.

    `key` names it in its source, `stamp` is what the source said of its state when it was read, `characters` is the
    length of the text.
    """

    id: str
    key: str
    source: str
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    characters: int
    content_hash: str
    added_at: datetime
    outline_version: str
    stamp: str


class Library:
    """All articles. Every change is one transaction: there whole, or not at all.

    Safe to use from several threads. Raises a LibraryError where the database can't be used.
    """

    def __init__(self, database: Database, *, folder: Path | None = None, read_only: bool = False) -> None:
        self._database = database
        self.folder = folder
        """The data folder it lies in; None where it is a database elsewhere."""
        self.is_read_only = read_only
        self._recent = _RecentArticles(ARTICLES_IN_MEMORY)
        self.identity = _ready(database, read_only=read_only)
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
            _refuse_unwritable(path)
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
            return _revision(connection)

    # Articles

    def put(self, article: Article, key: str, stamp: str, outline_version: str = "") -> None:
        """Keep one article; see `put_all`."""
        self.put_all([(article, key, stamp)], outline_version)

    def put_all(self, entries: Iterable[tuple[Article, str, str]], outline_version: str = "") -> None:
        """Keep articles, each with its key and stamp; one of a known id replaces the former.

        Where anything but source and stamp differs, its passages go. An article keeps the time when it first was added.
        Raises ValueError for text that no database can hold (a NUL, a lone surrogate) and for a key of another article.
        """
        rows_by_id = {entry[0].id: _row(*entry, outline_version) for entry in entries}
        if not rows_by_id:
            return
        rows = list(rows_by_id.values())
        with self._database.writing() as connection:
            _advance(connection)
            known = {row["id"]: row for row in _known(connection, list(rows_by_id))}
            _refuse_foreign_keys(connection, rows)
            now = datetime.now(UTC)
            changed = [row["id"] for row in rows if row["id"] in known and _differs(row, known[row["id"]])]
            _forget_cuts(connection, changed)
            fresh = []
            for row in rows:
                former = known.get(row["id"])
                row["added_at"] = former["added_at"] if former else row["added_at"] or now
                if former:
                    connection.execute(update(schema.articles).where(schema.articles.c.id == row["id"]).values(row))
                else:
                    fresh.append(row)
            if fresh:
                connection.execute(insert(schema.articles), fresh)

    def restamp(self, stamps: Mapping[str, str]) -> None:
        """Set the stamps of articles, by id; nothing else of them changes, nor does the revision."""
        if not stamps:
            return
        with self._database.writing() as connection:
            for article_id, stamp in stamps.items():
                statement = update(schema.articles).where(schema.articles.c.id == article_id)
                connection.execute(statement.values(stamp=stamp))

    def remove(self, ids: Iterable[str]) -> None:
        """Let articles and their passages go; their vectors stay."""
        wanted = list(ids)
        if not wanted:
            return
        with self._database.writing() as connection:
            _advance(connection)
            _forget_cuts(connection, wanted)
            for some in _batches(wanted):
                connection.execute(delete(schema.articles).where(schema.articles.c.id.in_(some)))

    def article(self, article_id: str) -> Article | None:
        """The article of an id; None where the library has none."""
        return self.articles([article_id]).get(article_id)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """The articles of these ids, in the order of the ids; those that the library doesn't have are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._database.reading() as connection:
            revision = _revision(connection)
            found = self._recent.take(wanted, revision)
            lacking = [article_id for article_id in wanted if article_id not in found]
            for some in _batches(lacking):
                rows = connection.execute(select(schema.articles).where(schema.articles.c.id.in_(some)))
                found.update((row.id, _article(row)) for row in rows)
        self._recent.keep(found, revision)
        return {article_id: found[article_id] for article_id in wanted if article_id in found}

    def listing(self) -> tuple[ArticleRecord, ...]:
        """What is known of every article, by id, without the texts."""
        columns = [schema.articles.c[name] for name in ArticleRecord.__slots__]
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(schema.articles.c.id))
            return tuple(ArticleRecord(*row) for row in rows)

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of the articles that a person may mean.

        The one whose id, key or source it is; else those with that file name, with or without its ending; else those
        whose id begins so. More than one means that the name is ambiguous.
        """
        columns = (schema.articles.c.id, schema.articles.c.key, schema.articles.c.source)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(schema.articles.c.id)).all()
        exact = tuple(row.id for row in rows if name == row.id) or tuple(row.id for row in rows if name in row[1:])
        if exact or not name:
            return exact
        files = tuple(row.id for row in rows if name in _file_names(row.key))
        return files or tuple(row.id for row in rows if row.id.startswith(name))

    def publishers(self) -> tuple[str, ...]:
        """Every known publisher, sorted."""
        column = schema.articles.c.publisher
        with self._database.reading() as connection:
            found = connection.execute(select(column).where(column.is_not(None)).distinct()).scalars().all()
        return tuple(sorted(publisher for publisher in found if publisher is not None))

    # Passages

    def uncut(self, cut: str) -> list[str]:
        """The ids of the articles that have not been cut this way, sorted."""
        done = schema.cut_articles.join(schema.cuts, schema.cuts.c.number == schema.cut_articles.c.cut)
        is_cut = (
            exists()
            .select_from(done)
            .where(schema.cut_articles.c.article_id == schema.articles.c.id, schema.cuts.c.signature == cut)
        )
        with self._database.reading() as connection:
            found = connection.execute(select(schema.articles.c.id).where(~is_cut).order_by(schema.articles.c.id))
            return list(found.scalars())

    def cuts(self) -> tuple[str, ...]:
        """The cuts that the library has passages of, sorted."""
        with self._database.reading() as connection:
            return tuple(sorted(connection.execute(select(schema.cuts.c.signature)).scalars()))

    def put_passages(self, cut: str, article_id: str, cuttings: Sequence[Cutting]) -> None:
        """Keep the passages of one article; see `put_passages_of`."""
        self.put_passages_of(cut, {article_id: cuttings})

    def put_passages_of(self, cut: str, cuttings: Mapping[str, Sequence[Cutting]]) -> None:
        """Keep the passages of articles under a cut, by article id, in place of those they had; there may be none.

        An article that the library no longer has is passed over. Raises ValueError for sentences that an article
        doesn't have.
        """
        with self._database.writing() as connection:
            _advance(connection)
            number = _number(connection, schema.cuts, cut)
            outlines = _outlines(connection, cuttings)
            rows = [
                _passage_row(number, article_id, spans, cutting)
                for article_id, spans in outlines.items()
                for cutting in cuttings[article_id]
            ]
            _forget_cuts(connection, outlines, number)
            if outlines:
                done = [{"cut": number, "article_id": article_id} for article_id in outlines]
                connection.execute(insert(schema.cut_articles), done)
            if rows:
                connection.execute(insert(schema.passages), rows)

    def passage_ids(self, cut: str) -> dict[str, str]:
        """The hash of what is embedded, by passage id, in the order of articles and of their text."""
        with self._database.reading() as connection:
            rows = connection.execute(_passages_of(cut, schema.passages.c.text_hash))
            return {f"{article_id}:{start}:{end}": text_hash for article_id, start, end, text_hash in rows}

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages of these ids, in their order; an id that names no run of sentences of an article is left out."""
        wanted = {passage_id: _parts(passage_id) for passage_id in ids}
        found = self.articles(article_id for article_id, _, _ in wanted.values())
        passages = {}
        for passage_id, (article_id, start, end) in wanted.items():
            passage = _passage(found[article_id], start, end) if article_id in found else None
            if passage is not None:
                passages[passage_id] = passage
        return passages

    def passage_count(self, cut: str) -> int:
        """How many passages there are under a cut."""
        tables = schema.passages.join(schema.cuts, schema.cuts.c.number == schema.passages.c.cut)
        statement = select(func.count()).select_from(tables).where(schema.cuts.c.signature == cut)
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one()

    def drop_cut(self, cut: str) -> None:
        """Let all passages of a cut go."""
        with self._database.writing() as connection:
            _advance(connection)
            number = _number(connection, schema.cuts, cut)
            connection.execute(delete(schema.passages).where(schema.passages.c.cut == number))
            connection.execute(delete(schema.cut_articles).where(schema.cut_articles.c.cut == number))
            connection.execute(delete(schema.cuts).where(schema.cuts.c.number == number))

    # Vectors

    def put_vectors(self, embedder: str, vectors: Mapping[str, bytes | memoryview]) -> None:
        """Keep vectors (float32, little-endian) by the hash of what was embedded; one that is there already stays."""
        if not vectors:
            return
        with self._database.writing() as connection:
            _take_turn(connection)
            number = _number(connection, schema.embedders, embedder)
            present = _vector_hashes(connection, number, vectors)
            rows = [
                {"embedder": number, "text_hash": text_hash, "vector": bytes(vector)}
                for text_hash, vector in vectors.items()
                if text_hash not in present
            ]
            if rows:
                connection.execute(insert(schema.vectors), rows)

    def vectors(self, embedder: str, hashes: Iterable[str]) -> dict[str, bytes]:
        """The vectors that are there, by the hash of what was embedded."""
        table = schema.vectors
        found: dict[str, bytes] = {}
        with self._database.reading() as connection:
            number = _found_number(connection, schema.embedders, embedder)
            for some in _batches(dict.fromkeys(hashes)):
                statement = select(table.c.text_hash, table.c.vector)
                rows = connection.execute(statement.where(table.c.embedder == number, table.c.text_hash.in_(some)))
                found.update((text_hash, bytes(vector)) for text_hash, vector in rows)
        return found

    def missing_vectors(self, embedder: str, hashes: Iterable[str]) -> list[str]:
        """Those hashes that have no vector yet, each once, in their order."""
        wanted = list(dict.fromkeys(hashes))
        with self._database.reading() as connection:
            present = _vector_hashes(connection, _found_number(connection, schema.embedders, embedder), wanted)
        return [text_hash for text_hash in wanted if text_hash not in present]

    def all_vectors(self, cut: str, embedder: str) -> tuple[list[str], bytes]:
        """The ids of a cut's passages that have a vector, ordered like `passage_ids`, and these vectors end to end.

        Raises LibraryDamaged where the vectors are of different lengths.
        """
        ids: list[str] = []
        matrix: list[bytes] = []
        with self._database.reading() as connection:
            number = _found_number(connection, schema.embedders, embedder)
            statement = _passages_of(cut, schema.vectors.c.vector).join(
                schema.vectors,
                (schema.vectors.c.text_hash == schema.passages.c.text_hash) & (schema.vectors.c.embedder == number),
            )
            for article_id, start, end, vector in connection.execute(statement):
                ids.append(f"{article_id}:{start}:{end}")
                matrix.append(vector)
        if len({len(vector) for vector in matrix}) > 1:
            raise LibraryDamaged(
                f"vectors of {embedder} have different lengths; make them again with another embedder name"
            )
        return ids, b"".join(matrix)

    def prune_vectors(self) -> int:
        """Let go of the vectors that no passage uses any more, and say how many these were."""
        unused = ~exists().where(schema.passages.c.text_hash == schema.vectors.c.text_hash)
        with self._database.writing() as connection:
            return connection.execute(delete(schema.vectors).where(unused)).rowcount


class _RecentArticles:
    """The articles that were asked for last, as of one revision."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._revision = -1
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, ids: Iterable[str], revision: int) -> dict[str, Article]:
        """Those of the ids that are here, if they are of this revision."""
        with self._lock:
            if revision != self._revision:
                self._articles.clear()
                self._revision = revision
            found = {article_id: self._articles[article_id] for article_id in ids if article_id in self._articles}
            for article_id in found:
                self._articles.move_to_end(article_id)
            return found

    def keep(self, articles: Mapping[str, Article], revision: int) -> None:
        """Keep these, unless the library has moved on since they were read."""
        with self._lock:
            if revision != self._revision:
                return
            self._articles.update(islice(articles.items(), self._limit))
            while len(self._articles) > self._limit:
                self._articles.popitem(last=False)


def _ready(database: Database, *, read_only: bool) -> int:
    """Make the tables where there are none, refuse those of a newer version, and read the library's identity."""
    with database.reading() as connection:
        tables = set(inspect(connection).get_table_names())
    others = tables - schema.metadata.tables.keys()
    if tables == others and not read_only and not (others and database.is_file):
        with database.writing() as connection:
            _create(connection)
    elif not tables.issuperset(schema.metadata.tables):
        raise LibraryDamaged(f"{database.where} is not a library of Footnote; choose another data folder")
    with database.reading() as connection:
        values: dict[str, int] = {row.key: row.value for row in connection.execute(select(schema.meta))}
    if not values.keys() >= _META:
        raise LibraryDamaged(
            f"{database.where} is not a whole library; move it away, and the next sync makes a new one"
        )
    version = values["schema_version"]
    if version > schema.SCHEMA_VERSION:
        raise LibraryTooNew(
            f"library {database.where} is of version {version}, this Footnote knows {schema.SCHEMA_VERSION}; upgrade "
            "Footnote, or choose another data folder"
        )
    return values["identity"]


def _create(connection: Connection) -> None:
    """Make the tables, unless another process was faster."""
    schema.metadata.create_all(connection)
    if connection.execute(select(func.count()).select_from(schema.meta)).scalar_one():
        return
    values = {"schema_version": schema.SCHEMA_VERSION, "revision": 0, "identity": secrets.randbits(62)}
    connection.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in values.items()])


def _refuse_unwritable(path: Path) -> None:
    """Raise LibraryReadOnly where the file or its folder plainly can't be written."""
    for part in (path, path.parent):
        if part.exists() and not os.access(part, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise LibraryReadOnly(f"{part} can't be written; make it writable or choose another data folder")


def _revision(connection: Connection) -> int:
    """The library's revision."""
    statement = select(schema.meta.c.value).where(schema.meta.c.key == "revision")
    revision: int = connection.execute(statement).scalar_one()
    return revision


def _take_turn(connection: Connection) -> None:
    """Wait for other writers, on a database that lets several write at once; SQLite never does."""
    connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "revision").with_for_update())


def _advance(connection: Connection) -> None:
    """Raise the revision; first in a transaction, so that on every database the writers come one after the other."""
    meta = schema.meta
    connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    """As many values at a time as one query takes."""
    rest = iter(values)
    while some := list(islice(rest, IDS_A_QUERY)):
        yield some


def _row(article: Article, key: str, stamp: str, outline_version: str) -> dict[str, Any]:
    """An article as a row; ValueError where a database can't hold it."""
    texts = (
        article.id,
        key,
        stamp,
        article.source,
        article.text,
        article.title,
        article.publisher,
        article.author,
        article.url,
    )
    for text in texts:
        if text is not None and ("\0" in text or _has_surrogates(text)):
            raise ValueError(f"article {article.id!a} holds characters that are no text")
    return {
        "id": article.id,
        "key": key,
        "source": article.source,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "characters": len(article.text),
        "content_hash": article.content_hash,
        "added_at": article.added_at,
        "outline_version": outline_version,
        "stamp": stamp,
        "outline": article.sentences,
        "text": article.text,
    }


def _has_surrogates(text: str) -> bool:
    """Whether the text can't be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _known(connection: Connection, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """The rows of these articles, without their texts."""
    columns = [column for column in schema.articles.c if column.name != "text"]
    found: list[Mapping[str, Any]] = []
    for some in _batches(ids):
        rows = connection.execute(select(*columns).where(schema.articles.c.id.in_(some)))
        found.extend(dict(row) for row in rows.mappings())
    return found


def _refuse_foreign_keys(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise ValueError where a key belongs to an article of another id."""
    ids = {row["key"]: row["id"] for row in rows}
    table = schema.articles
    for some in _batches(ids):
        for key, article_id in connection.execute(select(table.c.key, table.c.id).where(table.c.key.in_(some))):
            if ids[key] != article_id:
                raise ValueError(f"{key!r} is the key of {article_id}, not of {ids[key]}")


def _differs(row: Mapping[str, Any], former: Mapping[str, Any]) -> bool:
    """Whether anything that passages are made of has changed."""
    names = ("title", "publisher", "author", "published", "url", "content_hash", "outline_version", "outline")
    return any(row[name] != former[name] for name in names)


def _forget_cuts(connection: Connection, ids: Iterable[str], cut: int | None = None) -> None:
    """Let the passages of articles go, of every cut or of one."""
    for some in _batches(ids):
        for table in (schema.passages, schema.cut_articles):
            statement = delete(table).where(table.c.article_id.in_(some))
            connection.execute(statement if cut is None else statement.where(table.c.cut == cut))


def _article(row: Row[Any]) -> Article:
    """An article from its row."""
    return Article(
        id=row.id,
        source=row.source,
        text=row.text,
        sentences=row.outline,
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published=row.published,
        url=row.url,
        added_at=row.added_at,
    )


def _file_names(key: str) -> tuple[str, str]:
    """What people call a file: its name, and its name without the ending."""
    path = PurePosixPath(key)
    return path.name, path.stem


def _parts(passage_id: str) -> tuple[str, int, int]:
    """Article id, start and end; an impossible span where the id is none of ours."""
    article_id, _, span = passage_id.partition(":")
    start, _, end = span.partition(":")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return article_id, int(start), int(end)
    return article_id, 0, 0


def _passage(article: Article, start: int, end: int) -> Passage | None:
    """The passage at a span; None where the article has no sentences that begin and end there."""
    sentences = article.sentences
    first = bisect_left(sentences, start, key=lambda sentence: sentence.span.start)
    last = bisect_left(sentences, end, key=lambda sentence: sentence.span.end)
    if first > last or last == len(sentences):
        return None
    if sentences[first].span.start != start or sentences[last].span.end != end:
        return None
    return Passage(article, first, last + 1)


def _outlines(connection: Connection, ids: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the sentences of those articles that there are begin and end."""
    table = schema.articles
    encoded = type_coerce(table.c.outline, Text)
    found: dict[str, list[tuple[int, int]]] = {}
    for some in _batches(ids):
        rows = connection.execute(select(table.c.id, encoded).where(table.c.id.in_(some)))
        found.update((article_id, schema.decode_spans(outline)) for article_id, outline in rows)
    return found


def _passage_row(cut: int, article_id: str, spans: Sequence[tuple[int, int]], cutting: Cutting) -> dict[str, Any]:
    """A passage as a row; ValueError where the article has no such sentences."""
    first, last, text_hash = cutting
    if not 0 <= first < last <= len(spans):
        raise ValueError(f"sentences [{first}, {last}) are not among the {len(spans)} of {article_id}")
    start, end = spans[first][0], spans[last - 1][1]
    return {"cut": cut, "article_id": article_id, "start": start, "end": end, "text_hash": text_hash}


def _passages_of(cut: str, column: Any) -> Any:
    """The query for a cut's passages, in order, with one more column."""
    table = schema.passages
    number = select(schema.cuts.c.number).where(schema.cuts.c.signature == cut).scalar_subquery()
    statement = select(table.c.article_id, table.c.start, table.c.end, column).where(table.c.cut == number)
    return statement.order_by(table.c.article_id, table.c.start, table.c.end)


def _found_number(connection: Connection, table: Table, signature: str) -> int | None:
    """The number of a cut or an embedder; None where it isn't known."""
    return connection.execute(select(table.c.number).where(table.c.signature == signature)).scalar_one_or_none()


def _number(connection: Connection, table: Table, signature: str) -> int:
    """The number of a cut or an embedder, which becomes known."""
    found = _found_number(connection, table, signature)
    if found is None:
        connection.execute(insert(table).values(signature=signature))
        found = _found_number(connection, table, signature)
    if found is None:
        raise LibraryDamaged(f"the library does not keep what is written to it ({table.name})")
    return found


def _vector_hashes(connection: Connection, embedder: int | None, hashes: Iterable[str]) -> set[str]:
    """Those of the hashes that have a vector."""
    column = schema.vectors.c.text_hash
    found: set[str] = set()
    for some in _batches(dict.fromkeys(hashes)):
        statement = select(column).where(schema.vectors.c.embedder == embedder, column.in_(some))
        found.update(connection.execute(statement).scalars())
    return found
