"""Outline: the sentences of a news item that are its own, with what each hangs on."""

import re
from collections.abc import Sequence

from corpus.article import Role, Sentence
from corpus.boilerplate.verdict import Verdict
from corpus.layout import Block, Kind, introduces, layout
from corpus.sentences import MAX_SENTENCE_CHARACTERS, sentences
from corpus.span import Span

OUTLINE_VERSION = "5"
"""Names the rules; a library that holds sentences of another version makes them anew."""

_MAX_HEADING = 130
_MIN_PARAGRAPH = 50
_LABEL = re.compile(r"[^\s:]+(?:\s[^\s:]+){0,2}\s?:\s\S")
_STATEMENT = re.compile(r"https?://|pic\.twitter|\(@\w+\)|[a-z]{3}[.!] [A-Z“]")


def outline(text: str) -> tuple[Sentence, ...]:
    """The article's own sentences in order, without overlap: boilerplate left out, headings and list items marked."""
    # its many patterns are for new articles alone: most questions bring none
    from corpus.boilerplate.judge import judge

    return compose(text, judge(text, layout(text)))


def clean_outline(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that is the article alone, such as what was read out of a page."""
    return compose(text, [Verdict(block) for block in layout(text)])


def compose(text: str, verdicts: Sequence[Verdict]) -> tuple[Sentence, ...]:
    """The sentences of the blocks that are kept."""
    found: list[Sentence] = []
    last_sentence_of: dict[int, int] = {}
    heading: int | None = None
    paragraph = -1
    before: Block | None = None
    kept = [(index, verdict.block) for index, verdict in enumerate(verdicts) if verdict.is_kept]
    for place, (index, block) in enumerate(kept):
        after = kept[place + 1][1] if place + 1 < len(kept) else None
        role = _role(text, block, after, is_first=before is None)
        if before is None or not (before.kind is Kind.ITEM and block.kind is Kind.ITEM):
            paragraph += 1
        lead = last_sentence_of.get(block.lead) if block.lead is not None else None
        above = None if role is Role.HEADING else heading
        found += [Sentence(span, role, paragraph, lead, above) for span in _spans(text, block, role)]
        last_sentence_of[index] = len(found) - 1
        if role is Role.HEADING:
            heading = len(found) - 1
        before = block
    return tuple(found)


def _spans(text: str, block: Block, role: Role) -> list[Span]:
    if role is Role.HEADING and block.span.end - block.span.start <= MAX_SENTENCE_CHARACTERS:
        return [block.span]
    return sentences(text, block.span.start, block.span.end)


def _role(text: str, block: Block, after: Block | None, *, is_first: bool) -> Role:
    if block.kind is Kind.ITEM:
        return Role.ITEM
    if block.kind is Kind.HEADING:
        return Role.HEADING
    if after is None or not is_heading(text, block, after, is_first=is_first):
        return Role.PROSE
    return Role.HEADING


def is_heading(text: str, block: Block, after: Block, *, is_first: bool = False) -> bool:
    """Whether a short line without a full stop, above a longer block, reads as a heading.

    A line such as "Price: $5" or "Cast: …" states something and is none; neither is what a lead-in introduces.
    """
    if block.span.end - block.span.start > _MAX_HEADING or block.lead is not None:
        return False
    words = block.span.of(text)
    if words[0].islower() or words[-1] in '.,;:…”")' or _STATEMENT.search(words) or not any(map(str.isalpha, words)):
        return False
    if is_first:
        return True
    if _LABEL.match(words) or after.kind is Kind.ITEM or after.lead is not None:
        return False
    return after.span.end - after.span.start >= _MIN_PARAGRAPH or introduces(text, after)
