"""What people wrote on Discord → a question for the desk, or nothing to answer; pure."""

import re
from dataclasses import dataclass

from bot.desk.asked import Asked, Person, Place
from bot.discord.place import PLATFORM, ReplyTo
from retrieval.retriever import NO_FILTERS, Filters

_SOMEBODY = re.compile(r"<@[!&]?\d+>")
_CHANNEL = re.compile(r"<#\d+>")
_EMOJI = re.compile(r"<a?:(\w+):\d+>")


@dataclass(frozen=True, slots=True)
class Written:
    """A message: where it stands, who wrote it, and whether it is meant for the bot without doubt.

    `server` is empty in direct messages. `thread` is set where it stands in one; `channel` is then the thread's parent.
    """

    id: int
    author: int
    server: str
    channel: int
    thread: int | None
    text: str
    calls_bot: bool

    @property
    def is_direct(self) -> bool:
        """Whether the person and the bot are alone."""
        return not self.server

    @property
    def may_open_thread(self) -> bool:
        """Whether its answer goes to a thread of its own."""
        return not self.is_direct and self.thread is None


def question_of(written: Written, bot_user: int) -> Asked:
    """The question in a message; its text is empty where the bot was only called."""
    thread = written.thread if written.thread is not None else written.id if written.may_open_thread else None
    place = Place(PLATFORM, written.server, str(written.channel), None if thread is None else str(thread))
    to = ReplyTo(
        written.thread or written.channel,
        written.author,
        int(written.server) if written.server else None,
        message=written.id,
        opens_thread=written.may_open_thread,
    )
    person = Person(PLATFORM, written.server, str(written.author))
    return Asked(f"message:{written.id}", person, place, spoken(written.text, bot_user), reply_to=str(to))


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command or a choice in a menu, as it came; `thread` as in `Written`."""

    id: int
    application: int
    token: str
    author: int
    server: str
    channel: int
    thread: int | None
    came_at: float


def command_question(
    commanded: Commanded, text: str, filters: Filters = NO_FILTERS, *, is_private: bool = False
) -> Asked:
    """The question of a command."""
    place = Place(
        PLATFORM,
        commanded.server,
        str(commanded.channel),
        None if commanded.thread is None else str(commanded.thread),
    )
    to = ReplyTo(
        commanded.thread or commanded.channel,
        commanded.author,
        int(commanded.server) if commanded.server else None,
        application=commanded.application,
        token=commanded.token,
        interaction=commanded.id,
        came_at=commanded.came_at,
    )
    person = Person(PLATFORM, commanded.server, str(commanded.author))
    return Asked(
        f"interaction:{commanded.id}", person, place, spoken(text), filters, reply_to=str(to), is_private=is_private
    )


def spoken(text: str, bot_user: int | None = None) -> str:
    """A message as the person meant it: the bot's name left out, other names as "someone", emoji by name."""
    if bot_user is not None:
        text = re.sub(rf"<@!?{bot_user}>", " ", text)
    text = _CHANNEL.sub("a channel", _SOMEBODY.sub("someone", text))
    return " ".join(_EMOJI.sub(r"\1", text).split())
