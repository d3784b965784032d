"""Statements shown one after another while the answer is being made. What is shown here is never the last word."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.desk.surface import SurfaceError
from bot.slack.blocks import statements_so_far
from bot.slack.pace import Pace
from bot.slack.place import ReplyTo
from bot.slack.posting import TRIES, Posting
from bot.slack.web import SlackRefused, SlackUnreachable, SlackWeb
from retrieval.answering.events import Stated

MAX_SHOWN = 40


class StatementStream:
    """One streamed message in a thread.

    Its calls to Slack are made by a task of its own, so that neither the answer waits for Slack nor Slack's limits for
    the answer. A failure ends the stream quietly: the final message holds everything.
    """

    def __init__(self, web: SlackWeb, posting: Posting, to: ReplyTo, pace: Pace) -> None:
        self._web = web
        self._posting = posting
        self._to = to
        self._pace = pace
        self._waiting: list[Stated] = []
        self._count = 0
        self._ts: str | None = None
        self._has_work = asyncio.Event()
        self._is_closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(self, stated: Stated) -> None:
        """Show one more statement soon."""
        if self._count >= MAX_SHOWN:
            return
        self._count += 1
        self._waiting.append(stated)
        self._has_work.set()
        if self._task is None:
            self._task = asyncio.create_task(self._show())

    async def close(self) -> str | None:
        """End the stream; what names its message, or None where nothing was shown."""
        self._is_closing.set()
        if self._task is not None:
            await self._task
        if self._ts is not None:
            await self.stop(self._ts)
        return self._ts

    async def _show(self) -> None:
        await self._pause(self._pace.grace)
        try:
            while not self._is_closing.is_set():
                await self._next()
                await self._pause(self._pace.interval)
        except SlackUnreachable:
            if self._ts is None:
                await self._look_for_start()
        except SlackRefused:
            return  # the stream was closed by Slack, or isn't to be had: the final message comes anyway

    async def _next(self) -> None:
        """Show what waits, once something does."""
        await _first_of(self._has_work.wait(), self._is_closing.wait())
        stated, self._waiting = self._waiting, []
        self._has_work.clear()
        if not stated or self._is_closing.is_set():
            return
        chunks = [{"type": "blocks", "blocks": statements_so_far(stated)}]
        if self._ts is None:
            self._ts = str((await self._web.call_hastily("chat.startStream", chunks=chunks, **self._start()))["ts"])
        else:
            await self._web.call_hastily("chat.appendStream", channel=self._to.channel, ts=self._ts, chunks=chunks)

    def _start(self) -> dict[str, str]:
        """Where a stream is begun; in channels Slack wants to know for whom."""
        for_whom = (
            {} if self._to.is_direct else {"recipient_user_id": self._to.user, "recipient_team_id": self._to.team}
        )
        return {"channel": self._to.channel, "thread_ts": self._to.thread or "", **for_whom}

    async def _look_for_start(self) -> None:
        """The answer to the start was lost: the message may be there."""
        try:
            self._ts = await self._posting.begun(self._to.channel, self._to.thread or "", since=self._to.asked_ts)
        except SurfaceError:
            self._ts = None

    async def stop(self, ts: str) -> None:
        """Stop the stream, so that its message can be changed; Slack may have closed it before."""
        for _ in range(TRIES):
            try:
                await self._web.call("chat.stopStream", channel=self._to.channel, ts=ts)
            except SlackUnreachable:
                await asyncio.sleep(self._pace.doubt)
            except SlackRefused:
                return
            else:
                return

    async def _pause(self, seconds: float) -> None:
        await _first_of(asyncio.sleep(seconds), self._is_closing.wait())


async def _first_of(*waits: Coroutine[Any, Any, object]) -> None:
    """Wait for whichever comes first."""
    tasks: Sequence[asyncio.Task[object]] = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
