"""Delivery: every due digest once, whatever dies when.

A delivery is written down under the key of its channel, day and edition before it is posted, and held by a lease in the
database with a fencing number (Kleppmann 2016). Who takes over one that may have been posted looks for it in the channel
first. A post may take half a lease, so that it has arrived, or never will, when somebody else looks.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.asked import Place
from bot.digest.memory import Claim, DeliveryMemory, State, StoryMemory, SubscriptionMemory
from bot.digest.poster import Post, Poster, Posters, PostFailed
from bot.digest.schedule import due, moment
from bot.digest.subscription import Subscription
from bot.logs import logger
from retrieval.digest.story import Digest

LEASE_SECONDS = 120.0
RETRY_SECONDS = 60.0
AT_ONCE = 8
_LOOKS_BACK = timedelta(minutes=5)
"""How far a platform's clock may be behind ours."""

Compose = Callable[[Subscription, datetime, datetime], Awaitable[Digest]]
"""The digest for a subscription, of what was added after one moment and up to another."""

Delivered = Callable[[str, str], None]
"""Told how a delivery, or a try at one, ended on a platform, for metrics."""


def _unobserved(platform: str, outcome: str) -> None:
    """Nobody watches."""


class Deliverer:
    """Makes the deliveries that are due, on the platforms that are connected."""

    def __init__(
        self,
        *,
        subscriptions: SubscriptionMemory,
        deliveries: DeliveryMemory,
        stories: StoryMemory,
        posters: Posters,
        compose: Compose,
        clock: Callable[[], datetime],
        delivered: Delivered = _unobserved,
        lease_seconds: float = LEASE_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._stories = stories
        self._posters = posters
        self._compose = compose
        self._clock = clock
        self._delivered = delivered
        self._lease_seconds = lease_seconds
        self._retry_seconds = retry_seconds
        self._log = logger("digest")

    async def deliver_due(self) -> int:
        """Make every delivery that is due now, a few at once, for one channel may take long; how many were posted."""
        room = asyncio.Semaphore(AT_ONCE)

        async def deliver(subscription: Subscription) -> bool:
            async with room:
                return await self._deliver(subscription)

        made = await asyncio.gather(*map(deliver, await self._subscriptions.all()), return_exceptions=True)
        for each in made:
            if isinstance(each, BaseException):  # of one that broke the others are made all the same
                raise each
        return made.count(True)

    async def _deliver(self, subscription: Subscription) -> bool:
        poster = self._posters.of(subscription.place.platform)
        if poster is None:
            return False
        now, place = self._clock(), subscription.place
        await self._drop_missed(subscription, now)
        day = due(subscription.rhythm, now)
        if day is None or _moment_of(subscription, day) < subscription.since:
            return False
        claim = await self._deliveries.claim(place, day, self._lease_seconds)
        if claim is None:
            return False
        try:
            return await self._make(subscription, poster, day, claim)
        except PostFailed as error:
            await self._after_failure(subscription, poster, claim, error)
            return False

    async def _make(self, subscription: Subscription, poster: Poster, day: date, claim: Claim) -> bool:
        """Post a claimed delivery, unless it turns out to be there."""
        place = subscription.place
        if claim.is_doubtful:
            found = await poster.find(place, claim.key, claim.first_at - _LOOKS_BACK)
            if found is not None:
                await self._end(place, claim, State.SENT, found)
                return False
        digest = await self._compose(subscription, claim.after, claim.until)
        if digest.is_empty and subscription.is_quiet:
            await self._end(place, claim, State.NOTHING)
            return False
        post = Post(digest, day, await self._kept(place, digest, claim))
        ends = time.monotonic() + self._lease_seconds / 2
        if not await self._deliveries.sending(claim, self._lease_seconds):
            return False
        if ends <= time.monotonic():  # paused meanwhile: somebody else may be at it by now
            raise PostFailed("its time was over before it was posted", arrived=None)
        try:
            async with asyncio.timeout(ends - time.monotonic()):
                message = await poster.post(place, post, claim.key)
        except TimeoutError:
            raise PostFailed("no answer in time", arrived=None) from None
        await self._end(place, claim, State.SENT, message)
        return True

    async def _end(self, place: Place, claim: Claim, state: State, message: str | None = None) -> None:
        """Write down what became of a delivery, and count it."""
        await self._deliveries.finish(claim, state, message)
        self._log.info("digest ended", key=claim.key, state=state.value)
        self._delivered(place.platform, state)

    async def _kept(self, place: Place, digest: Digest, claim: Claim) -> tuple[int, ...]:
        numbers = [
            await self._stories.keep_story(place, story, f"{claim.key}:{number}")
            for number, story in enumerate(digest.stories, start=1)
        ]
        return tuple(numbers)

    async def _after_failure(self, subscription: Subscription, poster: Poster, claim: Claim, error: PostFailed) -> None:
        """Try again later; where it may have arrived, whoever tries next looks first, as its state says."""
        self._log.warning("digest not posted", key=claim.key, error=str(error), arrived=error.arrived)
        if error.is_final:
            await self._end(subscription.place, claim, State.REFUSED)
            await self._tell_refused(subscription, poster, claim)
            return
        self._delivered(subscription.place.platform, "failed")
        if error.arrived is False and not claim.is_doubtful:
            await self._deliveries.put_back(claim, self._retry_seconds)

    async def _tell_refused(self, subscription: Subscription, poster: Poster, claim: Claim) -> None:
        """Tell who asked for the digest that the channel takes none, the first time of several in a row."""
        if await self._deliveries.is_refused_again(claim):
            return
        try:
            await poster.tell_refused(subscription.place, subscription.by)
        except PostFailed as error:
            self._log.warning("person not told", channel=subscription.place.channel, error=str(error))

    async def _drop_missed(self, subscription: Subscription, now: datetime) -> None:
        """What was due on the day before and not made stays unmade; the log says so, once."""
        place = subscription.place
        today = now.astimezone(ZoneInfo(subscription.rhythm.zone)).date()
        if dropped := await self._deliveries.drop_before(place, today):
            self._log.warning("digests dropped: their day is over", channel=place.channel, count=dropped)
            self._delivered(place.platform, State.DROPPED)
        yesterday = today - timedelta(days=1)
        when = moment(subscription.rhythm, yesterday)
        if when is None or when < subscription.since or await self._deliveries.is_known(place, yesterday):
            return
        if await self._deliveries.drop(place, yesterday):
            self._log.warning("digest dropped: nobody served on its day", channel=place.channel, day=str(yesterday))
            self._delivered(place.platform, State.DROPPED)


def _moment_of(subscription: Subscription, day: date) -> datetime:
    when = moment(subscription.rhythm, day)
    if when is None:
        raise ValueError(f"there is no digest on {day}")
    return when
