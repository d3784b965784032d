"""An answer that grows while it is made: what is done, and the statements so far. Never the last word."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.desk.surface import SurfaceError
from bot.discord.answers import working_panel
from bot.discord.panel import Panel
from retrieval.answering.events import Stated

GRACE_SECONDS = 0.6
"""An answer that is whole within it is shown at once, and whole."""

INTERVAL_SECONDS = 1.5
"""Between two changes of a message: Discord takes about five in five seconds in a channel."""


class Unfolding:
    """Shows progress by a task of its own, so that neither waits for the other; a failure ends it quietly."""

    def __init__(
        self,
        show: Callable[[Panel], Awaitable[object]],
        *,
        grace_seconds: float = GRACE_SECONDS,
        interval_seconds: float = INTERVAL_SECONDS,
    ) -> None:
        self._show = show
        self._grace_seconds = grace_seconds
        self._interval_seconds = interval_seconds
        self._words = ""
        self._stated: list[Stated] = []
        self._has_news = asyncio.Event()
        self._is_closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def say(self, words: str) -> None:
        """Tell what is done."""
        self._words = words
        self._wake()

    def add(self, stated: Stated) -> None:
        """Show one more statement."""
        self._stated.append(stated)
        self._wake()

    async def close(self) -> None:
        """Show nothing more; what is on its way is waited for, so that it can't come after the last word."""
        self._is_closing.set()
        self._has_news.set()
        if self._task is not None:
            await self._task

    def _wake(self) -> None:
        self._has_news.set()
        if self._task is None and not self._is_closing.is_set():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        await self._pause(self._grace_seconds)
        while not self._is_closing.is_set():
            await self._has_news.wait()
            self._has_news.clear()
            if self._is_closing.is_set():
                return
            try:
                await self._show(working_panel(self._words, self._stated))
            except SurfaceError:
                return  # progress is a nicety: the answer itself is shown, or its failure told, in any case
            await self._pause(self._interval_seconds)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._is_closing.wait(), seconds)
        except TimeoutError:
            return
