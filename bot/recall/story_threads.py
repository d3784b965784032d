"""StoryThreads: "Ask about this story": a thread that knows the story, opened once, on any platform."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk.asked import Place
from bot.store.store import Store
from bot.store.stored_answer import StoredAnswer

LEASE_SECONDS = 60.0
_LOOK_EVERY_SECONDS = 0.25

Begin = Callable[[StoredAnswer], Awaitable[str]]
"""Begins the thread on the platform, from the story as it was told; what names the thread there."""


@dataclass(frozen=True, slots=True)
class StoryThread:
    """A thread about a story, by its name on the platform; `is_new` for who has just opened it."""

    thread: str
    is_new: bool


class StoryThreads:
    """Opens threads. Two who click at once, or two processes, open one; raises a LibraryError where it can't be kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, story_id: int, channel: Place, begin: Begin) -> StoryThread | None:
        """The thread of a story in a channel; None where the story isn't known any more. Raises what `begin` raises."""
        key = f"story-thread:{channel.platform}:{channel.workspace}:{channel.channel}:{story_id}"
        stored = await self._store.questions.answer(story_id)
        if stored is None:
            return None
        owner = uuid.uuid4().hex
        while not await self._store.leases.hold(key, owner, LEASE_SECONDS):
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        try:
            if known := await self._store.kept.get(key):
                return StoryThread(known, is_new=False)
            thread = await begin(stored)
            place = Place(channel.platform, channel.workspace, channel.channel, thread)
            await self._store.stories.open_thread(stored, place, f"{key}:{thread}")
            await self._store.kept.put(key, thread)
            return StoryThread(thread, is_new=True)
        finally:
            await self._store.leases.release(key, owner)
