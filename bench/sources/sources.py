"""Articles from files, pages and feeds: how many a second, how well, and what gets through or lost."""

from pathlib import Path
from typing import Any

from bench.quality.question_sets import OWN, evaluation_folder
from bench.sources.copies import copy_figures
from bench.sources.hostile import hostile_figures
from bench.sources.kills import kill_figures
from bench.sources.pages import page_figures
from bench.sources.speed import articles_per_second

PAGES = 10_000
KILLS = 200
HOSTILE_INPUTS = 1_000


def run(*, quick: bool) -> dict[str, Any]:
    """Every figure; `quick` with a fiftieth of the work."""
    named = evaluation_folder()
    figures: dict[str, Any] = {}
    pages = named / "pages" if named else None
    if pages is not None and pages.is_dir():
        figures |= page_figures(pages)
    figures |= copy_figures(_news(named))
    figures |= hostile_figures(HOSTILE_INPUTS // (20 if quick else 1))
    figures["articles_per_second"] = round(articles_per_second(PAGES // (50 if quick else 1)), 1)
    figures |= kill_figures(KILLS // (50 if quick else 1))
    return figures


def _news(named: Path | None) -> Path:
    """A folder of news articles."""
    news = named / "news" / "articles" if named else OWN
    return news if news.is_dir() else OWN
