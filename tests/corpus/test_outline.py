from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Role
from corpus.layout import BLANKS, layout
from corpus.outline import outline

INVISIBLE = dict.fromkeys(map(ord, BLANKS))
SHIPPED = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))

ANYTHING = st.text(alphabet=st.characters(codec=None), max_size=400)
PAGES = st.lists(
    st.sampled_from(
        [
            "The council of the small town voted on Monday to close the old bridge, and nobody was surprised by that.",
            "He admitted,",
            "Share this article",
            "Recent news",
            "Why it matters",
            "  • one thing",
            "    – another",
            "# Title",
            "Leave a comment",
            "×",
            "The plan has three parts:",
            "“It was time,” she said.",
            "By Ana Ruiz",
            "© 2024 The Paper",
            "",
            "Read also: Bridge closed",
            "1. First",
            "\x00",
            "\ud800",
            "…and then it ended.",
            "a" * 70,
            "Price: $5",
        ]
    ),
    max_size=30,
).map("\n".join)


@given(st.one_of(ANYTHING, PAGES))
def test_an_outline_is_in_order_without_overlap_and_its_links_point_back(text):
    Article(id="a", source="a.txt", text=text, sentences=outline(text))


@given(st.one_of(ANYTHING, PAGES))
def test_no_sentence_is_empty_or_begins_or_ends_in_white_space(text):
    for sentence in outline(text):
        shown = sentence.span.of(text)
        assert shown
        assert shown == shown.strip(BLANKS)


@given(st.one_of(ANYTHING, PAGES))
def test_of_a_block_that_is_kept_nothing_is_lost(text):
    spans = [sentence.span for sentence in outline(text)]
    for block in layout(text):
        inside = [span for span in spans if block.span.contains(span)]
        if inside:
            assert "".join(span.of(text) for span in inside).translate(INVISIBLE) == block.span.of(text).translate(
                INVISIBLE
            )
    assert all(any(block.span.contains(span) for block in layout(text)) for span in spans)


def named(text):
    return [(sentence.role, sentence.span.of(text)) for sentence in outline(text)]


ARTICLE = """\
Town Closes Its Oldest Bridge

The town of Lower Quay closed its oldest bridge on Monday. The council had put the decision off for a year.

Mayor Ana Ruiz said the work would cost more than the town has:

  • New piers
  • A new deck:
    – oak planks
    – steel rails

What happens next

She admitted,

“We waited too long. That was my mistake.”
"""


def test_titles_and_headings_are_headings_and_items_are_items():
    assert named(ARTICLE) == [
        (Role.HEADING, "Town Closes Its Oldest Bridge"),
        (Role.PROSE, "The town of Lower Quay closed its oldest bridge on Monday."),
        (Role.PROSE, "The council had put the decision off for a year."),
        (Role.PROSE, "Mayor Ana Ruiz said the work would cost more than the town has:"),
        (Role.ITEM, "New piers"),
        (Role.ITEM, "A new deck:"),
        (Role.ITEM, "oak planks"),
        (Role.ITEM, "steel rails"),
        (Role.HEADING, "What happens next"),
        (Role.PROSE, "She admitted,"),
        (Role.PROSE, "“We waited too long."),
        (Role.PROSE, "That was my mistake.”"),
    ]


def test_an_item_hangs_on_what_introduces_it_and_a_nested_one_on_the_item_above():
    found = outline(ARTICLE)
    assert [sentence.lead for sentence in found[3:8]] == [None, 3, 3, 5, 5]


def test_a_quotation_hangs_on_the_words_that_announce_it():
    found = outline(ARTICLE)
    assert [sentence.lead for sentence in found[9:]] == [None, 9, 9]


def test_a_list_is_one_paragraph_and_so_are_the_sentences_of_a_paragraph():
    assert [sentence.paragraph for sentence in outline(ARTICLE)] == [0, 1, 1, 2, 3, 3, 3, 3, 4, 5, 6, 6]


def test_every_sentence_knows_the_heading_above_it():
    text = "# One\n\nFirst things come first in this town.\n\n## Two\n\nSecond things come second in this town.\n"
    assert [sentence.heading for sentence in outline(text)] == [None, 0, None, 2]


@pytest.mark.parametrize("line", ["Price: $19.99", "Cast: Ana Ruiz, Ben Okafor", "See https://example.com/x for more"])
def test_a_line_that_states_something_is_no_heading(line):
    before = "It was a long and quiet day in the town by the river. " * 3
    text = f"{before}\n{line}\n{before}"
    assert (Role.HEADING, line) not in named(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name[:3])
def test_a_shipped_article_has_its_prose_and_nothing_of_the_page(path):
    text = path.read_text(encoding="utf-8")
    kept = [sentence.span.of(text) for sentence in outline(text)]
    assert len(kept) >= 20
    litter = (
        "Written by",
        "Published on",
        "Join",
        "Recent News",
        "Qualcomm",
        "LangChain",
        "Leave a Response",
        "Curious why",
        "×",
    )
    assert not [words for words in kept if words.startswith(litter) or "I founded" in words]


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x00", "\ufeff", "×", "\ud800\udfff", "-", "#", "•", "1."])
def test_next_to_nothing_has_next_to_no_outline(text):
    assert len(outline(text)) <= 1
