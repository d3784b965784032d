"""Gather: bring in what feeds and pages on the web have, incremental and resumable at any moment.

A feed is asked first, and in one transaction its pages become rows that are due; each page then is fetched, read, put into
the library, and only then marked as done. A run that is killed anywhere leaves what the next one takes up.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from corpus.errors import FetchError, SourceError
from corpus.feeds import due
from corpus.feeds.feed import Entry, Feed, entry_from_plain, entry_to_plain
from corpus.feeds.parsing import looks_like_feed
from corpus.fetching.polite import PoliteFetcher
from corpus.fetching.transport import Fetched
from corpus.library import Library
from corpus.problem import Problem
from corpus.source_list import REMOVED, Page, Source, SourceKind
from corpus.sync.folder import Progress
from corpus.sync.reading_pool import ReadingPool
from corpus.sync.report import SyncReport
from corpus.sync.web_article import PageRead, article_of_entry, article_of_page
from corpus.sync.web_writer import Outcome, WebWriter

TASKS_A_HOST = 4
ENOUGH_OF_AN_ENTRY_WORDS = 40


class Gatherer:
    """One run over everything that is due."""

    def __init__(
        self,
        library: Library,
        fetcher: PoliteFetcher,
        readers: ReadingPool,
        *,
        now: Callable[[], datetime],
        progress: Progress | None = None,
    ) -> None:
        self._library = library
        self._fetcher = fetcher
        self._readers = readers
        self._now = now
        self._progress = progress
        self._problems: list[Problem] = []
        self._sources: dict[int, Source] = {}
        self._done = 0
        self._total = 0

    async def run(self, *, is_due: Callable[[Source], bool] | None = None) -> SyncReport:
        """Ask every source that is due, or those that `is_due` names, then read the pages that are due."""
        sources = await asyncio.to_thread(self._library.sources.all)
        self._sources = {source.number: source for source in sources}
        chosen = is_due or self._is_due
        async with asyncio.TaskGroup() as tasks:
            for source in sources:
                if source.kind in (SourceKind.FEED, SourceKind.PAGE) and not source.is_gone and chosen(source):
                    tasks.create_task(self._ask(source))
        waiting = await asyncio.to_thread(self._library.sources.due_pages, self._now())
        self._total = len(waiting)
        writer = WebWriter(self._library)
        try:
            await self._read_all(waiting, writer)
        finally:
            await asyncio.shield(asyncio.to_thread(writer.flush))
        outcome = writer.report()
        return replace(outcome, problems=(*self._problems, *outcome.problems))

    def _is_due(self, source: Source) -> bool:
        return source.due_at is not None and source.due_at <= self._now()

    # Sources

    async def _ask(self, source: Source) -> None:
        """Ask one source what pages it has; what is wrong is kept with it."""
        now = self._now()
        if source.kind is SourceKind.PAGE:
            await asyncio.to_thread(self._note_page_source, source, now)
            return
        try:
            fetched = await self._fetcher.get(source.address, source.etag, source.last_modified)
            feed = None
            if not fetched.is_unchanged:
                feed = await self._readers.feed(fetched.body, fetched.address, fetched.content_type)
        except SourceError as error:
            await asyncio.to_thread(self._note_failure, source, error, now)
            return
        worked = replace(
            source,
            address=fetched.moved_to or source.address,
            title=(feed.title if feed else None) or source.title,
            etag=fetched.etag if feed else source.etag,
            last_modified=fetched.last_modified if feed else source.last_modified,
            tried_at=now,
            worked_at=now,
            due_at=now + due.FEED_AGAIN,
            failures=0,
            problem=_skipped(feed),
        )
        self._sources[source.number] = worked
        await asyncio.to_thread(self._note_entries, worked, feed, now)

    def _note_page_source(self, source: Source, now: datetime) -> None:
        known = self._library.sources.pages([source.address]).get(source.address)
        page = replace(known, due_at=now) if known else Page(source.address, source.number, due_at=now)
        asked = replace(source, tried_at=now, due_at=now + due.PAGE_AGAIN)
        self._sources[source.number] = asked
        self._library.sources.save(asked, [page])

    def _note_failure(self, source: Source, error: SourceError, now: datetime) -> None:
        fetch = error if isinstance(error, FetchError) else None
        failures = 0 if fetch is not None and fetch.is_busy else source.failures + 1
        is_gone = fetch is not None and fetch.is_gone
        again = None if is_gone else due.after_failure(now, failures, fetch.retry_after_seconds if fetch else None)
        failed = replace(source, tried_at=now, due_at=again, failures=failures, problem=str(error), is_gone=is_gone)
        self._library.sources.save(failed)
        self._problems.append(Problem(source.address, str(error)))

    def _note_entries(self, source: Source, feed: Feed | None, now: datetime) -> None:
        """Keep, with the state of the feed, which of its pages are new or changed: from here on nothing is lost."""
        entries = feed.entries if feed else ()
        known = self._library.sources.pages(entry.address for entry in entries)
        fresh: list[Page] = []
        said: dict[str, str] = {}
        for entry in entries:
            page = known.get(entry.address)
            if page is not None and (page.entry_stamp == entry.stamp or page.problem == REMOVED):
                continue
            base = page or Page(entry.address, source.number)
            fresh.append(replace(base, entry_stamp=entry.stamp, due_at=now, failures=0))
            said[entry.address] = json.dumps(entry_to_plain(entry))
        self._library.sources.save(source, fresh, said)

    # Pages

    async def _read_all(self, waiting: Sequence[tuple[Page, str | None]], writer: WebWriter) -> None:
        """Several hosts at once, a few pages of each: while one is read, the next is fetched."""
        hosts: dict[str, list[tuple[Page, str | None]]] = {}
        for page, said in reversed(waiting):
            hosts.setdefault(urlsplit(page.address).netloc, []).append((page, said))
        async with asyncio.TaskGroup() as tasks:
            for queue in hosts.values():
                for _ in range(min(TASKS_A_HOST, len(queue))):
                    tasks.create_task(self._read_queue(queue, writer))

    async def _read_queue(self, queue: list[tuple[Page, str | None]], writer: WebWriter) -> None:
        while queue:
            page, said = queue.pop()
            outcome = await self._read(page, entry_from_plain(json.loads(said)) if said else None)
            if outcome.page.problem:
                self._problems.append(Problem(page.address, outcome.page.problem))
            if writer.take(outcome):
                await asyncio.to_thread(writer.flush)
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, self._total, page.address)

    async def _read(self, page: Page, entry: Entry | None) -> Outcome:
        """What has become of one page."""
        now = self._now()
        source = self._sources.get(page.source)
        try:
            if entry is not None and entry.is_whole:
                read = await article_of_entry(self._readers, entry, source)
                return self._worked(page, read, now)
            fetched = await self._fetcher.get(page.address, page.etag, page.last_modified)
            if fetched.is_unchanged:
                return self._worked(page, None, now)
            _refuse_feed(fetched)
            read = await article_of_page(self._readers, fetched, entry, source)
            return self._worked(replace(page, etag=fetched.etag, last_modified=fetched.last_modified), read, now)
        except SourceError as error:
            return await self._failed(page, entry, source, error, now)

    def _worked(self, page: Page, read: PageRead | None, now: datetime) -> Outcome:
        source = self._sources.get(page.source)
        is_source = source is not None and source.kind is SourceKind.PAGE
        again = due.page_after_success(now, page.worked_at or now, is_source=is_source)
        done = replace(
            page,
            article_id=read.article.id if read else page.article_id,
            tried_at=now,
            worked_at=page.worked_at or now,
            due_at=again,
            failures=0,
            problem=None,
        )
        return Outcome(done, read, former_id=page.article_id)

    async def _failed(
        self, page: Page, entry: Entry | None, source: Source | None, error: SourceError, now: datetime
    ) -> Outcome:
        """A page that isn't to be had: its feed's own text where that is enough, else it is tried again."""
        fetch = error if isinstance(error, FetchError) else None
        is_busy = fetch is not None and fetch.is_busy
        if entry is not None and not is_busy and len(entry.html.split()) >= ENOUGH_OF_AN_ENTRY_WORDS:
            try:
                return self._worked(page, await article_of_entry(self._readers, entry, source), now)
            except SourceError:
                pass  # what is wrong with the page itself is what the person can do something about
        failures = page.failures + (0 if is_busy else 1)
        is_gone = fetch is not None and (fetch.is_gone or (fetch.is_missing and failures > 1))
        again = None if is_gone else due.page_after_failure(now, failures, fetch.retry_after_seconds if fetch else None)
        kept = replace(page, tried_at=now, due_at=again, failures=failures, problem=str(error))
        if is_gone:
            return Outcome(replace(kept, article_id=None), None, former_id=page.article_id, is_gone=True)
        return Outcome(kept, None, former_id=page.article_id, entry=entry)


def _refuse_feed(fetched: Fetched) -> None:
    """Raise SourceError where a feed was fetched in place of a page."""
    if looks_like_feed(fetched.body, fetched.content_type):
        raise SourceError("is a feed, not a page; footnote add takes its address")


def _skipped(feed: Feed | None) -> str | None:
    """What is wrong with a feed that can be read."""
    if feed is None or not feed.skipped:
        return None
    return f"{feed.skipped} of its entries name no page"
