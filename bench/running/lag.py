"""How late the event loop is while articles come in: library, vectors, Chroma and terms are brought up to date meanwhile."""

import asyncio
import contextlib
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

from bench.synthetic import vocabulary, write_articles
from bot.serving.chroma_server import ChromaServer
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import keep_up, open_workspace

SAMPLED_EVERY_SECONDS = 0.005


def measure_lag(passages: int, passages_each: int = 5, *, has_server: bool = True) -> dict[str, float | int | None]:
    """The longest lag and the 99th percentile in milliseconds, and how long the articles took to come in.

    `_own_`: as much of it as this process was at work meanwhile, in processor time; the rest went to the machine's other processes.

    `has_server`: Chroma is a process of its own, as it is for `footnote serve`; else it works within this one.
    """
    return asyncio.run(_measured(passages // passages_each, passages_each, has_server=has_server))


async def _measured(articles: int, passages_each: int, *, has_server: bool) -> dict[str, float | int | None]:
    async with AsyncExitStack() as open_:
        scratch = open_.enter_context(tempfile.TemporaryDirectory())
        url = await _server(open_, Path(scratch) / "chroma") if has_server else None
        corpus = Path(scratch) / "corpus"
        corpus.mkdir()
        words = vocabulary(shipped_articles())
        write_articles(corpus, 40, passages_each, words)
        settings = Settings(corpus=corpus, data=Path(scratch) / "data", chroma_url=url)
        with open_workspace(settings, notice=print, progress=lambda *_: None, fence=lambda: 1) as workspace:
            write_articles(corpus, 40 + articles, passages_each, words)
            lags: list[tuple[float, float]] = []
            sampling = asyncio.create_task(_sample(lags))
            await asyncio.sleep(0.5)
            began = time.monotonic()
            await keep_up(workspace, settings)
            seconds = time.monotonic() - began
            sampling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sampling
    late, own = np.array(lags).T * 1000
    return {
        "loop_lag_ms": round(float(late.max()), 1),
        "loop_lag_p99_ms": round(float(np.percentile(late, 99)), 1),
        "loop_lag_own_ms": round(float(own.max()), 1),
        "loop_lag_own_p99_ms": round(float(np.percentile(own, 99)), 1),
        "came_in_seconds": round(seconds, 1),
    }


async def _server(open_: AsyncExitStack, folder: Path) -> str:
    server = ChromaServer(folder)
    running = asyncio.create_task(server.run())
    open_.push_async_callback(asyncio.wait, [running])
    open_.callback(running.cancel)
    await server.answers()
    return server.url


async def _sample(lags: list[tuple[float, float]]) -> None:
    while True:
        due, at_work = time.monotonic() + SAMPLED_EVERY_SECONDS, time.process_time()
        await asyncio.sleep(SAMPLED_EVERY_SECONDS)
        lag = max(0.0, time.monotonic() - due)
        lags.append((lag, min(lag, time.process_time() - at_work)))
