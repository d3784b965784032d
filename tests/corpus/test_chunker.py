from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Role, Sentence
from corpus.boilerplate.judge import judge
from corpus.chunker import cut
from corpus.layout import layout
from corpus.outline import outline
from corpus.span import Span


def count_words(texts):
    """A token counter that one can compute by hand: a token is a word."""
    return [len(text.split()) for text in texts]


def cut_by_words(whole, *max_tokens):
    """The passages of an article whose tokens are its words."""
    return cut(whole, count_words([sentence.span.of(whole.text) for sentence in whole.sentences]), *max_tokens)


def article(text):
    return Article(id="a", source="a.txt", text=text, sentences=outline(text))


SENTENCE = "The council of the small town by the river voted on Monday to close its oldest bridge."  # 17 words
LITTER = ["Share this article", "Advertisement", "Read also: Another bridge falls", "×"]
ARTICLES = st.lists(
    st.sampled_from(
        [
            SENTENCE,
            f"{SENTENCE} {SENTENCE}",
            "Why it matters",
            "# Part",
            "The plan:",
            "• one",
            "• two",
            "  – three",
            *LITTER,
        ]
    ),
    max_size=25,
).map(lambda lines: article("\n\n".join(lines)))
SIZES = st.integers(1, 80)


@given(ARTICLES, SIZES)
def test_every_sentence_is_in_exactly_one_passage_in_order(given_article, max_tokens):
    passages = cut_by_words(given_article, max_tokens)
    covered = [index for passage in passages for index in range(passage.first, passage.last)]
    assert covered == list(range(len(given_article.sentences)))


@given(ARTICLES, SIZES)
def test_a_passage_is_its_stretch_of_the_article(given_article, max_tokens):
    for passage in cut_by_words(given_article, max_tokens):
        assert given_article.text[passage.span.start : passage.span.end] == passage.text


@given(ARTICLES, SIZES)
def test_no_passage_holds_what_was_left_out(given_article, max_tokens):
    text = given_article.text
    left_out = [verdict.block.span for verdict in judge(text, layout(text)) if not verdict.is_kept]
    for passage in cut_by_words(given_article, max_tokens):
        assert not any(passage.span.overlaps(span) for span in left_out)


@given(ARTICLES, SIZES)
def test_only_a_single_sentence_may_be_larger_than_the_limit(given_article, max_tokens):
    for passage in cut_by_words(given_article, max_tokens):
        sizes = count_words([sentence.span.of(given_article.text) for sentence in passage.sentences])
        assert sum(sizes) <= max_tokens or len(sizes) == 1


@given(ARTICLES, SIZES)
def test_passages_do_not_overlap(given_article, max_tokens):
    passages = cut_by_words(given_article, max_tokens)
    assert all(before.span.end < after.span.start for before, after in pairwise(passages))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_any_token_counts_make_passages_of_all_sentences(sizes):
    text = "x" * len(sizes)
    one = Article(id="a", source="a", text=text, sentences=tuple(Sentence(Span(i, i + 1)) for i in range(len(sizes))))
    passages = cut(one, sizes, 30)
    assert [passages[0].first, *(passage.last for passage in passages)] == [
        0,
        *(passage.first for passage in passages[1:]),
        len(sizes),
    ]


def test_a_heading_stays_with_what_it_stands_over():
    lines = [SENTENCE, SENTENCE, "Why the piers cracked", SENTENCE, SENTENCE]
    passages = cut_by_words(article("\n\n".join(lines)), 40)
    assert [passage.sentences[-1].role for passage in passages] == [Role.PROSE, Role.PROSE]
    assert passages[1].text.startswith("Why the piers cracked")


def test_a_list_stays_with_what_introduces_it():
    text = f"{SENTENCE} {SENTENCE}\n\nThe council will now turn to:\n\n• roads\n• schools\n\n{SENTENCE}"
    passages = cut_by_words(article(text), 40)
    assert [passage.text for passage in passages if "turn to:" in passage.text and "• schools" in passage.text]


def test_a_list_that_is_too_long_goes_on_in_the_next_passage():
    items = "\n".join(f"• item number {number} of the long list of the council" for number in range(12))
    passages = cut_by_words(article(f"The plan has twelve parts:\n\n{items}"), 40)
    assert len(passages) > 1
    assert passages[0].text.startswith("The plan has twelve parts:")


def test_passages_are_of_even_length():
    passages = cut_by_words(article("\n\n".join([SENTENCE] * 9)), 17 * 5)
    assert [passage.last - passage.first for passage in passages] in ([4, 5], [5, 4])


@pytest.mark.parametrize("tokens", [[], [1, 2]])
def test_every_sentence_needs_its_count_of_tokens(tokens):
    with pytest.raises(ValueError, match="counts of tokens for the 1 sentences"):
        cut(article(SENTENCE), tokens)


def test_an_article_without_sentences_has_no_passages():
    assert cut_by_words(Article(id="a", source="a", text="×")) == ()


@pytest.mark.parametrize("max_tokens", [0, -1])
def test_a_passage_without_room_is_refused(max_tokens):
    with pytest.raises(ValueError, match="at least one token"):
        cut_by_words(article(SENTENCE), max_tokens)
