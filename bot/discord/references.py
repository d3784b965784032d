"""What a button or a choice carries on Discord: its `custom_id`; pure. See `bot.chat.references` for what it names."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.chat.references import UnknownReference

PREFIX = "footnote"


class Action(StrEnum):
    """What a button does."""

    PASSAGE = "passage"
    CHOOSE_PASSAGE = "choose"
    NEAREST = "nearest"
    GOOD = "good"
    BAD = "bad"
    WHY = "why"
    ARTICLES = "articles"
    STORY = "story"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Carried:
    """An action and what it is done to: a `bot.chat.references.PassageReference`, a question's id or a page, as text."""

    action: Action
    value: str = ""

    def __str__(self) -> str:
        return f"{PREFIX}:{self.action}:{self.value}"

    @classmethod
    def read(cls, custom_id: str) -> Self:
        """What `str` wrote; UnknownReference for anything else."""
        prefix, _, rest = custom_id.partition(":")
        action, _, value = rest.partition(":")
        try:
            if prefix == PREFIX:
                return cls(Action(action), value)
        except ValueError:
            pass
        raise UnknownReference(custom_id[:40])


TEMPLATE = rf"{PREFIX}:(?P<action>[a-z]+):(?P<value>[0-9:]*)"
"""What the `custom_id` of every component of ours looks like."""
