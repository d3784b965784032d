"""Line: a bounded queue in which everybody knows their place."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Moved = Callable[[int], Awaitable[None]]
"""Told how many are ahead: when the wait begins, and whenever it has become fewer."""


class LineFull(Exception):
    """So many wait already that nobody else can."""


def _unobserved(length: int) -> None:
    """Nobody watches."""


class Line:
    """First come, first served: `slots` are served at once, at most `waiting` wait. For one event loop.

    `changed` is told how many wait, whenever that changes.
    """

    def __init__(self, slots: int, waiting: int, changed: Callable[[int], None] = _unobserved) -> None:
        self._changed = changed
        self._free = slots
        self._most = waiting
        self._waiting: list[_Ticket] = []

    @property
    def length(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self, moved: Moved) -> AsyncIterator[None]:
        """Wait for a turn, and have it; LineFull where too many wait. `moved` is called only where there is a wait."""
        await self._wait(moved)
        try:
            yield
        finally:
            self._serve_next()

    async def _wait(self, moved: Moved) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._most:
            raise LineFull
        ticket = _Ticket(len(self._waiting))
        self._waiting.append(ticket)
        self._changed(self.length)
        try:
            await ticket.served_after(moved)
        except BaseException:  # however the wait ends, the next in line moves up
            if ticket.is_served:
                self._serve_next()
            else:
                self._waiting.remove(ticket)
                self._move_up()
            raise

    def _serve_next(self) -> None:
        if self._waiting:
            self._waiting.pop(0).serve()
            self._move_up()
        else:
            self._free += 1

    def _move_up(self) -> None:
        self._changed(self.length)
        for ahead, ticket in enumerate(self._waiting):
            ticket.move(ahead)


class _Ticket:
    """One place in the line."""

    def __init__(self, ahead: int) -> None:
        self.is_served = False
        self._ahead = ahead
        self._changed = asyncio.Event()

    def serve(self) -> None:
        self.is_served = True
        self._changed.set()

    def move(self, ahead: int) -> None:
        if ahead != self._ahead:
            self._ahead = ahead
            self._changed.set()

    async def served_after(self, moved: Moved) -> None:
        """Wait until served. Places that are passed while `moved` is told of one are not told."""
        while not self.is_served:
            self._changed.clear()
            await moved(self._ahead)
            if not self.is_served:
                await self._changed.wait()
