from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.fitting import Room, fitted
from corpus.article import Article, Sentence
from corpus.span import Span
from retrieval.answering.answer import Answer, Citation, Disagreement, Side, Statement
from tests.bot.hostile import answers

LINE = 50


def room(characters=2000, sources=10):
    return Room(characters, sources, lambda citation: LINE)


def citation(number):
    text = "Scale AI cut 200 jobs."
    article = Article(id=f"a{number}", source="a.txt", text=text, sentences=(Sentence(Span(0, len(text))),))
    return Citation(number, article, Span(0, len(text)))


def answer(*statements, disagreements=(), missing=()):
    numbers = sorted({number for _, cited in statements for number in cited})
    numbers = sorted({*numbers, *(each for about in disagreements for side in about.sides for each in side.citations)})
    return Answer(
        tuple(Statement(text, cited) for text, cited in statements),
        tuple(citation(number) for number in numbers),
        0.9,
        "scripted",
        disagreements,
        missing,
    )


def test_an_answer_that_fits_is_whole():
    whole = answer(("It cut 200 jobs.", (1, 2)), ("It was in July.", (3,)), missing=("why",))
    part = fitted(whole, room())
    assert (part.statements, part.citations, part.missing) == (whole.statements, whole.citations, ("why",))
    assert not part.is_cut
    assert part.left_out == 0


def test_a_statement_without_room_for_its_source_is_left_out():
    part = fitted(answer(("It cut 200 jobs.", (1,)), ("It was in July.", (2,))), room(100))
    assert [statement.text for statement in part.statements] == ["It cut 200 jobs."]
    assert [each.number for each in part.citations] == [1]
    assert part.left_out == 1
    assert part.is_cut


def test_a_disagreement_goes_before_further_statements():
    about = Disagreement("how many", (Side("200 jobs", (2,)), Side("300 jobs", (3,))))
    part = fitted(answer(("It cut jobs.", (1,)), ("It was in July. " * 9, (1,)), disagreements=(about,)), room(260))
    assert part.disagreements == (about,)
    assert len(part.statements) == 1


def test_where_the_sides_say_everything_it_is_not_said_above_them_once_more():
    sides = (Side("It cut 200 jobs.", (1, 2)), Side("It cut 300 jobs.", (3,)))
    about = Disagreement("how many", sides)
    both = answer(("It cut 200 jobs.", (1, 2)), ("It cut 300 jobs.", (3,)), disagreements=(about,))
    part = fitted(both, room())
    assert (part.statements, part.disagreements, part.left_out) == ((), (about,), 0)
    assert not part.is_cut
    further = fitted(answer(("It cut 200 jobs.", (1, 2)), ("It was in July.", (3,)), disagreements=(about,)), room())
    assert len(further.statements) == 2
    sides = (Side("It cut 200 jobs.", (1,)), Side("It cut 300 jobs.", (3,)))
    about = Disagreement("how many", sides)
    said_by_more = fitted(answer(("It cut 200 jobs.", (1, 2)), disagreements=(about,)), room())
    assert [each.text for each in said_by_more.statements] == ["It cut 200 jobs."]


def test_prose_is_shortened_at_the_end_of_a_sentence():
    part = fitted(answer(("It cut 200 jobs. It said so in a memo. " * 20, (1,))), room(300))
    (statement,) = part.statements
    assert statement.text.endswith((". …", "memo. …"))


def test_a_statement_with_more_sources_than_fit_shows_only_markers_that_have_a_source():
    part = fitted(answer(("It cut 200 jobs.", tuple(range(1, 31)))), room(2000, sources=4))
    assert part.statements[0].citations == (1, 2, 3, 4)
    assert [each.number for each in part.citations] == [1, 2, 3, 4]


@settings(max_examples=40, deadline=None)
@given(answers(), st.integers(120, 12_000), st.integers(1, 25))
def test_there_is_no_marker_without_its_source_and_no_source_without_its_marker(whole, characters, sources):
    part = fitted(whole, room(characters, sources))
    used = {number for each in part.statements for number in each.citations}
    used |= {number for about in part.disagreements for side in about.sides for number in side.citations}
    assert used == {each.number for each in part.citations}
    assert len(part.citations) <= sources
    taken = sum(len(each.text) for each in part.statements) + LINE * len(part.citations)
    taken += sum(len(about.about) + sum(len(side.text) for side in about.sides) for about in part.disagreements)
    assert taken + sum(map(len, part.missing)) <= characters
    last = whole.statements[-1].citations
    assert part.is_cut or not part.statements or part.statements[-1].citations == last or set(last) <= used
