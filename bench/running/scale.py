"""Answers over many passages: the 99th percentile of their time, with what memory and disk they take."""

import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import psutil

from bench.running.remixed import questions_on, real_sentences, write_remixed
from bot.settings import Settings
from bot.workspace.settling import settled
from bot.workspace.workspace import open_workspace

PASSAGES_EACH = 6
QUESTIONS, UNCOUNTED = 300, 20
GIGABYTE = 1 << 30


def measure_scale(passages: int, name: str) -> dict[str, float | int | None]:
    """Remixed articles of about so many passages are brought in, then asked about; figures end with `name`."""
    with tempfile.TemporaryDirectory() as scratch:
        built = build_library(Path(scratch), passages)
        asked = ask_library(Path(scratch), passages)
    return {f"{figure}_{name}": value for figure, value in (asked | built).items()}


def build_library(folder: Path, passages: int) -> dict[str, float | int | None]:
    """Bring in remixed articles; minutes, and the most memory in GiB that this process and its children took."""
    corpus = folder / "corpus"
    write_remixed(corpus, passages // PASSAGES_EACH, real_sentences())
    began = time.monotonic()
    with open_workspace(_settings(folder), notice=print, progress=_telling()) as workspace:
        workspace.wait_for_readings()
        minutes = (time.monotonic() - began) / 60
        memory = psutil.Process().memory_info().rss / GIGABYTE
    return {"build_minutes": round(minutes, 1), "build_memory_gb": round(memory, 2)}


def ask_library(folder: Path, passages: int) -> dict[str, float | int | None]:
    """Ask the library that was built there, opened anew."""
    questions = questions_on(QUESTIONS + UNCOUNTED, passages // PASSAGES_EACH, real_sentences())
    began = time.monotonic()
    with open_workspace(_settings(folder), notice=print, progress=lambda *_: None) as workspace, settled():
        opened = time.monotonic() - began
        count = workspace.library.passage_count(workspace.index.edition.cut)
        took, worked = _asked(workspace.answerer.answer, questions)
        memory = psutil.Process().memory_info().rss / GIGABYTE
    disk = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file()) / GIGABYTE
    return {
        "p99_ms": round(float(np.percentile(took, 99))),
        "p50_ms": round(float(np.percentile(took, 50))),
        "p99_cpu_ms": round(float(np.percentile(worked, 99))),
        "p50_cpu_ms": round(float(np.percentile(worked, 50))),
        "passages": count,
        "open_seconds": round(opened, 1),
        "memory_gb": round(memory, 2),
        "disk_gb": round(disk, 2),
    }


def _settings(folder: Path) -> Settings:
    return Settings(corpus=folder / "corpus", data=folder / "data", generator="extractive")


def _telling() -> Callable[[int, int, str], None]:
    """A line every half minute."""
    told = time.monotonic()

    def tell(done: int, total: int, what: str) -> None:
        nonlocal told
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"  {what}: {done:,} of {total:,}", flush=True)

    return tell


def _asked(answer: Callable[[str], object], questions: Iterable[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each question after the first few: by the clock, and of the processors' time."""
    took, worked = [], []
    for question in questions:
        began, before = time.perf_counter(), time.process_time()
        answer(question)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return took[UNCOUNTED:], worked[UNCOUNTED:]
