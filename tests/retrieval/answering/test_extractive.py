import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.retrieval.answering.told import article, draft, said

POST = article(
    """Norvale buys Calder for $90 million

Norvale Foods has agreed to buy the baker Calder Bread for $90 million, the two firms said on 4 March. Calder will shed 120 jobs.

Who Made The Deal?

Norvale chief executive Ingrid Sole led the talks herself. Calder has been without a leader since January, when Fiona Brack resigned.

“You can wait years for an oven like that,” Sole said. She added that savings would reach $7 million.

The takeover was needed because Calder had run out of flour.

Those who leave get:

• Three weeks’ pay
• Retraining vouchers
""",
    "post",
    title="Norvale buys Calder for $90 million",
    publisher="The Post",
)
GAZETTE = article(
    """Calder sold

Calder Bread is being sold to Norvale Foods for $90 million, and 120 people lose their jobs. Its ovens in Cork are the largest anywhere.

Rival Bakewell ended its contract with Calder in June. Norvale’s spokesman, Peter Ash, promised that prices will not rise.
""",
    "gazette",
    title="Calder sold",
    publisher="The Gazette",
)


WORDS = "who what why how many much did does Norvale Calder say said fire people ovens and , ? in January before the of to".split()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much does Norvale pay for Calder?", "$90 million"),
        ("how many ppl get fired at calder?", "120"),
        ("When did the firms announce the deal?", "4 March"),
        ("Who runs Norvale?", "Ingrid Sole"),
        ("boss of norvale?", "Ingrid Sole"),
        ("Who resigned in January?", "Fiona Brack"),
        ("Why did Calder have to be sold?", "run out of flour"),
        ("Where are the largest ovens?", "Cork"),
        ("Which rival ended its contract with Calder?", "Bakewell"),
        ("What did Ingrid Sole say about the oven?", "wait years"),
        ("What did Norvale's spokesman promise?", "prices will not rise"),
    ],
)
def test_the_first_statement_answers(question, answer):
    assert answer in said(question, POST, GAZETTE)[0]


def test_a_list_is_answered_whole_and_cited_with_lead_and_items():
    statement = draft("What do those who leave get?", POST, GAZETTE).statements[0]
    assert statement.text == "Those who leave get: Three weeks’ pay; Retraining vouchers"
    assert "Retraining vouchers" in statement.sources[0].spans[-1].of(POST.text)


def test_one_fact_in_two_articles_is_one_statement_with_both_as_sources():
    statements = draft("How many people lose their jobs at Calder?", POST, GAZETTE).statements
    assert [{source.article.id for source in each.sources} for each in statements if "120" in each.text] == [
        {"post", "gazette"}
    ]


def test_speakers_keep_their_words():
    texts = said("What did Ingrid Sole say?", POST, GAZETTE)
    assert any("wait years" in text for text in texts)
    assert not any("led the talks" in text for text in texts)


def test_each_part_of_a_question_is_answered_in_its_order():
    statements = draft("How much does Norvale pay, and who resigned in January?", POST, GAZETTE).statements
    parts = [each.part for each in statements]
    assert parts == sorted(parts)
    assert set(parts) == {0, 1}


def test_a_question_after_one_publisher_is_answered_from_its_article():
    statements = draft("According to The Gazette, how many people will lose their jobs?", POST, GAZETTE).statements
    assert statements[0].sources[0].article.id == "gazette"


def test_headings_are_no_statements():
    texts = said("Who made the deal?", POST, GAZETTE)
    assert all("?" not in text for text in texts)
    assert "Norvale buys Calder for $90 million" not in texts


def test_statements_are_whole_sentences_of_the_articles():
    for statement in draft("How much does Norvale pay for Calder?", POST, GAZETTE).statements:
        for source in statement.sources:
            starts = {sentence.span.start for sentence in source.article.sentences}
            ends = {sentence.span.end for sentence in source.article.sentences}
            assert all(span.start in starts and span.end in ends for span in source.spans)


def test_it_is_told_what_was_considered_and_why_it_was_turned_down():
    drafted = draft("How much does Norvale pay for Calder?", POST, GAZETTE)
    assert any(each.chosen for each in drafted.weighed)
    assert all(each.why for each in drafted.weighed)
    assert {"terms", "answer", "passage"} <= set(drafted.weighed[0].parts)
    assert drafted.reading["kind"] == "how much"


def test_nothing_is_drafted_from_nothing():
    assert draft("Who runs Norvale?").statements == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_question_is_drafted_from_whole_sentences_or_not_at_all(question):
    for statement in draft(question, POST, GAZETTE).statements:
        assert statement.text.strip()
        assert all(span.of(source.article.text) for source in statement.sources for span in source.spans)


def test_a_sum_is_found_by_the_name_of_its_currency():
    rates = article(
        "Sale\n\nOrbel paid $40 million in May. Orbel paid US$14 million (S$18 million) for the yard in Perak.\n"
    )
    assert "S$18 million" in said("What did Orbel pay in Singapore dollars?", rates)[0]
