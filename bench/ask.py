"""What a question costs, cold and warm, and what indexing and an empty sync cost, each against the bare work.

The bare work of a question is to embed it, to query Chroma and to query FTS5; that of indexing to embed, as the embedder's
package does it, and to add (also told: with our embedder, which makes the same vectors in a fifth of the time). Both sides
of a ratio are measured in turn in one run, on the same data.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.bare import NEAREST, BareIndex, bare_indexing_seconds, package_embedder
from bench.synthetic import vocabulary, write_articles, write_questions
from bench.timing import Run, in_turn, ratio, run_process, seconds_of
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import open_workspace, sync_all
from corpus.library import Library
from corpus.sync.folder import sync
from retrieval.index.indexing import silent
from retrieval.retriever import NO_FILTERS

PASSAGES_EACH = 10
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
QUESTION = "Why did Scale AI lay off staff?"


def run(*, quick: bool) -> dict[str, float | None]:
    """The figures, and a table of what they are made of on the way."""
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        figures: dict[str, float | None] = dict(_cold(Path(folder) / "cold", rounds=5 if quick else 15))
        for name, passages in SIZES.items():
            if quick and passages > SIZES["1k"]:
                figures |= {f"warm_ratio_{name}": None}
                continue
            figures |= _sized(Path(folder) / name, name, passages, rounds=40 if quick else 100)
        figures |= _empty_sync(Path(folder) / "sync", 1_000 if quick else 10_000)
    return figures


def _show(what: str, ours: float, bare: float, unit: str, figure: float) -> None:
    print(f"{what:34} {ours:10.2f} {unit:6} bare {bare:10.2f} {unit:6} ratio {figure:6.3f}", flush=True)


def _cold(data: Path, rounds: int) -> dict[str, float]:
    """A `footnote ask` in a process of its own, the index being there, against a bare import of Chroma."""
    environment = {**os.environ, "FOOTNOTE_DATA": str(data)}
    ask = [sys.executable, "-m", "bot", "ask", QUESTION]
    bare = [sys.executable, "-c", "import chromadb"]
    run_process(ask, environment)
    runs: dict[str, list[Run]] = {"ask": [], "bare": []}

    def timed(name: str, command: Sequence[str]) -> float:
        runs[name].append(run_process(command, environment))
        return runs[name][-1].seconds

    ours, theirs = in_turn(lambda: timed("ask", ask), lambda: timed("bare", bare), rounds)
    memory = [statistics.median(each.peak_mib for each in runs[name]) for name in ("ask", "bare")]
    figures = {"cold_ratio": ratio(ours, theirs), "cold_memory_ratio": memory[0] / memory[1]}
    _show("cold question, time", statistics.median(ours), statistics.median(theirs), "s", figures["cold_ratio"])
    _show("cold question, peak memory", memory[0], memory[1], "MiB", figures["cold_memory_ratio"])
    return figures


def _sized(folder: Path, name: str, passages: int, rounds: int) -> dict[str, float | None]:
    """Indexing and warm questions on that many passages."""
    corpus, data = folder / "articles", folder / "data"
    write_articles(corpus, passages // PASSAGES_EACH, PASSAGES_EACH, vocabulary(shipped_articles()))
    questions = write_questions(corpus, rounds + 1)
    settings = Settings(corpus=corpus, data=data)
    with Library.open(data) as library:
        sync(library, corpus)
    ours = seconds_of(lambda: sync_all(settings, _quiet, silent))
    with open_workspace(settings, _quiet, silent) as workspace:
        bare_index = BareIndex(workspace.library, workspace.index)
        bare, half = (
            bare_indexing_seconds(workspace.library, workspace.index, folder / name, embed)
            for name, embed in (("bare", package_embedder()), ("half", workspace.index.embedder.embed_passages))
        )
        whole = _per_question(workspace.answerer.answer, questions)
        retrieve = _per_question(
            lambda question: workspace.retriever.retrieve(question, NEAREST, NO_FILTERS), questions
        )
        answered, bare_ms = in_turn(whole, _per_question(bare_index.ask, questions), rounds)
        found, again_ms = in_turn(retrieve, _per_question(bare_index.ask, questions), rounds)
    figures = {
        f"warm_ratio_{name}": ratio(answered, bare_ms),
        f"warm_retrieval_ratio_{name}": ratio(found, again_ms),
        f"index_ratio_{name}": bare / ours,
        f"index_own_embedder_ratio_{name}": half / ours,
    }
    _show(f"{name}: warm question, answered", *_medians(answered, bare_ms), "ms", figures[f"warm_ratio_{name}"])
    _show(f"{name}: warm question, passages", *_medians(found, again_ms), "ms", figures[f"warm_retrieval_ratio_{name}"])
    _show(f"{name}: indexing", ours, bare, "s", figures[f"index_ratio_{name}"])
    _show(f"{name}: indexing, bare by our embedder", ours, half, "s", figures[f"index_own_embedder_ratio_{name}"])
    # Throughput is told for the middle size, where neither start-up nor the graph's growth decides it.
    return {**figures, "index_ratio": figures[f"index_ratio_{name}"]} if name != "100k" else {**figures}


def _medians(ours: Sequence[float], bare: Sequence[float]) -> tuple[float, float]:
    return statistics.median(ours), statistics.median(bare)


def _per_question(ask: Callable[[str], object], questions: Sequence[str]) -> Callable[[], float]:
    """Asks the next question at each call, and says how many milliseconds it took."""
    rest = iter(questions)
    return lambda: 1000 * seconds_of(lambda: ask(next(rest)))


def _empty_sync(folder: Path, articles: int) -> dict[str, float]:
    """A sync with nothing new, against the first one of the same articles."""
    corpus, data = folder / "articles", folder / "data"
    write_articles(corpus, articles, 1, vocabulary(shipped_articles()))
    settings = Settings(corpus=corpus, data=data)
    first = seconds_of(lambda: sync_all(settings, _quiet, silent))
    again = statistics.median(seconds_of(lambda: sync_all(settings, _quiet, silent)) for _ in range(5))
    _show(f"sync of {articles:,} articles, none new", again, first, "s", again / first)
    return {"empty_sync_ratio": again / first}


def _quiet(line: str) -> None:
    print(line, file=sys.stderr)
