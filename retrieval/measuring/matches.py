"""Where the question's terms stand in the candidates, sentence by sentence; pure.

Term weights are BM25's (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.candidates import SENTENCE_END, Candidates, term_number
from retrieval.language.concepts import kindred
from retrieval.query import Query

Array = NDArray[np.float32]

NOTHING = -1.0
"""Where the question doesn't ask for it: neither good nor bad."""

K1 = 1.2
"""How soon more of the same term stops counting, of BM25."""

_B = 0.75
_UNKNOWN = 0.7  # weight of a term that stands nowhere, as a share of the rarest term's
_KINDRED = 0.6  # what a word of the same meaning is worth, as a share of the word itself


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's terms: their numbers without repeats, the weight of each place, and which number stands there.

    `kindred[i]` are the numbers of the terms that mean much the same as the i-th distinct one.
    """

    numbers: NDArray[np.uint32]
    places: NDArray[np.intp]
    weights: Array
    kindred: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> float:
        """The weight of all places together, above 0."""
        return float(self.weights.sum()) + 1e-6


@dataclass(frozen=True, slots=True)
class Matches:
    """Where the terms stand: by sentence and by passage over the question's places, 0 or 1; BM25 of each distinct term.

    `likely` is `sentences` with _KINDRED where another word of the same meaning stands for the term.
    """

    sentences: Array
    passages: Array
    likely: Array
    first_sentence: NDArray[np.intp]
    passage_of: NDArray[np.intp]
    bm25: Array
    phrases: Array


def term_weight(frequency: int, count: int) -> float:
    """BM25's weight of a term that stands in `frequency` of `count` passages; less than the rarest where in none."""
    if frequency <= 0:
        return _UNKNOWN * math.log(1 + count)
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def read_asked(query: Query, frequencies: Mapping[str, int], count: int) -> Asked:
    """The terms of a question, with weights by how many of `count` passages have each."""
    distinct = list(dict.fromkeys(query.terms))
    places = np.array([distinct.index(term) for term in query.terms], dtype=np.intp)
    weights = np.array([term_weight(frequencies.get(term, 0), count) for term in query.terms], dtype=np.float32)
    numbers = np.array([term_number(term) for term in distinct], dtype=np.uint32)
    return Asked(numbers, places, weights, tuple(tuple(map(term_number, sorted(kindred(term)))) for term in distinct))


def match(asked: Asked, candidates: Candidates) -> Matches:
    """The question's terms looked for in every candidate."""
    numbers = candidates.numbers
    ends = numbers == SENTENCE_END
    sentence_of = np.cumsum(ends) - ends
    first_sentence = sentence_of[candidates.offsets[:-1]]
    sentences = int(ends.sum())
    passage_of = np.repeat(np.arange(len(candidates)), np.diff(np.append(first_sentence, sentences)))
    slots = np.full(1 << 16, -1, dtype=np.int32)  # most terms are none of the question's: told by their last 16 bits
    slots[asked.numbers & 0xFFFF] = np.arange(len(asked.numbers))
    which = slots[numbers & 0xFFFF]
    at = np.flatnonzero(which >= 0)
    at = at[asked.numbers[which[at]] == numbers[at]]
    if len(set((asked.numbers & 0xFFFF).tolist())) < len(asked.numbers):  # two terms in one slot: look again in full
        order = np.argsort(asked.numbers)
        place = np.minimum(np.searchsorted(asked.numbers[order], numbers), len(order) - 1)
        at = np.flatnonzero(asked.numbers[order][place] == numbers)
        which = order[place].astype(np.int32)
    found, sentence = which[at], sentence_of[at]
    by_sentence = np.zeros((sentences, len(asked.numbers)), dtype=np.float32)
    by_sentence[sentence, found] = 1.0
    lengths = np.diff(candidates.offsets).astype(np.float32)
    tally = np.bincount(
        passage_of[sentence] * len(asked.numbers) + found, minlength=len(candidates) * len(asked.numbers)
    )
    counts = tally.reshape(len(candidates), len(asked.numbers)).astype(np.float32)
    norm = K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
    distinct = np.zeros(len(asked.numbers), dtype=np.float32)
    distinct[asked.places] = asked.weights
    bm25 = (distinct * counts * (K1 + 1) / (counts + norm[:, None])).astype(np.float32)
    spread = by_sentence[:, asked.places]
    return Matches(
        sentences=spread,
        likely=np.maximum(spread, _KINDRED * _kindred_hits(asked, numbers, sentence_of, sentences)[:, asked.places]),
        passages=np.maximum.reduceat(spread, first_sentence, axis=0),
        first_sentence=first_sentence,
        passage_of=passage_of,
        bm25=bm25,
        phrases=_phrases(asked, at, found, sentence, sentences),
    )


def _kindred_hits(asked: Asked, numbers: NDArray[np.uint32], sentence_of: NDArray[np.intp], sentences: int) -> Array:
    """In which sentences a word stands that means the same as a distinct term; shape (sentences, distinct terms)."""
    kin = sorted({number for numbers in asked.kindred for number in numbers})
    if not kin:
        return np.zeros((sentences, len(asked.numbers)), dtype=np.float32)
    wanted = np.array(kin, dtype=np.uint32)
    slots = np.zeros(1 << 16, dtype=np.bool_)
    slots[wanted & 0xFFFF] = True
    at = np.flatnonzero(slots[numbers & 0xFFFF])
    which = np.minimum(np.searchsorted(wanted, numbers[at]), len(wanted) - 1)
    at, which = at[wanted[which] == numbers[at]], which[wanted[which] == numbers[at]]
    present = np.zeros((sentences, len(wanted)), dtype=np.float32)
    present[sentence_of[at], which] = 1.0
    owners = np.array([[number in own for own in asked.kindred] for number in kin], dtype=np.float32)
    hits: Array = np.minimum(present @ owners, 1.0)
    return hits


def _phrases(
    asked: Asked, at: NDArray[np.intp], found: NDArray[np.int32], sentence: NDArray[np.intp], sentences: int
) -> Array:
    """Which two neighbours of the question are neighbours in a sentence too; shape (sentences, places - 1)."""
    pairs = np.zeros((sentences, max(len(asked.places) - 1, 0)), dtype=np.float32)
    beside = np.flatnonzero((np.diff(at) == 1) & (np.diff(sentence) == 0))
    size = len(asked.numbers)
    codes = found[beside].astype(np.int64) * size + found[beside + 1]
    wanted = asked.places[:-1] * size + asked.places[1:]
    for place, code in enumerate(wanted):
        pairs[sentence[beside[codes == code]], place] = 1.0
    return pairs


def best_sentence(values: Array, matches: Matches) -> Array:
    """The best sentence's value of each passage."""
    best: Array = np.maximum.reduceat(values, matches.first_sentence, axis=0)
    return best


def best_run(hits: Array, weights: Array, toll: float) -> Array:
    """The most that a run of consecutive terms of the question brings, each missing one costing `toll` of its weight.

    Kadane's maximum subarray, over all rows of `hits` at once.
    """
    gains = (hits * (1 + toll) - toll) * weights
    best = np.zeros(len(hits), dtype=np.float32)
    current = np.zeros(len(hits), dtype=np.float32)
    for place in range(gains.shape[1]):
        np.maximum(current + gains[:, place], 0, out=current)
        np.maximum(best, current, out=best)
    return best


def title_places(asked: Asked, candidates: Candidates) -> Array:
    """Which of the question's places each article's title has; shape (homes, places)."""
    numbers = asked.numbers[asked.places].tolist()
    rows = [[number in home.title for number in numbers] for home in candidates.homes]
    return np.array(rows, dtype=np.float32).reshape(len(candidates.homes), len(numbers))
