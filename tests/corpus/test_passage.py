import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Sentence
from corpus.passage import Passage
from corpus.span import Span


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article whose sentences leave some of its text out."""
    text = draw(st.text(min_size=1, max_size=200))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=20)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    return Article("a", "a.txt", text, tuple(Sentence(span) for span in spans))


@given(articles(), st.data())
def test_a_passage_is_its_stretch_of_the_article(article: Article, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(article.sentences) - 1))
    last = data.draw(st.integers(first + 1, len(article.sentences)))
    passage = Passage(article, first, last)
    assert passage.text == article.text[passage.span.start : passage.span.end]
    assert passage.sentences == article.sentences[first:last]
    assert all(passage.span.contains(sentence.span) for sentence in passage.sentences)
    assert passage.id == f"a:{passage.span.start}:{passage.span.end}"


@given(articles(), st.integers(), st.integers())
def test_a_passage_that_is_not_in_its_article_can_not_be_made(article: Article, first: int, last: int) -> None:
    if 0 <= first < last <= len(article.sentences):
        assert Passage(article, first, last).text
    else:
        with pytest.raises(ValueError, match="not among"):
            Passage(article, first, last)


@given(st.integers(), st.integers())
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    if 0 <= start < end:
        assert Span(start, end).end - Span(start, end).start > 0
    else:
        with pytest.raises(ValueError, match="span"):
            Span(start, end)


def test_a_span_refuses_a_text_that_is_too_short() -> None:
    with pytest.raises(ValueError, match="outside"):
        Span(2, 6).of("Five.")
    assert Span(2, 5).of("Five.") == "ve."


spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_spans_contain_and_overlap_as_their_characters_do(one: Span, other: Span) -> None:
    mine, yours = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.contains(other) == (yours <= mine)
    assert one.overlaps(other) == bool(mine & yours)
