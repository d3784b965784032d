from datetime import date

import pytest

from retrieval.hybrid import PARTS, HybridRetriever
from retrieval.index.exact import ExactIndex
from retrieval.index.keyword import KeywordIndex
from retrieval.retriever import NO_FILTERS, Filters
from tests.retrieval.editions import article, edition_of

ARTICLES = (
    article(
        1,
        ["The merger of the airlines was approved.", "Shares rose.", "Pilots were fired."],
        title="Merger",
        publisher="The Ledger",
        published=date(2025, 1, 3),
    ),
    article(
        2,
        ["The merger of the airlines is dead.", "Shares fell."],
        title="Merger off",
        publisher="Harbour Post",
        published=date(2025, 6, 3),
    ),
    article(
        3,
        ["The battery of the scooter was recalled.", "Three people were hurt."],
        title="Recall",
        publisher=None,
        published=None,
    ),
)


@pytest.fixture
def opened(tmp_path):
    edition = edition_of(tmp_path, *ARTICLES)
    edition.prepare()
    keyword = KeywordIndex.open(tmp_path / "keyword.sqlite")
    keyword.catch_up(edition.library, edition.cut)
    dense = ExactIndex.of_library(edition.library, edition.cut, edition.embedder.name)

    def retriever(**options):
        return HybridRetriever(edition.library, edition.embedder, dense, keyword, **options)

    yield retriever
    keyword.close()
    edition.library.close()


def found(retriever, question, limit=10, filters=NO_FILTERS):
    return [each.passage.text for each in retriever.retrieve(question, limit, filters)]


def test_the_passage_that_answers_comes_first(opened):
    assert found(opened(), "Was the battery of the scooter recalled?")[0] == "The battery of the scooter was recalled."


def test_a_publisher_that_the_question_names_comes_first(opened):
    assert (
        found(opened(), "What does Harbour Post say of the airlines' merger?")[0]
        == "The merger of the airlines is dead."
    )
    assert found(opened(), "According to The Ledger, what became of the merger?")[0] == (
        "The merger of the airlines was approved."
    )


def test_every_part_of_a_question_has_its_passage_among_the_first(opened):
    first = found(opened(), "Was the scooter's battery recalled, and was the merger of the airlines approved?", 3)
    assert {"The battery of the scooter was recalled.", "The merger of the airlines was approved."} <= set(first)


def test_filters_hold_whatever_the_question_names(opened):
    question = "What does Harbour Post say of the merger?"
    assert set(found(opened(), question, filters=Filters(publishers=frozenset({"The Ledger"})))) <= set(
        ARTICLES[0].text.split("\n\n")
    )
    assert found(opened(), question, filters=Filters(since=date(2026, 1, 1))) == []


def test_a_misspelt_term_finds_what_was_meant(opened):
    assert found(opened(), "was the scotter batery recaled?")[0] == "The battery of the scooter was recalled."
    assert dict(opened().read("the scotter").corrections) == {"scotter": "scooter"}


def test_no_passage_comes_twice_and_no_more_than_asked_for(opened):
    for limit in range(9):
        texts = found(opened(), "merger shares battery people pilots", limit)
        assert len(texts) == len(set(texts)) <= limit


def test_scores_fall_from_first_to_last_and_parts_are_named(opened):
    ranked = opened().retrieve("Did shares of the airlines rise, and were pilots fired?", 10, NO_FILTERS)
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert {"keyword", "similarity", "title"} <= set(ranked[0].parts)


def test_a_question_without_a_known_word_finds_something_or_nothing_but_no_fault(opened):
    for question in ("zzz qqq", "?", "the of and", "你好", "'\"()*"):
        found(opened(), question)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out(opened, part):
    assert found(opened(without={part}), "Was the battery of the scooter recalled?")[0].startswith(
        "The battery of the scooter was recalled."
    )


def test_a_part_that_there_is_not_is_refused(opened):
    with pytest.raises(ValueError, match="no such part: magic"):
        opened(without={"magic"})


def test_relative_dates_are_read_against_the_day_of_asking(opened):
    (said,) = opened(today=lambda: date(2025, 6, 4)).read("What fell yesterday?").dates
    assert said.since == date(2025, 6, 3)
