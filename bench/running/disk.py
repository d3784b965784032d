"""A disk that is full for a while, under load and while articles come in: is a question or an article lost, or there twice?

One whole `footnote serve` has its data folder (library, memory, index, Chroma's files) on a small file system of its own, a tmpfs,
which is filled to the last page and emptied again. It takes root, or a system that lets its users make namespaces.
"""

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from bench.running.chat import Chat, begin, tell
from bench.running.faults import SETTLED_WITHIN_SECONDS
from bench.running.replica import MANY, run_replica
from bot.serving.chroma_server import free_port
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import open_workspace
from corpus.errors import LibraryError
from corpus.library import Library
from retrieval.retriever import NO_FILTERS

SIZE_MB = 256
ASKED_A_SECOND, MOST_OPEN = 3.0, 8
ARTICLES_A_ROUND, SENTENCES_EACH = 12, 60
BEFORE_SECONDS, RECOVERED_WITHIN_SECONDS = 8.0, 240.0
HARBOURS = (
    "Aldersund",
    "Brekka",
    "Corvey",
    "Dunmarsh",
    "Eskvik",
    "Fallow Bay",
    "Grimstad",
    "Hollin",
    "Ister",
    "Jarlsby",
)
NAMES = ("rounds", "asked", "answered", "told", "lost", "doubled", "articles", "articles_lost", "articles_doubled")
Figures = dict[str, float | int | None]
_fork = multiprocessing.get_context("fork")


def measure_full_disk(rounds: int, full_seconds: float) -> Figures:
    """So many times full for so long; null where no file system of its own can be had."""
    apart = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    words = [*apart, sys.executable, "-m", "bench.running.disk", str(rounds), str(full_seconds)]
    with suppress(FileNotFoundError):
        done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        if done.returncode == 0:
            figures: Figures = json.loads(done.stdout.splitlines()[-1])
            return figures
    print("  a disk of its own can't be had here: it takes root, or namespaces for users", flush=True)
    return {f"disk_full_{name}": None for name in NAMES}


def main(rounds: int, full_seconds: float) -> Figures:
    """Within the namespace: the figures."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
        disk, corpus = Path(scratch) / "disk", Path(scratch) / "articles"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", disk], check=True)
        open_.callback(lambda: subprocess.run(["umount", "--lazy", disk], check=True))
        shutil.copytree(shipped_articles(), corpus)
        port, _ = begin(open_, Chat(ASKED_A_SECOND, MOST_OPEN))
        settings = _settings(disk / "data", corpus)
        serving = _served(open_, settings, port)
        took, titles = [], list[str]()
        for number in range(rounds):
            time.sleep(BEFORE_SECONDS)
            titles += _full(disk, corpus, number, full_seconds)
            took.append(_recovered(settings, titles))
            print(f"  full for {full_seconds:.0f} s, whole again after {took[-1]:.0f} s", flush=True)
        told, broke = _settled(port), _restarts(settings)
        serving.terminate()
        serving.join(60)
        figures = _asked(told) | _came_in(settings, titles)
    figures |= broke | {"rounds": rounds, "whole_again_seconds": round(max(took)), "ended_with": serving.exitcode}
    return {f"disk_full_{name}": value for name, value in figures.items()}


def _settings(data: Path, corpus: Path) -> Settings:
    return Settings(
        data=data, corpus=corpus, health_port=free_port(), generator="extractive",
        person_a_minute=MANY, channel_a_minute=MANY, workspace_a_minute=MANY,
    )  # fmt: skip


def _served(open_: ExitStack, settings: Settings, port: int) -> Any:
    """The process of `footnote serve`, once it takes questions."""
    is_there = _fork.Event()
    serving = _fork.Process(target=run_replica, args=(settings, 0, port, is_there))
    serving.start()
    open_.callback(serving.kill)
    is_there.wait(120)
    return serving


def _full(disk: Path, corpus: Path, number: int, seconds: float) -> list[str]:
    """The disk is full for a while; articles come in shortly before, at once and later. Their titles."""
    titles = _write_articles(corpus, number)
    time.sleep(random.uniform(0.0, 3.0))
    ends, ballast = time.monotonic() + seconds, disk / "ballast"
    with ballast.open("ab", buffering=0) as file:
        while time.monotonic() < ends:
            _fill(file.fileno())
            time.sleep(0.05)
    print(f"  {shutil.disk_usage(disk).free} bytes were free", flush=True)
    ballast.unlink()
    return titles


def _fill(number: int) -> None:
    """Write until there is no room for a byte: what others let go of is taken as well."""
    for size in (1 << 20, 1 << 12, 1):
        with suppress(OSError):
            while True:
                os.write(number, bytes(size))


def _write_articles(corpus: Path, number: int) -> list[str]:
    chance = random.Random(number)
    sentences = [line for path in sorted(shipped_articles().glob("*.txt")) for line in path.read_text().split(". ")]
    titles = []
    for each in range(ARTICLES_A_ROUND):
        harbour, ferry = HARBOURS[each % len(HARBOURS)], f"{number + 1}{each:02}"
        titles.append(f"Ferry {ferry} of {harbour} carried {chance.randrange(100, 999)} people")
        body = ". ".join(" ".join(each.split()) for each in chance.choices(sentences, k=SENTENCES_EACH))
        text = f'---\ntitle: "{titles[-1]}"\npublisher: "Harbour Post"\n---\n\n{titles[-1]} on Monday.\n\n{body}.\n'
        (corpus / f"ferry-{ferry}.md").write_text(text)
    return titles


def _recovered(settings: Settings, titles: list[str]) -> float:
    """Seconds until every article is in the library and every part runs."""
    began = time.monotonic()
    while not (_is_ready(settings) and _titles(settings).keys() >= set(titles)):
        if time.monotonic() - began > RECOVERED_WITHIN_SECONDS:
            break
        time.sleep(0.5)
    return time.monotonic() - began


def _is_ready(settings: Settings) -> bool:
    health = _health(settings)
    return bool(health["ready"]) and all(part["running"] for part in health["parts"].values())


def _restarts(settings: Settings) -> Figures:
    """How often the parts broke that did, each by name."""
    parts = _health(settings)["parts"]
    return {f"{name}_restarts": part["restarts"] for name, part in parts.items() if part["restarts"]}


def _health(settings: Settings) -> dict[str, Any]:
    address = f"http://127.0.0.1:{settings.health_port}/health"
    with suppress(OSError), urllib.request.urlopen(address, timeout=30) as said:
        health: dict[str, Any] = json.load(said)
        return health
    return {"ready": False, "parts": {}}


def _titles(settings: Settings) -> Counter[str]:
    """How often the library has an article of each title."""
    try:
        with Library.open(settings.data, read_only=True) as library:
            return Counter(record.title or "" for record in library.listing())
    except LibraryError:
        return Counter()


def _settled(port: int) -> dict[str, Any]:
    tell(port, "stop")
    ends = time.monotonic() + SETTLED_WITHIN_SECONDS
    while tell(port, "count")["endless"] and time.monotonic() < ends:
        time.sleep(0.5)
    return tell(port, "tell")


def _asked(told: dict[str, Any]) -> Figures:
    answers = {key: sum(each["show"] == "reply" for each in seen) for key, seen in told["seen"].items()}
    untold = [key for key, seen in told["seen"].items() if seen and not answers[key]]
    print("  said instead of an answer:", Counter(told["seen"][key][-1]["words"] for key in untold), flush=True)
    return {
        "asked": told["asked"],
        "answered": sum(count > 0 for count in answers.values()),
        "told": len(untold),
        "lost": len(told["endless"]),
        "doubled": sum(count > 1 for count in answers.values()),
    }


def _came_in(settings: Settings, titles: list[str]) -> Figures:
    """What is there of the articles that came in, in the library and for a question."""
    there = _titles(settings)
    with open_workspace(settings, notice=print, progress=lambda *_: None) as workspace:
        found = sum(_is_found(workspace.retriever.retrieve(title, 10, NO_FILTERS), title) for title in titles)
    return {
        "articles": len(titles),
        "articles_lost": sum(not there[title] for title in titles),
        "articles_doubled": sum(count > 1 for count in there.values()),
        "articles_not_found": len(titles) - found,
    }


def _is_found(ranked: Any, title: str) -> bool:
    return any(each.passage.article.title == title for each in ranked)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), float(sys.argv[2]))))
