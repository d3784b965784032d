"""Whether a sentence names a member of the class that a question asks for: a hospital, a law firm, a court; pure.

A member has the class in its name ("Mercy Hospital"), or stands beside the word for it ("the law firm Pell & Rowan", "Kestrel, a
rating agency"): a sentence on the injured in "the hospital" names none.
"""

import re
from collections.abc import Iterable

from retrieval.answering.choosing.possible_answer import Asked, is_new
from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.language.terms import fold

_CLASSES = (
    (r"(?:hospitals?|clinics?|medical cent(?:er|re)s?|infirmary)", r"hospitals?|clinics?|medical cent(?:er|re)s?|infirmary|nhs trust"),
    (r"(?:law|legal) (?:firms?|practices?|office)", r"(?:law|legal) (?:firms?|practices?|office)|solicitors|attorneys|llp|law"),
    (
        r"(?:universit(?:y|ies)|colleges?|schools?|alma mater)",
        r"universit(?:y|ies)|colleges?|schools?|institute|academy|polytechnic|graduate of|studied at|attended|degree from",
    ),
    (r"(?:[a-z-]+ )?banks?", r"banks?|bankers?|lenders?|bank of|capital|securities"),
    (r"(?:[a-z-]+ )?(?:courts?|tribunals?)", r"courts?|tribunals?|district|circuit"),
    (r"(?:trade |labou?r )?unions?|labou?r groups?", r"unions?|brotherhood|association|federation|guild|teamsters|workers united"),
    (r"(?:police )?(?:prisons?|jails?)", r"prisons?|jails?|penitentiary|correctional|detention"),
    (r"(?:airports?|stadiums?|museums?|hotels?|restaurants?|church(?:es)?)",
     r"airports?|stadiums?|arena|park|museums?|hotels?|restaurants?|church(?:es)?|cathedral|at|in"),
)  # fmt: skip
"""The words of a question for a class, and the words by which a sentence tells a member."""
_BETWEEN = r"(?:,? (?:an?|the|its|their|[a-z-]+),?){0,3},? ?"


def members_of(noun: str) -> str | None:
    """The words by which a sentence tells a member of the class that `noun` is, as a pattern; None for other nouns."""
    folded = fold(noun)
    return next((told for asked, told in _CLASSES if re.fullmatch(asked, folded)), None)


def names_member(sentences: Iterable[SentenceReading], told: str, asked: Asked) -> bool:
    """Whether one of the sentences names a member, by the pattern that `members_of` gives, whom the question doesn't name."""
    return any(
        _is_member(sentence, name.start, name.end, told)
        for sentence in sentences
        for name in sentence.names
        if is_new(name.text, asked)
    )


def _is_member(sentence: SentenceReading, start: int, end: int, told: str) -> bool:
    text = sentence.text
    if re.search(rf"\b(?:{told})\b", text[start:end], re.IGNORECASE):
        return True
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    return bool(
        re.search(rf"\b(?:{told}){_BETWEEN}$", before, re.IGNORECASE)
        or re.match(rf"(?:['’]s?)?{_BETWEEN}(?:{told})\b", after, re.IGNORECASE)
    )
