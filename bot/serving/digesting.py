"""The digest as a part of `footnote serve`, wired; and previews of it."""

import asyncio
from datetime import datetime

from bot.digest.delivery import Compose, Deliverer
from bot.digest.gathering import digest_between
from bot.digest.part import DigestPart
from bot.digest.previewing import Previews
from bot.digest.subscription import Subscription
from bot.serving.ground import Ground
from bot.store.store import Store
from corpus.library import Library
from retrieval.answering.events import Responder
from retrieval.answering.generating.model_responder import ModelResponder
from retrieval.digest.story import Digest
from retrieval.digest.wording import Wording


def composer(library: Library, wording: Wording | None = None) -> Compose:
    """What composes a subscription's digest from a library; with `wording`, a model words its points."""

    async def compose(subscription: Subscription, after: datetime, until: datetime) -> Digest:
        digest = await asyncio.to_thread(digest_between, library, after, until, subscription.choice)
        return digest if wording is None else await wording.worded(digest)

    return compose


def digest_wording(responder: Responder) -> Wording | None:
    """What lets the model that words answers word digests too, within the same budget; None where there is no model."""
    return Wording(responder.writer, responder.ledger) if isinstance(responder, ModelResponder) else None


def composer_of(ground: Ground) -> Compose:
    """What composes digests while the bot serves."""
    return composer(ground.workspace.library, ground.wording)


def digest_part(ground: Ground) -> DigestPart:
    """The part that delivers digests through whichever platforms are connected."""
    store = ground.store
    deliverer = Deliverer(
        subscriptions=store.subscriptions,
        deliveries=store.deliveries,
        stories=store.stories,
        posters=ground.posters,
        compose=composer_of(ground),
        clock=store.clock,
        delivered=ground.metrics.delivered,
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
