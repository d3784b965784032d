"""Retriever: from a question to ranked passages. The protocol, and the values that pass through it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from corpus.passage import Passage


class Dated(Protocol):
    """What filters look at: an article, or what the library or the index knows of one."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def published(self) -> date | None:
        """When."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person restricted the search to: hard limits, both dates inclusive.

    Empty filters let everything through. An article without a known publisher or date doesn't pass a filter that asks
    for one.
    Raises ValueError where `since` lies after `until`.
    """

    publishers: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"nothing is both since {self.since} and until {self.until}")

    def admits(self, article: Dated) -> bool:
        """Whether the article passes."""
        if self.publishers and article.publisher not in self.publishers:
            return False
        if (self.since or self.until) and article.published is None:
            return False
        return not (
            (self.since and article.published and article.published < self.since)
            or (self.until and article.published and article.published > self.until)
        )


NO_FILTERS = Filters()
"""Lets everything through."""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its score (higher is better) and the named parts that the score is made of."""

    passage: Passage
    score: float
    parts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


class Retriever(Protocol):
    """Finds the passages that answer a question."""

    def retrieve(self, question: str, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """At most `limit` passages, best first, none twice, all admitted by `filters`."""
