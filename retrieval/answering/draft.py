"""Draft: what an answer will say, before its citations are numbered; with all that was considered on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus.article import Article
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of an article that says a statement: spans of whole sentences, in order; ValueError where there are none."""

    article: Article
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a source has at least one span")

    @property
    def text(self) -> str:
        """The words of the spans, one after the other."""
        return " ".join(span.of(self.article.text) for span in self.spans)


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One point of the draft: its words, the sources that say it (the one it is worded from first), the part that it answers."""

    text: str
    sources: tuple[Source, ...]
    part: int
    score: float

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.sources:
            raise ValueError("a draft statement says something, and something says it")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch that could have been said: its score with the parts of it, and what became of it.

    Its words are made readable only when somebody wants to see them.
    """

    tell: Callable[[], str]
    source: Source
    part: int
    score: float
    parts: Mapping[str, float]
    chosen: bool
    why: str

    @property
    def text(self) -> str:
        """Its words, as a statement would say them."""
        return self.tell()


@dataclass(frozen=True, slots=True)
class Draft:
    """Statements in the order of the answer, what was weighed, how the question was read, the parts left without an answer.

    `evidence` holds, for each part, what speaks for the answer, from 0 to 1: `coverage` of the part's terms by what was chosen,
    `fit` of the kind of answer, whether an amount, person, place or date is `given` that articles could be compared by,
    whether the question is `pointed` at something that an answer names, as "why" and "is it so" are not,
    and, where somebody's words are wanted, whether the `speaker` speaks in the articles.
    """

    statements: tuple[DraftStatement, ...]
    weighed: tuple[Weighed, ...] = ()
    reading: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, float], ...] = ()
