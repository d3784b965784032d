"""Subscriptions: what people say to `/digest`, on any platform, and what they are told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.asked import Place
from bot.digest.memory import SubscriptionMemory
from bot.digest.schedule import next_moment
from bot.digest.subscription import Subscription
from bot.digest.wishes import EXAMPLE, Unclear, Wish, read_wish, told
from bot.wording import written_date

HELP = (
    f"Say when and what: {EXAMPLE}. Further: from PUBLISHER, quiet (nothing on days without news), "
    "preview (only you see it), off."
)
NONE = "There is no digest here."
OFF = "There will be no digest here any more."
_OFF = frozenset({"off", "stop", "unsubscribe", "cancel", "none"})
_STATUS = frozenset({"", "help", "status", "show"})


class Subscriptions:
    """Reads, keeps and tells what digest a channel gets."""

    def __init__(self, memory: SubscriptionMemory, clock: Callable[[], datetime]) -> None:
        self._memory = memory
        self._clock = clock

    async def heed(self, place: Place, person: str, said: str) -> str:
        """Do what a person says of the digest in a channel; the words to answer with."""
        wish = " ".join(said.split())
        if wish.casefold() in _STATUS:
            return f"{await self.state(place)}\n{HELP}"
        if wish.casefold() in _OFF:
            return OFF if await self._memory.remove(place) else NONE
        former = await self._memory.of(place)
        try:
            read = read_wish(wish, former.rhythm.zone if former else None)
        except Unclear as error:
            return str(error)
        subscription = Subscription(place, read.rhythm, person, self._clock(), read.choice, read.is_quiet)
        await self._memory.put(subscription)
        return f"Done: {self._told(subscription)}"

    async def state(self, place: Place) -> str:
        """What digest a channel gets."""
        subscription = await self._memory.of(place)
        return NONE if subscription is None else self._told(subscription)

    def _told(self, subscription: Subscription) -> str:
        wish = Wish(subscription.rhythm, subscription.choice, subscription.is_quiet)
        following = next_moment(subscription.rhythm, self._clock()).astimezone(ZoneInfo(subscription.rhythm.zone))
        return f"a digest here, {told(wish)}. The next one comes on {written_date(following)} at {following:%H:%M}."
