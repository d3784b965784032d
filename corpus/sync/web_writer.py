"""Web writer: what has become of pages, into the library, in batches: first the article, then that its page is done."""

import json
import threading
import time
from dataclasses import dataclass

from corpus.feeds.feed import Entry, entry_to_plain
from corpus.library import Library
from corpus.outline import OUTLINE_VERSION
from corpus.problem import Problem
from corpus.source_list import Page
from corpus.sync.folder import is_same
from corpus.sync.report import SyncReport
from corpus.sync.web_article import PageRead

PAGES_A_BATCH = 50
SECONDS_A_BATCH = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a page: its row, the article that was read, if any, and the id of the one it held before.

    `entry` is what its feed says of it, as long as the page is still to be read.
    """

    page: Page
    read: PageRead | None = None
    former_id: str | None = None
    is_gone: bool = False
    entry: Entry | None = None


class WebWriter:
    """Collects outcomes and writes them; safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._records = {record.id: record for record in library.listing()}
        self._batch: list[Outcome] = []
        self._since = time.monotonic()
        self._writing = threading.Lock()
        self._new: set[str] = set()
        self._changed: set[str] = set()
        self._removed: set[str] = set()
        self._unchanged: set[str] = set()
        self._problems: list[Problem] = []

    def take(self, outcome: Outcome) -> bool:
        """Keep an outcome in mind; whether there are enough of them to write."""
        self._batch.append(outcome)
        return len(self._batch) >= PAGES_A_BATCH or time.monotonic() - self._since >= SECONDS_A_BATCH

    def flush(self) -> None:
        """Write what there is."""
        with self._writing:
            batch, self._batch = self._batch, []
            self._since = time.monotonic()
            if batch:
                self._write(batch)

    def report(self) -> SyncReport:
        """What was written."""
        new = self._new - self._removed
        return SyncReport(
            new=tuple(sorted(new)),
            changed=tuple(sorted(self._changed - new - self._removed)),
            removed=tuple(sorted(self._removed)),
            unchanged=tuple(sorted(self._unchanged - new - self._changed - self._removed)),
            problems=tuple(self._problems),
        )

    def _write(self, batch: list[Outcome]) -> None:
        reads = {outcome.read.article.id: outcome.read for outcome in batch if outcome.read}
        entries = []
        for article_id, read in reads.items():
            record = self._records.get(article_id)
            if record is not None and is_same(read.article, record, OUTLINE_VERSION):
                self._unchanged.add(article_id)
                continue
            (self._changed if record is not None else self._new).add(article_id)
            entries.append((read.article, read.key, read.stamp))
        self._library.put_all(entries, OUTLINE_VERSION)
        gone = self._left(batch, set(reads))
        self._library.remove(gone)
        self._library.sources.put_pages(
            [outcome.page for outcome in batch],
            {outcome.page.address: json.dumps(entry_to_plain(outcome.entry)) for outcome in batch if outcome.entry},
        )
        self._removed |= gone
        self._unchanged |= {each.page.article_id for each in batch if each.read is None and each.page.article_id}

    def _left(self, batch: list[Outcome], present: set[str]) -> set[str]:
        """The articles whose page is gone or holds another one now, unless a page still holds them."""
        left = {
            outcome.former_id
            for outcome in batch
            if outcome.former_id and (outcome.is_gone or outcome.page.article_id != outcome.former_id)
        } - present
        mine = {outcome.page.address for outcome in batch}
        held = {page.article_id for page in self._library.sources.pages_of_articles(left) if page.address not in mine}
        held |= {outcome.page.article_id for outcome in batch}
        return {article_id for article_id in left if article_id not in held}
