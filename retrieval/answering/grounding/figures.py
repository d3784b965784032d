"""Every number, amount and percentage of a statement is in what it cites, of the same thing and as exactly. Pure."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.answering.reading.saying import quantities_of
from retrieval.language.concepts import base, kindred
from retrieval.language.quantity import Bound, Kind, Quantity, agree

_SAME = 1e-6
_LIMITS = (Bound.AT_LEAST, Bound.AT_MOST)
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_SMALL = 1.0  # "one" is a pronoun as often as a number
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.SHARE, Kind.LABEL, Kind.ORDINAL, Kind.AGE, Kind.DURATION})


def check_figures(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """What is wrong with the numbers of the statement."""
    quoted = [each for each in quantities_of(evidence.text) if not _is_pronoun(each, evidence.text)]
    for quantity in quantities_of(statement):
        if quantity.kind is Kind.YEAR or (quantity.kind is Kind.COUNT and quantity.high == _SMALL):
            continue
        detail = _check(quantity, quoted, statement, evidence)
        if detail:
            yield Finding(Fault.NUMBER, detail, is_against=any(_is_rival(quantity, other) for other in quoted))
    yield from _loose_digits(statement, evidence)


def _is_pronoun(quantity: Quantity, text: str) -> bool:
    """Whether it is the "one" that counts nothing: "the decision wasn't an easy one"."""
    return not quantity.counted and quantity.span.of(text).lower() == "one"


def _check(quantity: Quantity, quoted: Sequence[Quantity], statement: str, evidence: Evidence) -> str | None:
    written = quantity.span.of(statement)
    same = [other for other in quoted if _is_same(quantity, other)]
    if not same:
        if quantity.kind is Kind.ORDINAL and _has_word(written, evidence):
            return None
        near = next((other for other in quoted if _is_rival(quantity, other)), None)
        return f"{written} ≠ {near.span.of(evidence.text)}" if near else f"{written} is not in the cited words"
    if all(other.bound in _LIMITS and quantity.bound is not other.bound for other in same):
        return f"{written} ≠ {same[0].span.of(evidence.text)}"
    if quantity.bound in _LIMITS and all(other.bound is not quantity.bound for other in same):
        return f"{written} ≠ {same[0].span.of(evidence.text)}"
    if all(other.earlier != quantity.earlier for other in same) and _has_rival(quantity, quoted):
        return f"{written} is what it was before" if not quantity.earlier else f"{written} is not what it was before"
    if not any(_count_alike(quantity, other) for other in same):
        rival = next(
            (other for other in quoted if _counts_same(quantity, other) and not _is_same(quantity, other)), None
        )
        if rival is not None:
            return f"{written} {' '.join(quantity.counted)} ≠ {rival.span.of(evidence.text)} {' '.join(rival.counted)}"
    return None


def _is_rival(one: Quantity, other: Quantity) -> bool:
    """Whether the other measures what the one does, and is another size."""
    return one.kind is other.kind and one.unit == other.unit and _count_alike(one, other) and not _is_same(one, other)


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether both are one size; a rounder one must be told as such."""
    if one.kind is Kind.SCORE or other.kind is Kind.SCORE:
        return one.kind is other.kind and agree(one, other)
    if one.unit != other.unit and not (
        one.kind in _COUNTED and other.kind in _COUNTED and not (one.unit and other.unit)
    ):
        return False
    if _equal(one.low, other.low) and _equal(one.high, other.high):
        return True
    return one.bound is not Bound.EXACT and one.unit == other.unit and agree(one, other) and _is_rounder(one, other)


def _is_rounder(one: Quantity, other: Quantity) -> bool:
    """Whether "about 14 billion" may stand for 14.3 billion, "more than 100" for 120."""
    if one.bound is Bound.AT_LEAST:
        return other.low >= one.low and one.low >= 0.8 * other.low
    if one.bound is Bound.AT_MOST:
        return other.high <= one.high and one.high <= 1.25 * other.high
    return _digits(one.low) < _digits(other.low) and abs(one.low - other.low) <= 0.06 * max(abs(other.low), 1.0)


def _digits(value: float) -> int:
    """How many digits the number shows: 2 for 14 billion, 3 for 14.3 billion."""
    return len(f"{abs(value):.10e}".split("e")[0].replace(".", "").rstrip("0"))


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other), 1.0)


def _count_alike(one: Quantity, other: Quantity) -> bool:
    """Whether the two may count the same things: nothing said against it, or the same head or one of like meaning."""
    if not one.counted or not other.counted:
        return True
    return _counts_same(one, other)


def _counts_same(one: Quantity, other: Quantity) -> bool:
    if not one.counted or not other.counted or one.kind is not other.kind:
        return False
    ours, theirs = {base(word) for word in one.counted}, {base(word) for word in other.counted}
    return bool(ours & theirs) or any(kindred(stem) & theirs for stem in ours)


def _has_rival(quantity: Quantity, quoted: Sequence[Quantity]) -> bool:
    """Whether another value of the same measure is cited: "from 16 to five" has two, of which one was before."""
    return any(
        other.kind is quantity.kind and other.unit == quantity.unit and not _equal(other.low, quantity.low)
        for other in quoted
    )


def _has_word(written: str, evidence: Evidence) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(written)}(?!\w)", evidence.text, re.IGNORECASE))


def _loose_digits(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Digits that no reader of numbers or dates takes for one, such as times of the day: they stand there as they are."""
    read = [quantity.span for quantity in quantities_of(statement)]
    here = {match[0] for match in _DIGITS.finditer(evidence.text)}
    for match in _DIGITS.finditer(statement):
        inside = any(span.start <= match.start() and match.end() <= span.end for span in read)
        clock = ":" in match[0] or re.match(r"\s?[ap]\.?m\b", statement[match.end() : match.end() + 4])
        if not inside and clock and match[0] not in here:
            yield Finding(Fault.NUMBER, f"{match[0]} is not in the cited words")
