"""A chat platform for the running bench: a process of its own that asks, delivers again, takes messages, and loses connections.

Replicas connect to it by TCP and speak lines of JSON. It delivers each question until some replica says that it has taken it.
What a replica has sent arrives whatever becomes of the replica. One answer in twenty arrives without the replica hearing of it,
one in fifty is lost on its way. It also stands in for the language model's provider, which hangs when it is told to.
"""

import asyncio
import json
import multiprocessing
import random
import re
import socket
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import Any

from bench.model.endpoint import Scripted, endpoint
from bench.running.worker import QUESTIONS

DELIVERED_TWICE, ANSWER_LOST, MESSAGE_LOST = 0.2, 0.05, 0.02
DELIVERED_AGAIN_AFTER_SECONDS = 1.0
LONGEST_WAY_SECONDS = 0.02
_PASSAGE = re.compile(r"\[passage (\d+) [^\n]*\n(.{30,200}?[.])\s", re.DOTALL)

_fork = multiprocessing.get_context("fork")

Line = dict[str, Any]


class Chat:
    """What was asked, who is connected, and what people see.

    It asks at a rate, but no more while `most_open` questions have no end yet: so it asks as fast as it is answered.
    """

    def __init__(self, questions_a_second: float, most_open: int, questions: Sequence[str] = QUESTIONS) -> None:
        self._rate = questions_a_second
        self._most_open = most_open
        self._questions = questions
        self._chance = random.Random(29)
        self._rooms: dict[int, asyncio.StreamWriter] = {}
        self._calls: dict[int, set[asyncio.StreamWriter]] = defaultdict(set)
        self._asked: dict[str, str] = {}
        self._endless: set[str] = set()
        self._asked_at: dict[str, float] = {}
        self._open: dict[str, float] = {}
        self._seen: dict[str, list[Line]] = defaultdict(list)
        self._hellos: list[tuple[int, float]] = []
        self._hangs_until = 0.0
        self._is_asking = True

    async def run(self, port_to: Any) -> None:
        """Serve until killed; the ports of the chat and of the model's provider are sent there."""
        async with (
            endpoint(self._model) as model_url,
            await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=1 << 24) as server,
        ):
            port_to.send((server.sockets[0].getsockname()[1], model_url))
            await asyncio.gather(server.serve_forever(), self._ask(), self._deliver_again())

    async def _ask(self) -> None:
        while True:
            await asyncio.sleep(self._chance.expovariate(self._rate))
            if self._is_asking and len(self._endless) < self._most_open:
                key = f"q{len(self._asked)}"
                self._asked[key] = self._chance.choice(self._questions)
                self._endless.add(key)
                self._asked_at[key] = time.monotonic()
                self._deliver(key)
                if self._chance.random() < DELIVERED_TWICE:
                    self._deliver(key)

    async def _deliver_again(self) -> None:
        while True:
            await asyncio.sleep(0.2)
            for key, at in list(self._open.items()):
                if time.monotonic() - at > DELIVERED_AGAIN_AFTER_SECONDS:
                    self._deliver(key)

    def _deliver(self, key: str) -> None:
        self._open[key] = time.monotonic()
        if self._rooms:
            _send(self._chance.choice(list(self._rooms.values())), {"ask": key, "text": self._asked[key]})

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while text := await reader.readline():
                await self._heard(json.loads(text), writer)
        writer.close()

    async def _heard(self, line: Line, writer: asyncio.StreamWriter) -> None:
        match line:
            case {"hello": number}:
                self._rooms[number] = writer
                self._hellos.append((number, time.monotonic()))
            case {"taken": key}:
                self._open.pop(key, None)
            case {"show": _, "replica": number}:
                self._calls[number].add(writer)
                try:
                    await self._take(line, writer)
                finally:
                    self._calls[number].discard(writer)
            case {"find": key}:
                found = any(each["show"] == "reply" for each in self._seen[key])
                _send(writer, {"found": key if found else None})
            case {"do": deed}:
                _send(writer, self._do(deed, line))

    async def _take(self, line: Line, writer: asyncio.StreamWriter) -> None:
        """A message, on its way here and its answer on the way back."""
        await asyncio.sleep(self._chance.uniform(0, LONGEST_WAY_SECONDS))
        luck = self._chance.random()
        if luck < MESSAGE_LOST:
            writer.close()
            return
        self._endless.discard(line["key"])
        self._seen[line["key"]].append(line | {"at": time.monotonic()})
        await asyncio.sleep(self._chance.uniform(0, LONGEST_WAY_SECONDS))
        if luck < MESSAGE_LOST + ANSWER_LOST:
            writer.close()
        else:
            _send(writer, {"shown": line["key"]})

    def _do(self, deed: str, line: Line) -> Line:
        if deed == "cut":
            room = self._rooms.pop(line["replica"], None)
            for writer in (*self._calls[line["replica"]], *([room] if room else [])):
                writer.transport.abort()
        elif deed == "hang":
            self._hangs_until = time.monotonic() + line["seconds"]
        elif deed == "stop":
            self._is_asking = False
        return {
            "asked": len(self._asked),
            "ended": len(self._asked) - len(self._endless),
            "asked_at": self._asked_at if deed == "tell" else {},
            "endless": sorted(self._endless),
            "seen": self._seen if deed == "tell" else {},
            "hellos": self._hellos if deed == "tell" else [],
        }

    def _model(self, request: Line) -> Scripted:
        """An honest model, which quotes the first passage."""
        if (hangs := self._hangs_until - time.monotonic()) > 0:
            return Scripted(hang_seconds=hangs + 30)
        found = _PASSAGE.search(request["messages"][-1]["content"])
        quoted = [{"text": found[2], "citations": [{"passage": int(found[1]), "quote": found[2]}]}] if found else []
        return Scripted(json.dumps({"statements": quoted}))


def _send(writer: asyncio.StreamWriter, line: Line) -> None:
    if not writer.is_closing():
        writer.write(json.dumps(line).encode() + b"\n")


def begin(open_: ExitStack, chat: Chat) -> tuple[int, str]:
    """Run it in a process of its own, until the stack closes; its port, and the address of the model's provider."""
    here, there = _fork.Pipe()
    process = _fork.Process(target=lambda: asyncio.run(chat.run(there)), daemon=True)
    process.start()
    open_.callback(process.kill)
    port, model_url = here.recv()
    return port, model_url


def tell(port: int, deed: str, **how: Any) -> Line:
    """Have it do something, and hear what it knows."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as call:
        call.sendall(json.dumps({"do": deed, **how}).encode() + b"\n")
        with call.makefile() as lines:
            told: Line = json.loads(lines.readline())
            return told
