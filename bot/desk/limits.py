"""Limits: who may ask, where, how often, and how many at once. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.wording import counted
from bot.desk.asked import Asked, Place
from retrieval.question import MAX_QUESTION_CHARACTERS

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """At most so many questions within a time from whoever has these columns; `words` are for who asks more.

    The columns are platform, workspace, channel and person.
    """

    whose: Mapping[str, str]
    at_most: int
    within: timedelta
    words: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the desk takes on. Raises ValueError for a number that leaves no room for a question.

    `allowed_workspaces` and `allowed_channels` are ids; empty, all are. `slots` answers are worked on at once, at most
    `waiting` questions wait. An answer may take `deadline_seconds`, showing one message `show_seconds`; a question that
    is `stale_seconds` old when it is taken up after a restart gets an apology instead.
    """

    allowed_workspaces: frozenset[str] = frozenset()
    allowed_channels: frozenset[str] = frozenset()
    person_a_minute: int = 6
    person_a_day: int = 200
    channel_a_minute: int = 20
    workspace_a_minute: int = 60
    slots: int = 4
    waiting: int = 100
    deadline_seconds: float = 120.0
    show_seconds: float = 60.0
    stale_seconds: float = 900.0
    attempts: int = 3

    def __post_init__(self) -> None:
        for name in ("person_a_minute", "person_a_day", "channel_a_minute", "workspace_a_minute", "slots", "attempts"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is at least 1, not {getattr(self, name)}")
        if self.waiting < 0 or min(self.deadline_seconds, self.show_seconds, self.stale_seconds) <= 0:
            raise ValueError("waiting is at least 0, and every time limit is more than 0 seconds")

    def refusal_of(self, asked: Asked) -> str | None:
        """Why such a question is not taken whoever else asks, for the person; None where it is."""
        if refusal := self.refusal_at(asked.place):
            return refusal
        if len(asked.text) > MAX_QUESTION_CHARACTERS:
            return f"Your question has {counted(len(asked.text), 'character')}; please ask in at most {MAX_QUESTION_CHARACTERS:,}."
        return None

    def refusal_at(self, place: Place) -> str | None:
        """Why nothing is said in a place, for the person who wants it there; None where it may be."""
        if self.allowed_workspaces and place.workspace not in self.allowed_workspaces:
            return "I am not set up to answer in this workspace."
        if self.allowed_channels and place.channel not in self.allowed_channels:
            return "I am not set up to answer in this channel."
        return None

    def rules_for(self, asked: Asked) -> tuple[Rule, ...]:
        """How often whoever asks may ask: themselves, those in the channel, those in the workspace."""
        workspace = {"platform": asked.place.platform, "workspace": asked.place.workspace}
        person = {**workspace, "person": asked.person.id}
        channel = {**workspace, "channel": asked.place.channel}
        return (
            Rule(
                person,
                self.person_a_minute,
                MINUTE,
                f"That was fast: I take {counted(self.person_a_minute, 'question')} a minute "
                "from one person. Please ask again in a minute.",
            ),
            Rule(
                person,
                self.person_a_day,
                DAY,
                f"You have asked {counted(self.person_a_day, 'question')} since this time "
                "yesterday, which is all I take in a day.",
            ),
            Rule(
                channel,
                self.channel_a_minute,
                MINUTE,
                "This channel is asking a lot just now. Please ask again in a minute.",
            ),
            Rule(
                workspace,
                self.workspace_a_minute,
                MINUTE,
                "There are many questions just now. Please ask again in a minute.",
            ),
        )
