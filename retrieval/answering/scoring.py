"""How well each stretch of the articles answers one part of a question; pure.

A stretch is scored by the question's terms that it meets (weighted by how much each says and how rare it is among the sentences
in view; less where only what it hangs on meets them), by an answer of the wanted kind that stands close to those terms, by the
passage it is from and by its place in the article.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from corpus.article import Role
from retrieval.answering.answer_type import Asked, Found, find_answers, is_typed
from retrieval.answering.article_reading import ArticleReading, SentenceReading, Stretch
from retrieval.answering.coverage import AskedTerm, ReadSentence, Row, WordVectors, met, read_sentence
from retrieval.answering.question_kind import Kind, Wanted
from retrieval.language.terms import fold, words

_OF_PREVIOUS, _OF_NEIGHBOUR, _OF_LEAD, _OF_HEADING, _OF_TITLE, _OF_NEXT = 0.75, 0.5, 0.85, 0.55, 0.55, 0.3
_WEIGHTS = {"terms": 0.44, "answer": 0.18, "both": 0.18, "near": 0.04, "passage": 0.08, "place": 0.03, "exact": 0.03, "pairs": 0.04, "turn": 0.07}
_TERM_FLOOR, _SPREAD = 0.25, 0.7
_OF_TOPIC, _OF_TOPIC_TOLD, _OF_NAME = 0.6, 0.9, 0.8
_OF_OPENING, _OF_FOREIGN = 0.5, 0.6
_LOOSE = {Kind.WHY: 1.3, Kind.HOW: 1.15, Kind.SAY: 1.2}
_TURNS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))
    for asked, told in (
        ("before|previously|prior to|former|formerly|earlier|used to|original|originally", "before|previous|previously|prior|former|formerly|earlier|had|used to|ex|once|down from|since|originally|began as|started as|until"),
        ("again|resume|back", "again|resum\\w*|back|re\\w+"),
        ("now|currently|current|at the moment|these days|at present|presently|nowadays|today", "now|current|currently|interim|has been|these days|today|is|are|remains?|carries"),
        ("will|going to|next|plans?|planned|planning|expected|expects?|upcoming|future", "will|would|going to|plans?|planned|planning|intend\\w*|expect\\w*|aims?|next|set to|due to|by 20\\d\\d|scheduled"),
        ("first|at first|initially", "first|initial\\w*|at first|original\\w*|opened|began|wanted|earliest"),
        ("with|alongside|together with|besides", "with|alongside|together|and|both|co-\\w+|jointly|besides"),
        ("both|each|respectively", "both|each|while|respectively|and"),
    )
)
_ANAPHOR = re.compile(
    r"^[\"“‘]?(?:(?:But|And|Then|Also|Still|However|Yet|So|While|Though|As|Since|Nevertheless),?\s+)?"
    r"(?:He|She|It|They|We|His|Her|Its|Their|Our|This|These|Those|That|Such|The (?:company|firm|startup|carrier|airline|bank|club|group|"
    r"two|three|business|agency|team|deal|move|decision|plan|cuts?|layoffs?|changes?|letter|memo|figure))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch, its score (0 to about 1), the parts of the score, and how well each term is met in it and around it."""

    stretch: Stretch
    score: float
    parts: Mapping[str, float]
    met: tuple[float, ...]


class Scene:
    """The sentences in view of a question: those of the passages, and those that they hang on."""

    def __init__(self, stretches: Sequence[Stretch], readings: Mapping[str, ArticleReading]) -> None:
        self.readings = readings
        self._columns: dict[tuple[str, int], int] = {}
        self.sentences: list[ReadSentence] = []
        for stretch in stretches:
            for index in stretch.indices:
                for at in (index, *_around(readings[stretch.article.id], index)):
                    self._add(readings[stretch.article.id], at)
        self.openings = {id: self._opening(reading) for id, reading in readings.items()}
        self.titles = {id: self._add_text(_masthead(reading)) for id, reading in readings.items()}

    def _add(self, reading: ArticleReading, index: int) -> None:
        key = (reading.article.id, index)
        if key not in self._columns:
            self._columns[key] = self._add_text(reading.sentences[index].text)

    def _add_text(self, text: str) -> int:
        self.sentences.append(read_sentence(text))
        return len(self.sentences) - 1

    def _opening(self, reading: ArticleReading) -> tuple[int, ...]:
        """The columns of the article's first two sentences, which say what it is about."""
        told = [index for index, each in enumerate(reading.sentences) if each.sentence.role is not Role.HEADING][:2]
        for index in told:
            self._add(reading, index)
        return tuple(self._columns[reading.article.id, index] for index in told)

    def column(self, article: str, index: int) -> int:
        """The column of a sentence in view."""
        return self._columns[article, index]

    def capitals(self) -> frozenset[str]:
        """The stems that the sentences in view mostly write with a capital."""
        large: dict[str, int] = {}
        for sentence in self.sentences:
            for at, word in enumerate(sentence.words):
                if at and not word.is_stop:
                    large[word.stem] = large.get(word.stem, 0) + (1 if word.is_capital else -1)
        return frozenset(stem for stem, count in large.items() if count > 0)


def _masthead(reading: ArticleReading) -> str:
    article = reading.article
    return f"{article.title or ''} {article.publisher or ''}"


def _around(reading: ArticleReading, index: int) -> list[int]:
    """The sentences that one hangs on: before it, after it, its lead, its heading."""
    sentence = reading.article.sentences[index]
    near = [index - 1, index + 1, sentence.lead, sentence.heading]
    return [at for at in near if at is not None and 0 <= at < len(reading.sentences)]


def score_stretches(
    scene: Scene,
    stretches: Sequence[Stretch],
    wanted: Wanted,
    terms: Sequence[AskedTerm],
    passages: Mapping[tuple[str, int], float],
    asked: Asked,
    vectors: WordVectors,
    spoken: frozenset[tuple[str, int]] | None = None,
    names: Sequence[str] = (),
    shares: Mapping[str, float] = MappingProxyType({}),
    foreign: frozenset[str] = frozenset(),
) -> tuple[Scored, ...]:
    """Each of `stretches`, whose sentences are in view, with its score, best first; `passages` gives the score, 0 to 1, of the passage a sentence is in.

    `spoken` are the sentences of the speaker whose words are wanted, by article id and index; None where nobody's are.
    `names` are those in the question; `shares` says what part of its weight a term keeps, by stem;
    `foreign` are the articles of other publishers than the question names.
    """
    if not terms:
        worth = exact = np.zeros((0, len(scene.sentences)))
    else:
        worth, exact = met(terms, scene.sentences, vectors, lambda _stem: False)
        worth = _with_partial_names(terms, names, worth)
    weights = _weights(terms, worth) * np.array([shares.get(term.stem, 1.0) for term in terms])
    scored = [_score(scene, wanted, terms, weights, worth, exact, stretch, passages, asked, spoken, foreign) for stretch in stretches]
    return tuple(sorted(scored, key=lambda each: (-each.score, each.stretch.article.id, each.stretch.indices)))


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


def _score(
    scene: Scene,
    wanted: Wanted,
    terms: Sequence[AskedTerm],
    weights: Row,
    worth: Row,
    exact: Row,
    stretch: Stretch,
    passages: Mapping[tuple[str, int], float],
    asked: Asked,
    spoken: frozenset[tuple[str, int]] | None,
    foreign: frozenset[str],
) -> Scored:
    reading = scene.readings[stretch.article.id]
    columns = [scene.column(stretch.article.id, index) for index in stretch.indices]
    inside = worth[:, columns].max(axis=1)
    around = _from_around(scene, reading, stretch, worth) * _LOOSE.get(wanted.kind, 1.0)
    reached = np.maximum(inside, np.minimum(np.maximum(around, _from_topic(terms, reading, stretch)), 0.95))
    total = float(weights.sum()) or 1.0
    answer, near = _best_answer(scene, wanted, terms, weights, stretch, reading, asked)
    parts = {
        "terms": float(weights @ reached) / total,
        "answer": answer,
        "near": near,
        "passage": max((passages.get((stretch.article.id, index), 0.0) for index in stretch.indices), default=0.0),
        "place": 1.0 / (1.0 + stretch.indices[0] / 4),
        "exact": float(weights @ exact[:, columns].max(axis=1)) / total,
        "pairs": _pairs(terms, stretch, reading),
    }
    parts["both"] = parts["terms"] * parts["answer"]
    parts["turn"] = _turn(wanted.topic, [reading.sentences[index].text for index in stretch.indices])
    score = sum(weight * parts[name] for name, weight in _WEIGHTS.items())
    if is_typed(wanted.kind) and answer == 0.0:
        score *= 0.55
    if stretch.article.id in foreign:
        score *= _OF_FOREIGN
    if wanted.kind is Kind.WHY and answer < 0.45:
        score *= 0.75
    if spoken is not None:
        parts["speaker"] = sum((stretch.article.id, index) in spoken for index in stretch.indices) / len(stretch.indices)
        score = score * 0.45 + 0.55 * parts["speaker"]
    return Scored(stretch, score, parts, tuple(float(value) for value in reached))


def _from_around(scene: Scene, reading: ArticleReading, stretch: Stretch, worth: Row) -> Row:
    """How well each term is met by what the stretch hangs on, each kind of neighbour with its share."""
    sentences, first, last = reading.article.sentences, stretch.indices[0], stretch.indices[-1]
    own = sentences[first]
    shares: list[tuple[int, float]] = [(scene.titles[reading.article.id], _OF_TITLE)]
    if first and sentences[first - 1].role is not Role.HEADING:
        same = sentences[first - 1].paragraph == own.paragraph
        shares.append((scene.column(reading.article.id, first - 1), _OF_PREVIOUS if same else _OF_NEIGHBOUR))
    if last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[last].paragraph:
        shares.append((scene.column(reading.article.id, last + 1), _OF_NEXT))
    if own.lead is not None:
        shares.append((scene.column(reading.article.id, own.lead), _OF_LEAD))
    if own.heading is not None:
        shares.append((scene.column(reading.article.id, own.heading), _OF_HEADING))
    shares += [(column, _OF_OPENING) for column in scene.openings[reading.article.id]]
    met_there = np.zeros(worth.shape[0])
    for column, share in shares:
        met_there = np.maximum(met_there, share * worth[:, column])
    return met_there


def _from_topic(terms: Sequence[AskedTerm], reading: ArticleReading, stretch: Stretch) -> Row:
    """How well names are met by being what the article is about: better where the stretch begins with a word that stands for them."""
    hangs = bool(_ANAPHOR.match(reading.sentences[stretch.indices[0]].text))
    share = _OF_TOPIC_TOLD if hangs else _OF_TOPIC
    return np.array([share if term.text in reading.topic_words else 0.0 for term in terms])


def _best_answer(
    scene: Scene,
    wanted: Wanted,
    terms: Sequence[AskedTerm],
    weights: Row,
    stretch: Stretch,
    reading: ArticleReading,
    asked: Asked,
) -> tuple[float, float]:
    """How well the best possible answer in the stretch fits, and how close it stands to the terms, both 0 to 1."""
    best = (0.0, 0.0)
    for index in stretch.indices:
        sentence = reading.sentences[index]
        places = [_places(term, read_sentence(sentence.text)) for term in terms]
        for found in find_answers(wanted, sentence, asked):
            near = _nearness(found, places, weights, sentence)
            value = found.fit * (0.55 + 0.45 * near)
            if (value, near) > best:
                best = (value, near)
    if stretch.is_list and wanted.is_plural and best[0]:
        best = (min(1.0, best[0] + 0.2), best[1])
    return best


def _turn(question: str, texts: Sequence[str]) -> float:
    """How many of the question's words for time and order (before, now, again, first …) have their like in the texts, −0.5 to 1."""
    turns = [told for asked, told in _TURNS if asked.search(question)]
    if not turns:
        return 0.0
    said = [any(told.search(text) for text in texts) for told in turns]
    return sum(1.0 if yes else -0.5 for yes in said) / len(said)


def _pairs(terms: Sequence[AskedTerm], stretch: Stretch, reading: ArticleReading) -> float:
    """The share of neighbouring terms of the question that stand within three words of each other in a sentence, too."""
    if len(terms) < 2:
        return 0.0
    close: set[int] = set()
    for index in stretch.indices:
        places = [_places(term, read_sentence(reading.sentences[index].text)) for term in terms]
        for at, (one, two) in enumerate(pairwise(places)):
            if any(0 < abs(here - there) <= 3 for here in one for there in two):
                close.add(at)
    return len(close) / (len(terms) - 1)


def _places(term: AskedTerm, sentence: ReadSentence) -> tuple[int, ...]:
    """Where a sentence meets a term, by stem or by concept."""
    exact = sentence.places.get(term.stem) or sentence.places.get(term.base)
    if exact:
        return exact
    if term.is_name:
        return ()
    return tuple(sorted({place for number in term.concepts for place in sentence.concepts.get(number, ())}))


def _nearness(found: Found, places: Sequence[tuple[int, ...]], weights: Row, sentence: SentenceReading) -> float:
    """How closely the terms stand around a possible answer: 1 beside it, towards 0 with the distance, 0 where not at all."""
    if found.last - found.first >= max(4, len(sentence.words) - 2):
        met_weight = sum(weight for weight, at in zip(weights, places, strict=True) if at)
        return float(met_weight / (weights.sum() or 1.0))
    total = 0.0
    for weight, at in zip(weights, places, strict=True):
        if at:
            distance = min(max(found.first - place, place - found.last, 0) for place in at)
            total += weight / (1.0 + max(0, distance - 1) / 6.0)
    return float(total / (weights.sum() or 1.0))
