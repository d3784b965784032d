"""The model of the confidence: learned weights and trees, which stand in `answerability.json` beside this module; pure.

The file says what they were learned from and by which command. They see measures alone, no word of any text. Questions that name
publishers have trees of their own beside those for all questions: they ask for several articles at once, and what speaks for an
answer to any other says little of whether all those are there.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.assessing.evidence import SENTENCE_FEATURES
from retrieval.answering.assessing.meant_articles import ARTICLE_FEATURES
from retrieval.answering.assessing.part_measures import MEASURES, names_publisher
from retrieval.answering.reading.coverage import Row
from retrieval.ranking import Forest

MODEL_FILE = Path(__file__).with_name("answerability.json")
_TOGETHER = MEASURES.index("together")
_OTHER_VERSION = "the answerability model is of another version: train it again"


@dataclass(frozen=True, slots=True)
class Judge:
    """Trees over MEASURES for all questions, more for those that name publishers, and how their sums become a confidence.

    `lean` is the share of the sentences' own log odds that is added to the sum of the trees; slope and shift turn that into the
    log odds of an answer, `scale` for a question that names no publisher, `scale_named` for one that does; for that one `share` is
    the say of the further trees, 0 to 1.
    """

    every: Forest
    named: Forest
    lean: float
    share: float
    scale: tuple[float, float]
    scale_named: tuple[float, float]

    def total(self, row: Row) -> float:
        """The sum that a confidence is made of, from the MEASURES of a part."""
        table = row[None, :].astype(np.float32)
        total = float(self.every.score(table)[0]) + self.lean * float(row[_TOGETHER])
        if not names_publisher(row):
            return total
        return (1 - self.share) * total + self.share * float(self.named.score(table)[0])

    def confidence(self, row: Row) -> float:
        """Between 0 and 1, from the MEASURES of a part."""
        slope, shift = self.scale_named if names_publisher(row) else self.scale
        odds = slope * self.total(row) + shift
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features of a sentence, trees over those of an article, and the judge of a question.

    While it is being learned, those parts that are learned later are None: no article is then known to be meant.
    """

    weights: NDArray[np.float64]
    bias: float
    articles: Forest | None = None
    judge: Judge | None = None

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> Self:
        """From the contents of a model file; ValueError where its features aren't those of this version."""
        weights = description.get("sentence_weights")
        if not isinstance(weights, dict) or set(weights) != set(SENTENCE_FEATURES):
            raise ValueError(_OTHER_VERSION)
        ordered = np.array([float(weights[name]) for name in SENTENCE_FEATURES])
        articles = _forest(description, "articles", ARTICLE_FEATURES)
        every, named = (_forest(description, name, MEASURES) for name in ("every", "named"))
        scales = [(float(slope), float(shift)) for slope, shift in (description["scale"], description["scale_named"])]
        judge = Judge(every, named, float(description["lean"]), float(description["share"]), *scales)
        return cls(ordered, float(description["sentence_bias"]), articles, judge)

    def likelihood(self, rows: Row) -> Row:
        """For each sentence the log odds of its being the answer."""
        return np.asarray(rows @ self.weights + self.bias)

    def meant(self, rows: Row) -> Row:
        """For each row of ARTICLE_FEATURES how likely, 0 to 1, the question means that article."""
        if self.articles is None:
            return np.zeros(len(rows))
        return np.asarray(1.0 / (1.0 + np.exp(-self.articles.score(rows.astype(np.float32)).astype(np.float64))))

    def confidence(self, row: Row) -> float:
        """Between 0 and 1, from the MEASURES of a part; ValueError from a model that is still being learned."""
        if self.judge is None:
            raise ValueError("this model knows sentences alone")
        return self.judge.confidence(row)


def _forest(description: Mapping[str, Any], name: str, measures: Sequence[str]) -> Forest:
    own = description[name]
    if not set(own["measures"]) <= set(measures):
        raise ValueError(_OTHER_VERSION)
    return Forest.of([_spread(tree, own["measures"]) for tree in own["trees"]], measures)


def _spread(node: Any, measures: Sequence[str]) -> dict[str, Any]:
    """A node of a tree as a mapping: in the file a leaf is its value, any other is [number of its measure, limit, below, above]."""
    if not isinstance(node, list):
        return {"value": node}
    measure, limit, below, above = node
    return {
        "measure": measures[measure],
        "limit": limit,
        "below": _spread(below, measures),
        "above": _spread(above, measures),
    }


@lru_cache(maxsize=1)
def read_model(path: Path = MODEL_FILE) -> Model:
    """The model that was learned."""
    return Model.of(json.loads(path.read_text(encoding="utf-8")))
