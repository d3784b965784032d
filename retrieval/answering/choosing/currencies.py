"""Whether a sum stands in a second currency, where a question asks for another one than it names; pure."""

import re

_ANOTHER = re.compile(r"\bin (?:another|a different|any other|some other) currency\b", re.IGNORECASE)
_MARK = re.compile(
    r"(?P<sign>(?:US|S|A|C|HK|NZ|NT|R)?\$|[€£¥₹₩₺])\s?\d|"
    r"\d[\d.,]*\s?(?:(?:thousand|million|billion|trillion|bn|m)\s)?"
    r"(?P<word>(?:[A-Z][a-z]+\s)?(?:dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|kron[eo]r|won|pesos?|real|rand)|[A-Z]{3})\b"
)
_SAME = {
    "US$": "$",
    "dollar": "$",
    "USD": "$",
    "euro": "€",
    "EUR": "€",
    "pound": "£",
    "GBP": "£",
    "yen": "¥",
    "JPY": "¥",
}


def asks_another_currency(question: str) -> bool:
    """Whether a sum is asked for in another currency than the usual one."""
    return bool(_ANOTHER.search(question))


def currencies(text: str) -> frozenset[str]:
    """The currencies in which the text gives sums, each by its sign, its three letters or its name in the singular."""
    found = (match["sign"] or match["word"].removesuffix("s") for match in _MARK.finditer(text))
    return frozenset(_SAME.get(mark, mark) for mark in found)
