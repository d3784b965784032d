"""Outline: the sentences of a news item that are its own, with what each hangs on."""

from corpus.article import Role, Sentence
from corpus.boilerplate import Verdict, judge
from corpus.layout import Block, Kind, layout
from corpus.sentences import sentences

OUTLINE_VERSION = "1"
"""Names the rules; a library that holds sentences of another version makes them anew."""


def outline(text: str) -> tuple[Sentence, ...]:
    """The article's own sentences in order, without overlap: boilerplate left out, headings and list items marked."""
    return compose(text, judge(text, layout(text)))


def compose(text: str, verdicts: tuple[Verdict, ...]) -> tuple[Sentence, ...]:
    """The sentences of the kept blocks."""
    found: list[Sentence] = []
    last_of_block: dict[int, int] = {}
    kept = [index for index, verdict in enumerate(verdicts) if verdict.is_kept]
    heading: int | None = None
    paragraph = -1
    before: Block | None = None
    for place, index in enumerate(kept):
        block = verdicts[index].block
        after = verdicts[kept[place + 1]].block if place + 1 < len(kept) else None
        role = _role(text, block, before, after)
        if before is None or not (block.kind is Kind.ITEM and before.kind is Kind.ITEM):
            paragraph += 1
        lead = last_of_block.get(block.lead) if block.lead is not None else None
        for span in sentences(text, block.span.start, block.span.end):
            found.append(Sentence(span, role, paragraph, lead, heading))
        if role is Role.HEADING:
            heading = len(found) - 1
        last_of_block[index] = len(found) - 1
        before = block
    return tuple(found)


def _role(text: str, block: Block, before: Block | None, after: Block | None) -> Role:
    if block.kind is Kind.ITEM:
        return Role.ITEM
    if block.kind is Kind.HEADING:
        return Role.HEADING
    return Role.HEADING if after is not None and is_heading(text, block, after, is_first=before is None) else Role.PROSE


def is_heading(text: str, block: Block, after: Block, *, is_first: bool = False) -> bool:
    """Whether a short line without a full stop, above a longer block, reads as a heading."""
    words = text[block.span.start : min(block.span.end, block.span.start + 160)]
    if block.span.end - block.span.start > 150 or block.lead is not None or after.kind is Kind.ITEM and not is_first:
        return False
    if words[-1] in ".,;:…”\")" or words[0].islower() or not any(char.isalpha() for char in words):
        return False
    return after.span.end - after.span.start >= 50 and after.lead is None
