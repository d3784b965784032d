"""A block as it is looked at: its words counted, and whether it is running text, a headline or a loose line. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.boilerplate.litter import litter
from corpus.boilerplate.verdict import Reason
from corpus.english import COMMON
from corpus.layout import Block, Kind

_EMPHASIS = "*_ "
LONGEST_HEADLINE = 28
_LONGEST_QUESTION = 16
_SURELY_PROSE = 3000

_LINK = re.compile(
    r"!\[([^\]]*)\]\([^)\s]*\)|\[([^\]]*)\]\([^)\s]*\)"
)  # of a picture nothing stays, of a link its words
_WORD = re.compile(r"\w+")
_STOPS = (".", "!", "?", "…", ":", ",", ";")
_CLOSERS = "\"'”’)]*\ufeff"


@dataclass(slots=True)
class Sight:
    """A block as it is looked at: its words counted, and what was found so far."""

    text: str
    block: Block
    words: int
    stops: int
    is_closed: bool
    is_prose: bool
    reason: Reason | None = None

    @property
    def is_strong(self) -> bool:
        """Whether this can only be running text."""
        return self.is_prose and (self.words >= 60 or (self.words >= 35 and self.stops >= 2))


def look(text: str, block: Block) -> Sight:
    """The block as it is looked at; `text` is what it says."""
    if len(text) > _SURELY_PROSE:
        return Sight(text, block, len(text) // 6, 2, is_closed=True, is_prose=True)
    if "](" in text:
        text = _LINK.sub(r"\2", text)
        if not text.strip(" !"):
            return Sight(text, block, 0, 0, is_closed=False, is_prose=False, reason=Reason.CAPTION)
    text = text.strip(_EMPHASIS)
    low = text.lower()
    found = _WORD.findall(low)
    stops = text.count(". ") + text.count("? ") + text.count("! ") + text.count(".” ") + 1
    is_closed = text[-6:].rstrip(_CLOSERS).endswith(_STOPS)
    common = sum(map(COMMON.__contains__, found))
    is_prose = len(found) >= 8 and common >= max(2, len(found) // 9) and (is_closed or (len(found) >= 25 and stops > 1))
    if is_prose and len(found) <= _LONGEST_QUESTION and text.endswith("?") and stops == 1:
        is_prose = False  # as likely a headline
    return Sight(text, block, len(found), stops, is_closed, is_prose, litter(text, low, found))


def prose_words(sights: Sequence[Sight]) -> int:
    """How many words of running text stand in the blocks that are still kept."""
    return sum(sight.words for sight in sights if sight.is_prose and sight.reason is None)


def is_headline(sight: Sight) -> bool:
    """Whether the block may be a headline, by its length and how it ends."""
    if sight.block.lead is not None:
        return False
    return (
        3 <= sight.words <= LONGEST_HEADLINE
        and not re.search(r"[.,;:]\Z", sight.text)
        and sight.block.kind is not Kind.ITEM
    )


def capitals(text: str) -> float:
    """The share of longer words that begin with a capital letter."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def content(text: str) -> set[str]:
    """The longer words of a text that not every text has, each as its first six letters."""
    return {word[:6] for word in _WORD.findall(text.lower()) if len(word) > 3 and word not in COMMON}


def is_introduced(sights: Sequence[Sight], sight: Sight) -> bool:
    """Whether something of the article leads to this block."""
    return sight.block.lead is not None and sights[sight.block.lead].reason is None


def is_loose_line(sights: Sequence[Sight], sight: Sight, longest: int) -> bool:
    """Whether this is a line without an end that nothing of the article introduces."""
    if sight.block.kind is not Kind.PARAGRAPH or is_introduced(sights, sight):
        return False
    return not sight.is_closed and sight.words <= longest
