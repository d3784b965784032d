"""What a million tokens cost, in US dollars, by model; unknown models have no known price. Pure."""

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens, in and out; ValueError below zero."""

    input_usd: float
    output_usd: float = 0.0

    def __post_init__(self) -> None:
        if min(self.input_usd, self.output_usd) < 0:
            raise ValueError("nothing costs less than nothing")

    def cost_usd(self, input_tokens: int, output_tokens: int = 0) -> float:
        """US dollars for so many tokens."""
        return (input_tokens * self.input_usd + output_tokens * self.output_usd) / MILLION


_PRICES = {
    "gpt-4o-mini": Price(0.15, 0.60),
    "gpt-4o": Price(2.50, 10.00),
    "gpt-4.1": Price(2.00, 8.00),
    "gpt-4.1-mini": Price(0.40, 1.60),
    "gpt-4.1-nano": Price(0.10, 0.40),
    "o4-mini": Price(1.10, 4.40),
    "gpt-5": Price(1.25, 10.00),
    "gpt-5-mini": Price(0.25, 2.00),
    "gpt-5-nano": Price(0.05, 0.40),
    "text-embedding-3-small": Price(0.02),
    "text-embedding-3-large": Price(0.13),
    "text-embedding-ada-002": Price(0.10),
}


def price_of(model: str) -> Price | None:
    """The price of a model, a dated version of it ("gpt-4o-2024-08-06") included; None where it isn't known."""
    known = [
        name for name in _PRICES if model == name or (model.startswith(name + "-") and model[len(name) + 1].isdigit())
    ]
    return _PRICES[max(known, key=len)] if known else None
