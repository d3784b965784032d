"""The keyword index's rows: articles and passages with their terms, written and read on an open connection."""

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import chain

import numpy as np

from corpus.passage import Passage
from retrieval.index.candidates import Home, encode_sentences, encode_terms
from retrieval.language.terms import terms


def state_of(passage_ids: Sequence[str], hashes: dict[str, str]) -> str:
    """Names what an article's passages are and what is embedded of them: title, publisher, date and text."""
    whole = "\n".join(f"{name} {hashes[name]}" for name in passage_ids)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def forget(connection: sqlite3.Connection, names: Sequence[str]) -> None:
    """Remove articles with their passages."""
    for name in names:
        (article,) = connection.execute("SELECT row FROM article WHERE id = ?", (name,)).fetchone()
        connection.execute("DELETE FROM found WHERE rowid IN (SELECT row FROM passage WHERE article = ?)", (article,))
        connection.execute("DELETE FROM passage WHERE article = ?", (article,))
        connection.execute("DELETE FROM article WHERE row = ?", (article,))


def add(connection: sqlite3.Connection, passages: dict[str, Passage], states: dict[str, str]) -> None:
    """Add the passages, by id, of whole articles; `states` has each article's `state_of`."""
    by_article: dict[str, list[tuple[str, Passage]]] = {}
    for name, passage in passages.items():
        by_article.setdefault(passage.article.id, []).append((name, passage))
    passage_row = _last_row(connection)
    kept: list[tuple[int, str, int | None, int, bytes]] = []
    found: list[tuple[int, str, str, str]] = []
    for name, own in by_article.items():
        article = own[0][1].article
        title = terms(article.title or "")
        publisher = _publisher_row(connection, article.publisher)
        published = article.published.isoformat() if article.published else None
        row = connection.execute(
            "INSERT INTO article (id, state, publisher, published, passages, title) VALUES (?, ?, ?, ?, ?, ?)",
            (name, states[name], publisher, published, len(own), encode_terms(title)),
        ).lastrowid
        for position, (passage_id, passage) in enumerate(own):
            passage_row += 1
            sentences = [terms(sentence.span.of(article.text)) for sentence in passage.sentences]
            kept.append((passage_row, passage_id, row, position, encode_sentences(sentences)))
            found.append((passage_row, " ".join(chain.from_iterable(sentences)), " ".join(title), f"p{publisher}"))
    connection.executemany("INSERT INTO passage (row, id, article, position, sentences) VALUES (?, ?, ?, ?, ?)", kept)
    connection.executemany("INSERT INTO found (rowid, body, title, publisher) VALUES (?, ?, ?, ?)", found)


def _last_row(connection: sqlite3.Connection) -> int:
    """The highest row that a passage ever had: none is given twice."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
    return int(found[0]) if found else 0


def _publisher_row(connection: sqlite3.Connection, name: str | None) -> int | None:
    if name is None:
        return None
    connection.execute("INSERT OR IGNORE INTO publisher (name) VALUES (?)", (name,))
    (row,) = connection.execute("SELECT row FROM publisher WHERE name = ?", (name,)).fetchone()
    return int(row)


def read_homes(connection: sqlite3.Connection, rows: Sequence[int]) -> tuple[Home, ...]:
    """What the ranking knows of the articles in these rows, in no order."""
    marks = ",".join(str(int(row)) for row in rows)
    sql = "SELECT article.row, name, published, passages, title FROM article LEFT JOIN publisher ON publisher.row = article.publisher"
    found = connection.execute(f"{sql} WHERE article.row IN ({marks})")
    return tuple(
        Home(
            row=row,
            publisher=publisher,
            published=date.fromisoformat(published) if published else None,
            passages=passages,
            title=frozenset(np.frombuffer(title, dtype="<u4").tolist()),
        )
        for row, publisher, published, passages, title in found
    )
