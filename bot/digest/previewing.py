"""Previews: what a channel's digest would tell if it came now, for who asks and nobody else."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.asked import Place
from bot.digest.delivery import Compose
from bot.digest.memory import DeliveryMemory, StoryMemory, SubscriptionMemory
from bot.digest.poster import Post
from bot.digest.schedule import EVERY_DAY, Rhythm
from bot.digest.subscription import Subscription


class Previews:
    """Makes previews. They are no deliveries: the next digest tells the same again."""

    def __init__(
        self,
        *,
        subscriptions: SubscriptionMemory,
        deliveries: DeliveryMemory,
        stories: StoryMemory,
        compose: Compose,
        clock: Callable[[], datetime],
    ) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._stories = stories
        self._compose = compose
        self._clock = clock

    async def preview(self, place: Place, person: str) -> Post:
        """The digest as the channel wants it, or of everything where it wants none yet; its stories are kept."""
        now = self._clock()
        subscription = await self._subscriptions.of(place)
        wanted = subscription or Subscription(
            place, Rhythm(now.time().replace(second=0, microsecond=0), EVERY_DAY, "UTC"), person, now
        )
        after, until = await self._deliveries.window(place)
        digest = await self._compose(wanted, after, until)
        name = f"preview:{place.workspace}:{place.channel}:{person}:{now.timestamp():.6f}"
        numbers = [
            await self._stories.keep_story(place, story, f"{name}:{number}")
            for number, story in enumerate(digest.stories, start=1)
        ]
        return Post(digest, now.astimezone(ZoneInfo(wanted.rhythm.zone)).date(), tuple(numbers))
