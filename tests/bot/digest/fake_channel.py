"""A chat platform's channels, as far as digests go: what is posted stays, answers may be lost on their way."""

import asyncio
import itertools
from datetime import UTC, datetime

from bot.digest.poster import PostFailed
from bot.digest.words import refused


class FakeChannels:
    """Takes posts; `troubles` says of each of the next ones what goes wrong: refuse, lose, answer lost, gone, break.

    A channel that is `slow` takes its next one only when it `may_go_on`.
    """

    def __init__(self):
        self.posted = []
        self.troubles = []
        self.told = []
        self.slow, self.may_go_on = {}, asyncio.Event()
        self.looks = 0
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self._numbers = itertools.count(1)

    async def post(self, place, post, key):
        if self.slow.pop(place.channel, False):
            await self.may_go_on.wait()
        trouble = self.troubles.pop(0) if self.troubles else ""
        if trouble == "break":
            raise ZeroDivisionError
        if trouble == "refuse":
            raise PostFailed("try again later", arrived=False)
        if trouble == "gone":
            raise PostFailed("no such channel", is_final=True)
        if trouble == "lose":
            raise PostFailed("no answer", arrived=None)
        message = f"m{next(self._numbers)}"
        self.posted.append((place, key, message, post))
        if trouble == "answer lost":
            raise PostFailed("no answer", arrived=None)
        return message

    async def tell_refused(self, place, person):
        self.told.append((person, refused(place.channel, "off")))

    async def find(self, place, key, since):
        self.looks += 1
        if since > self.at:
            return None
        found = [message for where, name, message, _ in self.posted if where == place and name == key]
        return found[0] if found else None
