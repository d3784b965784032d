"""Verdict: what grounding found out about a statement: supported or not, how likely, and what speaks against it."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a statement, held against the words that it cites."""

    NOTHING_CITED = "nothing cited"
    INSTRUCTION = "instruction"
    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ORDER = "order"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    MODALITY = "modality"
    SPEAKER = "speaker"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, told in words for a person: "14 % ≠ 41 %".

    `is_against` where the evidence says otherwise, not just nothing of it.
    """

    fault: Fault
    detail: str
    is_against: bool = False

    def __post_init__(self) -> None:
        if not self.detail.strip():
            raise ValueError("a finding says what is wrong")

    def __str__(self) -> str:
        return f"{self.fault}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of the rules, none where the statement is supported; `score`, 0 to 1, is how likely the words support it.

    `coverage`, 0 to 1, is the share of the statement's content words that its evidence has.
    """

    findings: tuple[Finding, ...]
    score: float
    coverage: float

    def __post_init__(self) -> None:
        if not (0.0 <= self.score <= 1.0 and 0.0 <= self.coverage <= 1.0):
            raise ValueError(f"score and coverage lie between 0 and 1, not {self.score} and {self.coverage}")

    @property
    def is_supported(self) -> bool:
        """Whether no rule speaks against it."""
        return not self.findings

    @property
    def is_against(self) -> bool:
        """Whether the evidence says otherwise on something."""
        return any(finding.is_against for finding in self.findings)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The findings in words."""
        return tuple(str(finding) for finding in self.findings)
