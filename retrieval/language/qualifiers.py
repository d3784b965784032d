"""What is said before a number of how exact it is, or that it is past: "about", "more than", "down from". Pure."""

import re
from dataclasses import replace

from corpus.span import Span
from retrieval.language.quantity import Bound, Quantity
from retrieval.language.quantity_words import (
    ONES,
    TENS,
)

_ABOUT = (
    "about|around|approximately|approx\\.?|roughly|some|nearly|almost|close to|an estimated"
    "|estimated|circa|c\\.|~|≈|or so|in the region of|"
    "just under|just over|just above|just below|well over|an average of"
)
_AT_LEAST = (
    "more than|over|at least|no fewer than|no less than|upwards of|in excess of|above|exceeding|a "
    "minimum of|greater than|as many as those|north of|>|≥"
)
_AT_MOST = (
    "less than|fewer than|under|up to|at most|as many as|as much as|no more than|below|a maximum of|not more than|<|≤"
)
QUALIFIER_AT_END = re.compile(
    rf"(?<!\w)(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))\s?(?:an?\s|the\s)?$", re.IGNORECASE
)
_EARLIER = re.compile(
    r"(?:\b(?:down|up|fell|rose|dropped|grew|risen|fallen|cut|reduced|raised|lowered|increased"
    r"|decreased|shrunk|shrank)\s+"
    r"(?:\w+\s+){0,2}?from|\bto\s\S+\s(?:\w+\s){0,2}?from|\b(?:compared|against)\s+(?:with|to)"
    r"|\bversus|\bvs\.?|\binstead of|\brather than)\s+"
    r"(?:(?:the|its|a|previous|current|earlier|former)\s)*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s(?:(?:the|its|a|previous|current|earlier|former)\s)*$", re.IGNORECASE)
_TO_ANOTHER = re.compile(
    r"^[^.;:]{0,50}?\bto\s(?:[a-z]+\s){0,3}?(?:[$€£¥]|\d|" + "|".join([*list(ONES)[1:], *TENS]) + r")", re.IGNORECASE
)


def qualified(text: str, quantity: Quantity) -> Quantity:
    """The quantity with "about", "more than", "down from" before it taken in."""
    before = text[max(0, quantity.span.start - 40) : quantity.span.start]
    words = QUALIFIER_AT_END.search(before)
    clear = before[: words.start()] if words else before
    after = text[quantity.span.end : quantity.span.end + 80]
    earlier = bool(_EARLIER.search(clear)) or bool(_FROM.search(clear) and _TO_ANOTHER.match(after))
    if not words:
        return replace(quantity, earlier=earlier)
    bound = Bound.AT_LEAST if words["least"] else Bound.AT_MOST if words["most"] else Bound.ABOUT
    if words["about"] and words["about"].lower() == "well over":
        bound = Bound.AT_LEAST
    span = Span(quantity.span.start - len(before) + words.start(), quantity.span.end)
    return replace(quantity, bound=bound, span=span, earlier=earlier)
