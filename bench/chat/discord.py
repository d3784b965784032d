"""The bot under load in the tests' fake Discord: many people at once, and everything that can go wrong going wrong now and then.

The library, the index, the desk, the store and Discord's own client library are the real ones; Discord is the fake, over
loopback, with a limit oracle on every payload. Once in the middle the bot is killed and started again.
"""

import asyncio
import importlib
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.chat.load import (
    A_SECOND,
    ACK_SECONDS,
    LIMITS,
    PEOPLE,
    QUESTIONS,
    QUICK_QUESTIONS,
    SEED,
    Killable,
    ask_all,
    first_statement_figures,
    settle,
)
from bot.desk.desk import Desk
from bot.discord.part import DiscordPart
from bot.logs import set_up
from bot.recall.known import Known
from bot.serving.digesting import composer, previews
from bot.serving.supervision import Supervision
from bot.settings import Settings
from bot.store.store import Store
from bot.workspace.workspace import open_responder, open_workspace
from corpus.library import Library
from retrieval.answering.events import Responder

# The fake is untyped as the tests are.
people: Any = importlib.import_module("tests.bot.discord.fake.people")
faults: Any = importlib.import_module("tests.bot.discord.fake.faults")
rest_api: Any = importlib.import_module("tests.bot.discord.fake.rest_api")
server: Any = importlib.import_module("tests.bot.discord.fake.server")

A_CHANNEL = (5, 5.0)
"""What Discord lets a channel take: five messages in five seconds, and as many changes."""

FAULTY_ROUTES = ("send", "edit", "open_thread", "edit_answer", "callback", "history")
HOSTILE = ("@everyone @here", "<@&77> <@12> <#5001>", "[Reuters](https://evil.example)", "*_~`||>")


@dataclass
class Asked:
    """A question that somebody asked, when, and as what: a message or an interaction."""

    at: float
    told: Any


def run(*, quick: bool) -> dict[str, float]:
    """The figures of the load run."""
    set_up(as_json=True, level="critical")
    questions = QUICK_QUESTIONS if quick else QUESTIONS
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), questions, seconds=questions / A_SECOND))


async def _measure(folder: Path, questions: int, seconds: float) -> dict[str, float]:
    chance = random.Random(SEED)
    settings = Settings(data=folder)
    async with people.Newsroom(a_channel=A_CHANNEL) as discord:
        with open_workspace(settings, notice=print, progress=lambda *_: None) as workspace:
            async with open_responder(workspace, settings) as responder:
                bot = _Bot(discord, folder, responder, workspace.library)
                await bot.start()
                weather = asyncio.create_task(_bad_weather(discord, chance))
                try:
                    asked = await ask_all(bot, chance, lambda text: _ask(discord, chance, text), questions, seconds)
                    await settle(lambda: all(discord.answers(each.told) for each in asked))
                finally:
                    weather.cancel()
                    await bot.kill()
        return _figures(discord, asked)


class _Bot(Killable):
    """The bot on Discord."""

    def __init__(self, discord: Any, folder: Path, responder: Responder, library: Library) -> None:
        super().__init__()
        self._discord, self._folder, self._responder = discord, folder, responder
        self._library, self._known = library, Known(library)

    async def start(self) -> None:
        before = self._discord.gateway_of.identified
        self.begin(self._run())
        await self._discord.until(lambda: self._discord.gateway_of.identified > before, seconds=30)
        await self._discord.connected()

    async def _run(self) -> None:
        with Store.open(self._folder) as store:
            desk = Desk(self._responder, store, LIMITS, is_alone=True)
            looks_ahead = previews(store, composer(self._library))
            part = DiscordPart(rest_api.TOKEN, desk=desk, store=store, known=self._known, previews=looks_ahead)
            await Supervision().run({"desk": desk, "discord": part})


async def _ask(discord: Any, chance: random.Random, text: str) -> Asked:
    """One person asks in one of the ways that there are, sometimes with ill intent."""
    person, channel = 10 + chance.randrange(PEOPLE), chance.choice(server.CHANNELS)
    if chance.random() < 0.1:
        text = f"{chance.choice(HOSTILE)} {text}"
    at, way, twice = time.monotonic(), chance.random(), chance.random() < 0.1
    if way < 0.3:
        private = chance.random() < 0.5
        told = await discord.command(channel, person, "ask", question=text, private=private, twice=twice)
    elif way < 0.45:
        told = await discord.direct(person, text)
    else:
        told = await discord.mention(channel, person, text, twice=twice)
    return Asked(at, told)


async def _bad_weather(discord: Any, chance: random.Random) -> None:
    """Faults, a few each second: rate limits, cut connections, lost replies, refusals to serve, reconnections."""
    makers = (
        lambda: faults.RateLimited(1), faults.Cut, faults.LostReply, faults.ServerError, faults.TakenButUnavailable,
        lambda: faults.ServerError(502), lambda: faults.Slow(1.0),
    )  # fmt: skip
    breaks = (
        discord.gateway_of.reconnect,
        discord.gateway_of.drop,
        lambda: discord.gateway_of.invalidate(may_resume=True),
    )
    while True:
        await asyncio.sleep(chance.uniform(0.1, 0.5))
        discord.order(chance.choice(FAULTY_ROUTES), chance.choice(makers)())
        if chance.random() < 0.03:
            await chance.choice(breaks)()


def _figures(discord: Any, asked: Sequence[Asked]) -> dict[str, float]:
    firsts = []
    for each in asked:
        times = [reply.told_at for reply in discord.replies(each.told) if reply.told_at is not None]
        firsts += [(min(times) - each.at) * 1000] if times else []
    return {
        "questions": len(asked),
        "late_acks": sum(each.seconds > ACK_SECONDS for each in discord.interactions.values()),
        "lost": sum(not discord.answers(each.told) for each in asked),
        "doubled": sum(len(discord.replies(each.told)) > 1 for each in asked),
        "limit_violations": sum("mention" not in each for each in discord.violations),
        "mentions_through": sum("mention" in each for each in discord.violations),
        **first_statement_figures(firsts),
    }
