"""The sentences in view of a question, with what each stretch hangs on; pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.article import Role
from retrieval.answering.reading.article_reading import ArticleReading, Stretch
from retrieval.answering.reading.coverage import ReadSentence, Row

_OF_PREVIOUS, _OF_NEIGHBOUR, _OF_LEAD, _OF_HEADING, _OF_TITLE, _OF_NEXT, _OF_OPENING = (
    0.75,
    0.5,
    0.85,
    0.55,
    0.55,
    0.3,
    0.5,
)


_OF_ANTECEDENT = 0.85
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
"""Speaks of somebody who is likely named in the sentence before."""


class Scene:
    """The sentences of the stretches and those that they hang on, each in a column of its own, and a column for each masthead."""

    def __init__(self, stretches: Sequence[Stretch], readings: Mapping[str, ArticleReading]) -> None:
        self.readings = readings
        self.sentences: list[ReadSentence] = []
        self._columns: dict[tuple[str, int], int] = {}
        self._mastheads = {article: self._add_read(reading.masthead) for article, reading in readings.items()}
        self._openings = {article: _opening(reading) for article, reading in readings.items()}
        self._around = {stretch.key: tuple(_around(stretch)) for stretch in stretches}
        for stretch in stretches:
            article = stretch.article.id
            for index in stretch.indices:
                self._add(article, index)
            for index, _ in self._around[stretch.key]:
                self._add(article, index)
            for index in self._openings[article]:
                self._add(article, index)

    def _add(self, article: str, index: int) -> None:
        if (article, index) not in self._columns:
            self._columns[article, index] = self._add_read(self.readings[article].sentences[index].read)

    def _add_read(self, sentence: ReadSentence) -> int:
        self.sentences.append(sentence)
        return len(self.sentences) - 1

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all sentences in view."""
        return frozenset().union(*(sentence.places for sentence in self.sentences))

    def columns(self, stretch: Stretch) -> list[int]:
        """The columns of the stretch's own sentences."""
        return [self._columns[stretch.article.id, index] for index in stretch.indices]

    def links(self, stretches: Sequence[Stretch]) -> tuple[NDArray[np.int64], Row, Row]:
        """For each stretch the columns that it is or hangs on, the share of each (0 for itself), and which are its own.

        Three arrays of shape (stretches, links); links that a stretch lacks have share 0 and aren't its own.
        """
        rows = [
            [*((at, 0.0, 1.0) for at in self.columns(each)), *((at, share, 0.0) for at, share in self._linked(each))]
            for each in stretches
        ]
        width = max((len(row) for row in rows), default=1)
        filled = np.array([row + [(0, 0.0, 0.0)] * (width - len(row)) for row in rows]).reshape(len(rows), width, 3)
        return filled[:, :, 0].astype(np.int64), filled[:, :, 1], filled[:, :, 2]

    def _linked(self, stretch: Stretch) -> Iterator[tuple[int, float]]:
        article = stretch.article.id
        yield self._mastheads[article], _OF_TITLE
        for index in self._openings[article]:
            yield self._columns[article, index], _OF_OPENING
        around = self._around.get(stretch.key)
        for index, share in _around(stretch) if around is None else around:
            yield self._columns[article, index], share

    def capitals(self, stems: Iterable[str]) -> frozenset[str]:
        """Those of `stems` that the sentences in view mostly write with a capital."""
        larger = dict.fromkeys(stems, 0)
        for sentence in self.sentences:
            for stem in larger.keys() & sentence.places.keys():
                for place in sentence.places[stem]:
                    if place:
                        larger[stem] += 1 if sentence.words[place].is_capital else -1
        return frozenset(stem for stem, count in larger.items() if count > 0)


def _around(stretch: Stretch) -> Iterator[tuple[int, float]]:
    """The sentences that a stretch hangs on (before it, after it, its lead, its heading), with the share that each lends."""
    sentences, first, last = stretch.article.sentences, stretch.indices[0], stretch.indices[-1]
    own = sentences[first]
    if first and sentences[first - 1].role is not Role.HEADING:
        is_near = sentences[first - 1].paragraph == own.paragraph
        speaks_of = _PERSONAL.search(own.span.of(stretch.article.text))
        yield first - 1, _OF_ANTECEDENT if speaks_of else _OF_PREVIOUS if is_near else _OF_NEIGHBOUR
    if last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[last].paragraph:
        yield last + 1, _OF_NEXT
    if own.lead is not None:
        yield own.lead, _OF_LEAD
    if own.heading is not None:
        yield own.heading, _OF_HEADING


def _opening(reading: ArticleReading) -> tuple[int, ...]:
    """The article's first two sentences, which say what it is about."""
    told = (index for index, each in enumerate(reading.sentences) if each.sentence.role is not Role.HEADING)
    return tuple(islice(told, 2))
