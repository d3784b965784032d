"""A process for the running bench that answers for real: library, index, extractive responder, desk, store.

`python -m bench.running.worker DATA URL` opens the data folder and the store (URL, or `-` for SQLite beside it), says "ready",
and for each line `RATE SECONDS` on its input asks itself that many questions a second, at random moments, and prints how long
each took, its memory, open files and tasks, as one line of JSON.
"""

import asyncio
import json
import os
import random
import sys
import time
from pathlib import Path

import psutil

from bot import logs
from bot.desk.asked import Asked, Person, Place
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.settings import Settings
from bot.store.store import Store
from bot.workspace.workspace import open_responder, open_workspace
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

QUESTIONS = (
    "Why did Scale AI lay off staff?",
    "Who is the interim CEO of Scale AI?",
    "How many contractors did Scale AI let go?",
    "How much did Meta invest in Scale AI?",
    "What was Scale AI's revenue in 2024?",
    "When did Alexandr Wang leave for Meta?",
    "What does Mercor do?",
    "Who won the World Cup?",
)
MANY = 1_000_000
LIMITS = Limits(
    person_a_minute=MANY, person_a_day=MANY, channel_a_minute=MANY, workspace_a_minute=MANY, slots=4, waiting=10_000
)


class QuietSurface:
    """Shows nothing, at once."""

    async def wait(self, ahead: int) -> None:
        """Nothing is shown."""

    async def work(self, stage: Stage) -> None:
        """Nothing is shown."""

    async def state(self, stated: Stated) -> None:
        """Nothing is shown."""

    async def reply(self, reply: Reply, question_id: int) -> str:
        """Nothing is shown."""
        return str(question_id)

    async def shown(self, question_id: int) -> str | None:
        """Nothing is."""

    async def refuse(self, words: str) -> None:
        """Nothing is shown."""

    async def fail(self, words: str) -> None:
        """Nothing is shown."""


async def main() -> None:
    """Answer what the input asks for until it ends."""
    logs.set_up(as_json=True, level="error")
    data, url = Path(sys.argv[1]), sys.argv[2]
    settings = Settings(data=data)
    with (
        open_workspace(settings, notice=lambda _: None, progress=lambda *_: None) as workspace,
        Store.open(data) if url == "-" else Store.connect(url) as store,
    ):
        async with open_responder(workspace, settings) as responder:
            desk = Desk(responder, store, LIMITS)
            print("ready", flush=True)
            while line := await asyncio.to_thread(sys.stdin.readline):
                rate, seconds = (float(word) for word in line.split())
                print(json.dumps(await _measured(desk, rate, seconds)), flush=True)


async def _measured(desk: Desk, rate: float, seconds: float) -> dict[str, object]:
    """Ask at that rate for so long, whether or not answers keep up; milliseconds of each answer, processor seconds of all."""
    took: list[float] = []

    async def ask(number: int) -> None:
        key = f"{os.getpid()}-{time.monotonic_ns()}-{number}"
        asked = Asked(key, Person("room", "W", key), Place("room", "W", "C", key), random.choice(QUESTIONS))
        began = time.monotonic()
        await desk.take(asked, QuietSurface())
        took.append((time.monotonic() - began) * 1000)

    ends, at_work = time.monotonic() + seconds, time.process_time()
    tasks: list[asyncio.Task[None]] = []
    while time.monotonic() < ends:
        tasks.append(asyncio.create_task(ask(len(tasks))))
        await asyncio.sleep(random.expovariate(rate))
    await asyncio.gather(*tasks)
    process = psutil.Process()
    return {
        "milliseconds": took,
        "cpu_seconds": time.process_time() - at_work,
        "memory": process.memory_info().rss,
        "files": process.num_fds(),
        "tasks": len(asyncio.all_tasks()),
    }


if __name__ == "__main__":
    asyncio.run(main())
