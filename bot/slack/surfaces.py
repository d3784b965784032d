"""Makes the surface that an answer appears on, when it is asked and again after a restart."""

from bot.desk.asked import Asked
from bot.desk.surface import Surface
from bot.recall.lasting_numbers import numbers_kept
from bot.slack.pace import USUAL, Pace
from bot.slack.place import PLATFORM, ReplyTo
from bot.slack.private_surface import PrivateSurface
from bot.slack.thread_surface import ThreadSurface
from bot.slack.web import SlackWeb
from bot.store.store import Store
from corpus.errors import LibraryError


class Surfaces:
    """Surfaces of one app."""

    def __init__(self, web: SlackWeb, store: Store, pace: Pace = USUAL) -> None:
        self._web = web
        self._pace = pace
        self._store = store
        self._numbers = numbers_kept(store)

    def of(self, asked: Asked) -> Surface:
        """The surface for a question that has just come."""
        return self._surface(asked, is_resumed=False)

    def again(self, asked: Asked, question_id: int) -> Surface:  # noqa: ARG002 - what the desk hands over
        """The surface for a question that another process has left."""
        return self._surface(asked, is_resumed=True)

    def _surface(self, asked: Asked, *, is_resumed: bool) -> Surface:
        to = ReplyTo.read(asked.reply_to)
        if asked.is_private:
            return PrivateSurface(self._web, to, self._numbers)
        return ThreadSurface(self._web, to, self._numbers, self._is_first, pace=self._pace, is_resumed=is_resumed)

    async def _is_first(self, deed: str) -> bool:
        """Whether a deed is done for the first time; where nobody can know, it is better done than not."""
        try:
            return await self._store.events.first(PLATFORM, deed)
        except LibraryError:
            return True
