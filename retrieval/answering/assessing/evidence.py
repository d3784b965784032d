"""What speaks for and against a sentence's answering a part of a question, as numbers from 0 to 1; pure.

Most are *lacks*: what the question names and the sentence, with what it hangs on, doesn't. A sentence on the right topic has few; one
that answers has none of the point that is asked for.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.article import Role
from retrieval.answering.assessing.aim import point_and_deed
from retrieval.answering.assessing.view import SHARES, View
from retrieval.answering.choosing.answer_type import find_answers, is_typed
from retrieval.answering.choosing.possible_answer import Asked
from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.asking_words import asks_only
from retrieval.answering.reading.coverage import AskedTerm, ReadSentence, Row, WordVectors, asked_terms, met
from retrieval.answering.reading.framing import without_frame
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.parts import Part
from retrieval.answering.reading.spoken_by import spoken_by
from retrieval.language.terms import fold, words

SENTENCE_FEATURES = (
    "terms_lack", "sentence_lack", "plain_lack", "second_lack", "name_lack", "name_apart", "number_lack", "phrase_lack",
    "answer_lack", "answer_none", "cause_lack", "speaker_lack", "point_lack", "deed_lack", "joint_lack", "apart", "unpaired",
    "unlike", "unlike_plain", "heading", "asking", "negated", "rank", "exact_lack", "short", "rest_of_passage",
)  # fmt: skip
PART_FEATURES = (
    "any_lack",
    "any_second",
    "unseen",
    "unseen_name",
    "name_any",
    "number_any",
    "few_terms",
    "many_terms",
    "typed",
    "yes_no",
    "negative",
    "unlike_best",
    "point_any_lack",
    "deed_any_lack",
    "name_deed_apart",
)
MAX_PASSAGES = 8
MAX_SENTENCES = 10
_FULL = 1.15
_OF_CONCEPT, _OF_LIKENESS, _OF_TOPIC = 0.75, 0.9, 0.85
_NUMBERED = re.compile(r"\b([A-Z][\w-]*)\s+(\d+[A-Za-z]?)\b")
_NEGATION = re.compile(
    r"\b(?:not|never|no|without|neither|nor|none|except|other than|fail(?:s|ed)?|refus(?:es|ed)|den(?:ies|ied)|unable|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one part of a question: its terms, a row of SENTENCE_FEATURES for each likely sentence, and PART_FEATURES.

    `places` says which sentence each row is of: article id and index. No rows where there is nothing to look for or in.
    """

    part: Part
    terms: tuple[AskedTerm, ...]
    rows: Row
    places: tuple[tuple[str, int], ...]
    overall: Row


def gather(
    part: Part,
    names: Sequence[str],
    taken: Sequence[str],
    view: View,
    frequency: Callable[[str], int],
    vectors: WordVectors,
    people: frozenset[str] = frozenset(),
) -> Evidence:
    """The evidence for a part; `names` are those in the question, `taken` the words that name publishers, which are no terms."""
    text = without_frame(f"{part.text} {part.context}", taken)
    terms = asked_terms(text, names, vectors, view.capitals({word.stem for word in words(text)}))
    terms = tuple(term for term in terms if not asks_only(term.text, part.wanted.kind)) or terms
    if not terms or not view.own:
        return Evidence(part, terms, np.zeros((0, len(SENTENCE_FEATURES))), (), np.ones(len(PART_FEATURES)))
    return _Weighing(part, text, terms, view, frequency, vectors, people).evidence()


class _Weighing:
    """One part of a question against the sentences in view."""

    def __init__(
        self,
        part: Part,
        text: str,
        terms: tuple[AskedTerm, ...],
        view: View,
        frequency: Callable[[str], int],
        vectors: WordVectors,
        people: frozenset[str],
    ) -> None:
        self.part, self.text, self.terms, self.view, self.vectors = part, text, terms, view, vectors
        self.weights = np.array([min(term.weight, _FULL) for term in terms])
        self.total = float(self.weights.sum()) or 1.0
        self.is_negated = bool(_NEGATION.search(part.text))
        self.plain = np.array([term.is_plain for term in terms])
        self.names = np.array([term.is_name for term in terms])
        self.numbers = np.array([term.is_number for term in terms])
        self.frequency = np.array([frequency(term.stem) or frequency(term.base) for term in terms])
        worth, self.exact = met(terms, view.sentences, vectors, lambda stem: frequency(stem) > 0)
        like = np.where(worth < 0.8, worth * _OF_LIKENESS, _OF_CONCEPT)
        self.worth = np.where(self.exact > 0, self.exact, like)
        self.inside = self.worth[:, : view.own]
        self.near = self._near()
        self.points, self.deeds = point_and_deed(text, terms, part)
        self.asked = Asked(frozenset(fold(word.text).removesuffix("'s") for word in words(text)), people)
        self.rarest = min(np.flatnonzero(self.names).tolist(), key=lambda row: self.frequency[row], default=None)
        self.heard = spoken_by(part.wanted.speaker, view.readings) if part.wanted.speaker else {}

    def _near(self) -> Row:
        """How well each term is met in each sentence or, for less, in what it hangs on or what its article is about."""
        near = self.inside.copy()
        for name, share in SHARES:
            columns = self.view.links[name]
            near = np.maximum(near, np.where(columns >= 0, share * self.worth[:, columns], 0.0))
        self.linked = near.copy()
        for row in np.flatnonzero(self.names):
            about = {
                article
                for article, reading in self.view.readings.items()
                if self.terms[row].text in reading.topic_words
            }
            if about:
                topical = np.array([article in about for article, _ in self.view.keys[: self.view.own]])
                near[row] = np.maximum(near[row], np.where(topical, _OF_TOPIC, 0.0))
        return near

    def evidence(self) -> Evidence:
        """The likeliest sentences' features, and the part's."""
        quick = (self.weights @ self.inside + self.weights @ self.near) / (2 * self.total)
        columns = np.argsort(-quick, kind="stable")[:MAX_SENTENCES]
        asked_vectors, _ = self.vectors([term.text for term in self.terms])
        whole = (asked_vectors * self.weights[:, None]).sum(axis=0)
        plain = (asked_vectors * (self.weights * self.plain)[:, None]).sum(axis=0)
        rows = np.array([self._sentence(int(column), whole, plain) for column in columns])
        unlike = float(rows[:, SENTENCE_FEATURES.index("unlike")].min())
        return Evidence(
            self.part, self.terms, rows, tuple(self.view.keys[column] for column in columns), self._overall(unlike)
        )

    def _overall(self, unlike: float) -> Row:
        best = self.worth.max(axis=1)
        exact = self.exact.max(axis=1)
        lacks = np.sort(self.weights * (1 - best))[::-1]
        unseen = (self.frequency == 0) & (exact < 0.5)
        count = len(self.terms)
        return np.array([
            lacks[0],
            lacks[1] if count > 1 else 0.0,
            float((self.weights * unseen * (1 - 0.5 * best)).max()),
            float((unseen & self.names).any()),
            1 - float(best[self.names].min()) if self.names.any() else 0.0,
            1 - float(exact[self.numbers].min()) if self.numbers.any() else 0.0,
            1.0 / count,
            min(count, 20) / 20,
            float(is_typed(self.part.wanted.kind)),
            float(self.part.wanted.kind is Kind.YES_NO),
            float(self.is_negated),
            unlike,
            1 - float(best[self.points].min()) if self.points else 0.0,
            1 - float(best[self.deeds].min()) if self.deeds else 0.0,
            self._apart(),
        ])  # fmt: skip

    def _apart(self) -> float:
        """How far the question's rarest name is from its deed, or its point, in every sentence: 0 where one has both."""
        others = self.deeds or self.points
        if self.rarest is None or not others:
            return 0.0
        return 1 - float(np.minimum(self.linked[self.rarest], self.linked[others].max(axis=0)).max())

    def _sentence(self, column: int, whole: NDArray[np.float32], plain: NDArray[np.float32]) -> list[float]:
        """The SENTENCE_FEATURES of one sentence."""
        places = [_places(term, self.view.sentences[column]) for term in self.terms]
        return [
            *self._of_terms(column),
            *self._of_answer(column, places),
            1 - _nearness(places),
            1 - _paired(places),
            *self._of_meaning(column, whole, plain),
            *self._of_place(column),
        ]

    def _of_terms(self, column: int) -> list[float]:
        """What the sentence lacks of all terms, of the plain ones, of names and of numbers."""
        inside, near = self.inside[:, column], self.near[:, column]
        lacks = np.sort((self.weights * (1 - near))[self.plain])[::-1]
        text = self.view.reading(column).text
        return [
            1 - float(self.weights @ near) / self.total,
            1 - float(self.weights @ inside) / self.total,
            float(lacks[0]) if len(lacks) else 0.0,
            float(lacks[1]) if len(lacks) > 1 else 0.0,
            1 - float(near[self.names].min()) if self.names.any() else 0.0,
            1 - float(inside[self.names].mean()) if self.names.any() else 0.0,
            self._number_lack(column),
            float(any(not _holds(phrase, text) for phrase in _NUMBERED.findall(self.text))),
        ]

    def _of_answer(self, column: int, places: Sequence[tuple[int, ...]]) -> list[float]:
        """What it lacks of an answer of the wanted kind, of the point and of the deed."""
        inside, near, kind = self.inside[:, column], self.near[:, column], self.part.wanted.kind
        fit, at = self._answer(self.view.reading(column), places)
        together = [float(inside[row]) for row in (*self.points, *self.deeds)]
        if self.rarest is not None:
            together.append(float(max(inside[self.rarest], 0.6 * near[self.rarest])))
        return [
            1 - fit * (0.5 + 0.5 * at) if is_typed(kind) else 0.0,
            float(is_typed(kind) and fit == 0.0),
            1 - fit if kind is Kind.WHY else 0.0,
            self._speaker_lack(column),
            1 - float(near[self.points].min()) if self.points else 0.0,
            1 - float(near[self.deeds].min()) if self.deeds else 0.0,
            1 - min(together, default=1.0),
        ]

    def _of_meaning(self, column: int, whole: NDArray[np.float32], plain: NDArray[np.float32]) -> list[float]:
        """How unlike the question and its plain terms the sentence's words are, by their vectors."""
        own, says = self.vectors([word.folded for word in self.view.sentences[column].words if not word.is_stop])
        meant = (own * says[:, None]).sum(axis=0) if len(own) else np.zeros_like(whole)
        return [1 - _cosine(meant, whole), 1 - _cosine(meant, plain)]

    def _of_place(self, column: int) -> list[float]:
        """What the sentence is, and the passage that it stands in."""
        sentence, reading, rank = self.view.sentences[column], self.view.reading(column), self.view.rank_of[column]
        in_passage = self.inside[:, self.view.rank_of == rank].max(axis=1)
        return [
            float(reading.sentence.role is Role.HEADING),
            float(reading.is_question),
            float(self.is_negated and not _NEGATION.search(sentence.text)),
            min(int(rank), MAX_PASSAGES) / MAX_PASSAGES,
            1 - float(self.weights @ self.exact[:, column]) / self.total,
            1 - min(len(sentence.words), 25) / 25,
            1 - float(self.weights @ in_passage) / self.total,
        ]

    def _answer(self, reading: SentenceReading, places: Sequence[tuple[int, ...]]) -> tuple[float, float]:
        """Fit of the best possible answer in the sentence, and how near it stands to the point, the deed and the other terms."""
        best = (0.0, 0.0)
        for found in find_answers(self.part.wanted, reading, self.asked):
            near, whole = 0.0, 0.0
            for row, at in enumerate(places):
                heavy = self.weights[row] * (1.5 if row in self.points or row in self.deeds else 1.0)
                whole += heavy
                if at:
                    distance = min(max(found.first - place, place - found.last, 0) for place in at)
                    near += heavy / (1.0 + max(0, distance - 1) / 6.0)
            best = max(best, (found.fit, near / (whole or 1.0)), key=lambda pair: pair[0] * (0.5 + 0.5 * pair[1]))
        return best

    def _speaker_lack(self, column: int) -> float:
        """0 where the sentence is the asked-for speaker's or none is asked for, 1 where no sentence in view is."""
        if self.part.wanted.kind is not Kind.SAY or self.view.keys[column] in self.heard:
            return 0.0
        return 0.6 if self.heard else 1.0

    def _number_lack(self, column: int) -> float:
        """How badly a number of the question is missed; the year in which the article appeared goes without saying."""
        published = self.view.readings[self.view.keys[column][0]].article.published
        year = str(published.year) if published else ""
        return max(
            (
                0.2 if term.text == year else 1 - float(self.near[row, column])
                for row, term in enumerate(self.terms)
                if term.is_number
            ),
            default=0.0,
        )


def _places(term: AskedTerm, sentence: ReadSentence) -> tuple[int, ...]:
    exact = sentence.places.get(term.stem) or sentence.places.get(term.base)
    if exact or term.is_name:
        return exact or ()
    return tuple(sorted({place for number in term.concepts for place in sentence.concepts.get(number, ())}))


def _nearness(places: Sequence[tuple[int, ...]]) -> float:
    """How closely the terms stand together: 1 side by side, towards 0 far apart."""
    firsts = [at[0] for at in places if at]
    return len(firsts) / (max(firsts) - min(firsts) + 1) if len(firsts) > 1 else 0.0


def _paired(places: Sequence[tuple[int, ...]]) -> float:
    """The share of neighbours in the question that are neighbours in the sentence."""
    pairs = [bool(one and two) and min(abs(a - b) for a in one for b in two) <= 3 for one, two in pairwise(places)]
    return sum(pairs) / len(pairs) if pairs else 0.5


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


def _holds(phrase: tuple[str, str], text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(phrase[0])}\s+{re.escape(phrase[1])}\b", text))
