"""DigestPart: looks again and again whether a digest is due; a part of `footnote serve`."""

import asyncio

from bot.digest.delivery import Deliverer

LOOK_EVERY_SECONDS = 20.0


class DigestPart:
    """Delivers digests until cancelled; raises when it breaks."""

    def __init__(self, deliverer: Deliverer, every_seconds: float = LOOK_EVERY_SECONDS) -> None:
        self._deliverer = deliverer
        self._every_seconds = every_seconds

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            await self._deliverer.deliver_due()
            await asyncio.sleep(self._every_seconds)
