"""The bot under load in the tests' fake Discord: many people at once, and everything that can go wrong going wrong now and then.

The library, the index, the desk, the store and Discord's own client library are the real ones; Discord is the fake, over
loopback, with a limit oracle on every payload. Once in the middle the bot is killed and started again.
"""

import asyncio
import importlib
import random
import statistics
import tempfile
import time
import weakref
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.question_sets import OWN, read_rows
from bot.composition import open_responder, open_workspace
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.digesting import composer, previews
from bot.discord.part import DiscordPart
from bot.known import Known
from bot.logs import set_up
from bot.settings import Settings
from bot.store.store import Store
from bot.supervision import Supervision
from corpus.library import Library
from retrieval.answering.events import Responder

# The fake is untyped as the tests are.
people: Any = importlib.import_module("tests.bot.discord.fake.people")
faults: Any = importlib.import_module("tests.bot.discord.fake.faults")
rest_api: Any = importlib.import_module("tests.bot.discord.fake.rest_api")
server: Any = importlib.import_module("tests.bot.discord.fake.server")

SEED = 5
PEOPLE, QUESTIONS = 50, 500
A_SECOND = 5
"""Fifty people who each ask as often as they may: six questions a minute."""

ACK_SECONDS = 3.0
SETTLE_SECONDS = 90.0
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
    questions = 60 if quick else QUESTIONS
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), questions, seconds=questions / A_SECOND))


async def _measure(folder: Path, questions: int, seconds: float) -> dict[str, float]:
    chance = random.Random(SEED)
    texts = [row["question"] for row in read_rows(OWN / "shipped.jsonl")]
    settings = Settings(data=folder)
    async with people.Newsroom(a_channel=A_CHANNEL) as discord:
        with open_workspace(settings, notice=print, progress=lambda *_: None) as workspace:
            async with open_responder(workspace, settings) as responder:
                bot = _Bot(discord, folder, responder, workspace.library)
                await bot.start()
                weather = asyncio.create_task(_bad_weather(discord, chance))
                try:
                    asked = await _ask_all(discord, bot, chance, texts, questions, seconds)
                    await _settle(discord, asked)
                finally:
                    weather.cancel()
                    await bot.kill()
        return _figures(discord, asked)


_LIFE: ContextVar["_Bot | None"] = ContextVar("_LIFE", default=None)


class _Bot:
    """The bot, which can be killed and started again: whatever it does ends at once, wherever it is."""

    def __init__(self, discord: Any, folder: Path, responder: Responder, library: Library) -> None:
        self._discord, self._folder, self._responder = discord, folder, responder
        self._library, self._known = library, Known(library)
        self._tasks: weakref.WeakSet[asyncio.Future[Any]] = weakref.WeakSet()
        asyncio.get_running_loop().set_task_factory(_noted)

    async def start(self) -> None:
        before = self._discord.gateway_of.identified
        token = _LIFE.set(self)
        asyncio.create_task(self._run())  # noqa: RUF006 - the factory notes it
        _LIFE.reset(token)
        await self._discord.until(lambda: self._discord.gateway_of.identified > before, seconds=30)
        await self._discord.connected()

    async def kill(self) -> None:
        """Nothing is finished, nothing handed over."""
        ended = list(self._tasks)
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)

    def note(self, task: "asyncio.Future[Any]") -> None:
        """Note a task as the bot's own."""
        self._tasks.add(task)

    async def _run(self) -> None:
        limits = Limits(person_a_minute=100, channel_a_minute=1000, workspace_a_minute=10_000, waiting=1000)
        with Store.open(self._folder) as store:
            desk = Desk(self._responder, store, limits, is_alone=True)
            part = DiscordPart(
                rest_api.TOKEN,
                desk=desk,
                store=store,
                known=self._known,
                previews=previews(store, composer(self._library)),
            )
            await Supervision().run({"desk": desk, "discord": part})


def _noted(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> asyncio.Task[Any]:
    """Make a task, and note whose it is: a task inherits it from whoever makes it."""
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **more)
    bot = _LIFE.get()
    if bot is not None:
        bot.note(task)
    return task


async def _ask_all(
    discord: Any, bot: _Bot, chance: random.Random, texts: Sequence[str], questions: int, seconds: float
) -> list[Asked]:
    """Ask all questions at random moments; half way the bot is killed and started again."""
    moments = sorted(chance.uniform(0, seconds) for _ in range(questions))
    began, asked, restarted = time.monotonic(), [], False
    for number, moment in enumerate(moments):
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        if number >= questions // 2 and not restarted:
            restarted = True
            await bot.kill()
            await bot.start()
        asked.append(await _ask(discord, chance, chance.choice(texts)))
    return asked


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


async def _settle(discord: Any, asked: Sequence[Asked]) -> None:
    """Wait until everything is answered, or it has taken too long."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and not all(discord.answers(each.told) for each in asked):
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)  # a late second answer would come now


def _figures(discord: Any, asked: Sequence[Asked]) -> dict[str, float]:
    firsts = []
    for each in asked:
        times = [reply.told_at for reply in discord.replies(each.told) if reply.told_at is not None]
        firsts += [(min(times) - each.at) * 1000] if times else []
    cuts = statistics.quantiles(firsts, n=100)
    return {
        "questions": len(asked),
        "late_acks": sum(each.seconds > ACK_SECONDS for each in discord.interactions.values()),
        "lost": sum(not discord.answers(each.told) for each in asked),
        "doubled": sum(len(discord.replies(each.told)) > 1 for each in asked),
        "limit_violations": sum("mention" not in each for each in discord.violations),
        "mentions_through": sum("mention" in each for each in discord.violations),
        "first_statement_p50_ms": round(cuts[49]),
        "first_statement_p99_ms": round(cuts[98]),
    }
