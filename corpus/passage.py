"""Passage: a quotable stretch of one article, along its sentences."""

from dataclasses import dataclass

from corpus.article import Article, Sentence
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences `first` up to, not including, `last` of one article.

    Raises ValueError where the article has no such sentences, so that a passage that isn't in its article can't exist.
    """

    article: Article
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.last <= len(self.article.sentences):
            count = len(self.article.sentences)
            raise ValueError(f"[{self.first}, {self.last}) are not among the {count} sentences of {self.article.id}")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The article's sentences that the passage consists of."""
        return self.article.sentences[self.first : self.last]

    @property
    def span(self) -> Span:
        """Where the passage stands in the article's text."""
        start, end = self.article.sentences[self.first], self.article.sentences[self.last - 1]
        return Span(start.span.start, end.span.end)

    @property
    def text(self) -> str:
        """The passage, character for character."""
        return self.span.of(self.article.text)

    @property
    def id(self) -> str:
        """Names the article and the span: `ARTICLE:START:END`."""
        return f"{self.article.id}:{self.span.start}:{self.span.end}"
