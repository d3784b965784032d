"""The client that is connected now: a question outlives the client that it came by."""

import asyncio

import discord


class Presence:
    """Holds the latest client of this process; for one event loop."""

    def __init__(self) -> None:
        self._latest: discord.Client | None = None
        self._has_come = asyncio.Event()

    def take(self, client: discord.Client) -> None:
        """Speak through this client from now on."""
        self._latest = client
        self._has_come.set()

    async def client(self) -> discord.Client:
        """The client that can speak, waited for while there is none."""
        while self._latest is None or self._latest.is_closed():
            self._has_come.clear()
            await self._has_come.wait()
        return self._latest
