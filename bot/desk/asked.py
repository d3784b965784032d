"""What a chat platform hands to the desk: who asks what, where. Knows no platform."""

from dataclasses import dataclass

from retrieval.retriever import NO_FILTERS, Filters


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a platform: `workspace` is the Slack team or Discord server; empty where there is none."""

    platform: str
    workspace: str
    id: str

    def __post_init__(self) -> None:
        if not self.platform or not self.id:
            raise ValueError("a person has a platform and an id")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held: a channel, or a thread in it."""

    platform: str
    workspace: str
    channel: str
    thread: str | None = None

    def __post_init__(self) -> None:
        if not self.platform or not self.channel:
            raise ValueError("a place has a platform and a channel")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a platform took it.

    `key` names the event on its platform: delivered again, it has the same key, and is answered once. `place` is where
    the conversation goes on. `reply_to` is what the platform needs to find the place of the answer again after a restart
    (opaque here). `is_private`: only the person who asked sees the answer.
    """

    key: str
    person: Person
    place: Place
    text: str
    filters: Filters = NO_FILTERS
    reply_to: str = ""
    is_private: bool = False

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("a question has a key that names its event")
        if self.person.platform != self.place.platform:
            raise ValueError("a person asks on the platform where the place is")
