"""Number words and the names of units, and what they stand for. Pure."""

import re

from retrieval.language.quantity import Kind

_ONES_LISTED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS_LISTED = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS_LISTED = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
"""
ONES = {word: number for number, word in enumerate(_ONES_LISTED.split())}
TENS = {word: 10 * (number + 2) for number, word in enumerate(_TENS_LISTED.split())}
ORDINALS = {word: number + 1 for number, word in enumerate(_ORDINALS_LISTED.split())}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0, "two-thirds": 200 / 3}
VAGUE = {
    "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 1999), "thousands": (2e3, 19_999),
    "millions": (2e6, 2e7), "billions": (2e9, 2e10), "trillions": (2e12, 2e13), "tens of thousands": (2e4, 99_999),
    "hundreds of thousands": (2e5, 999_999), "tens of millions": (2e7, 1e8), "hundreds of millions": (2e8, 1e9),
    "tens of billions": (2e10, 1e11), "hundreds of billions": (2e11, 1e12), "a handful": (2, 9),
}  # fmt: skip
FEW = {"several": (2.0, 9.0), "a few": (2.0, 9.0), "a couple of": (2.0, 2.0), "many": (2.0, 9.0)}
CURRENCIES = {
    "$us": "USD", "$a": "AUD", "$au": "AUD", "$c": "CAD", "$ca": "CAD", "$hk": "HKD", "$nz": "NZD",
    "us$": "USD", "$": "USD", "s$": "SGD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD",
    "nz$": "NZD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "rs": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY", "chf": "CHF", "usd": "USD", "eur": "EUR", "gbp": "GBP", "cad": "CAD", "aud": "AUD", "jpy": "JPY",
    "inr": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kr": "NOK", "zł": "PLN",
}  # fmt: skip
_CURRENCY_WORDS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "rupee": "INR", "franc": "CHF",
    "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "rouble": "RUB", "ruble": "RUB",
    "peso": "MXN", "rand": "ZAR", "lira": "TRY", "zloty": "PLN", "bitcoin": "BTC", "usd": "USD",
    "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
_MEASURES = {
    "km": "km", "kilometre": "km", "kilometer": "km", "mile": "mile", "metre": "m", "meter": "m", "foot": "foot",
    "feet": "foot", "inch": "inch", "inche": "inch", "cm": "cm", "mm": "mm", "kg": "kg", "kilogram": "kg",
    "kilo": "kg", "tonne": "tonne", "ton": "tonne", "gram": "g", "litre": "litre", "liter": "litre",
    "gallon": "gallon", "barrel": "barrel", "acre": "acre", "hectare": "hectare", "mph": "mph", "kph": "kph",
    "km/h": "kph", "watt": "W", "kw": "kW", "mw": "MW", "gw": "GW", "megawatt": "MW", "gigawatt": "GW",
    "kwh": "kWh", "mwh": "MWh", "gb": "GB", "tb": "TB", "mb": "MB", "gigabyte": "GB", "terabyte": "TB",
    "megabyte": "MB", "degree": "degree", "°c": "°C", "°f": "°F", "point": "point", "basis point": "bp",
    "megapixel": "MP", "knot": "knot", "pound-foot": "lbft", "square mile": "square mile", "square metre": "m²",
    "square meter": "m²", "square foot": "square foot", "square feet": "square foot",
}  # fmt: skip
_DURATIONS_LISTED = "second minute hour day night week fortnight month quarter year decade century season"
_DURATIONS = frozenset(_DURATIONS_LISTED.split())


def value_of_words(words: str) -> float:
    """The value of a number in words: "twenty-five thousand", "a hundred and ten"."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "a":
            current = 1.0
        elif word in ONES:
            current += ONES[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = (current or 1.0) * 100
        elif word in SCALES:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
    return total + current


def unit_named(words: str) -> tuple[Kind, str] | None:
    """Kind and unit of a word that is a unit; None for any other word."""
    word = words.lower()
    singular = word[:-1] if word.endswith("s") and len(word) > 3 else word
    singular = {"centurie": "century"}.get(singular, singular)
    if (currency := _CURRENCY_WORDS.get(word) or _CURRENCY_WORDS.get(singular)) and words[0].islower() | (
        len(words) == 3
    ):
        return Kind.MONEY, currency
    if measure := _MEASURES.get(word) or _MEASURES.get(singular):
        return Kind.MEASURE, measure
    if singular in _DURATIONS:
        return Kind.DURATION, singular
    return None
