"""Serve: everything wired, on one event loop: settings → store → library and index → desk → parts."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from bot import logs
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.serving.catching_up import CatchingUp
from bot.serving.chroma_server import ChromaServer
from bot.serving.digesting import digest_part, digest_wording
from bot.serving.ground import Ground
from bot.serving.health import Health
from bot.serving.index_lease import IndexLease
from bot.serving.metrics import Metrics
from bot.serving.platforms import PLATFORMS, PartMaker, Platform, wanted
from bot.serving.retention import Retention
from bot.serving.supervision import Part, Supervision
from bot.serving.timekeeping import Timekeeping
from bot.settings import Settings
from bot.workspace.settling import settled
from bot.workspace.stores import open_store
from bot.workspace.workspace import Workspace, keep_up, open_responder, open_workspace
from corpus.errors import LibraryDamaged, LibraryError, LibraryTooNew
from corpus.lock import held
from corpus.sync.report import SyncReport
from retrieval.errors import EmbedderError, RetrievalError

T = TypeVar("T")
LONGEST_PAUSE_SECONDS = 15.0
LOCK = "serve.lock"
CHROMA_FOLDER = "chroma"
PARTS: dict[str, PartMaker] = {
    "desk": lambda ground: ground.desk,
    "clock": lambda ground: Timekeeping(ground.store),
    "retention": lambda ground: Retention(ground.store, ground.settings.retention_days),
    "digest": digest_part,
    "lease": lambda ground: ground.lease,
    "articles": lambda ground: CatchingUp(lambda: _keep_up(ground)),
}
"""The parts that always run."""


async def serve(settings: Settings, platforms: Mapping[str, Platform] = PLATFORMS) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted, within a limit.

    Raises SettingsWrong where no platform can run, LibraryBusy where another process serves from the data folder, and
    LibraryTooNew. Whatever else is not there yet is waited for.
    """
    makers = wanted(platforms, settings)
    metrics, supervision, stopping = Metrics(), Supervision(), asyncio.Event()
    _on_signals(stopping.set)
    health = Health(settings.health_host, settings.health_port, metrics, supervision)
    chroma = None if settings.chroma_url else ChromaServer(settings.data / CHROMA_FOLDER)
    first: dict[str, Part] = {"health": health} | ({"chroma": chroma} if chroma is not None else {})
    seen_in = asyncio.create_task(supervision.run(first))
    try:
        async with AsyncExitStack() as open_:
            opening = asyncio.create_task(_open(open_, settings, metrics, chroma))
            if await _is_done_before(stopping, opening):
                await _run(opening.result(), makers, health, supervision, stopping)
    finally:
        await _cancelled(seen_in)
    logs.logger("serve").info("stopped")


async def _run(
    ground: Ground,
    makers: dict[str, PartMaker],
    health: Health,
    supervision: Supervision,
    stopping: asyncio.Event,
) -> None:
    """Run the parts until it is time to stop; then finish what was accepted while they can still show it."""
    log, drain_seconds = logs.logger("serve"), ground.settings.drain_seconds
    parts = {name: make(ground) for name, make in (PARTS | makers).items()}
    running = asyncio.create_task(supervision.run(parts))
    health.become_ready({"database": lambda: _database_fault(ground)})
    log.info("serving", parts=sorted(parts))
    try:
        if not await _is_done_before(stopping, running):
            log.info("stopping", within_seconds=drain_seconds)
            health.become_unready()
            await ground.desk.close(drain_seconds)
    finally:
        await _cancelled(running)


async def _open(open_: AsyncExitStack, settings: Settings, metrics: Metrics, chroma: ChromaServer | None) -> Ground:
    """Everything that the parts stand on, waiting for what is not there yet."""
    is_alone = settings.database_url is None
    if is_alone:
        open_.enter_context(held(settings.data / LOCK, "serving"))
    store = await _persistently(lambda: open_store(settings))
    open_.callback(store.close)
    log = logs.logger("index")
    lease = IndexLease(store)
    await lease.renew()
    place, fence = settings, lease.fence
    if chroma is not None:
        await chroma.answers()
        place, fence = settings.model_copy(update={"chroma_url": chroma.url}), _always_ours

    def opened() -> Workspace:
        opening = open_workspace(place, notice=log.warning, progress=lambda *_: None, fence=fence)
        return open_.enter_context(opening)

    workspace = await _persistently(opened)
    open_.enter_context(settled())
    responder = await open_.enter_async_context(open_responder(workspace, settings))
    desk = Desk(responder, store, limits_of(settings), observer=metrics, is_alone=is_alone)
    return Ground(
        settings=settings,
        store=store,
        workspace=workspace,
        desk=desk,
        metrics=metrics,
        lease=lease,
        is_alone=is_alone,
        wording=digest_wording(responder),
    )


def _always_ours() -> int:
    """The fencing number of an index that nobody else writes to."""
    return 1


async def _keep_up(ground: Ground) -> SyncReport:
    """Bring in what sources have, where no other process does; the index, which is partly this one's own, in any case."""
    if ground.is_alone or ground.lease.fence():
        return await keep_up(ground.workspace, ground.settings)
    await asyncio.to_thread(ground.workspace.catch_up)
    return SyncReport()


def limits_of(settings: Settings) -> Limits:
    """What the desk takes on, as the settings say."""
    return Limits(
        allowed_workspaces=settings.allowed_workspaces,
        allowed_channels=settings.allowed_channels,
        person_a_minute=settings.person_a_minute,
        person_a_day=settings.person_a_day,
        channel_a_minute=settings.channel_a_minute,
        workspace_a_minute=settings.workspace_a_minute,
        slots=settings.answer_slots,
        waiting=settings.waiting,
        deadline_seconds=settings.deadline_seconds,
    )


async def _persistently(open_: Callable[[], T]) -> T:
    """What opens, in a thread, tried again while a database or an index is not there yet."""
    pause = 0.5
    while True:
        try:
            return await asyncio.to_thread(open_)
        except (LibraryTooNew, LibraryDamaged, EmbedderError):
            raise
        except (LibraryError, RetrievalError) as error:
            logs.logger("serve").warning("waiting", error=str(error), again_in_seconds=pause)
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE_SECONDS, pause * 2)


async def _database_fault(ground: Ground) -> str:
    """What is wrong with the database, in a few words; empty where nothing is."""
    try:
        await ground.store.kept.get("health")
    except LibraryError as error:
        return type(error).__name__
    return ""


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


async def _is_done_before(stopping: asyncio.Event, task: "asyncio.Task[Any]") -> bool:
    """Whether the task ends before it is time to stop; it raises what the task raised, and is cancelled where it doesn't."""
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _cancelled(stop)
    if task.done():
        task.result()
        return True
    return False


async def _cancelled(task: "asyncio.Task[Any]") -> None:
    """Cancel a task, and wait for its end."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
