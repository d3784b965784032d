"""Footnote at work in the fake Discord: the real part, client, desk and store, with a responder that does what it is told."""

import asyncio
from contextlib import asynccontextmanager

from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.discord.part import DiscordPart
from bot.recall.known import Known
from bot.serving.digesting import composer, previews
from bot.serving.supervision import Supervision
from bot.store.store import Store
from corpus.library import Library
from tests.bot.discord.fake.rest_api import TOKEN
from tests.bot.discord.office import GENEROUS, fill
from tests.bot.scripted import ScriptedResponder, sample_answer


@asynccontextmanager
async def footnote(folder, responder=None, *, token=TOKEN, drain=0.2, discord=None, **limits):
    """The bot, running and begun again as `serve` does it, until the block ends; gives its supervision."""
    fill(folder)
    responder = responder or ScriptedResponder(sample_answer())
    with Store.open(folder) as store, Library.open(folder) as library:
        desk = Desk(responder, store, Limits(**{**GENEROUS, **limits}), is_alone=True)
        ahead = previews(store, composer(library))
        known = Known(library)
        part = DiscordPart(token, desk=desk, store=store, known=known, previews=ahead, identify_pause_seconds=0.1)
        supervision = Supervision(lambda _: 0.1)
        running = asyncio.create_task(supervision.run({"discord": part}))
        try:
            if discord is not None:
                await discord.connected()
            yield supervision
        finally:
            await desk.close(within_seconds=drain)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
