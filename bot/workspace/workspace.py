"""What a command needs, opened in order and closed again: settings → library → index → answerer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.settings import Settings
from bot.workspace.embedder import embedder_of, tell_cost
from corpus.copies import find_copies
from corpus.errors import LibraryBusy, LibraryReadOnly
from corpus.library import Library
from corpus.source_list import Source
from corpus.sync.bring_in import Manners, bring_in, bring_in_files
from corpus.sync.report import SyncReport
from retrieval.answering.answerer import Answerer
from retrieval.answering.events import Responder
from retrieval.answering.keeping.reading_process import MOST_READ_AT_ONCE, articles_read_beside
from retrieval.answering.keeping.readings import READINGS_FILE, Readings
from retrieval.answering.reading.word_vectors import word_vectors
from retrieval.answering.responder import ExtractiveResponder
from retrieval.answering.verifying import Verifier
from retrieval.errors import ModelMisconfigured
from retrieval.hybrid import HybridRetriever
from retrieval.index.index import EXACT_FOR_ONE_QUESTION, FOLDER, Index
from retrieval.index.shared_dense import SharedChroma

Notice = Callable[[str], None]
"""Takes one line for the person at the keyboard."""

Progress = Callable[[int, int, str], None]
"""Takes how much is done of how much, and what the work is."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that a question needs."""

    library: Library
    index: Index
    retriever: HybridRetriever
    answerer: Answerer
    verifier: Verifier
    readings: Readings
    wait_for_readings: Callable[[], None]
    """Wait until many articles that came in at once are read; without that, some are read only when they are asked about."""

    def catch_up(self) -> None:
        """Bring the index up to date with the library, and read articles that are new."""
        self.index.catch_up()
        self.readings.catch_up(self.library, MOST_READ_AT_ONCE)


@contextmanager
def open_library(settings: Settings, notice: Notice, progress: Progress) -> Iterator[Library]:
    """The library, up to date with the folder of articles; as it stands where its folder can't be written."""
    try:
        library = library_of(settings)
    except LibraryReadOnly as error:
        library = Library.open(settings.data, read_only=True)
        notice(f"{error} It answers with the articles that it has.")
        with library:
            yield library
        return
    with library:
        _bring_in(library, settings, notice, progress)
        yield library


def library_of(settings: Settings) -> Library:
    """The library of the data folder, or in the database that the settings name."""
    if settings.database_url is not None:
        return Library.connect(settings.database_url.get_secret_value())
    return Library.open(settings.data)


def _bring_in(library: Library, settings: Settings, notice: Notice, progress: Progress) -> None:
    """Bring the library up to date, unless another process is at it and there is something to answer from already."""
    try:
        report = bring_in_files(library, settings.corpus, _of_articles(progress))
        if not library.is_read_only and not report.is_empty:
            find_copies(library, has_removed=bool(report.removed))
    except LibraryBusy as error:
        if not library.listing():
            raise
        notice(f"{error} It answers with the articles that are there so far.")
        return
    for problem in report.problems:
        notice(str(problem))


def _of_articles(progress: Progress) -> Progress:
    """The same, told of files and pages instead of what the work is."""
    return lambda done, total, _: progress(done, total, "Reading articles")


def manners(settings: Settings) -> Manners:
    """How the web is dealt with, as the settings say."""
    return Manners(settings.allow_private_addresses, settings.pause_seconds)


@contextmanager
def open_workspace(
    settings: Settings,
    notice: Notice,
    progress: Progress,
    *,
    for_one_question: bool = False,
    fence: Callable[[], int] = lambda: 0,
) -> Iterator[Workspace]:
    """Library and index up to date, and what finds and answers on them.

    `fence` is the number of the lease of who may write to a shared index; 0, and it is only read, while that is another.

    Who asks one question only is spared the import of Chroma where comparing all passages takes less.
    """
    exact_up_to = EXACT_FOR_ONE_QUESTION if for_one_question else 0
    shared = SharedChroma(settings.chroma_url, fence) if settings.chroma_url else None
    with (
        open_library(settings, notice, progress) as library,
        _read_ahead(settings, library, notice) as (readings, wait_for_readings),
        Index.open(settings.data, library, embedder_of(settings), notice, progress, exact_up_to, shared) as index,
    ):
        tell_cost(index.embedder, settings, notice)
        retriever = HybridRetriever(library, index.embedder, index.dense, index.keyword)
        vectors = word_vectors(index.embedder)
        answerer = Answerer(retriever, index.keyword, vectors, readings.recall)
        verifier = Verifier(retriever, vectors)
        yield Workspace(library, index, retriever, answerer, verifier, readings, wait_for_readings)


@contextmanager
def _read_ahead(settings: Settings, library: Library, notice: Notice) -> Iterator[tuple[Readings, Callable[[], None]]]:
    """The kept readings, and what waits for those of many new articles, which are read meanwhile."""
    with (
        closing(Readings.open(settings.data / FOLDER / READINGS_FILE, notice)) as readings,
        articles_read_beside(library, readings) as wait,
    ):
        yield readings, wait


def is_worded_by_model(settings: Settings) -> bool:
    """Whether a model words what is said: where one is configured, unless `extractive` is asked for.

    Raises ModelMisconfigured where `openai` is asked for and none is.
    """
    is_configured = settings.openai_api_key is not None or settings.openai_base_url is not None
    if settings.generator == "openai" and not is_configured:
        raise ModelMisconfigured(
            "--generator openai needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        )
    return is_configured and settings.generator != "extractive"


@asynccontextmanager
async def open_responder(workspace: Workspace, settings: Settings) -> AsyncIterator[Responder]:
    """What answers questions as a stream of events, as the settings say, open as long as the block lasts.

    `auto` lets a model word the answers where one is configured. Raises ModelMisconfigured where `openai` is asked for
    and none is.
    """
    if not is_worded_by_model(settings):
        yield ExtractiveResponder(workspace.answerer, workspace.index.catch_up)
        return
    from bot.workspace.language_model import open_model_responder

    library, index = workspace.library, workspace.index
    async with open_model_responder(
        settings, workspace.answerer, index.catch_up, lambda: library.revision
    ) as responder:
        yield responder


async def keep_up(workspace: Workspace, settings: Settings) -> SyncReport:
    """Bring an open library up to date with every source whose time has come, and its index with it; for a schedule.

    Says that nothing changed where another process is at it.
    """
    try:
        report = await bring_in(workspace.library, settings.corpus, manners=manners(settings))
    except LibraryBusy:
        report = SyncReport()
    await asyncio.to_thread(workspace.catch_up)
    return report


def sync_all(
    settings: Settings, notice: Notice, progress: Progress, only: Callable[[Source], bool] | None = None
) -> SyncReport:
    """Bring library and index up to date with every source, and say what was new; `only` says which feeds to ask."""
    with library_of(settings) as library:
        chosen = only or (lambda source: source.is_free(datetime.now(UTC)))
        work = bring_in(
            library, settings.corpus, manners=manners(settings), progress=_of_articles(progress), is_due=chosen
        )
        try:
            report = asyncio.run(work)
        except KeyboardInterrupt:
            notice("stopped; what has come in is kept, and the next footnote sync goes on from there")
            raise
        for problem in report.problems:
            notice(str(problem))
        with (
            _read_ahead(settings, library, notice) as (_, wait_for_readings),
            Index.open(settings.data, library, embedder_of(settings), notice, progress) as index,
        ):
            tell_cost(index.embedder, settings, notice)
            wait_for_readings()
            return report
