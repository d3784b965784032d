"""What the draft adds to the confidence: how well its best statement fits, and whether the wanted speaker speaks; pure."""

import math
from collections.abc import Mapping
from dataclasses import replace

from retrieval.answering.assessing.answerability import Assessment, PartAssessment
from retrieval.answering.draft import Draft

_HEARD, _UNHEARD = 0.5, 0.6
_USUAL_SCORE = 0.78
"""The score of a statement that neither raises nor lowers the confidence."""

_ODDS_OF_SCORE = 1.5
"""What a score of 1 more adds to the log odds; chosen on the seed questions, where the groups' and events' don't object."""

_ODDS_OF_SAYING, _ODDS_OF_NOTHING, _ODDS_OF_GIVEN = 2.2, 0.3, 2.0
"""What it makes of the odds that the draft finds what has all that an answer to a pointed question needs, that it finds
nothing, and that what it says is an amount, a person, a place or a date that articles could be compared by.
"""


def corroborate(assessment: Assessment, draft: Draft) -> Assessment:
    """The assessment, surer of a part whose best statement fits well, less sure where it fits badly.

    Surer, too, of somebody's words where the draft has them, and less sure where nobody like that speaks. The words have
    to be on the point: what they raise the confidence by shrinks with the terms that they leave out.
    """
    evidence = dict(zip(draft.parts, draft.evidence, strict=True))
    parts = tuple(
        _by_speaker(_by_score(part, evidence[part.text]), evidence[part.text]) if part.text in evidence else part
        for part in assessment.parts
    )
    return Assessment(parts)


def _by_score(part: PartAssessment, evidence: Mapping[str, float]) -> PartAssessment:
    """The part, its log odds moved by the draft's score.

    A question that names publishers asks several of them at once, of whom no one statement fits it all: it is left as it is.
    """
    if any(part.measures.get(name, 0.0) > 0 for name in ("named_publishers", "unknown_publishers")):
        return part
    moved = math.exp(_ODDS_OF_SCORE * (evidence["score"] - _USUAL_SCORE))
    moved *= _ODDS_OF_NOTHING if not evidence["score"] else _ODDS_OF_SAYING if evidence.get("pointed") else 1.0
    moved *= _ODDS_OF_GIVEN if evidence.get("given") else 1.0
    confidence = part.confidence * moved / (1.0 - part.confidence + part.confidence * moved)
    return replace(part, confidence=min(1.0, confidence))


def _by_speaker(part: PartAssessment, evidence: Mapping[str, float]) -> PartAssessment:
    heard = evidence.get("speaker")
    if heard is None:
        return part
    if not heard:
        return replace(part, confidence=part.confidence * _UNHEARD)
    return replace(part, confidence=part.confidence + (1 - part.confidence) * _HEARD * min(1.0, evidence["coverage"]))
