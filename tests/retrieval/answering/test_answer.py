import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Sentence
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement

TEXT = "Sign up now!\nThe plant closed. Nobody was hurt.\nRelated: shares rise"
ARTICLE = Article(id="a", source="a.txt", text=TEXT, sentences=(Sentence(Span(13, 30)), Sentence(Span(31, 47))))
CLOSED, UNHURT = Span(13, 30), Span(31, 47)


def cite(number, span=CLOSED):
    return Citation(number, ARTICLE, span)


def answer(statements, citations, **rest):
    return Answer(tuple(statements), tuple(citations), confidence=0.9, generator="extractive", **rest)


def test_a_quote_is_the_articles_own_words():
    assert cite(1).quote == "The plant closed."


def test_a_citation_may_span_neighbouring_sentences():
    assert cite(1, Span(13, 47)).quote == "The plant closed. Nobody was hurt."


@pytest.mark.parametrize("span", [Span(0, 12), Span(0, 30), Span(31, len(TEXT)), Span(48, 55)])
def test_what_stands_around_the_article_cannot_be_cited(span):
    with pytest.raises(ValueError, match="around it"):
        cite(1, span)


def test_a_citation_of_a_list_may_hold_its_bullets():
    listed = Article(
        "b",
        "b.txt",
        "It has:\n• Ships\n• Docks",
        (Sentence(Span(0, 7)), Sentence(Span(10, 15)), Sentence(Span(18, 23))),
    )
    assert Citation(1, listed, Span(0, 23)).quote == listed.text


@pytest.mark.parametrize("number", [0, -1])
def test_citations_are_numbered_from_one(number):
    with pytest.raises(ValueError, match="numbered from 1"):
        cite(number)


def test_a_citation_beyond_the_text_cannot_be_built():
    with pytest.raises(ValueError, match="outside a text"):
        cite(1, Span(31, 400))


def test_a_statement_without_a_citation_cannot_be_built():
    with pytest.raises(ValueError, match="at least one citation"):
        Statement("The plant closed.", ())


def test_a_statement_that_says_nothing_cannot_be_built():
    with pytest.raises(ValueError, match="says something"):
        Statement(" ", (1,))


def test_an_answer_without_statements_cannot_be_built():
    with pytest.raises(ValueError, match="Abstention"):
        answer([], [cite(1)])


def test_citations_are_numbered_by_first_use():
    swapped = [Statement("Nobody was hurt.", (2,)), Statement("The plant closed.", (1,))]
    with pytest.raises(ValueError, match="order of use"):
        answer(swapped, [cite(1), cite(2, UNHURT)])


def test_an_unused_citation_cannot_be_carried():
    with pytest.raises(ValueError, match="not those used"):
        answer([Statement("The plant closed.", (1,))], [cite(1), cite(2, UNHURT)])


def test_a_statement_cannot_cite_what_is_not_there():
    with pytest.raises(ValueError, match="not those used"):
        answer([Statement("The plant closed.", (1, 2))], [cite(1)])


def test_one_stretch_has_one_number():
    with pytest.raises(ValueError, match="one number"):
        answer([Statement("The plant closed.", (1, 2))], [cite(1), cite(2)])


def test_the_sides_of_a_disagreement_count_as_use():
    sides = Disagreement("injuries", (Side("closed", (1,)), Side("Nobody was hurt.", (2,))))
    whole = answer([Statement("The plant closed.", (1,))], [cite(1), cite(2, UNHURT)], disagreements=(sides,))
    assert whole.citation(2).quote == "Nobody was hurt."


def test_a_disagreement_has_two_sides():
    with pytest.raises(ValueError, match="two sides"):
        Disagreement("injuries", (Side("closed", (1,)),))


def test_one_citation_cannot_stand_on_both_sides():
    with pytest.raises(ValueError, match="two sides"):
        Disagreement("injuries", (Side("closed", (1,)), Side("open", (1,))))


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_lies_between_zero_and_one(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Abstention("The articles do not say.", confidence, "extractive")


@given(st.integers(-5, 5))
def test_a_number_out_of_bounds_never_finds_another_citation(number):
    whole = answer([Statement("Both.", (1, 2))], [cite(1), cite(2, UNHURT)])
    if number in {1, 2}:
        assert whole.citation(number).number == number
    else:
        with pytest.raises(ValueError, match="no citation"):
            whole.citation(number)


def test_several_prints_of_one_text_speak_with_one_voice():
    prints = [Article(name, f"{name}.txt", TEXT, ARTICLE.sentences, original="b") for name in "bc"]
    cited = [cite(1), *(Citation(number, each, CLOSED) for number, each in enumerate(prints, start=2))]
    said = answer([Statement("The plant closed.", (1, 2, 3))], cited)
    assert said.voices((1, 2, 3)) == 2
    assert said.voices((2, 3)) == 1
