"""Saying: one sentence of an article, read for comparison: its content words, and the sentences that it hangs on. Pure.

Readings are kept by text, so that a sentence that comes back for other questions costs nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.article import Article, Role
from retrieval.answering.roles import Holding, read_holdings
from retrieval.answering.stance import Stand, read_stances
from retrieval.language.concepts import base, concepts_of
from retrieval.language.dates import DateMention, read_dates
from retrieval.language.names import Name, read_names
from retrieval.language.numbers import Quantity, read_quantities
from retrieval.language.terms import is_stop, words

_KEPT = 1 << 13


@dataclass(frozen=True, slots=True)
class Key:
    """A content word: the stem of its base form, the concepts it stands for, its range in the text."""

    stem: str
    concepts: frozenset[int]
    start: int
    end: int
    is_name: bool

    def meets(self, other: "Key") -> bool:
        """Whether the two can mean the same."""
        return self.stem == other.stem or not self.concepts.isdisjoint(other.concepts)


@lru_cache(maxsize=_KEPT)
def read_keys(text: str) -> tuple[Key, ...]:
    """The content words of `text`, in order."""
    found = list(words(text))
    stems = [base(word.text) for word in found]
    meanings = concepts_of(stems)
    return tuple(
        Key(stem, meaning, word.start, word.end, _is_name(text, word.text, word.start))
        for word, stem, meaning in zip(found, stems, meanings, strict=True)
        if not is_stop(word.text)
    )


def _is_name(text: str, word: str, start: int) -> bool:
    """Whether a word is written as a part of a name: a capital that doesn't come from opening a sentence."""
    if not word[0].isupper():
        return any(char.isupper() for char in word)
    before = text[:start].rstrip(" “\"'‘(•")
    opens = not before or before[-1] in ".!?:\n"
    return not opens or any(char.isupper() for char in word[1:])


@lru_cache(maxsize=_KEPT)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Its quantities."""
    return read_quantities(text)


@lru_cache(maxsize=_KEPT)
def stances_of(text: str) -> tuple[Stand, ...]:
    """Its stances."""
    return read_stances(text)


@lru_cache(maxsize=_KEPT)
def holdings_of(text: str) -> tuple[Holding, ...]:
    """Who holds which office according to it."""
    return read_holdings(text)


@lru_cache(maxsize=_KEPT)
def names_of(text: str) -> tuple[Name, ...]:
    """Its names."""
    return read_names(text)


@lru_cache(maxsize=_KEPT)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """Its dates, without relative ones."""
    return read_dates(text)


@dataclass(frozen=True)
class Saying:
    """Sentence `index` of `article`. ValueError where the article has no such sentence."""

    article: Article
    index: int

    def __post_init__(self) -> None:
        if not 0 <= self.index < len(self.article.sentences):
            raise ValueError(f"{self.article.id} has no sentence {self.index}")

    @cached_property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.sentences[self.index].span.of(self.article.text)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, which says nothing by itself."""
        return self.article.sentences[self.index].role is Role.HEADING

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its content words."""
        return read_keys(self.text)

    @cached_property
    def context(self) -> tuple[Key, ...]:
        """The content words of what it hangs on: its heading, the sentence that leads its list, the two before it, the title."""
        own = self.article.sentences[self.index]
        places = {place for place in (own.heading, own.lead) if place is not None}
        lead = self.article.sentences[own.lead] if own.lead is not None else None
        if lead is not None and lead.lead is not None:
            places.add(lead.lead)
        places |= {place for place in (self.index - 1, self.index - 2) if place >= 0}
        found = [key for place in sorted(places) for key in Saying(self.article, place).keys]
        return (*found, *read_keys(self.article.title or ""))


@lru_cache(maxsize=256)
def sayings_of(article: Article) -> tuple[Saying, ...]:
    """Every sentence of an article."""
    return tuple(Saying(article, index) for index in range(len(article.sentences)))


def weights(sayings: Iterable[Saying], stems: Iterable[str]) -> dict[str, float]:
    """How much each stem tells among the sayings: the logarithm of how rare it is, at least 0.3."""
    every = [{key.stem for key in saying.keys} for saying in sayings]
    counts = Counter(stem for stems_of_one in every for stem in stems_of_one)
    return {stem: max(0.3, math.log((len(every) + 1) / (counts[stem] + 1))) for stem in stems}


def is_met(key: Key, among: Sequence[Key]) -> bool:
    """Whether one of `among` can mean what `key` means."""
    return any(key.meets(other) for other in among)


def coverage(asked: Sequence[Key], among: Sequence[Key], weight: dict[str, float]) -> float:
    """The share of what is asked, by weight, that is met; 1 where nothing is asked."""
    total = sum(weight.get(key.stem, 1.0) for key in asked)
    return sum(weight.get(key.stem, 1.0) for key in asked if is_met(key, among)) / total if total else 1.0
