"""Explanation: why an answer came out, in values that a terminal and JSON can show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retrieval.retriever import RankedPassage


@dataclass(frozen=True, slots=True)
class Considered:
    """A stretch of an article that could have been a statement: its score, the parts of it, and why it was chosen or not."""

    tell: Callable[[], str]
    source: str
    score: float
    parts: Mapping[str, float]
    chosen: bool
    why: str

    @property
    def text(self) -> str:
        """Its words; made when asked for, as few who ask a question want to see what else was considered."""
        return self.tell()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of the question, the passages it led to, the parts of the confidence, and what was considered.

    `reading` maps a name (kind, publishers, clauses, …) to what was read, in words.
    """

    reading: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[RankedPassage, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    considered: tuple[Considered, ...] = ()
