"""Subscription: who gets which digest, when; a value that refuses to be wrong."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.asked import Place
from bot.digest.gathering import EVERYTHING, Choice
from bot.digest.schedule import Rhythm


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's digest: one for each channel or direct message, whose `place` has no thread.

    `is_quiet`: where there is no news, nothing is posted. `by` is who asked for it, `since` when.
    """

    place: Place
    rhythm: Rhythm
    by: str
    since: datetime
    choice: Choice = EVERYTHING
    is_quiet: bool = False

    def __post_init__(self) -> None:
        if self.place.thread is not None:
            raise ValueError("a digest is for a channel, not for a thread in it")
        if self.since.tzinfo is None:
            raise ValueError("the time of a subscription has a time zone")
