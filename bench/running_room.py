"""A process for the running bench: a desk on a shared database, and a platform whose messages are lines of files.

`python -m bench.running_room FOLDER NUMBER URL` takes the questions in FOLDER/asked-NUMBER, one a file, and appends what is
shown to a question to FOLDER/shown/KEY.txt. Its answers take some tens of milliseconds; what is tried is all around them.
"""

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.desk import desk as desk_module
from bot.desk.asked import Asked, Person, Place
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.desk.surface import SurfaceError
from bot.store import questions
from bot.store.store import Store
from corpus.errors import LibraryError
from retrieval.answering.answer import Abstention
from retrieval.answering.events import AnswerEvent, Finished, Stage, Stated, Working
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn
from retrieval.retriever import Filters

HELD_SECONDS = 3.0
KEEP_EVERY_SECONDS = 0.5
DOUBTFUL = 0.05


class SlowResponder:
    """Abstains after a while, which differs."""

    async def respond(self, question: str, filters: Filters, turns: Sequence[Turn]) -> AsyncIterator[AnswerEvent]:
        """One stage, then the abstention."""
        yield Working(Stage.SEARCHING)
        await asyncio.sleep(random.uniform(0.01, 0.2))
        yield Finished(Reply(question, question, Abstention("The articles do not say.", 0.1, "bench"), {}))


class FileSurface:
    """Messages are lines; one in twenty arrives, and the connection breaks before the platform says so."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def wait(self, ahead: int) -> None:
        """Nothing is shown."""

    async def work(self, stage: Stage) -> None:
        """Nothing is shown."""

    async def state(self, stated: Stated) -> None:
        """Nothing is shown."""

    async def reply(self, reply: Reply, question_id: int) -> str:
        """A line; a network's time before and after it."""
        await asyncio.sleep(random.uniform(0.0, 0.02))
        self._append("reply")
        await asyncio.sleep(random.uniform(0.0, 0.02))
        if random.random() < DOUBTFUL:
            raise SurfaceError("connection lost", arrived=None)
        return self._path.name

    async def shown(self, question_id: int) -> str | None:
        """Whether the line is there."""
        return self._path.name if self._path.exists() and "reply" in self._path.read_text() else None

    async def refuse(self, words: str) -> None:
        """A line."""
        self._append("refuse")

    async def fail(self, words: str) -> None:
        """A line."""
        self._append("fail")

    def _append(self, line: str) -> None:
        with self._path.open("a") as file:
            file.write(f"{line}\n")


async def main() -> None:
    """Take questions until killed."""
    folder, number, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    # A replica that died is missed after 3 s, not 30, so that a run of the bench sees many such ends.
    questions.HELD_SECONDS, desk_module.KEEP_EVERY_SECONDS = HELD_SECONDS, KEEP_EVERY_SECONDS
    many = 1_000_000
    limits = Limits(
        person_a_minute=many, person_a_day=many, channel_a_minute=many, workspace_a_minute=many, attempts=50
    )
    desk = Desk(SlowResponder(), await _opened(url), limits)
    kept = asyncio.create_task(desk.run())
    while True:
        with contextlib.suppress(LibraryError):
            await desk.resume({"room": lambda asked, _: FileSurface(folder / "shown" / f"{asked.key}.txt")})
            break
    inbox = folder / f"asked-{number}"
    while not kept.done():
        for path in sorted(inbox.glob("*.txt")):
            asked = Asked(
                path.stem, Person("room", "W", path.stem), Place("room", "W", "C", path.stem), path.read_text()
            )
            await desk.start(asked, FileSurface(folder / "shown" / path.name))
            path.rename(path.with_suffix(".taken"))
        await asyncio.sleep(0.01)


async def _opened(url: str) -> Store:
    while True:
        with contextlib.suppress(LibraryError):
            return await asyncio.to_thread(Store.connect, url)
        await asyncio.sleep(0.2)


if __name__ == "__main__":
    asyncio.run(main())
