"""The bot under load in the tests' fake Slack: many people at once, and everything that can go wrong going wrong now and then.

The library, the index, the desk, the store and Slack's own client libraries are the real ones; Slack is the fake, over
loopback, with a limit oracle on every payload. Once in the middle the bot is stopped without warning and started again.
"""

import asyncio
import importlib
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.question_sets import OWN, read_rows
from bot.composition import open_responder, open_workspace
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.digesting import composer, previews
from bot.known import Known
from bot.logs import set_up
from bot.settings import Settings
from bot.slack.app import SlackAccess, SlackPart
from bot.store.store import Store
from corpus.library import Library
from retrieval.answering.events import Responder

# The fake is untyped as the tests are.
people: Any = importlib.import_module("tests.bot.slack.fake.people")
faults: Any = importlib.import_module("tests.bot.slack.fake.faults")
oracle: Any = importlib.import_module("tests.bot.slack.oracle")
web_api: Any = importlib.import_module("tests.bot.slack.fake.web_api")

SEED = 5
PEOPLE, CHANNELS, QUESTIONS = 50, 20, 500
A_SECOND = 5
"""Fifty people who each ask as often as they may: six questions a minute."""

ACK_SECONDS = 3.0
SETTLE_SECONDS = 90.0
FAULTY_METHODS = (
    "chat.postMessage", "chat.update", "chat.startStream", "chat.appendStream", "chat.stopStream",
    "assistant.threads.setStatus", "response_url", "conversations.replies",
)  # fmt: skip
HOSTILE = ("<!channel> <!here>", "@everyone <@U0001>", "<https://evil.example|Reuters>", "*_~`")


@dataclass
class Asked:
    """A question that somebody asked: when, and where its answer is to be found."""

    at: float
    channel: str
    user: str
    thread: str | None = None
    answers: list[Any] = field(default_factory=list)


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
    # A channel of Slack takes about one message a second, and what isn't acknowledged comes again.
    async with people.Newsroom(redeliver_after=ACK_SECONDS, requests_a_second=1) as slack:
        with open_workspace(settings, notice=print, progress=lambda *_: None) as workspace:
            async with open_responder(workspace, settings) as responder:
                bot = _Bot(slack, folder, responder, workspace.library)
                weather = asyncio.create_task(_bad_weather(slack, chance))
                try:
                    asked = await _ask_all(slack, bot, chance, texts, questions, seconds)
                    await _settle(slack, asked)
                finally:
                    weather.cancel()
                    await bot.stop()
        return _figures(slack, asked)


class _Bot:
    """The bot, which can be stopped without warning and started again."""

    def __init__(self, slack: Any, folder: Path, responder: Responder, library: Library) -> None:
        self._slack, self._folder, self._responder, self._library = slack, folder, responder, library
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        ready = asyncio.Event()
        self._running = asyncio.create_task(self._run(ready))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({waiting, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            self._running.result()  # raises what broke it
        await self._slack.connected()

    async def stop(self) -> None:
        """As when the process is killed: nothing is finished, nothing handed over."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self, ready: asyncio.Event) -> None:
        access = SlackAccess(web_api.BOT_TOKEN, web_api.APP_TOKEN, api_url=self._slack.api_url)
        limits = Limits(person_a_minute=100, channel_a_minute=1000, workspace_a_minute=10_000, waiting=1000)
        with Store.open(self._folder) as store:
            desk = Desk(self._responder, store, limits, is_alone=True)
            looks_ahead = previews(store, composer(self._library))
            part = SlackPart(access, desk=desk, store=store, known=Known(self._library), previews=looks_ahead)
            running = asyncio.create_task(part.run())
            try:
                await part.is_ready.wait()
                ready.set()
                await running
            finally:
                await desk.close(0)
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)


async def _ask_all(
    slack: Any, bot: _Bot, chance: random.Random, texts: Sequence[str], questions: int, seconds: float
) -> list[Asked]:
    """Ask all questions at random moments; half way the bot is stopped and started again."""
    await bot.start()
    moments = sorted(chance.uniform(0, seconds) for _ in range(questions))
    began, asked, restarted = time.monotonic(), [], False
    for number, moment in enumerate(moments):
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        if number >= questions // 2 and not restarted:
            restarted = True
            await bot.stop()
            await bot.start()
        asked.append(await _ask(slack, chance, chance.choice(texts)))
    return asked


async def _ask(slack: Any, chance: random.Random, text: str) -> Asked:
    """One person asks in one of the ways that there are, sometimes with ill intent."""
    user, channel = f"U{chance.randrange(PEOPLE)}", f"C{chance.randrange(CHANNELS)}"
    if chance.random() < 0.1:
        text = f"{chance.choice(HOSTILE)} {text}"
    at, way = time.monotonic(), chance.random()
    if way < 0.15:
        envelope = await slack.command(channel, user, text)
        return Asked(at, channel, user, answers=[envelope])
    if way < 0.3:
        message = await slack.direct(user, text)
    else:
        message = await slack.mention(channel, user, text, twice=chance.random() < 0.1, reordered=chance.random() < 0.3)
    return Asked(at, message.channel, user, message.ts)


async def _bad_weather(slack: Any, chance: random.Random) -> None:
    """Faults, a few each second: rate limits, cut connections, lost replies, refusals, closed streams, reconnections."""
    makers = (
        lambda: faults.RateLimited(1), lambda: faults.RateLimited(2), faults.Cut, faults.LostReply, faults.ServerError,
        lambda: faults.Slow(1.0),
    )  # fmt: skip
    while True:
        await asyncio.sleep(chance.uniform(0.1, 0.5))
        method = chance.choice(FAULTY_METHODS)
        if slack.is_ordered(method):
            continue  # so that what is called seldom doesn't fail every time
        if method == "chat.postMessage" and chance.random() < 0.2:
            slack.order(method, faults.Refusal("invalid_blocks"))
        else:
            slack.order(method, chance.choice(makers)())
        if chance.random() < 0.1:
            slack.expire_streams()
        if chance.random() < 0.03:
            await slack.disconnect()


async def _settle(slack: Any, asked: Sequence[Asked]) -> None:
    """Wait until everything is answered, or it has taken too long."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and not all(_answers(slack, asked).values()):
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)  # a late second answer would come now


def _answers(slack: Any, asked: Sequence[Asked]) -> dict[int, list[Any]]:
    """By question, the messages that answer it: in its thread, or for commands, those to its asker alone."""
    found: dict[int, list[Any]] = {number: [] for number in range(len(asked))}
    threads = {(each.channel, each.thread): number for number, each in enumerate(asked) if each.thread}
    for message in slack.messages:
        if message.user != web_api.BOT_USER or message.is_deleted:
            continue
        number = threads.get((message.channel, message.thread_ts))
        if number is not None:
            found[number].append(message)
    found.update(_private_answers(slack, asked))
    return found


def _private_answers(slack: Any, asked: Sequence[Asked]) -> dict[int, list[Any]]:
    """The answers to commands: told to their asker alone, by the order in which a person asked in a channel."""
    found: dict[int, list[Any]] = {}
    for number, each in enumerate(asked):
        if each.thread is None:
            name = each.answers[0].body["payload"]["response_url"]
            found[number] = [message for message in slack.messages if message.via == name and not message.is_deleted]
    return found


def _figures(slack: Any, asked: Sequence[Asked]) -> dict[str, float]:
    answers = _answers(slack, asked)
    firsts = [
        (min(message.at for message in found) - asked[number].at) * 1000 for number, found in answers.items() if found
    ]
    cuts = statistics.quantiles(firsts, n=100)
    return {
        "questions": len(asked),
        "late_acks": sum(envelope.seconds > ACK_SECONDS for envelope in slack.envelopes.values()),
        "lost": sum(not found for found in answers.values()),
        "doubled": sum(len(found) > 1 for found in answers.values()),
        "limit_violations": len(slack.violations),
        "mentions_through": sum(bool(oracle.mentions(call.args)) for call in slack.calls),
        "first_statement_p50_ms": round(cuts[49]),
        "first_statement_p99_ms": round(cuts[98]),
    }
