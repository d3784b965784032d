"""Quantity: how much of what, and how exactly; whether two quantities can be one size. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span


class Kind(StrEnum):
    """What is measured."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    MEASURE = "measure"
    DURATION = "duration"
    AGE = "age"
    YEAR = "year"
    ORDINAL = "ordinal"
    SCORE = "score"
    LABEL = "label"


class Bound(StrEnum):
    """How exactly a quantity is given."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity from `low` to `high` (equal unless it is a range), in `unit`, of the things `counted`.

    `unit` is an ISO currency code, "%", or a singular unit ("km", "year"); empty for plain counts. `counted` are the
    words of the noun phrase that is counted, in lower case, its head last. `earlier` is true of the value that
    something had before ("down from 16"). `span` runs from the first qualifier to the end of the unit. ValueError
    where low > high, except for a score, which keeps the order in which it is told.
    """

    span: Span
    kind: Kind
    low: float
    high: float
    bound: Bound = Bound.EXACT
    unit: str = ""
    counted: tuple[str, ...] = ()
    earlier: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high and self.kind is not Kind.SCORE:
            raise ValueError(f"a quantity can't reach from {self.low} to {self.high}")

    @property
    def extent(self) -> tuple[float, float]:
        """The values that the words leave room for: bounds, "about", and the rounding that the digits show."""
        if self.kind in (Kind.SCORE, Kind.LABEL, Kind.YEAR, Kind.ORDINAL):
            return (self.low, self.high)
        slack_low, slack_high = _rounding(self.low), _rounding(self.high)
        if self.bound is Bound.ABOUT:
            slack = max(min(0.99 * _last_place(self.low), 0.1 * self.low), slack_low)
            return (self.low - slack, self.high + slack)
        if self.bound is Bound.AT_LEAST:
            return (self.low - slack_low, float("inf"))
        if self.bound is Bound.AT_MOST:
            return (0.0, self.high + slack_high)
        return (self.low - slack_low, self.high + slack_high)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether one thing can have both sizes: same unit, and roundings and bounds leave a value that fits both."""
    if one.unit != other.unit or (one.kind is Kind.SCORE) != (other.kind is Kind.SCORE):
        return False
    if one.kind is Kind.SCORE:
        return {one.low, one.high} == {other.low, other.high}
    (low, high), (other_low, other_high) = one.extent, other.extent
    return low <= other_high and other_low <= high


def _last_place(value: float) -> float:
    """The place of the last digit that isn't zero: 1,000 in 41,000; 100 in 1,200; 1 in 25."""
    shown, exponent = f"{abs(value):.10e}".split("e")
    return 10.0 ** (int(exponent) - len(shown.replace(".", "").rstrip("0")) + 1) if value else 0.0


def _rounding(value: float) -> float:
    """Half of the last place that the number shows, two digits at least; from a million up 15 % for a single digit."""
    if value == 0:
        return 0.0
    digits = f"{abs(value):.10e}".split("e")
    shown = max(len(digits[0].replace(".", "").rstrip("0")), 2)
    last_place = 10.0 ** (int(digits[1]) - shown + 1)
    if value >= 1e6 and shown == 2 and digits[0][2] == "0":
        return 0.15 * value
    return 0.5 * last_place if value >= 100 or value != int(value) else 0.0
