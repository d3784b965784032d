"""Bring in: everything new from every source, into the library: the corpus folder, added places, feeds and pages."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.copies import find_copies
from corpus.errors import SourceError
from corpus.library import Library
from corpus.lock import held
from corpus.problem import Problem
from corpus.source_list import Source, SourceKind
from corpus.sources.reading_process import ReadingProcess
from corpus.sync.folder import Progress, outline_anew, sync, sync_added
from corpus.sync.report import SyncReport

LOCK_NAME = "gather.lock"


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is dealt with: whether private networks are fetched from, and the pause between requests to a host."""

    allow_private_addresses: bool = False
    pause_seconds: float = 1.0


async def bring_in(
    library: Library,
    folder: Path,
    *,
    manners: Manners = Manners(),  # frozen
    progress: Progress | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    is_due: Callable[[Source], bool] | None = None,
    readers: Sequence[ReadingProcess] | None = None,
) -> SyncReport:
    """Bring the library up to date with every source; cancelled or killed anywhere, the next run takes it up.

    `is_due` chooses the feeds and pages that are asked; without it those whose time has come. `readers` are the processes
    that read pages, if they are to outlive this. Raises SourceError where the corpus folder can't be used, LibraryBusy
    where another process is at it, and the LibraryErrors of writing.
    """
    found = await asyncio.to_thread(bring_in_files, library, folder, progress, now)
    gathered = await gather(library, manners=manners, progress=progress, now=now, is_due=is_due, readers=readers)
    together = found.and_also(gathered)
    await asyncio.to_thread(find_copies, library, has_removed=bool(together.removed))
    return together


def bring_in_files(
    library: Library,
    folder: Path,
    progress: Progress | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> SyncReport:
    """The part of it that needs no network: the corpus folder, added folders and files."""
    found = sync(library, folder, progress=progress)
    if library.is_read_only:
        return found
    for source in library.sources.all():
        if source.kind in (SourceKind.FOLDER, SourceKind.FILE):
            found = found.and_also(_added(library, source, progress, now()))
    outline_anew(library)
    return found


def _added(library: Library, source: Source, progress: Progress | None, now: datetime) -> SyncReport:
    """What an added folder or file has; how it went is kept with it where that is something new."""
    try:
        found = sync_added(library, source, progress=progress)
    except SourceError as error:
        found = SyncReport(problems=(Problem(source.address, str(error)),))
    problem = found.problems[0].message if found.problems else None
    if not found.is_empty or problem != source.problem or source.tried_at is None:
        worked = source.worked_at if problem else now
        library.sources.save(replace(source, tried_at=now, worked_at=worked, due_at=None, problem=problem))
    return found


async def gather(
    library: Library,
    *,
    manners: Manners = Manners(),  # frozen
    progress: Progress | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    is_due: Callable[[Source], bool] | None = None,
    readers: Sequence[ReadingProcess] | None = None,
) -> SyncReport:
    """The part of it that needs the network: what feeds and pages have; one process at a time."""
    on_the_web = [source for source in library.sources.all() if source.kind in (SourceKind.FEED, SourceKind.PAGE)]
    if not on_the_web or library.is_read_only:
        return SyncReport()
    if library.folder is None:
        return await _gathered(library, manners, progress, now, is_due, readers)
    with held(library.folder / LOCK_NAME, "asking the feeds"):
        return await _gathered(library, manners, progress, now, is_due, readers)


async def _gathered(
    library: Library,
    manners: Manners,
    progress: Progress | None,
    now: Callable[[], datetime],
    is_due: Callable[[Source], bool] | None,
    readers: Sequence[ReadingProcess] | None,
) -> SyncReport:
    # The network's libraries take longer to load than a question takes to answer.
    from corpus.fetching.polite import PoliteFetcher
    from corpus.fetching.transport import Transport
    from corpus.sync.gather import Gatherer
    from corpus.sync.reading_pool import ReadingPool

    transport = Transport(allow_private_addresses=manners.allow_private_addresses)
    async with transport:
        with ReadingPool(readers) as pool:
            fetcher = PoliteFetcher(transport, pause_seconds=manners.pause_seconds)
            return await Gatherer(library, fetcher, pool, now=now, progress=progress).run(is_due=is_due)
