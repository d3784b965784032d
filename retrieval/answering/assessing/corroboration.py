"""What the draft adds to the confidence: whether the one whose words are wanted speaks in the articles; pure."""

from collections.abc import Mapping
from dataclasses import replace

from retrieval.answering.assessing.answerability import Assessment, PartAssessment
from retrieval.answering.draft import Draft

_HEARD, _UNHEARD = 0.5, 0.6


def corroborate(assessment: Assessment, draft: Draft) -> Assessment:
    """The assessment, surer of a part after somebody's words where the draft has them, less sure where nobody like that speaks.

    The words have to be on the point: what they raise the confidence by shrinks with the terms that they leave out.
    """
    evidence = dict(zip(draft.parts, draft.evidence, strict=True))
    parts = tuple(
        _corroborated(part, evidence[part.text]) if part.text in evidence else part for part in assessment.parts
    )
    return Assessment(parts)


def _corroborated(part: PartAssessment, evidence: Mapping[str, float]) -> PartAssessment:
    heard = evidence.get("speaker")
    if heard is None:
        return part
    if not heard:
        return replace(part, confidence=part.confidence * _UNHEARD)
    return replace(part, confidence=part.confidence + (1 - part.confidence) * _HEARD * min(1.0, evidence["coverage"]))
