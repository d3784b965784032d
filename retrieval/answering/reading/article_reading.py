"""What is read in an article once and used for every question: the words, names and numbers of its sentences."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from corpus.article import Article, Role, Sentence
from retrieval.answering.reading.coverage import ReadSentence, read_sentence
from retrieval.answering.reading.roles import Holding, read_holdings
from retrieval.language.concepts import base, concepts_of
from retrieval.language.dates import DateMention, read_dates
from retrieval.language.names import Name, names_among
from retrieval.language.numbers import read_quantities
from retrieval.language.quantity import Quantity
from retrieval.language.terms import Word, fold, is_stop, words

_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr""".split()
)
_EDGE = re.compile(r"\b")
_ENDING = re.compile(r"\b|e?s\b|e?d\b|ing\b|['’]")
_RUN = re.compile(r"\w+")
_SHOWN = re.compile(r"[^\W_]")
_CAPITAL = re.compile(
    r"(?:(?<=[\w,;)’'\"”—–-]\s)|(?<=[a-z]-)|(?:^|(?<=[.!?:“\"‘(]\s)|(?<=[“\"‘(]))(?=[A-Z][\w'’-]*\s[A-Z]|[A-Z][\w'’]*[A-Z]))"
    r"(?P<word>[A-Z][\w'’]*\w|[A-Z])"
)
_ANAPHOR = re.compile(
    r"^[\"“‘]?(?:(?:But|And|Then|Also|Still|However|Yet|So|While|Though|As|Since|Nevertheless),?\s+)?"
    r"(?:He|She|It|They|We|His|Her|Its|Their|Our|This|These|Those|That|Such|The (?:company|firm|startup|"
    r"carrier|airline|bank|club|group|"
    r"two|three|business|agency|team|deal|move|decision|plan|cuts?|layoffs?|changes?|letter|memo|figure))\b",
    re.IGNORECASE,
)
MAX_ARTICLES_KEPT = 1024
"""Readings that are kept in memory, the least recently used given up first."""


class SentenceReading:
    """The words of one sentence with their places, and the names, quantities and dates in it; each read when first needed."""

    def __init__(self, reading: "ArticleReading", index: int) -> None:
        self.sentence: Sentence = reading.article.sentences[index]
        self.index = index
        self._reading = reading
        self.text = self.sentence.span.of(reading.article.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, function words included; positions are indices into these."""
        return tuple(words(self.text))

    @cached_property
    def read(self) -> ReadSentence:
        """The sentence taken apart for matching terms."""
        return read_sentence(self.text)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The base stem of each word."""
        return tuple(base(word.text) for word in self.words)

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """Where each content stem stands."""
        found: dict[str, tuple[int, ...]] = {}
        for place, (word, stem) in enumerate(zip(self.words, self.stems, strict=True)):
            if not is_stop(word.text):
                found[stem] = (*found.get(stem, ()), place)
        return found

    @cached_property
    def concepts(self) -> Mapping[int, tuple[int, ...]]:
        """Where each concept stands."""
        found: dict[int, tuple[int, ...]] = {}
        for place, numbers in enumerate(concepts_of(self.stems)):
            for number in numbers:
                found[number] = (*found.get(number, ()), place)
        return found

    @cached_property
    def plain_names(self) -> tuple[Name, ...]:
        """The names that the sentence's own capitals show."""
        return names_among(self.text, self.words)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the sentence, with those of one word that open it and are names elsewhere in the article."""
        known = self._reading.name_words
        taken = {at for name in self.plain_names for at in range(name.start, name.end)}
        others = [
            Name(
                word.text.removesuffix("'s").removesuffix("’s"),
                word.start,
                word.end - 2 * word.text.endswith(("'s", "’s")),
            )
            for word in self.words
            if word.text[0].isupper()
            and word.start not in taken
            and len(word.text) > 1
            and not is_stop(word.text)
            and fold(word.text).removesuffix("'s") in known
        ]
        return tuple(sorted((*self.plain_names, *others), key=lambda name: name.start))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities in the sentence."""
        return tuple(read_quantities(self.text))

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Who holds which office according to the sentence."""
        return read_holdings(self.text)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates in the sentence, as it writes them."""
        return read_dates(self.text)

    @cached_property
    def hangs(self) -> bool:
        """Whether it begins with a word that stands for what the article is about: "It", "The company"."""
        return bool(_ANAPHOR.match(self.text))

    @cached_property
    def is_question(self) -> bool:
        """Whether it asks instead of telling."""
        return self.text.rstrip(" \"'”’)]*_").endswith("?")

    @cached_property
    def is_whole(self) -> bool:
        """Whether it can stand alone: it ends like a sentence."""
        return self.text.rstrip(" \"'”’)]*_").endswith((".", "!", "?", "…")) and self.text.count(" ") > 2

    def place_at(self, character: int) -> int:
        """The index of the word at, or first after, a character of the sentence."""
        for place, word in enumerate(self.words):
            if word.end > character:
                return place
        return max(0, len(self.words) - 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences of an article that are said together: one sentence, a list with its lead, a quotation with what introduces it.

    `indices` are those of the sentences in the article, in order; ValueError where there are none.
    """

    article: Article
    indices: tuple[int, ...]
    is_list: bool = False

    def __post_init__(self) -> None:
        if not self.indices:
            raise ValueError("a stretch has at least one sentence")

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        """Names it among all stretches of all articles."""
        return self.article.id, self.indices


class ArticleReading:
    """The readings of an article's sentences, and the stretches that they make."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences = tuple(SentenceReading(self, index) for index in range(len(article.sentences)))
        self.is_recalled = False
        """Whether it was looked up what an earlier reading of the article found."""

    @cached_property
    def name_words(self) -> Mapping[str, int]:
        """How often each folded word stands with a capital that isn't owed to opening a sentence, in the article's prose."""
        counts: dict[str, int] = {}
        for sentence in self.sentences:
            if sentence.sentence.role is Role.HEADING:
                continue
            for match in _CAPITAL.finditer(sentence.text):
                folded = fold(match["word"]).removesuffix("'s")
                if folded not in _CALENDAR and not is_stop(match["word"]):
                    counts[folded] = counts.get(folded, 0) + 1
        return counts

    @cached_property
    def lowered(self) -> str:
        """The article's text in lower case."""
        return self.article.text.casefold()

    @cached_property
    def runs(self) -> frozenset[str]:
        """Every run of letters, digits and underscores in the article's text, as it is written there."""
        return frozenset(_RUN.findall(self.article.text))

    def has_word(self, word: str) -> bool:
        """Whether a word in lower case, in whatever form, stands in the article."""
        text, kernel = self.lowered, word.rstrip("s")
        at = text.find(kernel)
        while at >= 0:
            if _EDGE.match(text, at) and _ENDING.match(text, at + len(kernel)):
                return True
            at = text.find(kernel, at + 1)
        return False

    @cached_property
    def masthead(self) -> ReadSentence:
        """The article's title and publisher, taken apart."""
        return read_sentence(f"{self.article.title or ''} {self.article.publisher or ''}")

    @cached_property
    def topic_words(self) -> frozenset[str]:
        """The folded words of the names that the article is about: those in every twelfth sentence or more."""
        counts = {word: count for word, count in self.name_words.items() if len(word) > 1}
        if not counts:
            return frozenset()
        often = max(2.0, len(self.sentences) / 12)
        return frozenset(word for word, count in counts.items() if count >= often)

    @cached_property
    def _children(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for index, sentence in enumerate(self.article.sentences):
            if sentence.lead is not None and sentence.role is not Role.HEADING:
                found[sentence.lead] = (*found.get(sentence.lead, ()), index)
        return found

    def _under(self, lead: int) -> tuple[int, ...]:
        """Everything that hangs on a lead, however deep."""
        found: list[int] = []
        for child in self._children.get(lead, ()):
            found += [child, *self._under(child)]
        return tuple(sorted(found))

    def _above(self, index: int) -> tuple[int, ...]:
        """The leads above a sentence, the highest first."""
        above: list[int] = []
        lead = self.article.sentences[index].lead
        while lead is not None:
            above.append(lead)
            lead = self.article.sentences[lead].lead
        return tuple(reversed(above))

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch that could be said: headings and questions are none."""
        found: dict[tuple[int, ...], Stretch] = {}
        for index, reading in enumerate(self.sentences):
            for indices, is_list in self._around(index, reading):
                found.setdefault(indices, Stretch(self.article, indices, is_list))
        return tuple(found.values())

    def _around(self, index: int, reading: SentenceReading) -> list[tuple[tuple[int, ...], bool]]:
        """The stretches that begin with, or consist of, this sentence."""
        if reading.sentence.role is Role.HEADING or reading.is_question or not _SHOWN.search(reading.text):
            return []
        found: list[tuple[tuple[int, ...], bool]] = []
        under = self._under(index)
        if under:
            above = self._above(index)
            if not (above and any(_goes_on(self.sentences[other].text) for other in (index, *under))):
                found.append(((*above, index, *under), self._is_list(under)))
            return found
        if reading.sentence.lead is None or reading.is_whole:
            found.append(((index,), False))
        return found

    def _is_list(self, under: tuple[int, ...]) -> bool:
        return any(self.article.sentences[index].role is Role.ITEM for index in under)


_Found = TypeVar("_Found")


class FoundOnce(Generic[_Found]):
    """What is found by reading a whole article, kept as long as its reading is: `find` is called for it once."""

    def __init__(self, find: Callable[[ArticleReading], _Found]) -> None:
        self._find = find
        self._known: WeakKeyDictionary[ArticleReading, _Found] = WeakKeyDictionary()

    def of(self, reading: ArticleReading) -> _Found:
        """What is found in the article."""
        found = self._known.get(reading)
        if found is None:
            found = self._known[reading] = self._find(reading)
        return found

    def put(self, reading: ArticleReading, found: _Found) -> None:
        """Take for found what was found in the same article before."""
        self._known[reading] = found


def _goes_on(text: str) -> bool:
    """Whether the sentence continues what stands before the list above it ("…have also moved")."""
    return text.startswith(("…", "...")) or text[:1].islower()


class _Kept:
    """The readings in memory."""

    def __init__(self) -> None:
        self._readings: OrderedDict[str, ArticleReading] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, article: Article) -> ArticleReading:
        with self._lock:
            kept = self._readings.get(article.id)
            if kept is not None and (kept.article is article or kept.article == article):
                self._readings.move_to_end(article.id)
                return kept
            reading = self._readings[article.id] = ArticleReading(article)
            self._readings.move_to_end(article.id)
            while len(self._readings) > MAX_ARTICLES_KEPT:
                self._readings.popitem(last=False)
            return reading


_kept = _Kept()


def read_article(article: Article) -> ArticleReading:
    """The reading of an article, made once and kept."""
    return _kept.of(article)
