"""Which articles a question means, and whether they are all there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.assessing.meant_articles import ARTICLE_FEATURES, MEANT_MEASURES, of_meant, read_articles
from retrieval.query import read_question
from retrieval.retriever import RankedPassage
from tests.retrieval.answering.told import article, ranked

PUBLISHERS = ("The Verge", "TechCrunch")
QUESTION = (
    "Does The Verge article say that phones sell well, while the TechCrunch article says that tablets sell badly?"
)
AGAIN = "Does the TechCrunch article say that phones sell well, while another TechCrunch article says that tablets do?"


def found(text, publisher, clause):
    (each,) = ranked(article(text, publisher + text, publisher=publisher))
    return RankedPassage(each.passage, 1.0, {"clause": clause})


def read(question, *passages):
    articles, rows = read_articles(read_question(question, PUBLISHERS), passages, ())
    return articles, [dict(zip(ARTICLE_FEATURES, row, strict=True)) for row in rows]


def meant(question, *shares):
    passages = [found(f"Text {number}.", publisher, 0.5) for number, (publisher, _) in enumerate(shares)]
    query = read_question(question, PUBLISHERS)
    articles, _ = read_articles(query, passages, ())
    return dict(zip(MEANT_MEASURES, of_meant(query, articles, np.array([share for _, share in shares])), strict=True))


def test_an_article_is_held_against_the_others_of_its_publisher_and_against_the_best():
    _, (first, second, other) = read(
        QUESTION,
        found("Phones sell.", "The Verge", 0.9),
        found("Phones.", "The Verge", 0.6),
        found("Tablets.", "TechCrunch", 0.4),
    )

    assert first["ahead_of_publisher_clause"] == pytest.approx(0.3)
    assert second["ahead_of_publisher_clause"] == pytest.approx(-0.3)
    assert other["ahead_of_publisher_clause"] == pytest.approx(0.4)
    assert other["ahead_of_all_clause"] == pytest.approx(-0.5)
    assert (second["place"], second["place_in_publisher"]) == (1, 1)
    assert (other["place"], other["place_in_publisher"]) == (2, 0)


def test_passages_of_one_article_are_read_together():
    each, again = found("Phones sell.", "The Verge", 0.4), found("Phones sell.", "The Verge", 0.7)

    articles, (row,) = read(QUESTION, each, again)

    assert len(articles) == 1
    assert (row["most_clause"], row["passages"]) == (0.7, 2)


def test_without_passages_there_are_no_articles():
    articles, rows = read(QUESTION)

    assert articles == ()
    assert rows == []


def test_a_publisher_whose_article_is_missing_counts_for_little():
    both = meant(QUESTION, ("The Verge", 0.9), ("TechCrunch", 0.8))
    one = meant(QUESTION, ("The Verge", 0.9), ("TechCrunch", 0.1))

    assert both["meant_least_publisher"] == 0.8
    assert one["meant_least_publisher"] == 0.1
    assert one["meant_mean_clause"] < both["meant_mean_clause"]


def test_a_publisher_that_is_named_twice_needs_two_articles():
    assert meant(AGAIN, ("TechCrunch", 0.9), ("TechCrunch", 0.2))["meant_least_named_again"] == 0.2
    assert meant(AGAIN, ("TechCrunch", 0.9))["meant_least_named_again"] == 0.0


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_how_likely_as_many_are_meant_as_are_named_grows_with_each_article_s_share(shares):
    likely = [("The Verge", share) for share in shares]
    fewer = meant(QUESTION, *likely[:-1])["meant_as_many"]

    assert -1e-9 <= fewer <= meant(QUESTION, *likely)["meant_as_many"] + 1e-9 <= 1 + 1e-6
