"""How many articles a second come in from pages on this machine: fetched, read, outlined, kept, compared with the others."""

import asyncio
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.sources.website import page, paragraphs, serving
from bench.synthetic import vocabulary
from bot.settings import shipped_articles
from corpus.library import Library
from corpus.source_list import SourceKind
from corpus.sync.bring_in import Manners, bring_in

PAGES_A_FEED = 1_000


def articles_per_second(count: int) -> float:
    """The pace of a first run over feeds that name that many pages."""
    words = vocabulary(shipped_articles())
    chance = random.Random(17)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "site") as site:
        moment = int(time.time()) - 1_000_000
        for first in range(0, count, PAGES_A_FEED):
            numbers = range(first, min(count, first + PAGES_A_FEED))
            for number in numbers:
                site.publish(f"{number}.html", page(f"Story {number} of the bench", paragraphs(chance, words)), moment)
            site.feed(f"feed{first}.xml", [(f"{number}.html", "") for number in numbers], moment)
        with Library.open(Path(folder) / "data") as library:
            for first in range(0, count, PAGES_A_FEED):
                library.sources.add(SourceKind.FEED, f"{site.address}/feed{first}.xml", None, datetime.now(UTC))
            began = time.perf_counter()
            report = asyncio.run(
                bring_in(library, shipped_articles(), manners=Manners(allow_private_addresses=True, pause_seconds=0.0))
            )
            took = time.perf_counter() - began
            found = sum(record.key.startswith("http") for record in library.listing())
            if found != count:
                raise AssertionError(
                    f"{found} of {count} articles came in: {[str(each) for each in report.problems[:3]]}"
                )
    return count / took
