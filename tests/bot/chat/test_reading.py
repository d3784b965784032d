import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.reading import MIN_PAGE_CHARACTERS, read_around
from corpus.article import Article, Role, Sentence
from corpus.outline import outline
from corpus.span import Span

STORY = """# Scale AI cuts jobs

Scale AI cut 200 jobs on Wednesday. The company said so in a memo to its staff.

It named two reasons:

- It had grown too quickly. Whole teams did the same work.
- Demand had shifted.

Its interim chief executive is Jason Droege. He took over in June.
"""


def article(text=STORY):
    return Article(id="one", source="one.txt", text=text, sentences=outline(text))


def span_of(quote, text=STORY):
    start = text.index(quote)
    return Span(start, start + len(quote))


def cited(reading):
    return "".join(
        stretch.text
        for page in reading.pages
        for paragraph in page.paragraphs
        for stretch in paragraph.stretches
        if stretch.is_cited
    )


def words(text):
    return "".join(text.split())


def test_a_short_article_is_one_page_in_its_own_paragraphs():
    reading = read_around(article(), span_of("Demand had shifted."), 2000)
    (page,) = reading.pages
    assert [(paragraph.role, paragraph.text) for paragraph in page.paragraphs] == [
        (Role.HEADING, "Scale AI cuts jobs"),
        (Role.PROSE, "Scale AI cut 200 jobs on Wednesday. The company said so in a memo to its staff."),
        (Role.PROSE, "It named two reasons:"),
        (Role.ITEM, "It had grown too quickly. Whole teams did the same work."),
        (Role.ITEM, "Demand had shifted."),
        (Role.PROSE, "Its interim chief executive is Jason Droege. He took over in June."),
    ]


def test_the_passage_stands_out_word_for_word():
    for quote in ("Demand had shifted.", "200 jobs", "on Wednesday. The company said so"):
        assert cited(read_around(article(), span_of(quote), 2000)) == quote


def test_only_the_sentences_of_the_article_are_shown():
    text = "Subscribe to our newsletter\n\nScale AI cut 200 jobs on Wednesday.\n\nShare this"
    sentence = Sentence(span_of("Scale AI cut 200 jobs on Wednesday.", text))
    own = Article(id="one", source="one.txt", text=text, sentences=(sentence,))
    reading = read_around(own, sentence.span, 1000)
    assert [paragraph.text for paragraph in reading.pages[0].paragraphs] == ["Scale AI cut 200 jobs on Wednesday."]


def test_an_article_without_sentences_has_nothing_to_show():
    with pytest.raises(ValueError, match="no sentences"):
        read_around(Article(id="one", source="one.txt", text="Share this"), Span(0, 5), 1000)


def test_the_first_page_to_show_has_the_passage_in_its_surroundings():
    paragraphs = [f"Paragraph number {number} tells the reader something that is new to them." for number in range(40)]
    text = "\n\n".join(paragraphs)
    reading = read_around(article(text), span_of("number 20 tells", text), 400)
    opening = reading.pages[reading.opening]
    shown = [paragraph.text for paragraph in opening.paragraphs]
    assert paragraphs[20] in shown
    assert paragraphs[19] in shown
    assert paragraphs[21] in shown


def test_paging_leads_through_the_whole_article_once():
    paragraphs = [f"Paragraph number {number} tells the reader something that is new to them." for number in range(40)]
    text = "\n\n".join(paragraphs)
    reading = read_around(article(text), span_of("number 20 tells", text), 400)
    assert [paragraph.text for page in reading.pages for paragraph in page.paragraphs] == paragraphs


def test_beyond_the_last_page_is_the_last_page():
    reading = read_around(article(), span_of("Demand"), MIN_PAGE_CHARACTERS)
    assert reading.page(99) == reading.pages[-1]
    assert reading.page(-1) == reading.pages[0]


@given(
    st.lists(st.text("ab .?\n-é", min_size=1, max_size=600), min_size=1, max_size=6).map("\n\n".join),
    st.integers(MIN_PAGE_CHARACTERS, 900),
    st.data(),
)
def test_nothing_of_an_article_is_lost_or_doubled_and_no_page_is_too_long(text, most, data):
    own = article(text)
    if not own.sentences:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    reading = read_around(own, span, most)
    shown = words("".join(paragraph.text for page in reading.pages for paragraph in page.paragraphs))
    assert shown == words("".join(sentence.span.of(text) for sentence in own.sentences))
    assert all(0 < page.characters <= most for page in reading.pages)
    parts = [
        text[max(span.start, sentence.span.start) : min(span.end, sentence.span.end)]
        for sentence in own.sentences
        if sentence.span.overlaps(span)
    ]
    assert words(cited(reading)) == words("".join(parts))
    if parts and words("".join(parts)):
        assert reading.pages[reading.opening].is_cited
        assert not any(page.is_cited for page in reading.pages[: reading.opening])
