"""Judgement: supported, contradicted, or not in the words it is held against: for statements in anybody's words. Pure.

A generator's statement must pass every rule. What a person asks to have checked may use words of its own: there the score decides,
and those rules that find something said otherwise.
"""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.grounding import ground
from retrieval.answering.grounding.support import support
from retrieval.answering.grounding.verdict import Fault, Verdict
from retrieval.answering.reading.coverage import WordVectors

ENOUGH = 0.5
"""From this score on a statement without a contradiction is taken to be supported."""

_ON_THE_SUBJECT = 0.6
_NEVER = frozenset(
    {
        Fault.NUMBER,
        Fault.DATE,
        Fault.ORDER,
        Fault.NEGATION,
        Fault.OPPOSITE,
        Fault.QUOTATION,
        Fault.NOTHING_CITED,
        Fault.INSTRUCTION,
    }
)


class Standing(StrEnum):
    """How a statement stands to the articles."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not in the articles"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a statement stands to its evidence, how likely it is supported (0 to 1), and what the rules found."""

    standing: Standing
    score: float
    verdict: Verdict

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies between 0 and 1, not {self.score}")

    @property
    def is_supported(self) -> bool:
        """Whether it is supported."""
        return self.standing is Standing.SUPPORTED


def judge(statement: str, evidence: Evidence, vectors: WordVectors) -> Judgement:
    """How the statement stands to the evidence."""
    verdict = ground(statement, evidence)
    score = support(statement, evidence, verdict.findings, vectors)
    faults = {finding.fault for finding in verdict.findings}
    if not faults & _NEVER and (verdict.is_supported or score >= ENOUGH):
        return Judgement(Standing.SUPPORTED, score, verdict)
    if verdict.is_against and verdict.coverage >= _ON_THE_SUBJECT:
        return Judgement(Standing.CONTRADICTED, score, verdict)
    return Judgement(Standing.NOT_FOUND, score, verdict)
