"""What an answer took of a language model: calls, tokens and money; today's and the running total."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls, tokens and US dollars; `cost_usd` is None as soon as a part of it has no known price."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0

    def __post_init__(self) -> None:
        if min(self.calls, self.input_tokens, self.output_tokens) < 0:
            raise ValueError("nobody uses less than nothing")

    def __add__(self, other: "Usage") -> "Usage":
        costs = (self.cost_usd, other.cost_usd)
        total = None if costs[0] is None or costs[1] is None else costs[0] + costs[1]
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            total,
        )


class Meter:
    """Adds up what the calls of one answer use."""

    def __init__(self) -> None:
        self.usage = Usage()

    def add(self, usage: Usage) -> None:
        """One more call."""
        self.usage += usage


@dataclass(frozen=True, slots=True)
class Spent:
    """What one answer used, and US dollars spent today and altogether, it included."""

    usage: Usage
    today_usd: float = 0.0
    total_usd: float = 0.0


class Ledger(Protocol):
    """Keeps account of what is spent. Called by the model responder around each answer, in a thread."""

    def is_used_up(self) -> bool:
        """Whether today's budget is spent."""

    def book(self, usage: Usage) -> Spent:
        """Add what an answer used; the sums after it."""
