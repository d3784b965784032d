from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.judging import Standing, judge
from retrieval.answering.grounding.support import shipped_model
from retrieval.answering.reading.coverage import no_vectors

SOLD = Evidence(("Norlink sold its two oldest ferries to a Scottish yard for $12 million in May.",))


def standing(statement, evidence=SOLD):
    return judge(statement, evidence, no_vectors).standing


def test_what_is_said_is_supported():
    assert standing("Norlink sold its two oldest ferries for $12 million.") is Standing.SUPPORTED


def test_another_figure_is_a_contradiction():
    judgement = judge("Norlink sold its two oldest ferries for $19 million.", SOLD, no_vectors)
    assert judgement.standing is Standing.CONTRADICTED
    assert judgement.verdict.reasons == ("number: $19 million ≠ $12 million",)


def test_what_nobody_says_is_not_in_the_articles():
    assert standing("The harbour of Aldersund freezes over every winter.") is Standing.NOT_FOUND


def test_nothing_supports_without_evidence():
    judgement = judge("Norlink sold ferries.", Evidence(()), no_vectors)
    assert (judgement.standing, judgement.score) == (Standing.NOT_FOUND, 0.0)


def test_the_shipped_weights_know_every_measure():
    assert shipped_model().weights.any()
