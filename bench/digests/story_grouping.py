"""Story grouping: labelled news, grouped by event and by plain embedding similarity; pairwise F1 of both."""

import json
import os
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from corpus.article import Article
from corpus.library import Library
from corpus.sync.folder import sync
from retrieval.digest.grouping import ONE_EVENT, linked
from retrieval.digest.kinship import FADES_DAYS, Matrix, Profile, days_between, kinship, profile
from retrieval.embedding.embedder import open_embedder

SETS = Path(__file__).parents[1] / "sets"
Places = Sequence[Sequence[int]]
_THRESHOLDS = np.arange(0.1, 0.96, 0.01)


def news_folder() -> Path | None:
    """The folder of news that the labels are of; None where there is none."""
    named = os.environ.get("FOOTNOTE_EVAL")
    folder = Path(named) / "news" / "articles" if named else None
    return folder if folder is not None and folder.is_dir() else None


def labels(half: str) -> dict[str, str]:
    """The event of each labelled article of a half, by file name; one that is alone has a label of its own."""
    lines = (SETS / f"stories_{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["article"]: row["event"] for row in map(json.loads, lines)}


def read_news(folder: Path, names: Sequence[str]) -> list[Article]:
    """The articles of these file names, in their order."""
    with tempfile.TemporaryDirectory() as data, Library.open(Path(data)) as library:
        sync(library, folder)
        found = {name: library.find(name)[0] for name in names}
        articles = library.articles(found.values())
        return [articles[found[name]] for name in names]


def measure_grouping(folder: Path) -> dict[str, float]:
    """Pairwise F1 on the test half: of the product's grouping, and of embeddings at the threshold best on the dev half.

    Embeddings are measured as they are, and with the days between articles counting as in the product.
    """
    halves = {}
    for half in ("dev", "test"):
        known = labels(half)
        halves[half] = (read_news(folder, list(known)), list(known.values()))
    figures = {}
    for half, (articles, events) in halves.items():
        found = linked(kinship([profile(each) for each in articles]), ONE_EVENT)
        figures[f"story_f1_{half}"] = pairwise_f1(found, events)
    alike = {half: _embedded(articles) for half, (articles, _) in halves.items()}
    dev_events = halves["dev"][1]
    best = max(_THRESHOLDS, key=lambda least: pairwise_f1(linked(alike["dev"], least), dev_events))
    figures["embedding_story_f1_dev"] = pairwise_f1(linked(alike["dev"], best), dev_events)
    figures["embedding_story_f1"] = pairwise_f1(linked(alike["test"], best), halves["test"][1])
    figures["story_f1"] = figures.pop("story_f1_test")
    faded = {half: alike[half] * _fading(articles) for half, (articles, _) in halves.items()}
    best = max(_THRESHOLDS, key=lambda least: pairwise_f1(linked(faded["dev"], least), dev_events))
    figures["embedding_and_days_story_f1"] = pairwise_f1(linked(faded["test"], best), halves["test"][1])
    return figures


def pairwise_f1(found: Places, events: Sequence[str]) -> float:
    """F1 of "these two are of one event" over all pairs."""
    said = {pair for places in found for pair in combinations(sorted(places), 2)}
    true = {(one, other) for one, other in combinations(range(len(events)), 2) if events[one] == events[other]}
    return round(2 * len(said & true) / max(1, len(said) + len(true)), 4)


def _fading(articles: Sequence[Article]) -> Matrix:
    """What is left of a likeness with the days between two articles."""
    bare = [Profile({}, {}, {}, article.published) for article in articles]
    fading: Matrix = np.exp(-days_between(bare) / FADES_DAYS)
    return fading


def _embedded(articles: Sequence[Article]) -> Matrix:
    """The cosines of the articles' embeddings: title and own text."""
    texts = [f"{each.title or ''}\n" + " ".join(s.span.of(each.text) for s in each.sentences) for each in articles]
    rows = open_embedder().embed_passages(texts)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    cosines: Matrix = rows @ rows.T
    return cosines
