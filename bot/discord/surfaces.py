"""Makes the surface that an answer appears on, when it is asked and again after a restart."""

from bot.desk.asked import Asked
from bot.desk.surface import Surface
from bot.discord.acknowledging import Acknowledgement
from bot.discord.interaction_surface import InteractionSurface
from bot.discord.message_surface import MessageSurface
from bot.discord.place import ReplyTo
from bot.discord.presence import Presence
from bot.recall.lasting_numbers import numbers_kept
from bot.store.store import Store


class Surfaces:
    """Surfaces of one process, which speak through whichever client is connected."""

    def __init__(self, presence: Presence, store: Store) -> None:
        self._presence = presence
        self._numbers = numbers_kept(store)

    def of(self, asked: Asked, acknowledged: Acknowledgement | None = None) -> Surface:
        """The surface for a question that has just come, and, of a command, is being acknowledged."""
        return self._surface(asked, acknowledged, is_resumed=False)

    def again(self, asked: Asked, question_id: int) -> Surface:  # noqa: ARG002 - what the desk hands over
        """The surface for a question that another process has left."""
        return self._surface(asked, None, is_resumed=True)

    def _surface(self, asked: Asked, acknowledged: Acknowledgement | None, *, is_resumed: bool) -> Surface:
        to = ReplyTo.read(asked.reply_to)
        if to.message is None:
            return InteractionSurface(
                self._presence,
                to,
                asked.text,
                self._numbers,
                is_private=asked.is_private,
                acknowledged=acknowledged,
                is_resumed=is_resumed,
            )
        return MessageSurface(self._presence, to, asked.text, self._numbers, is_resumed=is_resumed)
