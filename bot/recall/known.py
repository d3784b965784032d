"""What the library knows, for a platform's event loop: its time is spent in threads."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.library import ArticleRecord, Library
from corpus.records.revisions import Revision


@dataclass(frozen=True, slots=True)
class Overview:
    """How many articles of which publishers there are, and the newest of them, newest first."""

    articles: int
    publishers: tuple[str, ...]
    newest: tuple[ArticleRecord, ...]


class Known:
    """Reads the library. Each call raises a LibraryError where it can't be read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def overview(self, newest: int = 5) -> Overview:
        """What there is, with so many of the newest articles."""
        return await asyncio.to_thread(self._overview, newest)

    async def revision(self, article_id: str, content_hash: str) -> Revision | None:
        """An article as it was when its text had this hash; None where that isn't known any more."""
        return await asyncio.to_thread(self._library.revision_of, article_id, content_hash)

    def _overview(self, newest: int) -> Overview:
        records = self._library.listing()
        return Overview(len(records), self._library.publishers(), _newest(records, newest))


def _newest(records: Iterable[ArticleRecord], most: int) -> tuple[ArticleRecord, ...]:
    """The articles that were published last; of those without a date, those that came last."""
    ordered = sorted(
        (record for record in records if record.title),
        key=lambda record: (record.published or record.added_at.date(), record.added_at),
        reverse=True,
    )
    return tuple(ordered[:most])
