"""A platform for tests that `serve` can run in a process of its own: people ask by files, and read answers in files.

`python -m tests.bot.serving.room FOLDER` serves from FOLDER/data. A file FOLDER/asked/KEY.txt is a question; what is shown
to it is appended to FOLDER/shown/KEY.txt, a line for each call.
"""

import asyncio
import sys
from pathlib import Path

from bot import logs
from bot.desk.asked import Asked, Person, Place
from bot.serving.platforms import Platform
from bot.serving.serve import serve
from bot.settings import Settings
from bot.settings_faults import SettingsWrong


class FileSurface:
    def __init__(self, path: Path) -> None:
        self._path = path

    async def wait(self, ahead):
        pass

    async def work(self, stage):
        pass

    async def state(self, stated):
        pass

    async def reply(self, reply, question_id):
        self._append(f"reply {question_id}")
        return self._path.name

    async def shown(self, question_id):
        is_there = self._path.exists() and f"reply {question_id}\n" in self._path.read_text()
        return self._path.name if is_there else None

    async def refuse(self, words):
        self._append(f"refuse {words}")

    async def fail(self, words):
        self._append(f"fail {words}")

    def _append(self, line):
        with self._path.open("a") as file:
            file.write(f"{line}\n")


class Room:
    """Delivers each question anew until the desk says that it knows it, as platforms do."""

    def __init__(self, ground, folder: Path) -> None:
        self._desk = ground.desk
        self._folder = folder

    async def run(self) -> None:
        (self._folder / "shown").mkdir(exist_ok=True)
        await self._desk.resume({"room": lambda asked, _: self._surface(asked.key)})
        while True:
            for path in sorted((self._folder / "asked").glob("*.txt")):
                person = Person("room", "W", path.stem)
                place = Place("room", "W", path.stem)
                await self._desk.start(Asked(path.stem, person, place, path.read_text()), self._surface(path.stem))
                path.rename(path.with_suffix(".taken"))
            await asyncio.sleep(0.02)

    def _surface(self, key):
        return FileSurface(self._folder / "shown" / f"{key}.txt")


def main() -> None:
    folder = Path(sys.argv[1])
    logs.set_up(as_json=True)
    room = Platform(lambda ground: Room(ground, folder), lambda settings: True, lambda settings: ())
    try:
        asyncio.run(serve(Settings.load(data=folder / "data"), {"room": room}))
    except SettingsWrong as wrong:
        sys.exit("\n".join(wrong.faults))


if __name__ == "__main__":
    main()
