"""The parts of a question, each with the publishers and dates that it names itself; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.language.dates import DateMention
from retrieval.publisher_mentions import LIST_LINK, PublisherMention
from retrieval.publisher_topics import PIECE

_LEADS_TO_MENTION = re.compile(
    rf"\b(?:and|or|before|after|than|but|while|when|how|versus)\s+(?:(?:the|an?|another|later|subsequent|{PIECE}|from|by|in|of)\s+)*"
    r"['\"‘“]?$",
    re.IGNORECASE,
)
_SEGMENT_END = re.compile(
    r"[;?!\n]+\s*|(?<=(?-i:[a-z\d'\"’”]))\.\s+|,?\s+(?:while|whereas|whilst|compared\s+(?:to|with)|as\s+opposed\s+to|in\s+contrast\s+to|but)\s+|"
    r",?\s+and\s+(?=(?:does|did|do|is|was|were|are|has|have|who|what|when|where|why|how|which|if|another|the\s+subsequent)\b)|"
    r",\s+(?:and|or)\s+|,\s+(?=(?:as\s+reported|according|who|which|with|including|and)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a question, with its terms and what it names itself."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    publishers: frozenset[str]
    dates: tuple[DateMention, ...]


def _segment_ends(question: str) -> list[int]:
    return [match.end() for match in _SEGMENT_END.finditer(question) if match.end() < len(question)]


def _ends_before_mentions(question: str, mentions: Sequence[PublisherMention]) -> list[int]:
    """Where a conjunction leads to a publisher ("… before Fortune wrote …", "… and the report from The Verge …")."""
    found = []
    for before, mention in pairwise(mentions):
        link = _LEADS_TO_MENTION.search(question, before.end, mention.start)
        if link and not LIST_LINK.match(question[before.end : mention.start]):
            found.append(link.start())
    return found


def read_clauses(
    question: str,
    found: Sequence[tuple[str, int]],
    mentions: Sequence[PublisherMention],
    dates: Sequence[DateMention],
) -> tuple[Clause, ...]:
    """The parts of the question that hold two terms or more; one with no publisher belongs to the one named before it."""
    ends = sorted({*_segment_ends(question), *_ends_before_mentions(question, mentions)})
    clauses: list[Clause] = []
    inherited: frozenset[str] = frozenset()
    begin = 0
    for end in (*ends, len(question)):
        own = tuple(term for term, position in found if begin <= position < end)
        named = [mention for mention in mentions if begin <= mention.start < end]
        publishers = frozenset(publisher for mention in named for publisher in mention.publishers)
        within = tuple(said for said in dates if begin <= said.start < end)
        if len(own) < 2 and end < len(question):
            continue
        if len(own) < 2 and clauses:  # what is left at the end belongs to the part before it
            last = clauses.pop()
            begin, own, within = last.start, last.terms + own, last.dates + within
            publishers |= last.publishers
        text = question[begin:end].strip(" ,;.?!\n")
        clauses.append(Clause(text, begin, end, own, publishers or inherited, within))
        if named:
            is_tail = named[-1].start > begin + 0.6 * (end - begin)
            inherited = frozenset() if is_tail else publishers
        begin = end
    return tuple(clauses)
