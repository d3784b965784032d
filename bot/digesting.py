"""The digest as a part of `footnote serve`, wired; and previews of it."""

import asyncio
from datetime import datetime

from bot.digest.delivery import Compose, Deliverer
from bot.digest.gathering import digest_between
from bot.digest.part import DigestPart
from bot.digest.previewing import Previews
from bot.digest.subscription import Subscription
from bot.ground import Ground
from bot.store.store import Store
from corpus.library import Library
from retrieval.digest.story import Digest


def composer(library: Library) -> Compose:
    """What composes a subscription's digest from a library."""

    async def compose(subscription: Subscription, after: datetime, until: datetime) -> Digest:
        return await asyncio.to_thread(digest_between, library, after, until, subscription.choice)

    return compose


def digest_part(ground: Ground) -> DigestPart:
    """The part that delivers digests through whichever platforms are connected."""
    store = ground.store
    deliverer = Deliverer(
        subscriptions=store.subscriptions,
        deliveries=store.deliveries,
        stories=store.stories,
        posters=ground.posters,
        compose=composer(ground.workspace.library),
        clock=store.clock,
    )
    return DigestPart(deliverer)


def previews(store: Store, compose: Compose) -> Previews:
    """What makes previews for a platform's commands."""
    return Previews(
        subscriptions=store.subscriptions,
        deliveries=store.deliveries,
        stories=store.stories,
        compose=compose,
        clock=store.clock,
    )
