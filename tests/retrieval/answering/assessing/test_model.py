"""The learned model of the confidence, as its file has it."""

import json

import numpy as np
import pytest

from retrieval.answering.assessing.meant_articles import ARTICLE_FEATURES
from retrieval.answering.assessing.model import MODEL_FILE, Model
from retrieval.answering.assessing.part_measures import MEASURES

STUMP = [0, 0.5, -1.0, 1.0]


def described(**changed):
    own = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    own["every"] = {"measures": ["few_terms"], "trees": [STUMP]}
    own["named"] = {"measures": ["any_lack"], "trees": [STUMP]}
    return own | {"lean": 0.5, "share": 0.75, "scale": [1.0, 0.0], "scale_named": [1.0, 3.0]} | changed


def share(odds):
    return pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-6)


def row(**measures):
    return np.array([measures.get(name, 0.0) for name in MEASURES])


def test_trees_are_read_from_below_and_above_their_limit():
    model = Model.of(described())

    assert model.confidence(row(few_terms=0.2)) == share(-1)
    assert model.confidence(row(few_terms=0.9)) == share(1)


def test_the_sentences_own_odds_count_for_a_part():
    assert Model.of(described()).confidence(row(few_terms=0.9, together=2.0)) == share(1 + 0.5 * 2.0)


@pytest.mark.parametrize("name", ["named_publishers", "unknown_publishers"])
def test_for_a_question_that_names_publishers_further_trees_have_their_share_of_the_say(name):
    model = Model.of(described())

    assert model.confidence(row(few_terms=0.9, any_lack=0.9, **{name: 1.0})) == share(1 + 3)
    assert model.confidence(row(few_terms=0.9, any_lack=0.2, **{name: 1.0})) == share(0.25 * 1 - 0.75 * 1 + 3)
    assert model.confidence(row(few_terms=0.9, any_lack=0.2)) == share(1)


def test_how_likely_an_article_is_meant_is_a_share():
    likely = Model.of(described()).meant(np.zeros((3, len(ARTICLE_FEATURES))))

    assert likely.shape == (3,)
    assert ((likely > 0) & (likely < 1)).all()


def test_a_model_of_another_version_is_told():
    with pytest.raises(ValueError, match="another version"):
        Model.of({"sentence_weights": {"of another": 1.0}})
    with pytest.raises(ValueError, match="another version"):
        Model.of(described(articles={"measures": ["of another"], "trees": [STUMP]}))


def test_a_model_that_is_still_being_learned_has_no_confidence():
    with pytest.raises(ValueError, match="sentences alone"):
        Model(np.zeros(1), 0.0).confidence(row())
