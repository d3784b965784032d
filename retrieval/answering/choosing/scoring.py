"""How well each stretch of the articles answers one part of a question; pure.

A stretch is scored by the question's terms that it meets (weighted by how much each says and how rare it is among the sentences
in view; less where only what it hangs on meets them), by an answer of the wanted kind that stands close to those terms, by the
passage it is from and by its place in the article.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.choosing.answer_type import find_answers, is_typed
from retrieval.answering.choosing.possible_answer import Asked, Found
from retrieval.answering.choosing.readability import subject_meant
from retrieval.answering.choosing.turns import TURNS
from retrieval.answering.reading.article_reading import SentenceReading, Stretch
from retrieval.answering.reading.coverage import (
    SAME_CONCEPT,
    AskedTerm,
    ReadSentence,
    Row,
    WordVectors,
    alike,
    met_by_words,
)
from retrieval.answering.reading.kinds import Kind, Wanted
from retrieval.answering.reading.scene import Scene
from retrieval.language.terms import fold, words

_WEIGHTS = {
    "terms": 0.44,
    "answer": 0.18,
    "both": 0.18,
    "near": 0.04,
    "passage": 0.08,
    "place": 0.03,
    "exact": 0.03,
    "pairs": 0.04,
    "turn": 0.09,
}
_TERM_FLOOR, _SPREAD = 0.25, 0.7
_OF_TOPIC, _OF_TOPIC_TOLD, _OF_NAME, _OF_ANOTHER = 0.6, 0.9, 0.8, 0.3
_OF_FOREIGN, _OF_UNTYPED, _OF_NO_REASON = 0.6, 0.55, 0.6
_REASON = 0.31
_FEW_TERMS, _OF_PLACE_FOR_FEW = 2, 0.08  # "the layoffs" are those that the articles open with
_MOST_AROUND, _OF_CONCEPT = 0.95, 0.86
_LOOSE = {Kind.WHY: 1.3, Kind.HOW: 1.15, Kind.SAY: 1.2}
_COMPARED, _CONSIDERED = 80, 40
"""Stretches whose words are compared by their vectors, and those that are looked at closely: the best of all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One part of a question as it is looked up: the kind of answer, the terms, what of the question is no answer.

    `names` are those in the question; `shares` says what part of its weight a term keeps, by stem. `spoken` are the sentences of
    the speaker whose words are wanted, by article id and index, None where nobody's are. `foreign` are the articles of other
    publishers than the question names, `published` the years and months in which articles in view appeared, in figures and in words.
    """

    wanted: Wanted
    terms: tuple[AskedTerm, ...]
    asked: Asked
    names: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    spoken: frozenset[tuple[str, int]] | None = None
    foreign: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch, its score (0 to about 1), the parts of the score, and how well each term is met: in it or around it, and in it."""

    stretch: Stretch
    score: float
    parts: Mapping[str, float]
    met: tuple[float, ...]
    inside: tuple[float, ...]


def score_stretches(
    task: Task,
    scene: Scene,
    stretches: Sequence[Stretch],
    passages: Mapping[tuple[str, int], float],
    vectors: WordVectors,
) -> tuple[Scored, ...]:
    """The stretches that meet the task's terms best, with their scores, best first.

    The stretches' sentences are in `scene`; `passages` gives the score, 0 to 1, of the passage that a sentence is in.
    """
    if not stretches:
        return ()
    scorer = _Scorer(task, scene, stretches, passages, vectors)
    scored = [scorer.score(place) for place in scorer.likely()]
    return tuple(sorted(scored, key=lambda each: (-each.score, each.stretch.article.id, each.stretch.indices)))


class _Scorer:
    """Scores the stretches for one task: all by their terms at once, then the likely ones closely."""

    def __init__(
        self,
        task: Task,
        scene: Scene,
        stretches: Sequence[Stretch],
        passages: Mapping[tuple[str, int], float],
        vectors: WordVectors,
    ) -> None:
        self._task, self._scene = task, scene
        worth, exact = self._met_by_words()
        columns, shares, own = scene.links(stretches)
        worth, kept = self._with_likeness(worth, columns, stretches, vectors)
        worth = np.where((worth >= SAME_CONCEPT) & (worth < 0.9), _OF_CONCEPT, worth)
        worth = _with_partial_names(task.terms, task.names, worth)
        self._stretches = [stretches[place] for place in kept]
        columns, shares, own = columns[kept], shares[kept], own[kept]
        self._weights = _weights(task.terms, worth) * np.array([task.shares.get(term.stem, 1.0) for term in task.terms])
        self._total = float(self._weights.sum()) or 1.0
        around = (worth[:, columns] * shares).max(axis=2) * _LOOSE.get(task.wanted.kind, 1.0)
        around = np.minimum(np.maximum(around, self._from_topic()), _MOST_AROUND)
        around = np.where(self._of_another(), np.minimum(around, _OF_ANOTHER), around)
        self._inside = (worth[:, columns] * own).max(axis=2)
        self._reached = np.maximum(self._inside, around)
        self._coverage = self._weights @ self._reached / self._total
        self._exact = self._weights @ (exact[:, columns] * own).max(axis=2) / self._total
        self._passage = np.array(
            [max(passages.get((each.article.id, index), 0.0) for index in each.indices) for each in self._stretches]
        )
        self._turns = [told for asked, told in TURNS if asked.search(task.wanted.topic)]

    def _met_by_words(self) -> tuple[Row, Row]:
        """How well each sentence in view meets each term by words, and by the same stem alone."""
        terms, sentences = self._task.terms, self._scene.sentences
        return met_by_words(terms, sentences, self._scene.stems.__contains__)

    def _with_likeness(
        self, worth: Row, columns: NDArray[np.int64], stretches: Sequence[Stretch], vectors: WordVectors
    ) -> tuple[Row, list[int]]:
        """`worth` with words of like vectors, and the places of the stretches for which it was looked for.

        Only the sentences around the stretches that meet the terms best by words are compared: vectors cost the most.
        """
        if not self._task.terms:
            return worth, list(range(len(stretches)))
        quick = _weights(self._task.terms, worth) @ worth[:, columns].max(axis=2)
        kept = {int(place) for place in np.argsort(-quick, kind="stable")[:_COMPARED]}
        spoken = self._task.spoken or frozenset()
        for place, each in enumerate(stretches):
            if any((each.article.id, at) in spoken for at in each.indices):
                kept.add(place)
        seen = np.unique(columns[sorted(kept)])
        like = alike(self._task.terms, [self._scene.sentences[column] for column in seen], vectors)
        widened = worth.copy()
        widened[:, seen] = np.maximum(worth[:, seen], like)
        return widened, sorted(kept)

    def likely(self) -> Sequence[int]:
        """The places of the stretches worth a closer look."""
        quick = (
            _WEIGHTS["terms"] * self._coverage + _WEIGHTS["passage"] * self._passage + _WEIGHTS["exact"] * self._exact
        )
        best = [int(place) for place in np.argsort(-quick, kind="stable")[:_CONSIDERED]]
        spoken = self._task.spoken or frozenset()
        heard = [
            place
            for place, each in enumerate(self._stretches)
            if any((each.article.id, at) in spoken for at in each.indices)
        ]
        return tuple(dict.fromkeys((*best, *heard)))

    def _from_topic(self) -> Row:
        """How well names are met by being what the article is about: better where a stretch begins with a word that stands for them."""
        readings = self._scene.readings
        met_by = {
            article: [1.0 if term.text in reading.topic_words else 0.0 for term in self._task.terms]
            for article, reading in readings.items()
        }
        topic = np.array([met_by[each.article.id] for each in self._stretches]).reshape(len(self._stretches), -1)
        hangs = [readings[each.article.id].sentences[each.indices[0]].hangs for each in self._stretches]
        return np.asarray(topic.T * np.where(hangs, _OF_TOPIC_TOLD, _OF_TOPIC))

    def _of_another(self) -> NDArray[np.bool_]:
        """Which names a stretch isn't about: it begins with a "he" or "the company" that means another one."""
        terms, readings = self._task.terms, self._scene.readings
        names = np.array([term.is_name for term in terms], dtype=bool)
        found = np.zeros((len(terms), len(self._stretches)), dtype=bool)
        for place, each in enumerate(self._stretches):
            reading = readings[each.article.id]
            if reading.sentences[each.indices[0]].hangs and (meant := subject_meant(reading, each.indices[0])):
                told = {fold(word.text).removesuffix("'s") for word in words(meant)}
                found[:, place] = names & np.array([term.text not in told for term in terms], dtype=bool)
        return found

    def score(self, place: int) -> Scored:
        """The stretch at `place` with its score."""
        stretch = self._stretches[place]
        sentences = [self._scene.readings[stretch.article.id].sentences[index] for index in stretch.indices]
        places = [[_places(term, sentence.read) for term in self._task.terms] for sentence in sentences]
        answer, near = self._best_answer(stretch, sentences, places)
        terms = float(self._coverage[place])
        parts = {
            "terms": terms,
            "answer": answer,
            "both": terms * answer,
            "near": near,
            "passage": float(self._passage[place]),
            "place": 1.0 / (1.0 + stretch.indices[0] / 4),
            "exact": float(self._exact[place]),
            "pairs": _pairs(places),
            "turn": self._turn(sentences),
        }
        score = sum(weight * parts[name] for name, weight in _WEIGHTS.items())
        if len(self._task.terms) <= _FEW_TERMS:
            score += _OF_PLACE_FOR_FEW * parts["place"]
        return self._judged(place, score, parts)

    def _judged(self, place: int, score: float, parts: dict[str, float]) -> Scored:
        """The score with what speaks against the stretch as a whole, or for it as the speaker's own words."""
        stretch = self._stretches[place]
        kind = self._task.wanted.kind
        if is_typed(kind) and parts["answer"] == 0.0:
            score *= _OF_UNTYPED
        if stretch.article.id in self._task.foreign:
            score *= _OF_FOREIGN
        if kind is Kind.WHY and parts["answer"] < _REASON:
            score *= _OF_NO_REASON
        if (spoken := self._task.spoken) is not None:
            parts["speaker"] = sum((stretch.article.id, index) in spoken for index in stretch.indices) / len(
                stretch.indices
            )
            score = score * 0.45 + 0.55 * parts["speaker"]
        reached, inside = (tuple(map(float, each[:, place])) for each in (self._reached, self._inside))
        return Scored(stretch, score, parts, reached, inside)

    def _best_answer(
        self, stretch: Stretch, sentences: Sequence[SentenceReading], places: Sequence[Sequence[tuple[int, ...]]]
    ) -> tuple[float, float]:
        """How well the best possible answer in the stretch fits, and how close it stands to the terms, both 0 to 1."""
        best = (0.0, 0.0)
        for sentence, own in zip(sentences, places, strict=True):
            for found in find_answers(self._task.wanted, sentence, self._task.asked):
                near = self._nearness(found, own, len(sentence.words))
                best = max(best, (found.fit * (0.55 + 0.45 * near), near))
        if stretch.is_list and best[0]:
            best = (min(1.0, best[0] + self._of_list()), best[1])
        return best

    def _of_list(self) -> float:
        """What it adds that a stretch is a list: much where several things are asked for."""
        wanted = self._task.wanted
        if wanted.is_plural or wanted.kind is Kind.LIST:
            return 0.25
        return 0.12 if wanted.kind in (Kind.WHAT, Kind.WHICH, Kind.HOW) else 0.0

    def _nearness(self, found: Found, places: Sequence[tuple[int, ...]], length: int) -> float:
        """How closely the terms stand around a possible answer: 1 beside it, towards 0 with the distance, 0 where not at all."""
        is_whole = found.last - found.first >= max(4, length - 2)
        total = 0.0
        for weight, at in zip(self._weights, places, strict=True):
            if at:
                distance = 0 if is_whole else min(max(found.first - place, place - found.last, 0) for place in at)
                total += weight / (1.0 + max(0, distance - 1) / 6.0)
        return float(total / self._total)

    def _turn(self, sentences: Sequence[SentenceReading]) -> float:
        """How many of the question's words for time and order (before, now, again …) have their like in the stretch, −0.5 to 1."""
        if not self._turns:
            return 0.0
        said = [any(told.search(sentence.text) for sentence in sentences) for told in self._turns]
        return sum(1.0 if yes else -0.5 for yes in said) / len(said)


def _with_partial_names(terms: Sequence[AskedTerm], names: Sequence[str], worth: Row) -> Row:
    """`worth` with each word of a name met in part where another word of the name is: "Calder" for "Calder Air"."""
    widened = worth.copy()
    for name in names:
        folded = {fold(word.text).removesuffix("'s") for word in words(name)}
        rows = [row for row, term in enumerate(terms) if term.text in folded]
        if len(rows) > 1:
            widened[rows] = np.maximum(worth[rows], _OF_NAME * worth[rows].max(axis=0))
    return widened


def _weights(terms: Sequence[AskedTerm], worth: Row) -> Row:
    """What each term weighs: what it says by itself, times how rare it is in view."""
    count = worth.shape[1]
    seen = (worth >= 0.75).sum(axis=1)
    rare = np.log((count + 1) / (seen + 0.5)) / math.log(count + 2)
    own = np.array([min(term.weight, 1.15) for term in terms]) ** _SPREAD
    return np.asarray(own * (_TERM_FLOOR + (1 - _TERM_FLOOR) * np.clip(rare, 0.0, 1.0)))


def _pairs(places: Sequence[Sequence[tuple[int, ...]]]) -> float:
    """The share of neighbouring terms of the question that stand within three words of each other in a sentence, too."""
    close = {
        at
        for own in places
        for at, (one, two) in enumerate(pairwise(own))
        if any(0 < abs(here - there) <= 3 for here in one for there in two)
    }
    return len(close) / max(1, len(places[0]) - 1)


def _places(term: AskedTerm, sentence: ReadSentence) -> tuple[int, ...]:
    """Where a sentence meets a term, by stem or by concept."""
    exact = sentence.places.get(term.stem) or sentence.places.get(term.base)
    if exact:
        return exact
    if term.is_name:
        return ()
    return tuple(sorted({place for number in term.concepts for place in sentence.concepts.get(number, ())}))
