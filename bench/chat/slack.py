"""The bot under load in the tests' fake Slack: many people at once, and everything that can go wrong going wrong now and then.

The library, the index, the desk, the store and Slack's own client libraries are the real ones; Slack is the fake, over
loopback, with a limit oracle on every payload. Once in the middle the bot is killed and started again.
"""

import asyncio
import importlib
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from bot.logs import set_up
from bot.recall.known import Known
from bot.serving.digesting import composer, previews
from bot.serving.supervision import Supervision
from bot.settings import Settings
from bot.slack.app import SlackAccess, SlackPart
from bot.store.store import Store
from bot.workspace.workspace import open_responder, open_workspace
from corpus.library import Library
from retrieval.answering.events import Responder

# The fake is untyped as the tests are.
people: Any = importlib.import_module("tests.bot.slack.fake.people")
faults: Any = importlib.import_module("tests.bot.slack.fake.faults")
oracle: Any = importlib.import_module("tests.bot.slack.oracle")
web_api: Any = importlib.import_module("tests.bot.slack.fake.web_api")

CHANNELS = 20
FAULTY_METHODS = (
    "chat.postMessage", "chat.update", "chat.startStream", "chat.appendStream", "chat.stopStream",
    "assistant.threads.setStatus", "response_url", "conversations.replies",
)  # fmt: skip
ENDS = {"actions", "context_actions"}
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
    questions = QUICK_QUESTIONS if quick else QUESTIONS
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), questions, seconds=questions / A_SECOND))


async def _measure(folder: Path, questions: int, seconds: float) -> dict[str, float]:
    chance = random.Random(SEED)
    settings = Settings(data=folder)
    # A channel of Slack takes about one message a second, and what isn't acknowledged comes again.
    async with people.Newsroom(redeliver_after=ACK_SECONDS, requests_a_second=1) as slack:
        with open_workspace(settings, notice=print, progress=lambda *_: None) as workspace:
            async with open_responder(workspace, settings) as responder:
                bot = _Bot(slack, folder, responder, workspace.library)
                await bot.start()
                weather = asyncio.create_task(_bad_weather(slack, chance))
                try:
                    asked = await ask_all(bot, chance, lambda text: _ask(slack, chance, text), questions, seconds)
                    await settle(lambda: all(map(_has_whole, _answers(slack, asked).values())))
                finally:
                    weather.cancel()
                    await bot.kill()
        return _figures(slack, asked)


class _Bot(Killable):
    """The bot on Slack."""

    def __init__(self, slack: Any, folder: Path, responder: Responder, library: Library) -> None:
        super().__init__()
        self._slack, self._folder, self._responder, self._library = slack, folder, responder, library

    async def start(self) -> None:
        is_ready = asyncio.Event()
        self.begin(self._run(is_ready))
        await asyncio.wait_for(is_ready.wait(), 30)
        await self._slack.connected()

    async def kill(self) -> None:
        await super().kill()
        self._slack.lose_connections()

    async def _run(self, is_ready: asyncio.Event) -> None:
        access = SlackAccess(web_api.BOT_TOKEN, web_api.APP_TOKEN, api_url=self._slack.api_url)
        with Store.open(self._folder) as store:
            desk = Desk(self._responder, store, LIMITS, is_alone=True)
            looks_ahead = previews(store, composer(self._library))
            part = SlackPart(access, desk=desk, store=store, known=Known(self._library), previews=looks_ahead)
            telling = asyncio.create_task(_tell(part, is_ready))
            await Supervision().run({"desk": desk, "slack": part})
            telling.cancel()


async def _tell(part: SlackPart, is_ready: asyncio.Event) -> None:
    await part.ready.wait()
    is_ready.set()


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


def _has_whole(found: Sequence[Any]) -> bool:
    """Whether one of the messages is more than a beginning: buttons stand under every answer, and a plain text is all there is."""
    return any(not message.blocks or any(block["type"] in ENDS for block in message.blocks) for message in found)


def _figures(slack: Any, asked: Sequence[Asked]) -> dict[str, float]:
    answers = _answers(slack, asked)
    firsts = [
        (min(message.at for message in found) - asked[number].at) * 1000 for number, found in answers.items() if found
    ]
    return {
        "questions": len(asked),
        "late_acks": sum(envelope.seconds > ACK_SECONDS for envelope in slack.envelopes.values()),
        "lost": sum(not _has_whole(found) for found in answers.values()),
        "doubled": sum(len(found) > 1 for found in answers.values()),
        "limit_violations": len(slack.violations),
        "mentions_through": sum(bool(oracle.mentions(call.args)) for call in slack.calls),
        **first_statement_figures(firsts),
    }
