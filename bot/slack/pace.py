"""How long the app waits for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, none negative.

    `grace`: an answer that is whole within it is shown whole, without a stream. `interval`: between two additions to a
    stream; Slack takes about one message a second in a channel. `doubt`: before a post is looked for whose end nobody
    knows.
    """

    grace: float = 0.4
    interval: float = 1.0
    doubt: float = 0.5

    def __post_init__(self) -> None:
        if min(self.grace, self.interval, self.doubt) < 0:
            raise ValueError("no wait is negative")


USUAL = Pace()
