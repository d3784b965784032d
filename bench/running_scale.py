"""Answers over many passages: the 99th percentile of their time, with what memory and disk they take."""

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil

from bench.synthetic import vocabulary, write_articles
from bot.composition import open_workspace
from bot.settings import Settings, shipped_articles

PARAGRAPHS_EACH = 5
PASSAGES_EACH = 7
QUESTIONS = 200
GIGABYTE = 1 << 30


def measure_scale(passages: int, name: str) -> dict[str, float | int | None]:
    """Made-up articles of so many passages are brought in, then asked about; figures end with `name`."""
    words = vocabulary(shipped_articles())
    with tempfile.TemporaryDirectory() as scratch:
        corpus, data = Path(scratch) / "corpus", Path(scratch) / "data"
        corpus.mkdir()
        write_articles(corpus, passages // PASSAGES_EACH, PARAGRAPHS_EACH, words)
        began = time.monotonic()
        with open_workspace(Settings(corpus=corpus, data=data), notice=print, progress=lambda *_: None) as workspace:
            minutes = (time.monotonic() - began) / 60
            count = workspace.library.passage_count(workspace.index.edition.cut)
            took = _asked(workspace.answerer.answer, words)
            memory = psutil.Process().memory_info().rss / GIGABYTE
        disk = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / GIGABYTE
    return {
        f"p99_ms_{name}": round(float(np.percentile(took, 99))),
        f"p50_ms_{name}": round(float(np.percentile(took, 50))),
        f"passages_{name}": count,
        f"minutes_{name}": round(minutes, 1),
        f"memory_gb_{name}": round(memory, 2),
        f"disk_gb_{name}": round(disk, 2),
    }


def _asked(answer: Callable[[str], object], words: Sequence[str]) -> list[float]:
    """Milliseconds of each question after the first few."""
    chance, took = random.Random(3), []
    for number in range(QUESTIONS + 5):
        about = " ".join(chance.sample(words[50:3000], 4))
        began = time.perf_counter()
        answer(f"What did the {about} say?")
        if number >= 5:
            took.append((time.perf_counter() - began) * 1000)
    return took
