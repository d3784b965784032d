"""Footnote at work in a fake Slack: the real app, desk and store, with a responder that does what it is told."""

import asyncio
from contextlib import asynccontextmanager

from bot.desk.asked import Place
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.recall.known import Known
from bot.serving.digesting import composer, previews
from bot.slack.app import SlackAccess, SlackPart
from bot.slack.pace import Pace
from bot.store.store import Store
from corpus.library import Library
from tests.bot.scripted import GAZETTE, LEDGER, ScriptedResponder, sample_answer
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN, SECRET, TEAM

BRISK = Pace(grace=0.1, interval=0.1, doubt=0.05)
GENEROUS = {"person_a_minute": 1000, "channel_a_minute": 1000, "workspace_a_minute": 10_000, "person_a_day": 10_000}


def fill(folder):
    """A library with the two articles of the sample answers."""
    with Library.open(folder) as library:
        for each in (LEDGER, GAZETTE):
            library.put(each, each.source, "stamp")


@asynccontextmanager
async def footnote(slack, folder, responder=None, *, limits=None, http=False, clock=None, posters=None):
    """The bot, running until the block ends; gives the part."""
    fill(folder)
    access = SlackAccess(
        BOT_TOKEN,
        None if http else APP_TOKEN,
        SECRET if http else None,
        http_port=http or 3000,
        api_url=slack.api_url,
    )
    with Store.open(folder, clock) as store, Library.open(folder) as library:
        desk = Desk(
            responder or ScriptedResponder(sample_answer()),
            store,
            Limits(**{**GENEROUS, **(limits or {})}),
            is_alone=True,
        )
        part = SlackPart(
            access,
            desk=desk,
            store=store,
            known=Known(library),
            previews=previews(store, composer(library)),
            pace=BRISK,
            posters=posters,
        )
        part.desk, part.store = desk, store
        running = asyncio.create_task(part.run())
        ready = asyncio.create_task(part.ready.wait())
        try:
            await asyncio.wait([running, ready], return_when=asyncio.FIRST_COMPLETED, timeout=10)
            if running.done():
                running.result()
            if http:
                slack.target = f"http://127.0.0.1:{http}/slack/events"
            else:
                await slack.connected()
            yield part
        finally:
            await desk.close(within_seconds=0.2)
            ready.cancel()
            running.cancel()
            await asyncio.gather(running, ready, return_exceptions=True)


async def remembered(part, asked):
    """Wait until the bot has written down that it answered there: nobody asks on within a millisecond."""
    place = Place("slack", TEAM, asked.channel, asked.thread_ts or asked.ts)
    async with asyncio.timeout(5):
        while not await part.desk.has_answered_in(place):
            await asyncio.sleep(0.01)
