"""The parts of a question that each want an answer: "how many pods will there be, and how many were there before?"; pure."""

import re
from dataclasses import dataclass

from retrieval.answering.reading.asking_words import asks_only
from retrieval.answering.reading.kinds import Kind, Wanted
from retrieval.answering.reading.question_kind import read_kind
from retrieval.language.terms import is_stop, words

_ASKING = (
    r"(?:(?:in|on|at|by|for|from|to|with|of|since|until|under|after|before) )?(?:what|which|who|whom|"
    r"whose|when|where|why|how)(?:'s|’s|s)?\b"
)
_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)\b"
_SPLIT = re.compile(
    rf"\s*(?:[,;]\s*)?\b(?:and|or|but|as well as|plus|also)\s+(?:also\s+|then\s+)?(?={_ASKING})|"
    rf"\s*[,;]\s*(?={_ASKING})|"
    rf"\s*,\s*(?:and|or|but)\s+(?={_AUXILIARY})|(?<=\?)\s+(?=\w)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|she|his|her|him|that|those|there|one|ones)\b", re.IGNORECASE)
_IS_QUESTION = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|hey|also|according to [^,]+,)\W*)*(?:{_ASKING}|{_AUXILIARY})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its words, what kind of answer it wants, and the text whose terms it is looked up by.

    `context` adds the words of the neighbouring part where this one leaves them out ("and to whom?").
    """

    text: str
    wanted: Wanted
    context: str = ""


def read_parts(question: str, publishers: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """The parts of `question` in order, at least one; `publishers` are those that it names, in its words."""
    pieces = [piece.strip(" ,;?!\n") for piece in _cut(question)]
    pieces = [piece for piece in pieces if any(character.isalnum() for character in piece)] or [question]
    parts = []
    for place, piece in enumerate(pieces):
        others = [other for at, other in enumerate(pieces) if at != place]
        context = ""
        if others and (content(piece) < 2 or _PRONOUN.search(piece)):
            context = pieces[place - 1] if place else pieces[1]
        parts.append(Part(piece, read_kind(piece, publishers), context))
    return tuple(parts)


def content(text: str) -> int:
    """How many words of `text` say what it is about."""
    return sum(not is_stop(word.text) and not asks_only(word.text) for word in words(text))


def _cut(question: str) -> list[str]:
    """`question` cut where another question begins: never before the first one, never inside "who knows what it costs"."""
    pieces = [question]
    for match in reversed(list(_SPLIT.finditer(question))):
        before, after = question[: match.start()], pieces[0][match.end() :]
        first = re.split(r"[?;]", before)[-1]
        if (
            _IS_QUESTION.search(before)
            and (content(first) or re.search(r"\?\s*$", before))
            and not _is_clause(before, match.group())
        ):
            pieces = [before, after, *pieces[1:]]
    return pieces


def _is_clause(before: str, joint: str) -> bool:
    """Whether what follows only completes the question: "what happened, when …", after a comma alone."""
    return (
        "and" not in joint.lower()
        and joint.strip() in (",", ";")
        and read_kind(before).kind in (Kind.HAPPENED, Kind.ABOUT, Kind.YES_NO)
    )
