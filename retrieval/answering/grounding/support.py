"""How likely a statement is supported, 0 to 1: a weighted sum of its measures. Pure.

Against a few sentences, the weights are those of a logistic regression; they stand in `support.json` beside this module, which
says what they were learned from and by which command. Against a whole article such weights don't carry over, and a plain sum
does better: words that nobody says, numbers that are not there, and neighbours that are neighbours in the article as well.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.measures import MEASURES, measure
from retrieval.answering.grounding.verdict import Finding
from retrieval.answering.reading.coverage import WordVectors

MODEL_FILE = Path(__file__).with_name("support.json")
IN_AN_ARTICLE = {"missing": -1.0, "numbers_bad": -2.0, "pairs": 2.0, "bigrams": 2.0}
"""The weights against a whole article, set by hand."""

_ARTICLE_BASE = -1.5
_FEW_WORDS, _MANY_WORDS = 90.0, 130.0
"""Content words up to which evidence counts as a few sentences, and from which as an article; between, something of both."""


@dataclass(frozen=True)
class SupportModel:
    """Weights of the measures, in the order of MEASURES, and what is added; ValueError where they don't fit."""

    weights: NDArray[np.float64]
    base: float

    def __post_init__(self) -> None:
        if self.weights.shape != (len(MEASURES),):
            raise ValueError(f"{len(MEASURES)} measures have as many weights, not {self.weights.shape}")

    @classmethod
    def read(cls, path: Path) -> Self:
        """From the file that the training writes."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(np.array([stored["weights"][name] for name in MEASURES]), float(stored["base"]))

    def score(self, measured: NDArray[np.float64]) -> float:
        """How likely the statement is supported, 0 to 1."""
        few = float(measured @ self.weights) + self.base
        article = _ARTICLE_BASE + sum(weight * measured[MEASURES.index(name)] for name, weight in IN_AN_ARTICLE.items())
        words = math.exp(measured[MEASURES.index("passage_length")]) - 1
        share = min(1.0, max(0.0, (words - _FEW_WORDS) / (_MANY_WORDS - _FEW_WORDS)))
        return 1.0 / (1.0 + math.exp(-((1 - share) * few + share * article)))


@lru_cache(maxsize=1)
def shipped_model() -> SupportModel:
    """The model that comes with the product."""
    return SupportModel.read(MODEL_FILE)


def support(statement: str, evidence: Evidence, findings: Iterable[Finding], vectors: WordVectors) -> float:
    """How likely the evidence supports the statement, 0 to 1; 0 without evidence."""
    return shipped_model().score(measure(statement, evidence, findings, vectors)) if evidence.quotes else 0.0
