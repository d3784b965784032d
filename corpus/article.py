"""Article: one news item with a stable id, an immutable text and the sentences that are its own."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from corpus.span import Span

_WORDS = re.compile(r"[^\W\d_]{2}")


class Role(StrEnum):
    """What a sentence is in its article."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item, as a span of the article's text.

    `paragraph` counts the article's paragraphs and lists from 0. `lead` is the index of the sentence that introduces a
    list item, `heading` that of the heading above: indices into the article's sentences, both before this one.
    """

    span: Span
    role: Role = Role.PROSE
    paragraph: int = 0
    lead: int | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news item.

    `text` is what was supplied, page clutter included; `sentences` are the article's own, in order and without overlap.
    What isn't known of an article is None. Where several publishers printed one text, `original` is the id of the first
    of these articles, and `also_in` says who printed the others. Raises ValueError for sentences outside the text, out of order or badly
    linked.
    """

    id: str
    source: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    added_at: datetime | None = None
    original: str | None = None
    also_in: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if self.sentences and self.sentences[-1].span.end > len(self.text):
            raise ValueError(f"sentences of {self.id} reach beyond its {len(self.text)} characters")
        for before, after in pairwise(self.sentences):
            if after.span.start < before.span.end:
                raise ValueError(f"sentences of {self.id} overlap at {after.span.start}")
        for index, sentence in enumerate(self.sentences):
            if any(link is not None and not 0 <= link < index for link in (sentence.lead, sentence.heading)):
                raise ValueError(f"sentence {index} of {self.id} hangs on one that does not stand before it")

    def __hash__(self) -> int:
        # Readings are cached by article: hashing every sentence each time would cost more than what the caches save.
        return hash((self.id, self.text))

    def is_own(self, span: Span) -> bool:
        """Whether the span holds no words but of the article's own sentences; a list's bullets and numbers are no words."""
        position = span.start
        for sentence in self.sentences:
            if sentence.span.overlaps(span):
                if _WORDS.search(self.text, position, max(position, sentence.span.start)):
                    return False
                position = max(position, sentence.span.end)
        return position > span.start and not _WORDS.search(self.text, position, max(position, span.end))

    @property
    def voice(self) -> str:
        """Who speaks: the same for every print of one text, so that they count once where articles are counted."""
        return self.original or self.id

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
