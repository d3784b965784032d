"""A sync killed at random moments, while articles come, change and go: what is lost, twice there, or left in the index."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.sources.website import Website, page, serving
from bot.settings import Settings
from bot.workspace.workspace import open_workspace
from corpus.library import Library
from corpus.source_list import SourceKind
from retrieval.retriever import Filters

KILLS_A_CHECK = 20
FIRST_ARTICLES = 40
_BEGINNING = 1_600_000_000


@dataclass(slots=True)
class World:
    """What ought to be in the library, by a name that each text holds: the marker of its present text."""

    site: Website
    folder: Path
    chance: random.Random
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    moment: int = _BEGINNING

    def move(self, news: int) -> None:
        """Some articles come, some change, a file goes."""
        self.moment += 10
        for _ in range(news):
            self._page(f"p{self.moment}x{len(self.pages)}")
            self._file(f"f{self.moment}x{len(self.files)}")
        for name in self.chance.sample(sorted(self.pages), min(3, len(self.pages))):
            self._page(name)
        for name in self.chance.sample(sorted(self.files), min(3, len(self.files))):
            self._file(name)
        if len(self.files) > 30:
            gone = self.chance.choice(sorted(self.files))
            (self.folder / f"{gone}.txt").unlink()
            del self.files[gone]
        listed = [(f"{name}.html", marker) for name, marker in sorted(self.pages.items())]
        self.site.feed("feed.xml", listed, self.moment)

    def _page(self, name: str) -> None:
        self.pages[name] = self._marker(name)
        self.site.publish(f"{name}.html", page(f"Story {name}", _prose(name, self.pages[name])), self.moment)

    def _file(self, name: str) -> None:
        self.files[name] = self._marker(name)
        path = self.folder / f"{name}.txt"
        path.write_text("\n\n".join(_prose(name, self.files[name])), encoding="utf-8")

    def _marker(self, name: str) -> str:
        return f"{name}v{self.moment}z"


def _prose(name: str, marker: str) -> list[str]:
    chance = random.Random(marker)
    words = "harbour ferry council bridge storm price report mayor school factory river market budget minister".split()
    said = [" ".join(chance.choices(words, k=12)).capitalize() + f", said the office of {name}." for _ in range(8)]
    return [
        f"The marker of this article is {marker}, the editors of {name} said on Tuesday.",
        " ".join(said[:4]),
        " ".join(said[4:]),
    ]


def kill_figures(kills: int) -> dict[str, float]:
    """Kill a sync so many times, and count what is wrong after each few, once a whole sync has been."""
    wrong = {"lost": 0, "doubled": 0, "orphans": 0}
    with tempfile.TemporaryDirectory() as base, serving(Path(base) / "site") as site:
        world = World(site, Path(base) / "corpus", random.Random(29))
        world.folder.mkdir()
        world.move(FIRST_ARTICLES)
        data = Path(base) / "data"
        with Library.open(data) as library:
            library.sources.add(SourceKind.FEED, f"{site.address}/feed.xml", None, datetime.now(UTC))
        longest = _timed(data, world.folder)
        done = 0
        while done < kills:
            for _ in range(min(KILLS_A_CHECK, kills - done)):
                world.move(4)
                longest = max(longest * 0.98, _killed(data, world.folder, world.chance.uniform(0.2, 1.05) * longest))
                done += 1
            _timed(data, world.folder)
            for name, count in _wrong(data, world).items():
                wrong[name] += count
            print(f"{done} kills: {wrong}", flush=True)
    return {"kills": kills, **wrong}


def _environment(data: Path, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "FOOTNOTE_DATA": str(data),
        "FOOTNOTE_CORPUS": str(folder),
        "FOOTNOTE_ALLOW_PRIVATE_ADDRESSES": "true",
        "FOOTNOTE_PAUSE_SECONDS": "0",
    }


def _timed(data: Path, folder: Path) -> float:
    """One whole sync; how long it took, in seconds."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "sync"]
    subprocess.run(command, env=_environment(data, folder), check=True, capture_output=True)
    return time.perf_counter() - began


def _killed(data: Path, folder: Path, after_seconds: float) -> float:
    """A sync that is killed after so long; how long it ran, in seconds."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "sync"]
    with subprocess.Popen(
        command, env=_environment(data, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(after_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return time.perf_counter() - began


def _wrong(data: Path, world: World) -> dict[str, int]:
    """What a whole sync has left wrong."""
    copy = data.with_name("looked-at")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(data, copy)
    settings = Settings(data=copy, corpus=world.folder)
    with open_workspace(settings, _quiet, _no_progress) as workspace:
        library = workspace.library
        texts = {each.id: each.text for each in library.articles(record.id for record in library.listing()).values()}
        markers = [*world.pages.values(), *world.files.values()]
        found = {marker: sum(f" {marker}," in text for text in texts.values()) for marker in markers}
        lost = sum(count == 0 for count in found.values())
        doubled = sum(max(0, count - 1) for count in found.values()) + max(0, len(texts) - len(markers))
        cut = library.cuts()
        ids = {passage_id for each in cut for passage_id in library.passage_ids(each)}
        keyword = workspace.index.keyword
        in_keyword = len(keyword.rows(ids))
        vector = np.ones(workspace.index.embedder.dimensions, np.float32)
        near = {passage_id for passage_id, _ in workspace.index.dense.nearest(vector, len(ids) + 100, Filters())}
        orphans = (keyword.count() - in_keyword) + (len(ids) - in_keyword) + len(near - ids) + len(ids - near)
        orphans += len({passage_id.partition(":")[0] for passage_id in ids} - texts.keys())
    return {"lost": lost, "doubled": doubled, "orphans": orphans}


def _quiet(line: str) -> None:
    print(f"  notice: {line}", flush=True)


def _no_progress(done: int, total: int, what: str) -> None:
    """Nobody looks."""
