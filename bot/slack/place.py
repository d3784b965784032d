"""Where an answer goes on Slack, and who asked; pure. Kept with the question, so that a restart finds it again."""

import json
from dataclasses import asdict, dataclass
from typing import Self

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The place of one answer.

    `thread` is the message that it hangs under, `asked_ts` the question's own; `response_url` is the address for an
    answer that only who asked sees.
    """

    channel: str
    user: str
    team: str = ""
    thread: str | None = None
    asked_ts: str = "0"
    response_url: str | None = None

    def __post_init__(self) -> None:
        if not self.channel or not self.user:
            raise ValueError("an answer goes to a channel and a person")
        if not self.thread and not self.response_url:
            raise ValueError("an answer hangs under a message or goes to a response_url")

    @property
    def is_direct(self) -> bool:
        """Whether the person and the bot are alone there."""
        return self.channel.startswith("D")

    def __str__(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that `str` wrote."""
        return cls(**json.loads(text))
