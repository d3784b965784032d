"""Passage ids, vectors and filter fields in a folder of Chroma: its only home.

Chroma is a cache here. Text is not in it, nothing is embedded by it, and whoever opens a folder must own it
(`retrieval.index.ownership`): two processes on one folder lose vectors without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.disk import disk_fault
from retrieval.retriever import Filters

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

BATCH = 5_000  # Chroma refuses to take more than 5,461 rows at once
_PAGE = 20_000  # and fails to give more than 32,766
_QUESTIONS = 500  # asked at once
_AS_NEAR = 1e-3
_COLLECTION = "passages"
# Looking at 64 neighbours when adding and at 320 when asking, not at Chroma's 100 and 100: adding takes a fifth less,
# recall@10 on 100,000 passages of news is 0.994, not 0.975, and a question takes 0.3 ms more.
# Writing the graph out after 100 rows, not 1,000: what isn't written out is put in again, row by row, at each opening.
CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {"space": "ip", "max_neighbors": 16, "ef_construction": 64, "ef_search": 320, "sync_threshold": 100}
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of a passage besides its vector: the hash of what was embedded, and filter fields."""

    text_hash: str
    publisher: str | None = None
    published: date | None = None

    def __post_init__(self) -> None:
        if not self.text_hash:
            raise ValueError("an entry needs the hash of what was embedded")

    def as_metadata(self) -> dict[str, str | int | None]:
        """As Chroma's metadata, which knows no dates. None takes away what an earlier upsert left in a field."""
        return {
            "text_hash": self.text_hash,
            "publisher": self.publisher or None,
            "published": _as_number(self.published) if self.published else None,
        }

    @classmethod
    def from_metadata(cls, fields: Mapping[str, Any]) -> Self:
        """From Chroma's metadata; ValueError where they are none of ours."""
        number = fields.get("published")
        published = None if number is None else date(number // 10_000, number // 100 % 100, number % 100)
        return cls(str(fields.get("text_hash", "")), fields.get("publisher"), published)


class ChromaIndex:
    """The nearest passages to a vector, from one folder of Chroma.

    Queries are safe from several threads; writing is for one at a time. Raises IndexDamaged where Chroma can't make
    sense of the folder, IndexFull and IndexReadOnly where the disk is in the way, nothing of Chroma's own.
    """

    def __init__(self, folder: Path, client: Client, collection: Collection) -> None:
        self.folder = folder
        self._client = client
        self._collection = collection

    @classmethod
    def create(cls, folder: Path, stamp: str) -> Self:
        """An empty index in a new folder; `stamp` says what it is made of and by."""
        with _translated(folder):
            folder.mkdir(parents=True)
            client = _client(folder)
            collection = client.create_collection(
                _COLLECTION, metadata={"stamp": stamp}, configuration=CONFIGURATION, embedding_function=None
            )
            return cls(folder, client, collection)

    @classmethod
    def open(cls, folder: Path, stamp: str) -> Self:
        """The index in a folder; IndexDamaged where there is none or it bears another stamp."""
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexDamaged(f"The index {folder} is gone.")
        with _translated(folder):
            client = _client(folder)
            try:
                index = cls(folder, client, client.get_collection(_COLLECTION, embedding_function=None))
                index._refuse_other(stamp)
            except BaseException:  # whatever ends the opening, the folder is let go
                client.close()
                raise
            return index

    def _refuse_other(self, stamp: str) -> None:
        if (self._collection.metadata or {}).get("stamp") != stamp:
            raise IndexDamaged(f"The index {self.folder} is not the one that was left there.")

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""
        with self._faults():
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, where=_where(filters), include=["distances"]
            )
        distances = found["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(found["ids"][0], distances[0], strict=True)]

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32], entries: Sequence[Entry]) -> None:
        """Put passages in, or what they have become in place of what they were."""
        with self._faults():
            for start in range(0, len(ids), BATCH):
                some = slice(start, start + BATCH)
                self._collection.upsert(
                    ids=list(ids[some]),
                    embeddings=vectors[some],
                    metadatas=[entry.as_metadata() for entry in entries[some]],
                )

    def missed(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of the passages that a search for their own vector leads neither to, nor to one as near.

        Of passages that are added singly to a small index after it was asked, Chroma's graph loses one in a hundred. It
        counts and gives them, but finds them only when they are put in again.
        """
        lengths = np.einsum("ij,ij->i", vectors, vectors)
        lost: list[str] = []
        with self._faults():
            for start in range(0, len(ids), _QUESTIONS):
                some = slice(start, start + _QUESTIONS)
                found = self._collection.query(query_embeddings=vectors[some], n_results=1, include=["distances"])
                nearest = [1.0 - min(distances, default=2.0) for distances in found["distances"] or []]
                asked = zip(ids[some], nearest, lengths[some], strict=True)
                lost += [name for name, similarity, length in asked if similarity < length - _AS_NEAR]
        return lost

    def remove(self, ids: Sequence[str]) -> None:
        """Take passages out. Their rows stay dead in the files until the index is built anew."""
        with self._faults():
            for start in range(0, len(ids), BATCH):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def count(self) -> int:
        """How many passages Chroma says there are."""
        with self._faults():
            return self._collection.count()

    def entries(self) -> dict[str, Entry]:
        """What is held, by passage id."""
        with self._faults():
            found: dict[str, Entry] = {}
            for start in range(0, self._collection.count(), _PAGE):
                held = self._collection.get(include=["metadatas"], limit=_PAGE, offset=start)
                pairs = zip(held["ids"], held["metadatas"] or (), strict=True)
                found.update((name, Entry.from_metadata(fields)) for name, fields in pairs)
            return found

    def vectors(self) -> tuple[list[str], NDArray[np.float32]]:
        """All ids and, row by row, their vectors."""
        with self._faults():
            ids: list[str] = []
            pages: list[NDArray[np.float32]] = []
            for start in range(0, self._collection.count(), _PAGE):
                held = self._collection.get(include=["embeddings"], limit=_PAGE, offset=start)
                ids += held["ids"]
                pages.append(np.asarray(held["embeddings"], dtype=np.float32))
            return ids, np.concatenate(pages) if pages else np.zeros((0, 0), dtype=np.float32)

    def _faults(self) -> AbstractContextManager[None]:
        """Turns Chroma's errors into ours."""
        return _translated(self.folder)

    def close(self) -> None:
        """Let go of the folder."""
        with self._faults():
            self._client.close()


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)


def _where(filters: Filters) -> dict[str, Any] | None:
    """Filters in Chroma's terms; a passage without the field doesn't pass."""
    conditions: list[dict[str, Any]] = []
    if filters.publishers:
        conditions.append({"publisher": {"$in": sorted(filters.publishers)}})
    if filters.since:
        conditions.append({"published": {"$gte": _as_number(filters.since)}})
    if filters.until:
        conditions.append({"published": {"$lte": _as_number(filters.until)}})
    if len(conditions) > 1:
        return {"$and": conditions}
    return conditions[0] if conditions else None


def _as_number(day: date) -> int:
    """20250716 for 16 July 2025: orders as days do."""
    return day.year * 10_000 + day.month * 100 + day.day


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Chroma's errors as ours. It doesn't type a full disk or a folder it can't write: the system is asked."""
    from chromadb.errors import ChromaError

    try:
        yield
    except OSError as error:
        raise disk_fault(folder, error.errno) or IndexUnavailable(f"The index {folder}: {_one_line(error)}") from error
    except (ChromaError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise disk_fault(folder) or IndexDamaged(f"The index {folder} is damaged: {_one_line(error)}.") from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
