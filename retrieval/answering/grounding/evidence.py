"""Evidence: the words that a statement is held against, and what stands around them. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from corpus.article import Article
from corpus.sentences import sentences
from corpus.span import Span
from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import Word, fold, is_stop, words

_KEPT = 1 << 12
_LINK = re.compile(
    r"(?:https?://|www\.|mailto:|javascript:|discord\.gg/|bit\.ly/|t\.co/)\S*"
    r"|\b[\w-]+\.(?:com|net|org|io|ru|xyz|example)/\S*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, folded, the stem of its base form, its concepts; whether it carries content."""

    text: str
    start: int
    end: int
    folded: str
    stem: str
    concepts: frozenset[int]
    is_content: bool

    def meets(self, other: "Token") -> bool:
        """Whether the two can mean the same."""
        return self.stem == other.stem or not self.concepts.isdisjoint(other.concepts)


@lru_cache(maxsize=_KEPT)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`, in order."""
    found: list[Word] = list(words(text))
    stems = [base(word.text) for word in found]
    return tuple(
        Token(word.text, word.start, word.end, fold(word.text), stem, meaning, not is_stop(word.text))
        for word, stem, meaning in zip(found, stems, concepts_of(stems), strict=True)
    )


@lru_cache(maxsize=_KEPT)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, one string each."""
    return tuple(span.of(text) for span in sentences(text, 0, len(text))) if text.strip() else ()


@dataclass(frozen=True)
class Evidence:
    """What a statement cites: `quotes` are whole sentences; `around` names who is meant in them: the passage, the title.

    `published` is the day that "on Wednesday" is counted from. Raises ValueError for a quote without words.
    """

    quotes: tuple[str, ...]
    around: str = ""
    published: date | None = None

    def __post_init__(self) -> None:
        if any(not quote.strip() for quote in self.quotes):
            raise ValueError("a quote says something")

    @cached_property
    def text(self) -> str:
        """All that is quoted, a line each, without the addresses in it: what a link is named is not said."""
        return "\n".join(_LINK.sub(" ", quote) for quote in self.quotes)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what is quoted."""
        return frozenset(token.stem for token in tokens(self.text))

    @cached_property
    def concepts(self) -> frozenset[int]:
        """The concepts of what is quoted."""
        return frozenset(concept for token in tokens(self.text) for concept in token.concepts)

    def has(self, token: Token) -> bool:
        """Whether what is quoted has a word that can mean the same."""
        return token.stem in self.stems or not token.concepts.isdisjoint(self.concepts)


def evidence_of(article: Article, *spans: Span) -> Evidence:
    """Stretches of an article as evidence, with the article's own sentences and title around them."""
    around = "\n".join(
        (article.title or "", article.publisher or "", *(each.span.of(article.text) for each in article.sentences))
    )
    return Evidence(tuple(span.of(article.text) for span in spans), around, article.published)
