"""Two numbers that are told as one, or one by the other: ranges, scores, "five teams, down from 16". Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.span import Span
from retrieval.language.quantity import Bound, Kind, Quantity

_JOIN = re.compile(r"^\s?(?:(?P<dash>[-–—])|(?P<word>to|and|or))\s?$", re.IGNORECASE)


def join_pairs(found: list[Quantity], text: str) -> list[Quantity]:
    """Ranges and scores put together: "10 to 15 %", "between 3 and 5", "10–12 people", "3-1"."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and (merged := _merged(joined[-1], quantity, text)):
            joined[-1] = merged
        else:
            joined.append(quantity)
    return joined


def _merged(one: Quantity, two: Quantity, text: str) -> Quantity | None:
    between = _JOIN.match(text[one.span.end : two.span.start])
    joinable = (Kind.COUNT, Kind.MONEY, Kind.SHARE, Kind.MEASURE, Kind.DURATION, Kind.AGE)
    if (
        not between
        or one.kind not in joinable
        or two.kind not in joinable
        or (one.unit and two.unit and one.unit != two.unit)
    ):
        return None
    before = text[max(0, one.span.start - 10) : one.span.start].lower()
    bare = one.kind is Kind.COUNT and two.kind is Kind.COUNT and not one.counted and max(one.high, two.high) < 100
    if between["dash"] and bare and not two.counted and text[one.span.start].isdigit():
        return replace(one, span=Span(one.span.start, two.span.end), kind=Kind.SCORE, high=two.high)
    word = (between["word"] or "").lower()
    if (word == "and" and not before.endswith("between ")) or (word == "to" and one.earlier) or one.high >= two.high:
        return None
    low = one.low
    if one.high < 1000 <= two.high / 1000 and two.low == two.high:  # "10 to 15 million" shares its scale
        scaled = low * 1000.0 ** ((len(f"{int(two.high):d}") - 1) // 3)
        low = scaled if scaled < two.high else low
    return replace(
        two, span=Span(one.span.start, two.span.end), low=low, bound=Bound.BETWEEN, earlier=one.earlier,
        kind=two.kind if two.unit else one.kind, unit=two.unit or one.unit,
    )  # fmt: skip


def inherit_counted(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """A bare number counts what the one it is set against counts: "five pods, down from 16", "from 16 to five pods"."""
    changed = list(found)
    for (index, one), (_, two) in pairwise(enumerate(found)):
        near = two.span.start - one.span.end < 60
        if not near or not (one.earlier or two.earlier):
            continue
        if two.earlier and two.kind is Kind.COUNT and not two.counted and not two.unit:
            changed[index + 1] = replace(two, kind=one.kind, unit=one.unit, counted=one.counted)
        elif one.earlier and re.fullmatch(r".{0,40}\bto\b[^.;]{0,12}", text[one.span.end : two.span.start], re.DOTALL):
            if not one.counted and one.kind is two.kind:
                changed[index] = replace(one, counted=two.counted, unit=one.unit or two.unit)
        elif one.earlier and not re.search(r"\bto\b|\bdown\b|\bup\b", text[one.span.end : two.span.start]):
            continue
    yield from changed
