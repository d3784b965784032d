"""Explanation: why an answer came out, in values that a terminal and JSON can show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.answering.draft import Weighed
from retrieval.retriever import RankedPassage


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of the question, the passages it led to, the parts of the confidence, and what was considered.

    `reading` maps a name (kind, publishers, clauses, …) to what was read, in words.
    """

    reading: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[RankedPassage, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    considered: tuple[Weighed, ...] = ()
