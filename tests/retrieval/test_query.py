from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query import Query, read_question

PUBLISHERS = (
    "The Verge",
    "Wired",
    "Fortune",
    "The Age",
    "TechCrunch",
    "FOX News - Health",
    "FOX News - Lifestyle",
    "CBSSports.com",
    "The Independent - Sports",
    "The New York Times",
    "Cnbc | World Business News Leader",
    "Click",
)


def publishers(question):
    return set(read_question(question, PUBLISHERS).publishers)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does The Verge say about phones?", {"The Verge"}),
        ("Does the Verge article mention phones?", {"The Verge"}),
        ("what did techcrunch report about phones?", {"TechCrunch"}),
        ("According to FOX News, is sugar bad?", {"FOX News - Health", "FOX News - Lifestyle"}),
        ("Does the FOX News - Health article say so?", {"FOX News - Health"}),
        ("Who won, as CBS Sports reported?", {"CBSSports.com"}),
        ("What was the Independent's report on the match?", {"The Independent - Sports"}),
        ("Did 'Fortune' and Wired both cover it?", {"Fortune", "Wired"}),
        ("What does the NYT say?", {"The New York Times"}),
        ("As reported by CNBC, what fell?", {"Cnbc | World Business News Leader"}),
        ("Who is accused by Fortune of hiding losses?", {"Fortune"}),
        ("Which company, covered by Wired, Fortune and The Age, sells cables?", {"Wired", "Fortune", "The Age"}),
    ],
)
def test_publishers_are_read_as_people_write_them(question, expected):
    assert publishers(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How much of her fortune did she give away?",
        "Which wired headphones are best?",
        "What is the age of the universe?",
        "Which Fortune 500 companies cut jobs?",
        "Did The Age of Empires sell well?",
        "Where must one click to sign up?",
        "What happened on the verge of the deal?",
    ],
)
def test_everyday_words_are_no_publishers(question):
    assert publishers(question) == set()


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What does a Bloomberg article say about rates?", ("Bloomberg",)),
        ("According to an article by Variety, who stars in it?", ("Variety",)),
        ("What fell, as reported by The Wall Street Journal?", ("The Wall Street Journal",)),
    ],
)
def test_a_publisher_that_the_library_lacks_is_told(question, unknown):
    query = read_question(question, PUBLISHERS)
    assert query.unknown_publishers == unknown
    assert query.publishers == ()


def test_what_names_a_publisher_or_frames_the_question_is_not_searched_for():
    query = read_question(
        "Does the TechCrunch article published on October 2, 2023 suggest that prices rose?", PUBLISHERS
    )
    assert query.terms == ("price", "rose")


def test_a_day_that_the_question_is_about_is_searched_for():
    query = read_question("What happened in the port on 16 July?", PUBLISHERS)
    assert {"16", "juli", "port"} <= set(query.terms)
    assert query.dates[0].month == 7


def test_relative_dates_are_read_against_today():
    (said,) = read_question("What happened yesterday?", PUBLISHERS, date(2026, 3, 18)).dates
    assert said.since == date(2026, 3, 17)


@pytest.mark.parametrize(
    "question",
    [
        "Who founded TechCrunch?",
        "Who is in charge of TechCrunch?",
        "When was TechCrunch set up?",
        "How many people work for TechCrunch?",
        "Who is TechCrunch's owner?",
        "Is TechCrunch owned by a bank?",
        "How many people does TechCrunch employ?",
    ],
)
def test_a_publisher_that_is_asked_about_is_searched_for_and_no_source(question):
    query = read_question(question, PUBLISHERS)
    assert not query.publishers
    assert "techcrunch" in query.terms


@pytest.mark.parametrize(
    "question",
    [
        "According to TechCrunch, who founded the bank?",
        "Who founded the bank, in the TechCrunch article?",
        "Does TechCrunch say who owns the bank?",
        "What did TechCrunch report about the owner?",
    ],
)
def test_a_publisher_that_is_asked_for_its_report_is_a_source(question):
    assert read_question(question, PUBLISHERS).publishers == ("TechCrunch",)


def test_each_clause_has_the_publisher_that_it_names():
    query = read_question(
        "Does the Wired article say that prices rose, while the Fortune article reports falling wages?", PUBLISHERS
    )
    assert [(clause.terms, set(clause.publishers)) for clause in query.clauses] == [
        (("price", "rose"), {"Wired"}),
        (("fall", "wage"), {"Fortune"}),
    ]


def test_quoted_phrases_are_kept_and_publishers_in_quotes_are_none():
    query = read_question("Did 'Fortune' write of \"shifts in market demand\"?", PUBLISHERS)
    assert query.quoted == ("shifts in market demand",)


def test_careless_typing_is_read_as_it_was_meant():
    assert read_question("how many ppl at the hq in govt work?", ()).terms == ("peopl", "headquart", "govern", "work")


def test_a_question_of_framing_alone_is_searched_for_as_it_stands():
    assert read_question("What does the TechCrunch article report?", PUBLISHERS).terms


def test_a_correction_stands_in_the_place_of_what_was_typed():
    query = read_question("Who is Zukerberg, and did Zukerberg resign?", ()).corrected({"zukerberg": "zuckerberg"})
    assert "zukerberg" not in query.terms
    assert all("zukerberg" not in clause.terms for clause in query.clauses)
    assert query.corrections == (("zukerberg", "zuckerberg"),)


@given(st.text(max_size=300))
def test_any_text_is_read_without_losing_a_term(text):
    query = read_question(text, PUBLISHERS, date(2026, 1, 1))
    in_clauses = [term for clause in query.clauses for term in clause.terms]
    assert sorted(in_clauses) == sorted(query.terms)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in query.mentions)


def test_a_term_without_a_position_is_refused():
    with pytest.raises(ValueError, match="positions"):
        Query("x", ("x",), (), (), (), (), (), ())
