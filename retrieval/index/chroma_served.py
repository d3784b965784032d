"""Passage ids, vectors and filter fields in a collection of a Chroma server, which several processes share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

from retrieval.errors import IndexUnavailable
from retrieval.index.chroma_index import CONFIGURATION, ChromaIndex

ANSWERS_WITHIN_SECONDS = 10.0
"""A server that takes longer is taken for one that is away: a thousand vectors take it a second or two."""


@dataclass(frozen=True, slots=True)
class Mark:
    """At which of the library's revisions a collection is, and under which fencing number it was brought there."""

    revision: int
    fence: int


class ServedChroma(ChromaIndex):
    """The nearest passages to a vector, from a server. Raises IndexUnavailable, nothing of Chroma's own."""

    @classmethod
    def connect(cls, url: str, name: str) -> Self:
        """The collection of that name at a server's address; made where there is none."""
        import chromadb
        from chromadb.config import Settings

        address = urlsplit(url)
        is_secure = address.scheme == "https"
        # Chroma's client waits for ever; a server that hangs is found out here, and below where it hangs later.
        refuse_silent(url)
        with _translated(url):
            client = chromadb.HttpClient(
                host=address.hostname or "",
                port=address.port or (443 if is_secure else 8000),
                ssl=is_secure,
                settings=Settings(anonymized_telemetry=False),
            )
            for session in _sessions(client):
                session.timeout = ANSWERS_WITHIN_SECONDS
            collection = client.get_or_create_collection(name, configuration=CONFIGURATION, embedding_function=None)
        served = cls(Path(name), cast("Any", client), collection)
        served.url = url
        return served

    url: str = ""

    def mark(self) -> Mark | None:
        """What the last writer wrote; None where the collection was never brought up to date."""
        with self._faults():
            found = self._client.get_collection(self.folder.name, embedding_function=None)
            self._collection = found
            fields = found.metadata or {}
            return Mark(int(fields["revision"]), int(fields["fence"])) if "fence" in fields else None

    def set_mark(self, mark: Mark) -> None:
        """Write down at which revision the collection is."""
        with self._faults():
            self._collection.modify(metadata={"revision": mark.revision, "fence": mark.fence})

    def close(self) -> None:
        """Let go of the server, its connections too, which Chroma's client leaves open."""
        sessions = _sessions(self._client)
        super().close()
        for session in sessions:
            session.close()

    def _faults(self) -> AbstractContextManager[None]:
        return _translated(self.url)


def refuse_silent(url: str) -> None:
    """Raise IndexUnavailable where no Chroma server answers at the address."""
    import httpx

    with _translated(url):
        httpx.get(f"{url}/api/v2/heartbeat", timeout=ANSWERS_WITHIN_SECONDS).raise_for_status()


def _sessions(client: Any) -> list[Any]:
    """The connections of Chroma's client, for which it has no way of its own."""
    clients = (client, getattr(client, "_admin_client", None))
    found = (getattr(getattr(each, "_server", None), "_session", None) for each in clients)
    return [session for session in found if session is not None]


@contextmanager
def _translated(url: str) -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexUnavailable(f"The Chroma server at {url} can't be used ({type(error).__name__}).") from error
