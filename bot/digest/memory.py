"""What deliveries need to have remembered; the store does it. Every claim, and what follows on it, is one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.desk.asked import Place
from bot.digest.subscription import Subscription
from retrieval.digest.story import Story

DAILY = "daily"


class State(StrEnum):
    """What has become of a delivery. WRITTEN and SENDING are unfinished."""

    WRITTEN = "written"
    SENDING = "sending"
    SENT = "sent"
    NOTHING = "nothing"
    REFUSED = "refused"
    DROPPED = "dropped"


UNFINISHED = (State.WRITTEN, State.SENDING)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process, and no other, works on until its lease ends.

    `key` names the digest for good: it is on the message. `fence` grows with each claim; what an earlier holder still
    writes is refused. `is_doubtful`: a former holder may have posted it. Its articles were added from `after` to `until`.
    """

    id: int
    key: str
    fence: int
    first_at: datetime
    after: datetime
    until: datetime
    is_doubtful: bool = False


class DeliveryMemory(Protocol):
    """What is remembered of deliveries."""

    async def claim(self, place: Place, day: date, seconds: float, edition: str = DAILY) -> Claim | None:
        """Write the delivery down, or take it over from a holder whose lease has ended; None where it isn't ours to make."""

    async def sending(self, claim: Claim, seconds: float) -> bool:
        """Write down that it is about to be posted, with a new lease; False where another has taken it over."""

    async def finish(self, claim: Claim, state: State, message: str | None = None) -> None:
        """Write down what became of it."""

    async def put_back(self, claim: Claim, seconds: float) -> None:
        """It surely did not arrive: anybody may try again after so many seconds."""

    async def is_refused_again(self, claim: Claim) -> bool:
        """Whether the channel refused its digest before this one too."""

    async def drop_before(self, place: Place, day: date, edition: str = DAILY) -> int:
        """Drop the place's unfinished deliveries of earlier days; how many there were."""

    async def is_known(self, place: Place, day: date, edition: str = DAILY) -> bool:
        """Whether there is a delivery for that day."""

    async def drop(self, place: Place, day: date, edition: str = DAILY) -> bool:
        """Write down that a day's digest was never made; False where it is known already."""

    async def window(self, place: Place, edition: str = DAILY) -> tuple[datetime, datetime]:
        """After when and up to when the articles were added that the place's digest would tell, if it came now."""


class SubscriptionMemory(Protocol):
    """What is remembered of subscriptions."""

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription."""

    async def of(self, place: Place) -> Subscription | None:
        """The channel's subscription; None where it has none."""

    async def put(self, subscription: Subscription) -> None:
        """Keep a subscription in place of the channel's former one."""

    async def remove(self, place: Place) -> bool:
        """End a channel's subscription; False where it had none."""


class StoryMemory(Protocol):
    """Keeps stories as answers, so that their passages open, and a thread knows them, years later."""

    async def keep_story(self, place: Place, story: Story, key: str) -> int:
        """The number of a story, the same for the same key."""
