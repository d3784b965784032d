"""What a question aims at: the thing that it asks for, and the deed; pure."""

import re
from collections.abc import Sequence

from retrieval.answering.reading.coverage import AskedTerm
from retrieval.answering.reading.parts import Part
from retrieval.language.concepts import base
from retrieval.language.terms import fold, is_stop

_GENERIC = frozenset(
    base(word)
    for word in (
        "company firm person people man woman city country state town place team club publisher organisation organization group individual "
        "player thing name kind type sort one"
    ).split()
)
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|should|r)\b", re.IGNORECASE
)
_POSSESSED = re.compile(r"(?:['’]s|s['’])\s+((?:[a-z-]+\s*){1,3})")
_HEAD = re.compile(
    r"\b(?:what|who|which|how|when|where)(?:\s+(?:is|was|are|were)|['’]s)\s+the\s+((?:[a-z-]+\s+){0,3}?)"
    r"(?=of|in|at|for|that|behind|to|on|with|from|by|who|which|\W*$)",
    re.IGNORECASE,
)


def point_and_deed(text: str, terms: Sequence[AskedTerm], part: Part) -> tuple[list[int], list[int]]:
    """Rows of the thing asked for ("X's salary", "which university", "the name of") and of the deed ("did X invest")."""
    heads = {base(word) for word in part.wanted.noun.split()[-1:]}
    for match in (*_POSSESSED.finditer(text), *_HEAD.finditer(text)):
        run = match.group(1).split()
        stop = next((at for at, word in enumerate(run) if is_stop(word)), len(run))
        heads |= {base(word) for word in run[:stop][-1:]}
    points = [
        row for row, term in enumerate(terms) if term.base in heads and term.is_plain and term.base not in _GENERIC
    ]
    auxiliary = _AUXILIARY.search(text)
    rest = fold(text[auxiliary.end() :] if auxiliary else text)
    after = [
        row for row, term in enumerate(terms) if row not in points and re.search(rf"\b{re.escape(term.text)}", rest)
    ]
    plain = [row for row in after if terms[row].is_plain]
    is_named = bool(after) and not terms[after[0]].is_plain
    if auxiliary and not is_named and len(plain) > 1 and re.match(r"\s+(?:the|an?|its|their|his|her|any)\b", rest):
        plain = plain[1:]
    return points, plain[:1]
