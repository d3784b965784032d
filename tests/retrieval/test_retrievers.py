"""What every retriever keeps: the hybrid that the product uses, and its two parts, which measurements compare it with."""

from datetime import date

import pytest

from bench.quality.baselines import DenseRetriever, KeywordRetriever
from retrieval.hybrid import HybridRetriever
from retrieval.index.exact import ExactIndex
from retrieval.index.keyword import KeywordIndex
from retrieval.retriever import NO_FILTERS, Filters
from tests.retrieval.editions import article, edition_of

QUESTION = "Which airlines had striking pilots?"
LEDGER = Filters(publishers=frozenset({"The Ledger"}))
ARTICLES = (
    article(1, ["Pilots of the airlines struck.", "Shares rose."], publisher="The Ledger", published=date(2025, 1, 3)),
    article(
        2, ["The airlines met their pilots.", "Shares fell."], publisher="Harbour Post", published=date(2025, 6, 3)
    ),
    article(3, ["The battery of the scooter was recalled.", "Three people were hurt."]),
)


@pytest.fixture(params=["keyword", "dense", "hybrid"])
def retriever(request, tmp_path):
    edition = edition_of(tmp_path, *ARTICLES)
    edition.prepare()
    keyword = KeywordIndex.open(tmp_path / "keyword.sqlite")
    keyword.catch_up(edition.library, edition.cut)
    dense = ExactIndex.of_library(edition.library, edition.cut, edition.embedder.name)
    match request.param:
        case "keyword":
            return KeywordRetriever(edition.library, keyword)
        case "dense":
            return DenseRetriever(edition.library, edition.embedder, dense)
    return HybridRetriever(edition.library, edition.embedder, dense, keyword)


def test_passages_come_best_first_and_none_twice(retriever):
    found = retriever.retrieve(QUESTION, 10, NO_FILTERS)
    assert "airlines" in found[0].passage.text
    assert len({each.passage.id for each in found}) == len(found)


def test_no_more_passages_come_than_are_wanted(retriever):
    assert len(retriever.retrieve(QUESTION, 1, NO_FILTERS)) == 1
    assert retriever.retrieve(QUESTION, 0, NO_FILTERS) == ()


def test_only_passages_that_the_filters_admit_come(retriever):
    found = retriever.retrieve(QUESTION, 10, LEDGER)
    assert {each.passage.article.publisher for each in found} == {"The Ledger"}
