"""Subscriptions: what people say to `/digest` or fill in, on any platform, and what they are told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.wording import written_date
from bot.desk.asked import Place
from bot.digest.form import Form, form_of
from bot.digest.memory import SubscriptionMemory
from bot.digest.schedule import next_moment
from bot.digest.subscription import Subscription
from bot.digest.wishes import EXAMPLE, Unclear, Wish, read_wish, read_zone, told

HELP = (
    f"Say when and what: {EXAMPLE}. Further: from PUBLISHER, quiet (nothing on days without news), "
    "preview (only you see it), off."
)
NONE = "There is no digest here."
OFF = "There will be no digest here any more."
_OFF = frozenset({"off", "stop", "unsubscribe", "cancel", "none"})
_STATUS = frozenset({"", "help", "status", "show"})


def is_preview(said: str) -> bool:
    """Whether somebody asks what the digest would tell now; see `bot.digest.previewing`."""
    return said.strip().casefold() == "preview"


class Subscriptions:
    """Reads, keeps and tells what digest a channel gets."""

    def __init__(self, memory: SubscriptionMemory, clock: Callable[[], datetime]) -> None:
        self._memory = memory
        self._clock = clock

    async def heed(self, place: Place, person: str, said: str, zone: str | None = None) -> str:
        """Do what a person says of the digest in a channel; the words to answer with.

        `zone` is the person's own, for where neither they nor the channel's former digest name one.
        """
        wish = " ".join(said.split())
        if wish.casefold() in _STATUS:
            return f"{await self.state(place)}\n{HELP}"
        if wish.casefold() in _OFF:
            return await self.end(place)
        former = await self._memory.of(place)
        try:
            return await self.choose(place, person, read_wish(wish, former.rhythm.zone if former else _known(zone)))
        except Unclear as error:
            return str(error)

    async def choose(self, place: Place, person: str, wish: Wish) -> str:
        """Let a channel have the digest that somebody wishes; the words to answer with."""
        subscription = Subscription(place, wish.rhythm, person, self._clock(), wish.choice, wish.is_quiet)
        await self._memory.put(subscription)
        return f"Done: a digest here, {self._told(subscription)}"

    async def end(self, place: Place) -> str:
        """End a channel's digest; the words to answer with."""
        return OFF if await self._memory.remove(place) else NONE

    async def told(self, place: Place) -> str | None:
        """When and what a channel's digest is: "weekdays at …"; None where it gets none."""
        subscription = await self._memory.of(place)
        return None if subscription is None else self._told(subscription)

    async def state(self, place: Place) -> str:
        """What digest a channel gets, in a sentence."""
        told_ = await self.told(place)
        return NONE if told_ is None else f"There is a digest here, {told_}"

    async def form(self, place: Place, zone: str | None = None) -> Form:
        """The channel's settings to be filled in anew; `zone` is the person's own, for a channel that has none yet."""
        subscription = await self._memory.of(place)
        return Form(zone=_known(zone) or "UTC") if subscription is None else form_of(_wish(subscription))

    def _told(self, subscription: Subscription) -> str:
        following = next_moment(subscription.rhythm, self._clock()).astimezone(ZoneInfo(subscription.rhythm.zone))
        when = f"{written_date(following)} at {following:%H:%M}"
        return f"{told(_wish(subscription))}. The next one comes on {when}."


def _wish(subscription: Subscription) -> Wish:
    return Wish(subscription.rhythm, subscription.choice, subscription.is_quiet)


def _known(zone: str | None) -> str | None:
    """The zone, where there is one of that name."""
    try:
        return read_zone(zone or "")
    except Unclear:
        return None
