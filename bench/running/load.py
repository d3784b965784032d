"""Questions a second that are answered within a second in 99 cases of 100."""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.postgres import running_server
from bot.settings import Settings
from bot.workspace.workspace import sync_all

WITHIN_MS = 1000.0
FIRST_RATE, STEP = 2.0, 1.4


class Workers:
    """Processes that answer, each with a library and an index of its own, over one store."""

    def __init__(self, folders: list[Path], url: str) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.running.worker", str(folder), url],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for folder in folders
        ]
        for process in self._processes:
            if _line(process) != "ready":
                raise RuntimeError("a worker did not start")

    def ask(self, rate: float, seconds: float) -> list[dict[str, Any]]:
        """Ask them together at a rate; what each measured."""
        for process in self._processes:
            if process.stdin is not None:
                process.stdin.write(f"{rate / len(self._processes)} {seconds}\n")
                process.stdin.flush()
        return [json.loads(_line(process)) for process in self._processes]

    def stop(self) -> None:
        """End them."""
        for process in self._processes:
            process.kill()
            process.communicate()


def _line(process: "subprocess.Popen[str]") -> str:
    return process.stdout.readline().strip() if process.stdout is not None else ""


@contextlib.contextmanager
def _workers(count: int) -> Iterator[Workers]:
    """So many workers on the shipped articles; one alone keeps its store in SQLite, several share PostgreSQL."""
    with contextlib.ExitStack() as open_:
        scratch = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        sync_all(Settings(data=scratch / "0"), notice=lambda _: None, progress=lambda *_: None)
        for number in range(1, count):
            shutil.copytree(scratch / "0", scratch / str(number))
        url = "-" if count == 1 else open_.enter_context(running_server()).url
        workers = Workers([scratch / str(number) for number in range(count)], url)
        open_.callback(workers.stop)
        workers.ask(FIRST_RATE, 3)  # what the first answers cost is told by `bench ask`
        yield workers


@dataclass(frozen=True, slots=True)
class Held:
    """The highest rate that was held, in questions a second; the 99th percentile there, and what a question cost, in milliseconds."""

    rate: float = 0.0
    p99_ms: float = 0.0
    cpu_ms: float = 0.0


def measure_load(processes: int, seconds: float) -> Held:
    """What so many processes hold."""
    held = Held()
    with _workers(processes) as workers:
        rate = FIRST_RATE
        while True:
            answered = workers.ask(rate, seconds)
            took = [each for worker in answered for each in worker["milliseconds"]]
            p99 = float(np.percentile(took, 99))
            print(f"  {processes} processes, {rate:.1f}/s: p99 {p99:.0f} ms of {len(took)}", flush=True)
            if p99 > WITHIN_MS:
                return held
            held = Held(rate, p99, sum(worker["cpu_seconds"] for worker in answered) / len(took) * 1000)
            rate *= STEP
