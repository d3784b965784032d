"""The sentences of the passages found, and those that they hang on, side by side; pure."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.reading.article_reading import ArticleReading, SentenceReading, read_article
from retrieval.answering.reading.coverage import ReadSentence
from retrieval.retriever import RankedPassage

SHARES = (("previous", 0.75), ("next", 0.45), ("lead", 0.9), ("heading", 0.65), ("title", 0.65))
"""What a sentence can hang on, and how much of that counts for it."""


class View:
    """The sentences of the passages, and those that they hang on, in columns."""

    def __init__(self, ranked: Sequence[RankedPassage]) -> None:
        self.readings: dict[str, ArticleReading] = {}
        self.keys: list[tuple[str, int]] = []
        self.ranks: list[int] = []
        self._columns: dict[tuple[str, int], int] = {}
        self.sentences: list[ReadSentence] = []
        for rank, each in enumerate(ranked):
            self.readings.setdefault(each.passage.article.id, read_article(each.passage.article))
            for index in range(each.passage.first, each.passage.last):
                self._add(each.passage.article.id, index, rank)
        self.own = len(self.keys)
        links = {name: np.full(self.own, -1) for name, _ in SHARES}
        for column in range(self.own):
            self._link(column, links)
        titles = {article: self._title(reading) for article, reading in self.readings.items()}
        links["title"] = np.array([titles[article] for article, _ in self.keys[: self.own]], dtype=int)
        self.links = links
        self.rank_of = np.array(self.ranks[: self.own], dtype=int)

    def _add(self, article: str, index: int, rank: int) -> int:
        key = (article, index)
        if key not in self._columns:
            self._columns[key] = len(self.sentences)
            self.keys.append(key)
            self.ranks.append(rank)
            self.sentences.append(self.readings[article].sentences[index].read)
        return self._columns[key]

    def _link(self, column: int, links: Mapping[str, NDArray[np.int64]]) -> None:
        article, index = self.keys[column]
        sentences = self.readings[article].article.sentences
        hangs = {
            "previous": index - 1,
            "next": index + 1,
            "lead": sentences[index].lead,
            "heading": sentences[index].heading,
        }
        for name, other in hangs.items():
            if other is not None and 0 <= other < len(sentences):
                links[name][column] = self._add(article, other, self.ranks[column])

    def _title(self, reading: ArticleReading) -> int:
        self.sentences.append(reading.masthead)
        return len(self.sentences) - 1

    def reading(self, column: int) -> SentenceReading:
        """The reading of a column's sentence."""
        article, index = self.keys[column]
        return self.readings[article].sentences[index]

    def capitals(self, stems: Collection[str]) -> frozenset[str]:
        """Those of the stems that the sentences in view mostly write with a capital."""
        large = dict.fromkeys(stems, 0)
        for sentence in self.sentences:
            for stem in large.keys() & sentence.places.keys():
                for at in sentence.places[stem]:
                    if at and sentence.words[at].stem == stem:
                        large[stem] += 1 if sentence.words[at].is_capital else -1
        return frozenset(stem for stem, count in large.items() if count > 0)
