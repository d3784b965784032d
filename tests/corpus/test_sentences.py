from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import BLANKS
from corpus.sentences import MAX_SENTENCE_CHARACTERS, sentences

INVISIBLE = dict.fromkeys(map(ord, BLANKS))

# Each case is a text cut where its sentences end.
HARD = [
    ["Mr. Osei and Mrs. Lindqvist met Dr. Abara at 9 a.m. on Tuesday.", "They left at noon."],
    ["The U.S. Senate voted 51-49.", "The U.K. did not."],
    ["She moved to the U.S. in 2011.", "He stayed in the U.S.", "The firm followed."],
    ["Shares of Northwind Inc. fell 4.5% to $12.30.", "Contoso Ltd. rose."],
    ["Gov. Ana Ruiz signed the bill.", "Sen. J. P. Holt objected."],
    ["It happened in Washington, D.C.", "The mayor was away."],
    ["The launch is set for 8 p.m. ET on Friday.", "Doors open at 7 p.m.", "Guests may queue."],
    ["“We are ready,” she said.", "“We have been for months.”", "Nobody answered."],
    ["“Where is it?” he asked.", "“I don’t know!” Maria said."],
    ["“Is it over?” the chief executive of Tailspin asked.", "It was not."],
    ["Is it over?", "Nobody knows."],
    ["“Stop!”", "The crowd did not.", "It ran."],
    ["Yahoo! said on Monday that profits rose.", "Analysts cheered!", "Markets fell."],
    ["They were on “Jeopardy!” last night.", "They lost."],
    ["The iPhone 15 sold out.", "iPad sales fell.", "eBay listed both."],
    ["The model is called Grok.", "xAI trained it.", "OpenAI did not comment."],
    ["No. 3 seed Duke beat No. 6 Yale.", "No.", "It was not close."],
    ["He waited… and waited… until dawn.", "Then he left."],
    ["“I just... I can’t believe it,” she said.", "He nodded."],
    ["The end was near ...", "The crowd went home."],
    ["The bridge cost $1.2 billion.", "It is 3.5 miles long.", "It opened on Jan. 5, 2021."],
    ["It closed in Sept. 2019.", "Reopening took until Dec. 12."],
    ["See www.example.com/a.b?c=1 for details.", "The site, example.co.uk, is new."],
    ["The decision (see below) was final.", "(It was also late.)", "Nobody appealed."],
    ["He works at St. Mary’s Hospital on Elm St. in Dover.", "She works at Ft. Worth."],
    ["John F. Kennedy Jr. was there.", "George W. Bush was not."],
    ["They went with Plan B.", "It failed.", "Plan C never came."],
    ["“It’s done.”", "She closed the door.", "The lock clicked."],
    ["Apple Co. and Pear Corp. merged.", "The new name is Fruit Inc.", "It trades on Monday."],
    ["Prices rose 2% vs. a year ago.", "Wages, i.e. base pay, did not."],
    ["The vote was 5-4.", "“This is wrong,” Justice E. Kagan wrote.", "Three others joined."],
    ["She has a Ph.D. in physics.", "He has an M.D. from Yale."],
    ["The company, et al. v. Smith, lost.", "It will appeal."],
    ["“We won.", "We won again.", "And we will win tomorrow,” the coach said."],
    ["What’s next?", "More of the same.", "Why?", "Because it pays!"],
    ["It rose to 1,000.", "2,000 is next.", "That was 2019.", "2020 was worse."],
    ["Rep. Lee, R-Fla., spoke first.", "Then came Rep. Diaz, D-N.Y., who did not."],
    ["The A.I. technology remade work.", "Some feared A.I.", "They were few."],
    ["He said it on “Good Morning.”", "The host laughed."],
    ["The firm was founded by A. N. Other in 1999.", "It has 40 staff."],
    ["Lt. Gen. H. R. McMaster resigned.", "Gen. Mattis followed."],
    ["They sell beds, chairs, etc. to hotels.", "They sell tables, etc.", "The hotels pay late."],
    ["The score was 3-2 at half-time.", "‘We were lucky,’ he said.", "‘Very lucky.’"],
    ["Revenue was £4.2m in Q3.", "That was up 12 p.c. on the year."],
    ["“Who are they?", "What do they want?” the paper asked.", "It got no reply."],
    ["He lives at 12 Oak Ave. near the park.", "She lives on Pine Blvd.", "The two never met."],
    ["The storm hit at 6 a.m. Thursday.", "By 9 a.m. it was gone."],
    ["7:36 p.m. — The bus arrives.", "8:02 p.m. Smith scores.", "It is 2-0."],
    ["“We won.” — Ana Ruiz, mayor"],
    ["Version 2.0.1 is out.", "Version 3 is not."],
    ["The test — the first of its kind! — was a success.", "Others will follow."],
]


@pytest.mark.parametrize("case", HARD, ids=lambda case: case[0][:40])
def test_a_hard_news_sentence_ends_where_a_reader_ends_it(case):
    text = " ".join(case)
    assert [span.of(text) for span in sentences(text)] == case


def test_a_sentence_ends_even_where_the_space_after_it_was_lost():
    text = "The order was clear.The soldiers obeyed it. They marched."
    found = [span.of(text) for span in sentences(text)]
    assert found == ["The order was clear.", "The soldiers obeyed it.", "They marched."]


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_sentences_hold_every_visible_character_once_in_order(text):
    spans = sentences(text)
    assert "".join(span.of(text) for span in spans).translate(INVISIBLE) == text.translate(INVISIBLE)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip(BLANKS) for span in spans)


@given(st.text(alphabet="ab. !?”“…\n", max_size=400))
def test_no_mix_of_stops_and_quotes_loses_a_character(text):
    assert "".join(span.of(text) for span in sentences(text)).translate(INVISIBLE) == text.translate(INVISIBLE)


def test_a_sentence_without_end_is_cut_at_white_space():
    text = "word " * 1000
    spans = sentences(text)
    assert max(span.end - span.start for span in spans) <= MAX_SENTENCE_CHARACTERS
    assert all(span.of(text).startswith("word") and span.of(text).endswith("word") for span in spans)


def test_a_word_longer_than_any_sentence_is_cut_all_the_same():
    assert max(span.end - span.start for span in sentences("x" * 5000)) <= MAX_SENTENCE_CHARACTERS


@pytest.mark.parametrize(
    "piece", ["word ", "x", ". ", "?”", "…", "Mr. ", "A. ", "“No!” he ", "a.b.c.d.", "\n", " ", "!!! ", "é́"]
)
def test_a_line_without_end_is_read_to_its_end_whatever_it_repeats(piece):
    text = piece * (200_000 // len(piece))  # a quadratic rule would take many minutes
    found = sentences(text)
    assert not text[found[-1].end if found else 0 :].strip()
