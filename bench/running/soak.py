"""An hour of questions to one whole `footnote serve`: does its memory grow, does it leave files, threads or tasks behind?"""

import multiprocessing
import re
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bench.quality.question_sets import OWN, read_rows
from bench.running.chat import Chat, begin, tell
from bench.running.replica import run_replica
from bench.running.worker import QUESTIONS
from bot import logs
from bot.serving.chroma_server import free_port
from bot.settings import Settings

WARM_UP = 1 / 6
"""The share of the time that is not looked at: caches fill."""
MOST_OPEN = 8
"""So many questions are asked at once: as many as are worked on, and as many again that wait."""
MEGABYTE = 1 << 20
_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Sample:
    """A process at a moment: hours since the first, resident MiB, open files, threads, tasks of the event loop."""

    hours: float
    mb: float
    files: int
    threads: int
    tasks: int


def measure_soak(rate: float, seconds: float, steps: int = 60) -> dict[str, float | int | None]:
    """Memory's slope in MB an hour after the warm-up, and how many files, threads and tasks came and did not go."""
    logs.set_up(as_json=True, level="critical")
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
        port, _ = begin(open_, Chat(rate, MOST_OPEN, _questions()))
        settings = Settings(
            data=Path(scratch) / "data", health_port=free_port(), generator="extractive",
            channel_a_minute=10**6, workspace_a_minute=10**6,
        )  # fmt: skip
        is_there = _fork.Event()
        serving = _fork.Process(target=run_replica, args=(settings, 0, port, is_there))
        serving.start()
        open_.callback(_end, serving)
        is_there.wait(120)
        samples, began = [], time.monotonic()
        for step in range(1, steps + 1):
            time.sleep(max(0.0, began + step * seconds / steps - time.monotonic()))
            samples.append(_sampled(serving.pid, settings.health_port, (time.monotonic() - began) / 3600))
            print("  ", samples[-1], flush=True)
        return _figures(samples, seconds) | _answered(tell(port, "tell"))


def _figures(samples: list[Sample], seconds: float) -> dict[str, float | int | None]:
    warm = samples[int(len(samples) * WARM_UP) :]
    slope = np.polyfit([each.hours for each in warm], [each.mb for each in warm], 1)[0]
    few = max(1, len(warm) // 10)
    first, last = warm[:few], warm[-few:]
    return {
        "soak_seconds": seconds,
        "soak_mb_per_hour": round(float(slope), 1),
        "soak_mb_at_start": round(samples[0].mb, 1),
        "soak_mb_warm": round(float(np.mean([each.mb for each in first])), 1),
        "soak_mb_at_end": round(float(np.mean([each.mb for each in last])), 1),
        "soak_files": min(each.files for each in last) - min(each.files for each in first),
        "soak_threads": min(each.threads for each in last) - min(each.threads for each in first),
        "soak_tasks": min(each.tasks for each in last) - min(each.tasks for each in first),
    }


def _answered(told: dict[str, Any]) -> dict[str, float | int | None]:
    took = [
        seen[0]["at"] - told["asked_at"][key]
        for key, seen in told["seen"].items()
        if seen and seen[0]["show"] == "reply"
    ]
    return {
        "soak_asked": told["asked"],
        "soak_answered": len(took),
        "soak_p50_ms": round(float(np.percentile(took, 50)) * 1000),
        "soak_p99_ms": round(float(np.percentile(took, 99)) * 1000),
    }


def _questions() -> list[str]:
    """Those that the other loads ask, and those of the set over the shipped articles."""
    return [*QUESTIONS, *(row["question"] for row in read_rows(OWN / "shipped.jsonl"))]


def _sampled(pid: int | None, health_port: int, hours: float) -> Sample:
    with urllib.request.urlopen(f"http://127.0.0.1:{health_port}/metrics", timeout=120) as answer:
        found = re.search(r"^footnote_tasks ([0-9.]+)", answer.read().decode(), re.MULTILINE)
    process = psutil.Process(pid)
    tasks = int(float(found[1])) if found else 0
    return Sample(hours, process.memory_info().rss / MEGABYTE, process.num_fds(), process.num_threads(), tasks)


def _end(process: Any) -> None:
    process.terminate()
    process.join(30)
    process.kill()
