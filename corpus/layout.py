"""Layout: the text of a news item into headings, paragraphs and list items, as spans.

Reads text as it is copied off a page: one line a paragraph or blank lines between, hard-wrapped or not, bullets nested
by indent, Markdown headings. Linear in the length of the text; never raises.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.span import Span

_BLANK_RANGES = (
    (0x00, 0x21), (0x7F, 0xA1), (0xAD, 0xAE), (0x1680, 0x1681), (0x2000, 0x2010), (0x2028, 0x2030), (0x205F, 0x2070),
    (0x3000, 0x3001), (0xFEFF, 0xFF00),
)  # fmt: skip
BLANKS = "".join(chr(code) for first, end in _BLANK_RANGES for code in range(first, end))
"""Characters that show nothing: white space, controls, invisible format characters."""

MARKS = "#>•◦▪‣●○■□∙·⁃►▶➤✓✔-–*+"
"""Characters that lay out a text where they begin a line, and are no part of its words."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"[•◦▪‣●○■□∙·⁃►▶➤✓✔][ \t\xa0\u2000-\u200b\u3000]*|[-–*+][ \t\xa0\u2000-\u200b\u3000]+")
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|[(]?[a-z\d]{1,2}[)])[ \t\xa0]+(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t\xa0]+")
_QUOTED = re.compile(r">[ \t\xa0]+")
_FIRST_WORD = re.compile(r"\S+")
_OPEN_END = (":", ",", "：", "，")
_CLOSERS = "\"'”’»)]*_"
_TAB_COLUMNS = 4


class Kind(StrEnum):
    """What a block looks like."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item.

    `span` leaves out the marks of layout; a list number stays in, since it can carry meaning. `depth` is the
    nesting of an item, from 0, or the level of a heading. `has_gap` says whether an empty line stands before it.
    `lead` is the index of the block that it continues: the sentence that introduces a list, the item above, the "He
    said:" before a quotation.
    """

    span: Span
    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    has_gap: bool = False
    lead: int | None = None


@dataclass(slots=True)
class _Line:
    """One line that shows something; `start` and `end` are trimmed."""

    start: int
    end: int
    indent: int
    has_gap: bool


def layout(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, in order and without overlap; every visible character but such marks is in one."""
    return _with_leads(text, [_block(text, group) for group in _groups(text, _lines(text))])


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        trimmed = raw.lstrip(BLANKS)
        if not trimmed:
            continue
        indent = len(raw) - len(trimmed)
        start = match.start() + indent
        end = start + len(trimmed.rstrip(BLANKS))
        columns = indent + (_TAB_COLUMNS - 1) * raw.count("\t", 0, indent)
        has_gap = max(text.count("\n", before, start), text.count("\r", before, start)) > 1
        lines.append(_Line(start, end, columns, has_gap))
        before = end
    return lines


def _groups(text: str, lines: list[_Line]) -> list[list[_Line]]:
    """Lines that belong to one block: those of a hard-wrapped paragraph, of an item that runs on, or one alone."""
    width = _wrap_width(text, lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not line.has_gap and _runs_on(text, groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _runs_on(text: str, group: list[_Line], line: _Line, width: int) -> bool:
    if _marker_end(text, line) is not None:
        return False
    last = group[-1]
    if width and _is_full(text, last, line, width):
        return _HASHES.match(text, group[0].start) is None
    first = group[0]
    if line.indent > first.indent and _marker_end(text, first) is not None:
        return True
    return last.end - last.start >= 40 and text[line.start].islower() and text[last.end - 1].isalnum()


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text was wrapped, 0 where it was not.

    In wrapped text nearly every line that another follows is full: the first word of the next would not have fitted.
    """
    followed = [(line, after) for line, after in pairwise(lines) if not after.has_gap]
    width = max((line.indent + line.end - line.start for line in lines), default=0)
    if len(followed) < 4 or not 40 <= width <= 130:
        return 0
    full = sum(_is_full(text, line, after, width) for line, after in followed)
    return width if full >= 0.7 * len(followed) else 0


def _is_full(text: str, line: _Line, after: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(text, after.start, after.end)
    length = word.end() - word.start() if word else 0
    return line.indent + line.end - line.start + 1 + length > width - 6


def _marker_end(text: str, line: _Line) -> int | None:
    """Where the words of a list item begin; None where the line is no item."""
    match = _BULLET.match(text, line.start, line.end)
    if match and match.end() < line.end:
        return match.end()
    if _NUMBER.match(text, line.start, line.end):
        return line.start
    return None


def _block(text: str, group: list[_Line]) -> tuple[Block, int]:
    """The block of a group of lines and its indent; leads and nesting come later."""
    first, end = group[0], group[-1].end
    hashes = _HASHES.match(text, first.start, end)
    if hashes and hashes.end() < end:
        return Block(Span(hashes.end(), end), Kind.HEADING, len(hashes[1]), first.has_gap), first.indent
    words = _marker_end(text, first)
    if words is not None:
        return Block(Span(words, end), Kind.ITEM, 0, first.has_gap), first.indent
    quoted = _QUOTED.match(text, first.start, end)
    start = quoted.end() if quoted and quoted.end() < end else first.start
    return Block(Span(start, end), Kind.PARAGRAPH, 0, first.has_gap), first.indent


def _with_leads(text: str, flat: list[tuple[Block, int]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    above: list[tuple[int, int]] = []  # (indent, index) of the items that the next may hang on
    list_lead: int | None = None
    for index, (block, indent) in enumerate(flat):
        if block.kind is not Kind.ITEM:
            after = flat[index + 1][0] if index + 1 < len(flat) else None
            lead = _lead_of_paragraph(text, blocks, block, after, list_lead) if block.kind is Kind.PARAGRAPH else None
            blocks.append(Block(block.span, block.kind, block.depth, block.has_gap, lead))
            above.clear()
            list_lead = None
            continue
        if not above:
            list_lead = index - 1 if index and introduces(text, blocks[-1]) else None
        while above and above[-1][0] >= indent:
            above.pop()
        lead = above[-1][1] if above else list_lead
        blocks.append(Block(block.span, Kind.ITEM, len(above), block.has_gap, lead))
        above.append((indent, index))
    return tuple(blocks)


def _lead_of_paragraph(
    text: str, blocks: list[Block], block: Block, after: Block | None, list_lead: int | None
) -> int | None:
    if not blocks:
        return None
    before = blocks[-1]
    if before.kind is Kind.ITEM:
        starts_low = text[block.span.start] in "…." or text[block.span.start].islower()
        return list_lead if starts_low else None
    if introduces(text, before):
        return len(blocks) - 1
    if before.lead is not None and _is_bare(text, before) and _is_bare(text, block):
        # Over an empty line the list goes on only where it doesn't end here: its last line might be a heading.
        return before.lead if not block.has_gap or after is None or _is_bare(text, after) else None
    if before.lead is not None and text[block.span.start] in '“"' and _is_quote_open(text, before.span):
        return before.lead
    return None


def _is_bare(text: str, block: Block) -> bool:
    """Whether the block is a short line without an end: an item of a list that lost its bullets."""
    ending = text[max(block.span.start, block.span.end - 3) : block.span.end].rstrip(_CLOSERS)
    return block.span.end - block.span.start <= 100 and not ending.endswith((".", "!", "?", ":", "…"))


def _is_quote_open(text: str, span: Span) -> bool:
    """Whether a quotation runs on into the next paragraph, which then begins with a quotation mark of its own."""
    if text.count("“", span.start, span.end) > text.count("”", span.start, span.end):
        return True
    return text.count('"', span.start, span.end) % 2 == 1


def introduces(text: str, block: Block) -> bool:
    """Whether the block is left open, by a colon or a comma, so that the next one completes it."""
    if block.kind is Kind.HEADING:
        return False
    ending = text[max(block.span.start, block.span.end - 3) : block.span.end].rstrip(_CLOSERS)
    return ending.endswith(_OPEN_END)
