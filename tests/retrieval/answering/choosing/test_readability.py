from retrieval.answering.choosing.readability import readable, spans_of, statement_text
from retrieval.answering.reading.article_reading import Stretch, read_article
from tests.retrieval.answering.told import article, reading

NEWS = """Mill Closes After Flood

Weavemore Mills is closing. The company had employed 900 people.

Chief executive Jane Dollery told staff the news on Monday. She added that looms would be sold.

“It was not easy,” she said. “We had no choice.”

Concerns have emerged over the river. This has led some farmers to move their cattle.

Weavemore Mills will offer those who leave:

• Severance packages
• Health coverage:
    • Dental
    • Eyes
"""


def stretch_of(start):
    read = read_article(article(NEWS))
    return read, next(
        stretch for stretch in read.stretches if read.sentences[stretch.indices[0]].text.startswith(start)
    )


def test_a_pronoun_at_the_start_is_told_by_a_bracketed_name():
    assert statement_text(*stretch_of("She added")) == "[Jane Dollery] added that looms would be sold."


def test_the_company_is_named_in_brackets():
    assert statement_text(*stretch_of("The company")) == "[Weavemore Mills] had employed 900 people."


def test_a_quotation_without_a_name_is_given_its_speaker():
    assert statement_text(*stretch_of("“We had")) == "[Jane Dollery] “We had no choice.”"


def test_a_list_is_said_whole_with_its_lead():
    text = statement_text(*stretch_of("Weavemore Mills will offer"))
    assert text == "Weavemore Mills will offer those who leave: Severance packages; Health coverage: Dental; Eyes"


def test_a_demonstrative_brings_the_sentence_before_it_along():
    read, stretch = stretch_of("This has led")
    whole = readable(read, stretch)
    assert statement_text(read, whole).startswith("Concerns have emerged over the river. This has led")


def test_a_sentence_that_stands_alone_stays_alone():
    read, stretch = stretch_of("Chief executive")
    assert readable(read, stretch) == stretch


def test_each_run_of_consecutive_sentences_is_one_span():
    read = read_article(article(NEWS))
    first, second = read.article.sentences[1].span, read.article.sentences[2].span
    spans = spans_of(read, (1, 2, 5))
    assert len(spans) == 2
    assert (spans[0].start, spans[0].end) == (first.start, second.end)


def test_a_heading_is_never_a_stretch():
    read = read_article(article(NEWS))
    assert all(0 not in stretch.indices for stretch in read.stretches)
    assert isinstance(read.stretches[0], Stretch)


def test_a_sentence_that_goes_on_about_what_the_last_one_named_brings_it_along():
    read = reading(
        "Startups like Penfold asked for money. However, earlier this year, the startup was bought by Orrin.\n"
    )
    stretch = next(each for each in read.stretches if each.indices == (1,))
    assert readable(read, stretch).indices == (0, 1)
