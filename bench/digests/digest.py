"""Digests: delivered once while replicas are killed, and news grouped by event, against plain embedding similarity."""

from bench.digests.replicas import run_replicas
from bench.digests.story_grouping import measure_grouping, news_folder, read_news
from bot.settings import shipped_articles
from retrieval.digest.composing import compose

KILLS, QUICK_KILLS = 200, 40


def run(*, quick: bool, kills: int | None = None) -> dict[str, float]:
    """The figures; grouping only where FOOTNOTE_EVAL names the news that the labels are of."""
    folder = shipped_articles()
    digest = compose(read_news(folder, sorted(path.name for path in folder.glob("*.txt"))))
    figures: dict[str, float] = {"shipped_stories": len(digest.stories)}
    figures |= run_replicas(kills or (QUICK_KILLS if quick else KILLS), digest)
    news = news_folder()
    if news is None:
        print("FOOTNOTE_EVAL names no folder with news: the grouping of stories isn't measured.")
        return figures
    return figures | measure_grouping(news)
