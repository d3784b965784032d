"""Where an answer goes on Discord, and who asked; pure. Kept with the question, so that a restart finds it again."""

import json
from dataclasses import asdict, dataclass
from typing import Self

PLATFORM = "discord"


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The place of one answer; the numbers are Discord's ids.

    `channel` is where the answer goes, `user` who asked, `server` where; none in direct messages. A question that was
    written names its `message`, and, with `opens_thread`, is answered in a thread of that message, whose id is the same.
    One that came as an `interaction` has that and its `application` and `token`, and the time when it came, in seconds.
    """

    channel: int
    user: int
    server: int | None = None
    message: int | None = None
    opens_thread: bool = False
    application: int | None = None
    token: str | None = None
    interaction: int | None = None
    came_at: float = 0.0

    def __post_init__(self) -> None:
        if self.message is None and None in (self.token, self.application, self.interaction):
            raise ValueError("an answer goes to a message or to an interaction")

    def __repr__(self) -> str:
        return f"ReplyTo(channel={self.channel}, user={self.user}, message={self.message})"

    def __str__(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that `str` wrote."""
        return cls(**json.loads(text))
