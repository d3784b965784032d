"""Saying: one sentence of an article, read for comparison: its content words, and the sentences that it hangs on. Pure.

Readings are kept by text, so that a sentence that comes back for other questions costs nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from corpus.article import Article, Role
from retrieval.answering.reading.roles import Holding, read_holdings
from retrieval.answering.reading.stance import Stand, read_stances
from retrieval.language.concepts import base, concepts_of
from retrieval.language.dates import DateMention, read_dates
from retrieval.language.names import Name, read_names
from retrieval.language.numbers import read_quantities
from retrieval.language.quantity import Quantity
from retrieval.language.terms import is_stop, words

_KEPT = 1 << 13
_WHOSE = re.compile(r"['’]s\s(?:(?:new|old|second|first|own|former|main)\s)?(?P<head>\w+)")
_OWNING = re.compile(r"['’]s$")
_OF_KIND = re.compile(r"\b(?P<kind>[a-z]+)['’]s?\s$")


@dataclass(frozen=True, slots=True)
class Key:
    """A content word: as written, the stem of its base form, the concepts it stands for, its range in the text."""

    word: str
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
        Key(word.text, stem, meaning, word.start, word.end, _is_name(text, word.text, word.start))
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


@dataclass(frozen=True, eq=False)
class Saying:
    """Sentence `index` of `article`, equal to another of that place; ValueError where there is no such sentence."""

    article: Article
    index: int

    def __post_init__(self) -> None:
        if not 0 <= self.index < len(self.article.sentences):
            raise ValueError(f"{self.article.id} has no sentence {self.index}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Saying) or self.index != other.index:
            return False
        # What is known of an article may change while its id stays: what is remembered of the one isn't the other's.
        return self.article is other.article or self.article == other.article

    def __hash__(self) -> int:
        return hash((self.article.id, self.index))

    @cached_property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.sentences[self.index].span.of(self.article.text)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, which says nothing by itself."""
        return self.article.sentences[self.index].role is Role.HEADING

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Its content words."""
        return read_keys(self.text)

    @cached_property
    def meanings(self) -> "Meanings":
        """What its content words can mean."""
        return meanings_of(self.text)

    @cached_property
    def whole(self) -> "Meanings":
        """What it can mean with its heading, the sentences that lead its list, the two before it and the title."""
        own = self.article.sentences[self.index]
        places = {
            place
            for place in (own.heading, own.lead, self.index - 1, self.index - 2)
            if place is not None and place >= 0
        }
        lead = self.article.sentences[own.lead] if own.lead is not None else None
        if lead is not None and lead.lead is not None:
            places.add(lead.lead)
        around = [Saying(self.article, place).meanings for place in places]
        return Meanings.of(self.meanings, meanings_of(self.article.title or ""), *around)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a number of content words can mean, put together: their stems and their concepts."""

    stems: frozenset[str]
    concepts: frozenset[int]

    @classmethod
    def of(cls, *parts: "Meanings") -> "Meanings":
        """All that the parts can mean."""
        return cls(
            frozenset().union(*(part.stems for part in parts)), frozenset().union(*(part.concepts for part in parts))
        )

    def meet(self, key: Key) -> bool:
        """Whether one of the words can mean what `key` means."""
        return key.stem in self.stems or not key.concepts.isdisjoint(self.concepts)


def meanings(keys: Iterable[Key]) -> Meanings:
    """What the keys can mean."""
    found = tuple(keys)
    return Meanings(frozenset(key.stem for key in found), frozenset().union(*(key.concepts for key in found)))


@lru_cache(maxsize=_KEPT)
def meanings_of(text: str) -> Meanings:
    """What the content words of `text` can mean."""
    return meanings(read_keys(text))


def sayings_of(article: Article) -> tuple[Saying, ...]:
    """Every sentence of an article."""
    return tuple(Saying(article, index) for index in range(len(article.sentences)))


def is_topic(article: Article, word: str) -> bool:
    """Whether the article has the word three times or more: a name that often stands there is what it is about."""
    found = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", article.text, re.IGNORECASE)
    return sum(1 for _ in islice(found, 3)) == 3


def is_of_other(keys: Sequence[Key], saying: Saying, among: Sequence[Saying]) -> bool:
    """Whether the sentence tells of a part or a kind of what the keys name: "the hospital's new wing", "a child's ticket".

    A kind that the sentences `among` of another article tell of too ("the drivers' strike") is what all of them are about.
    """
    stems = {key.stem for key in keys}
    for key in saying.keys:
        if key.stem not in stems:
            continue
        after = _WHOSE.match(saying.text, key.start + len(_OWNING.sub("", key.word)))
        if after and base(after["head"]) not in stems:
            return True
        before = _OF_KIND.search(saying.text, 0, key.start)
        kind = base(before["kind"].removesuffix("'").removesuffix("’")) if before else ""
        others = (other for other in among if other.article.id != saying.article.id)
        if kind and kind not in stems and not any(kind in other.whole.stems for other in others):
            return True
    return False


class Weights:
    """How much a stem tells among sayings: the logarithm of how rare it is; counted when first asked for."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._sayings = sayings
        self._known: dict[str, float] = {}
        self._of: dict[int, tuple[Sequence[Key], tuple[tuple[Key, float], ...]]] = {}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(chain.from_iterable(saying.meanings.stems for saying in self._sayings))

    def __getitem__(self, key: Key) -> float:
        known = self._known.get(key.stem)
        if known is None:
            known = max(0.3, math.log((len(self._sayings) + 1) / (self._counts[key.stem] + 1)))
            self._known[key.stem] = known
        return known

    def of(self, keys: Sequence[Key]) -> tuple[tuple[Key, float], ...]:
        """Each of the keys with its weight: the same keys are held against every saying, and looked up once."""
        known = self._of.get(id(keys))
        if known is None:  # the keys are kept as well, so that no others get their place in memory
            known = self._of[id(keys)] = keys, tuple((key, self[key]) for key in keys)
        return known[1]


def coverage(asked: Sequence[Key], among: Meanings, weights: Weights) -> float:
    """The share of what is asked, by weight, that is met; 1 where nothing is asked."""
    total = met = 0.0
    stems, concepts = among.stems, among.concepts
    for key, weight in weights.of(asked):
        total += weight
        if key.stem in stems or not key.concepts.isdisjoint(concepts):
            met += weight
    return met / total if total else 1.0
