from datetime import date

from retrieval.answering.assessing.named import NAMED_MEASURES, of_named
from retrieval.query import read_question
from retrieval.retriever import RankedPassage
from tests.retrieval.answering.told import article, ranked

PUBLISHERS = ("The Verge", "TechCrunch")
QUESTION = (
    "Does The Verge article say that phones sell well, while the TechCrunch article says that tablets sell badly?"
)


def found(publisher, clause, published=None):
    (each,) = ranked(article("Phones sell.", publisher, publisher=publisher, published=published))
    return RankedPassage(each.passage, 1.0, {"clause": clause})


def measured(question, *passages):
    return dict(zip(NAMED_MEASURES, of_named(read_question(question, PUBLISHERS), passages), strict=True))


def test_a_publisher_of_which_nothing_is_found_counts_for_nothing():
    both = measured(QUESTION, found("The Verge", 0.9), found("TechCrunch", 0.6))
    one = measured(QUESTION, found("The Verge", 0.9))
    assert both["least_of_publisher_clause"] == 0.6
    assert one["least_of_publisher_clause"] == 0.0
    assert one["least_of_clause_clause"] == 0.0


def test_where_no_publisher_is_named_the_best_passage_counts():
    assert measured("Do phones sell well?", found("The Verge", 0.9))["least_of_publisher_clause"] == 0.9


def test_a_day_on_which_the_publisher_has_nothing_is_not_met():
    question = "What did the TechCrunch article published on October 31, 2023 say about phones?"
    on_the_day = measured(question, found("TechCrunch", 0.5, date(2023, 10, 31)))
    of_another = measured(
        question, found("The Verge", 0.5, date(2023, 10, 31)), found("TechCrunch", 0.5, date(2023, 12, 15))
    )
    assert (on_the_day["dates"], on_the_day["least_date"]) == (1.0, 1.0)
    assert of_another["least_date"] < 0.1
