"""The digest as a part of `footnote serve`, wired."""

import asyncio
from datetime import datetime

from bot.digest.delivery import Deliverer
from bot.digest.gathering import digest_between
from bot.digest.part import DigestPart
from bot.digest.subscription import Subscription
from bot.ground import Ground
from retrieval.digest.story import Digest


def digest_part(ground: Ground) -> DigestPart:
    """The part that delivers digests through whichever platforms are connected."""
    library, store = ground.workspace.library, ground.store

    async def compose(subscription: Subscription, after: datetime, until: datetime) -> Digest:
        return await asyncio.to_thread(digest_between, library, after, until, subscription.choice)

    deliverer = Deliverer(
        subscriptions=store.subscriptions,
        deliveries=store.deliveries,
        stories=store.stories,
        posters=ground.posters,
        compose=compose,
        clock=store.clock,
    )
    return DigestPart(deliverer)
