import json
import random

import numpy as np
import pytest

from retrieval.index.candidates import Candidates, Home, encode_sentences, term_number
from retrieval.language.terms import terms
from retrieval.measures import MEASURES, measure
from retrieval.query import read_question
from retrieval.ranking import EACH_FOR_ITSELF, RANKER_FILE, Forest, ShareOut, read_forest

PUBLISHERS = ("The Ledger", "Harbour Post")


def candidates(*passages):
    """Candidates of (article, publisher, sentences) each."""
    names = list(dict.fromkeys(name for name, _, _ in passages))
    publishers = {name: publisher for name, publisher, _ in passages}
    homes = tuple(
        Home(row, publishers[name], None, 3, frozenset({term_number("titl")})) for row, name in enumerate(names)
    )
    encoded = [encode_sentences([terms(sentence) for sentence in sentences]) for _, _, sentences in passages]
    return Candidates(
        ids=tuple(f"{name}:{place}:{place + 1}" for place, (name, _, _) in enumerate(passages)),
        homes=homes,
        of_home=np.array([names.index(name) for name, _, _ in passages]),
        positions=np.zeros(len(passages), dtype=int),
        numbers=np.frombuffer(b"".join(encoded), dtype="<u4"),
        offsets=np.cumsum([0, *(len(each) // 4 for each in encoded)]),
        keyword=np.zeros(len(passages)),
        similarity=np.full(len(passages), np.nan),
    )


def measured(question, found):
    query = read_question(question, PUBLISHERS)
    return query, measure(query, found, dict.fromkeys(query.terms, 2), 100)


THREE = candidates(
    ("a", "The Ledger", ["The pilots went on strike.", "Rain fell."]),
    ("b", "Harbour Post", ["The mayor resigned over a bridge.", "Rain fell."]),
    ("c", None, ["Rain fell.", "Snow is late."]),
)


def test_every_measure_is_there_for_every_candidate_and_a_number():
    for question in ("Did the pilots strike, and did the mayor resign?", "x", "according to The Ledger, what fell?"):
        _, found = measured(question, THREE)
        assert found.table.shape == (3, len(MEASURES))
        assert np.isfinite(found.table).all()


def test_the_passage_with_all_terms_in_one_sentence_measures_most():
    _, found = measured("Did the pilots go on strike?", THREE)
    for name in ("keyword", "coverage", "sentence", "run", "phrase", "window_share", "sum"):
        assert int(np.argmax(found.column(name))) == 0, name


def test_a_named_publisher_is_favoured_and_shuts_nothing_out():
    _, found = measured("According to Harbour Post, did rain fall?", THREE)
    assert found.column("publisher").tolist() == [0.0, 1.0, 0.0]
    assert (found.column("keyword") > 0).all()


def test_another_word_of_the_same_meaning_counts_less_than_the_word_itself():
    two = candidates(("a", None, ["The boss left."]), ("b", None, ["The ceo left."]), ("c", None, ["A dog left."]))
    _, found = measured("Which CEO?", two)
    first, second, third = found.column("likely_sentence")
    assert second > first > third


def test_measures_do_not_depend_on_the_order_of_candidates():
    passages = [
        ("a", "The Ledger", ["Pilots strike."]),
        ("b", "Harbour Post", ["Mayor resigned.", "Pilots."]),
        ("c", None, ["Rain."]),
    ]
    _, found = measured("Did pilots strike, and did the mayor resign?", candidates(*passages))
    _, turned = measured("Did pilots strike, and did the mayor resign?", candidates(*passages[::-1]))
    np.testing.assert_allclose(found.table, turned.table[::-1], rtol=1e-5, atol=1e-6)


def grown(chance, leaves):
    if leaves == 1:
        return {"value": chance.uniform(-1, 1)}
    below = chance.randint(1, leaves - 1)
    return {
        "measure": chance.choice(MEASURES),
        "limit": chance.uniform(-1, 1),
        "below": grown(chance, below),
        "above": grown(chance, leaves - below),
    }


def walked(tree, row):
    while "value" not in tree:
        tree = tree["below"] if row[MEASURES.index(tree["measure"])] <= np.float32(tree["limit"]) else tree["above"]
    return tree["value"]


def test_reading_all_trees_at_once_gives_what_walking_down_each_gives():
    chance = random.Random(4)
    trees = [grown(chance, chance.randint(2, 8)) for _ in range(40)]
    table = np.random.default_rng(4).uniform(-1, 1, (50, len(MEASURES))).astype(np.float32)
    expected = [sum(walked(tree, row) for tree in trees) for row in table]
    np.testing.assert_allclose(Forest.of(trees).score(table), expected, atol=1e-4)


def test_a_tree_too_large_to_read_is_refused():
    with pytest.raises(ValueError, match="leaves"):
        Forest.of([grown(random.Random(1), 9)])


def test_the_shipped_trees_say_where_they_come_from_and_name_measures_alone():
    shipped = json.loads(RANKER_FILE.read_text(encoding="utf-8"))
    assert "ODC-BY" in shipped["learned_from"]
    assert shipped["made_by"] == "python -m bench train-ranker"
    assert len(read_forest().starts) == len(shipped["trees"])
    assert RANKER_FILE.stat().st_size < 200_000


QUESTION = "Did The Ledger say that pilots went on strike, and did Harbour Post say that the mayor resigned?"
FLOOD = candidates(
    ("a", "The Ledger", ["The pilots went on strike."]),
    ("a", "The Ledger", ["Pilots on strike went home."]),
    ("a", "The Ledger", ["A strike of pilots went on."]),
    ("b", "Harbour Post", ["The mayor resigned."]),
)


def test_the_first_places_are_shared_out_among_the_publishers_that_a_question_names():
    query, _ = measured(QUESTION, FLOOD)
    scores = np.array([4.0, 3.0, 2.95, 2.9], dtype=np.float32)
    plain = EACH_FOR_ITSELF.choose(scores, FLOOD, query.publishers, 4)
    shared = ShareOut().choose(scores, FLOOD, query.publishers, 4)
    assert [each for each, _ in plain] == [0, 1, 2, 3]
    assert {each for each, _ in shared[:2]} == {0, 3}


def test_what_is_chosen_is_in_order_once_each_and_no_more_than_asked_for():
    query, found = measured(QUESTION, FLOOD)
    for limit in range(6):
        chosen = ShareOut().choose(found.column("sum"), FLOOD, query.publishers, limit)
        assert len(chosen) == len({each for each, _ in chosen}) == min(limit, 4)
        values = [value for _, value in chosen]
        assert values == sorted(values, reverse=True)


def test_candidates_without_a_sentence_are_refused():
    with pytest.raises(ValueError, match="at least one sentence end"):
        Candidates(
            ("a:0:1",),
            THREE.homes[:1],
            *(np.zeros(1, dtype=int),) * 2,
            np.zeros(0, "<u4"),
            np.array([0, 0]),
            *(np.zeros(1),) * 2,
        )
