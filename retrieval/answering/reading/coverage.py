"""How well sentences cover what a question asks: term by term, in the sentence and in what it hangs on; pure.

A term is met by the same stem, by a misspelt name, by a word of the same concept, or by a word of a like vector, each
worth less than the one before.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.reading.chat_spelling import tidy_question
from retrieval.language.concepts import asked_concepts_of, base, concepts_of
from retrieval.language.dates import CALENDAR
from retrieval.language.terms import fold, is_stop, stem

Row = NDArray[np.float64]
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?")
_LIGHT_WORDS = """
say said tell told get got go going make made come take took happen thing way give use know think like want new many
much one first last time people part do kind type name call next still back put let see look well good big now
today long money react reaction respond response
"""
_LIGHT = frozenset(map(stem, _LIGHT_WORDS.split()))
_NUMBER = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|twice|several|"
    r"none|no|both|double|triple|single)$",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"(?:\b(?P<nation>US|S|AU?|CA?|HK|NZ))?(?P<sign>[$€£¥₹₩₽₺])(?=\s?\d)")
_CURRENCIES = {
    sign: tuple(map(stem, spelt.split()))
    for sign, spelt in {
        "$": "dollars", "US": "American", "S": "Singapore", "A": "Australian", "AU": "Australian", "C": "Canadian",
        "CA": "Canadian", "HK": "Hong Kong", "NZ": "New Zealand", "€": "euros", "£": "pounds sterling", "¥": "yen",
        "₹": "rupees", "₩": "won", "₽": "roubles", "₺": "lira",
    }.items()
}  # fmt: skip
"""What signs of money are said as: "S$18.4 billion" is a sum in Singapore dollars."""
_FUZZY_LENGTH = 5
_ALIKE = (0.30, 0.50, 0.70)  # from this cosine a word begins to count, over this range, up to this worth
SAME_CONCEPT = 0.8
_OF_SLIP = 0.9


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What is known of a word by itself."""

    stem: str
    base: str
    folded: str
    is_stop: bool
    is_capital: bool
    is_number: bool


@lru_cache(maxsize=1 << 16)
def word_facts(text: str) -> WordFacts:
    """The facts of a word as it stands in a text."""
    folded = fold(text).removesuffix("'s")
    return WordFacts(stem(text), base(text), folded, is_stop(text), text[:1].isupper(), bool(_NUMBER.search(text)))


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence taken apart: facts of its words, places of its content stems, concepts at work in it, words that vectors can compare."""

    text: str
    words: tuple[WordFacts, ...]
    places: Mapping[str, tuple[int, ...]]
    concepts: Mapping[int, tuple[int, ...]]
    capitals: frozenset[str]
    comparable: tuple[str, ...]


@lru_cache(maxsize=1 << 12)
def read_sentence(text: str) -> ReadSentence:
    """`text` taken apart."""
    facts = tuple(map(word_facts, _WORD.findall(text)))
    places: dict[str, list[int]] = {}
    for at, word in enumerate(facts):
        if not word.is_stop:
            places.setdefault(word.stem, []).append(at)
            if word.base != word.stem:
                places.setdefault(word.base, []).append(at)
    for match in _CURRENCY.finditer(text):
        at = len(_WORD.findall(text, 0, match.end()))
        for told in (*_CURRENCIES[match["sign"]], *_CURRENCIES.get(match["nation"] or "", ())):
            places.setdefault(told, []).append(at)
    concepts: dict[int, list[int]] = {}
    for at, numbers in enumerate(concepts_of([word.base for word in facts])):
        for number in numbers:
            concepts.setdefault(number, []).append(at)
    capitals = frozenset(word.stem for at, word in enumerate(facts) if at and word.is_capital and not word.is_stop)
    return ReadSentence(
        text,
        facts,
        {key: tuple(found) for key, found in places.items()},
        {key: tuple(found) for key, found in concepts.items()},
        capitals,
        tuple(dict.fromkeys(word.folded for word in facts if not word.is_stop and not word.is_number)),
    )


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A term of a question: how much it weighs, and what can meet it."""

    stem: str
    base: str
    text: str
    weight: float
    is_name: bool
    is_number: bool
    concepts: frozenset[int]

    @property
    def is_plain(self) -> bool:
        """Whether it is neither a name nor a number."""
        return not (self.is_name or self.is_number)


@lru_cache(maxsize=1 << 12)
def _spelt_out(word: str) -> tuple[str, ...]:
    """The words that an abbreviation of chat stands for; any other word as it is."""
    return tuple(_WORD.findall(tidy_question(word))) if word.islower() else (word,)


WordVectors = Callable[[Sequence[str]], tuple[NDArray[np.float32], Row]]
"""Folded words → their unit vectors, shape (words, dimensions), and how much each says, 0 to about 1."""


def no_vectors(words: Sequence[str]) -> tuple[NDArray[np.float32], Row]:
    """For embedders whose tokens have no vectors: nothing is alike, every word says as much as any other."""
    return np.zeros((len(words), 1), dtype=np.float32), np.full(len(words), 0.8)


def asked_terms(
    text: str, names: Sequence[str], vectors: WordVectors, capitals: frozenset[str]
) -> tuple[AskedTerm, ...]:
    """The terms of (a clause of) a question, each once, in order.

    `capitals` are the stems that the passages mostly write with a capital: such a term is a name however it is typed.
    """
    facts = [word_facts(spelt) for match in _WORD.findall(text) for spelt in _spelt_out(match)]
    name_stems = {word_facts(word).stem for name in names for word in _WORD.findall(name)}
    concepts = asked_concepts_of([word.base for word in facts])
    _, weights = vectors([word.folded for word in facts])
    found: dict[str, AskedTerm] = {}
    for word, numbers, weight in zip(facts, concepts, weights, strict=True):
        if word.is_stop or word.stem in found:
            continue
        is_name = (word.is_capital and word.stem in name_stems) or (word.stem in capitals and not word.is_number)
        is_name = is_name and word.folded not in CALENDAR
        has_digit = any(map(str.isdigit, word.folded))
        heavy = (
            max(float(weight), 0.7)
            if is_name
            else float(weight)
            * (0.4 if word.stem in _LIGHT or word.base in _LIGHT or word.folded.endswith("ly") else 1.0)
        )
        found[word.stem] = AskedTerm(
            word.stem, word.base, word.folded, heavy, is_name and not has_digit, has_digit, numbers
        )
    return tuple(found.values())


def met(
    terms: Sequence[AskedTerm], sentences: Sequence[ReadSentence], vectors: WordVectors, known: Callable[[str], bool]
) -> tuple[Row, Row]:
    """How well each sentence meets each term, shape (terms, sentences): with vectors, and by the same stem alone."""
    worth, exact = met_by_words(terms, sentences, known)
    return np.maximum(worth, alike(terms, sentences, vectors)), exact


def met_by_words(
    terms: Sequence[AskedTerm], sentences: Sequence[ReadSentence], known: Callable[[str], bool]
) -> tuple[Row, Row]:
    """The same without vectors: by stem, slip of the pen or concept; and by the same stem alone."""
    slips = _slips([term for term in terms if not term.is_number and not known(term.stem)], sentences)
    written: _Wanted[str] = _Wanted((term.stem, term.base) for term in terms)
    misspelt: _Wanted[str] = _Wanted(slips.get(term.stem, ()) for term in terms)
    concepts: _Wanted[int] = _Wanted(() if term.is_name else term.concepts for term in terms)
    exact = np.zeros((len(terms), len(sentences)))
    exact[misspelt.where([sentence.places for sentence in sentences])] = _OF_SLIP
    exact[written.where([sentence.places for sentence in sentences])] = 1.0
    worth = np.zeros_like(exact)
    worth[concepts.where([sentence.concepts for sentence in sentences])] = SAME_CONCEPT
    return np.where(exact > 0, exact, worth), exact


_Thing = TypeVar("_Thing", str, int)


class _Wanted(Generic[_Thing]):
    """The stems or concepts that meet each term; looked for in each sentence once for all the terms."""

    def __init__(self, of_terms: Iterable[Iterable[_Thing]]) -> None:
        self._rows: dict[_Thing, list[int]] = {}
        for row, things in enumerate(of_terms):
            for thing in things:
                self._rows.setdefault(thing, []).append(row)

    def where(self, said: Sequence[Mapping[_Thing, object]]) -> tuple[list[int], list[int]]:
        """The rows of the terms and the columns of the sentences that meet them."""
        rows: list[int] = []
        columns: list[int] = []
        wanted = self._rows.keys()
        for column, things in enumerate(said if wanted else ()):
            for thing in wanted & things.keys():
                rows += self._rows[thing]
                columns += [column] * len(self._rows[thing])
        return rows, columns


def _slips(terms: Sequence[AskedTerm], sentences: Sequence[ReadSentence]) -> dict[str, list[str]]:
    """For the stem of each term the stems of the sentences that it may be a slip of: one letter, two in long words."""
    long = [term.stem for term in terms if len(term.text) >= _FUZZY_LENGTH]
    if not long:
        return {}
    by_letter: dict[str, list[str]] = {}
    for key in set().union(*(sentence.places for sentence in sentences)):
        by_letter.setdefault(key[0], []).append(key)
    return {
        stem: [key for key in by_letter.get(stem[0], ()) if abs(len(key) - len(stem)) <= 2 and is_slip(stem, key)]
        for stem in long
    }


@lru_cache(maxsize=1 << 14)
def is_slip(one: str, other: str) -> bool:
    """Whether two stems differ by one slip of the pen, or two where both have at least eight letters."""
    allowed = 2 if min(len(one), len(other)) >= 8 else 1
    return _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    """Optimal string alignment distance (Damerau 1964)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, against in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def alike(terms: Sequence[AskedTerm], sentences: Sequence[ReadSentence], vectors: WordVectors) -> Row:
    """The worth of the word most like each plain term, shape (terms, sentences)."""
    worth = np.zeros((len(terms), len(sentences)))
    plain = [row for row, term in enumerate(terms) if term.is_plain]
    filled = [column for column, sentence in enumerate(sentences) if sentence.comparable]
    if not plain or not filled:
        return worth
    said_words = [*chain.from_iterable(sentences[column].comparable for column in filled)]
    vocabulary = dict.fromkeys(said_words)
    place_of = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    places = np.fromiter(map(place_of.__getitem__, said_words), dtype=np.intp, count=len(said_words))
    begins_at = np.cumsum([0, *(len(sentences[column].comparable) for column in filled[:-1])])
    asked, _ = vectors([terms[row].text for row in plain])
    said, _ = vectors(list(vocabulary))
    begins, over, most = _ALIKE
    cosines = np.clip((asked @ said.T - begins) / over, 0.0, 1.0) * most
    by_word = np.ascontiguousarray(cosines.T)  # a word's row at once: gathered in a third of the time of single numbers
    worth[np.ix_(plain, filled)] = np.maximum.reduceat(by_word[places], begins_at, axis=0).T
    return worth
