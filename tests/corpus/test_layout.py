from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import BLANKS, MARKS, Kind, layout


def shown(text):
    return [(block.kind, block.depth, block.span.of(text)) for block in layout(text)]


def words(text):
    return [block.span.of(text) for block in layout(text)]


def test_a_line_is_a_paragraph_where_nothing_says_otherwise():
    assert words("One line here.\nAnother line there.\n") == ["One line here.", "Another line there."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0c"])
def test_lines_may_end_in_any_way(end):
    assert words(f"First.{end}Second.{end}{end}Third.") == ["First.", "Second.", "Third."]


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\u2009", "\u3000", "\u200b", "\ufeff"])
def test_unusual_spaces_around_a_line_are_no_part_of_it(blank):
    assert words(f"{blank}First.{blank}\n{blank}\nSecond.{blank}") == ["First.", "Second."]


WRAPPED = """\
The harbour of Lower Quay froze over for the first time in forty years
on Sunday, and the fishing boats that had not left in time were caught
in the ice until the following Thursday.

The harbour master said that he had warned the owners more than once,
and that nobody had listened to him. He will not warn them a second
time, he said, whatever the weather may bring to the town next winter.
"""


def test_hard_wrapped_lines_are_one_paragraph():
    found = layout(WRAPPED)
    assert len(found) == 2
    assert found[0].span.of(WRAPPED).endswith("Thursday.")


def test_short_lines_are_not_taken_for_a_wrapped_paragraph():
    assert len(layout("Roses\nViolets\nLilies\nTulips\nDaisies\nAsters")) == 6


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "+", "◦", "▪", "·"])
def test_bullets_make_items_and_are_no_part_of_them(bullet):
    text = f"The plan:\n{bullet} build\n{bullet} repair"
    assert shown(text)[1:] == [(Kind.ITEM, 0, "build"), (Kind.ITEM, 0, "repair")]


def test_a_number_stays_with_its_item():
    assert shown("1. Build\n2. Repair") == [(Kind.ITEM, 0, "1. Build"), (Kind.ITEM, 0, "2. Repair")]


@pytest.mark.parametrize(
    "line", ["-5 degrees fell overnight", "*terms apply", "2024 was dry", "1.5 million came", "—he said no"]
)
def test_a_sign_or_figure_at_the_start_of_a_line_makes_no_item(line):
    assert shown(line) == [(Kind.PARAGRAPH, 0, line)]


NESTED = """\
The firm is:

  • moving
  • turning to:

    • chips
    • roads

  • hiring

That is all.
"""


def test_items_are_nested_by_indent_and_hang_on_what_introduces_them():
    found = layout(NESTED)
    assert [(block.depth, block.lead) for block in found[1:6]] == [(0, 0), (0, 0), (1, 2), (1, 2), (0, 0)]


def test_blank_lines_do_not_break_a_list_and_a_paragraph_ends_it():
    found = layout(NESTED)
    assert [block.kind for block in found] == [Kind.PARAGRAPH, *[Kind.ITEM] * 5, Kind.PARAGRAPH]
    assert found[-1].lead is None


def test_an_item_may_run_on_over_indented_lines():
    text = "The plan:\n  - build a bridge\n    over the river\n  - repair the road"
    assert words(text) == ["The plan:", "build a bridge\n    over the river", "repair the road"]


def test_a_list_under_a_full_sentence_hangs_on_nothing():
    assert [block.lead for block in layout("The plan is simple.\n• build\n• repair")] == [None, None, None]


def test_the_sign_of_a_quotation_is_no_part_of_it():
    assert words("> “We waited.”\n\n>> More\n\n>") == ["“We waited.”", ">> More", ">"]


def test_hashes_make_headings():
    assert shown("# Title #1\n\n### Part\n#tag") == [
        (Kind.HEADING, 1, "Title #1"),
        (Kind.HEADING, 3, "Part"),
        (Kind.PARAGRAPH, 0, "#tag"),
    ]


@pytest.mark.parametrize("lead", ["He admitted,", "The memo said it needed to:", "She wrote: “Three things:”"])
def test_a_line_left_open_leads_to_the_next(lead):
    assert [block.lead for block in layout(f"{lead}\n\n“Sharpen its focus” and invest.\n\nNobody did.")] == [
        None,
        0,
        None,
    ]


def test_a_quotation_of_several_paragraphs_hangs_on_one_lead():
    text = "She wrote:\n\n“First, we wait.\n\n“Then we act.”\n\nThey did."
    assert [block.lead for block in layout(text)] == [None, 0, 0, None]


def test_a_sentence_taken_up_after_a_list_hangs_on_what_began_it():
    text = "Players such as:\n\n• Alpha\n• Beta\n\n…have moved on:\n\n• chips"
    assert [block.lead for block in layout(text)] == [None, 0, 0, 0, 3]


def test_a_list_that_lost_its_bullets_hangs_on_what_introduces_it():
    text = "They sell:\nbread\nwarm milk\nThe shop opens at nine on every day of the week."
    assert [block.lead for block in layout(text)] == [None, 0, 0, None]


def test_such_a_list_goes_on_over_empty_lines_but_leaves_out_a_heading_that_follows_it():
    text = "They sell:\n\nbread\n\nwarm milk\n\nOpening hours\n\nThe shop opens at nine on every day of the week."
    assert [block.lead for block in layout(text)] == [None, 0, 0, None, None]


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_every_visible_character_but_marks_of_layout_is_in_one_block(text):
    blocks = layout(text)
    assert all(before.span.end <= after.span.start for before, after in pairwise(blocks))
    inside = {place for block in blocks for place in range(block.span.start, block.span.end)}
    lost = {character for place, character in enumerate(text) if place not in inside}
    assert lost <= set(BLANKS + MARKS)


@given(st.text(alphabet="ab:-#•1. \t\n“”…", max_size=300))
def test_a_block_hangs_only_on_one_before_it(text):
    assert all(block.lead is None or block.lead < index for index, block in enumerate(layout(text)))


@pytest.mark.parametrize("piece", ["x", "x\n", "\n", "• x\n", " • x\n  • y\n", "# ", "a, \n", " ", "“\n"])
def test_a_long_text_is_read_to_its_end_whatever_it_repeats(piece):
    # A rule that looks at everything again for each piece would not come to an end.
    text = piece * (60_000 // len(piece))
    blocks = layout(text)
    assert not text[blocks[-1].span.end if blocks else 0 :].strip(BLANKS + MARKS)
