"""A replica for the running bench: `footnote serve` itself, in a forked process, with a room on the bench's chat as its platform."""

import asyncio
import json
import os
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import time_machine
from pydantic import SecretStr

from bench.running.worker import QUESTIONS
from bot import logs
from bot.desk import desk as desk_module
from bot.desk.asked import Asked, Person, Place
from bot.desk.surface import SurfaceError
from bot.serving import serve as serve_module
from bot.serving.ground import Ground
from bot.serving.platforms import Platform
from bot.serving.serve import limits_of, serve
from bot.settings import Settings
from bot.store import questions
from bot.store.store import Store
from bot.workspace.workspace import Workspace, open_responder, open_workspace
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply
from retrieval.retriever import NO_FILTERS

HELD_SECONDS, KEEP_EVERY_SECONDS = 5.0, 0.5
"""A replica that died is missed after 5 s, not 30, so that a run sees many such ends."""
JUMPS_SECONDS = (-86_400, -3_600, -10, 10, 3_600, 86_400)
MANY = 1_000_000
NOWHERE = "http://127.0.0.1:1"

Line = dict[str, Any]


class Room:
    """The replica's connection to the chat, made again whenever it is lost."""

    def __init__(self, ground: Ground, number: int, port: int, is_there: Any) -> None:
        self._desk = ground.desk
        self._is_there = is_there
        self._number = number
        self._port = port
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Take questions until cancelled."""
        await self._desk.resume({"room": lambda asked, _: ChatSurface(asked.key, self._number, self._port)})
        while True:
            with suppress(OSError):
                await self._listen()
            await asyncio.sleep(0.1)

    async def _listen(self) -> None:
        async with _connected(self._port) as (reader, writer):
            _send(writer, {"hello": self._number})
            self._is_there.set()
            while text := await reader.readline():
                task = asyncio.create_task(self._take(json.loads(text), writer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _take(self, line: Line, writer: asyncio.StreamWriter) -> None:
        key = line["ask"]
        asked = Asked(key, Person("room", "W", key), Place("room", "W", "C", key), line["text"])
        await self._desk.start(asked, ChatSurface(key, self._number, self._port))
        _send(writer, {"taken": key})


class ChatSurface:
    """Where one answer appears: calls to the chat, each over a connection of its own."""

    def __init__(self, key: str, number: int, port: int) -> None:
        self._key = key
        self._number = number
        self._port = port

    async def wait(self, ahead: int) -> None:
        """Nothing is shown."""

    async def work(self, stage: Stage) -> None:
        """Nothing is shown."""

    async def state(self, stated: Stated) -> None:
        """Nothing is shown."""

    async def reply(self, reply: Reply, question_id: int) -> str:
        """The answer, as a message."""
        return str((await self._show("reply", str(question_id)))["shown"])

    async def shown(self, question_id: int) -> str | None:
        """Whether the chat has the answer."""
        found: str | None = (await self._call({"find": self._key}))["found"]
        return found

    async def refuse(self, words: str) -> None:
        """A message."""
        await self._show("refuse", words)

    async def fail(self, words: str) -> None:
        """A message."""
        await self._show("fail", words)

    async def _show(self, what: str, words: str) -> Line:
        return await self._call({"show": what, "key": self._key, "words": words, "replica": self._number})

    async def _call(self, line: Line) -> Line:
        try:
            async with _connected(self._port) as (reader, writer):
                _send(writer, line)
                answer: Line = json.loads(await reader.readline())
                return answer
        except (OSError, ValueError):
            raise SurfaceError("connection lost", arrived=None) from None


@asynccontextmanager
async def _connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


def _send(writer: asyncio.StreamWriter, line: Line) -> None:
    writer.write(json.dumps(line).encode() + b"\n")


def settings_of(folder: Path, number: int, database_url: str, chroma_url: str, model_url: str) -> Settings:
    """What a replica is told: databases and model are shared, the data folder is its own."""
    return Settings.load(
        data=folder / f"replica-{number}",
        database_url=f"{database_url}?application_name=replica-{number}",
        chroma_url=chroma_url,
        openai_base_url=model_url,
        openai_api_key=SecretStr("bench"),
        model_seconds=2.0,
        health_port=0,
        drain_seconds=2.0,
        person_a_minute=MANY,
        person_a_day=MANY,
        channel_a_minute=MANY,
        workspace_a_minute=MANY,
        waiting=MANY,
    )


def run_replica(settings: Settings, number: int, port: int, is_there: Any) -> None:
    """Serve until killed; its clock jumps at SIGUSR1. `is_there` is set once it takes questions."""
    log = (settings.data.parent / f"log-{number}").open("a", buffering=1, encoding="utf-8")
    os.dup2(log.fileno(), 2)
    logs.set_up(as_json=True, to=log)
    # Killed every second or two, a replica may take a question up often; what is tried is not when it gives up.
    serve_module.limits_of = lambda settings: replace(limits_of(settings), attempts=MANY)
    questions.HELD_SECONDS, desk_module.KEEP_EVERY_SECONDS = HELD_SECONDS, KEEP_EVERY_SECONDS
    random.seed()
    clock: list[time_machine.travel] = []

    def jump(*_: object) -> None:
        if clock:
            clock.pop().stop()
        there = datetime.fromtimestamp(time.time() + random.choice(JUMPS_SECONDS), UTC)
        clock.append(time_machine.travel(there, tick=True))
        clock[0].start()

    signal.signal(signal.SIGUSR1, jump)
    room = Platform(lambda ground: Room(ground, number, port, is_there), lambda _: True, lambda _: ())
    asyncio.run(serve(settings, {"room": room}))


def warm(folder: Path) -> None:
    """Import and load in this process what its forks then have from the start."""
    alone = Settings(
        data=folder / "warm",
        chroma_url=NOWHERE,
        openai_base_url=NOWHERE,
        openai_api_key=SecretStr("bench"),
        model_seconds=1.0,
    )
    Store.open(folder / "warm").close()
    with open_workspace(alone, notice=lambda _: None, progress=lambda *_: None, fence=lambda: 1) as workspace:
        asyncio.run(_answer_all(workspace, alone))


async def _answer_all(workspace: Workspace, settings: Settings) -> None:
    async with open_responder(workspace, settings) as responder:
        for question in QUESTIONS:
            async for _ in responder.respond(question, NO_FILTERS, ()):
                pass
