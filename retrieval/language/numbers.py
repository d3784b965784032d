"""Quantities in English text: how much of what, how exactly, and where it stands. Pure.

A quantity is read with all that qualifies it: "more than 100,000 jobs", "US$14.3 billion", "14 percent of its
workforce", "several hundred employees", "between 10 and 15 pilots", "five teams, down from 16". Days of the month and
times of the day are left to the reader of dates; years are kept apart from counts, and so are numbers that are names
(Windows 11, Section 230).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.span import Span
from retrieval.language.counted import OF, WORD, counted_before, noun_phrase
from retrieval.language.number_pairs import inherit_counted, join_pairs
from retrieval.language.number_senses import AFTER_MONTH, BEFORE_MONTH, is_date_or_time, is_label, is_year
from retrieval.language.qualifiers import qualified
from retrieval.language.quantity import Bound, Kind, Quantity
from retrieval.language.quantity_words import (
    CURRENCIES,
    FEW,
    FRACTIONS,
    ONES,
    ORDINALS,
    SCALES,
    TENS,
    VAGUE,
    unit_named,
    value_of_words,
)

_WORD_NUMBER = (
    r"(?:(?:"
    + "|".join([*TENS])
    + r")(?:[-\s](?:"
    + "|".join(list(ONES)[1:10])
    + r"))?|"
    + "|".join(sorted(ONES, key=len, reverse=True))
    + r")"
)
_SCALE_WORD = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?(?![.,]?\d)"
_AMOUNT = re.compile(
    r"""
    (?P<currency>(?<![\w$])(?:US|S|AU?|CA?|HK|NZ|R)\$|(?<![\w$])\$(?:US|AU?|CA?|HK|NZ)(?=\d)|[$€£¥₹₩₽₺]|(?<!\w)(?:Rs\.?|CHF|USD|EUR|GBP|CAD|AUD|JPY|INR|SEK|NOK|DKK)(?=\s?\d))?\s?
    (?P<digits>(?:(?<![\w.,:/#@])|(?<=\$US)|(?<=\$AU)|(?<=\$CA)|(?<=\$HK)|(?<=\$NZ)|(?<=\$[AC]))(?:"""
    + _DIGITS
    + r"""))(?:(?:\s|-)?(?P<scale>"""
    + _SCALE_WORD
    + r""")s?(?![\w])|(?P<suffix>(?:bn|mn|mln|trn|tn|[kKmMbB])(?![\w])))?
    |(?<![\w-])(?P<vague>(?:tens|hundreds)\sof\s(?:thousands|millions|billions)|dozens|hundreds|thousands|millions|billions|trillions|a\shandful)(?!\w)
    |(?<![\w-])(?P<few>several|a\sfew|a\scouple\sof|many)\s(?P<fewscale>hundred|thousand|million|billion|dozen)(?!\w)
    |(?<![\w-])(?P<dozen>(?:half\sa|a|one|two|three|four)\sdozen)(?!\w)
    |(?<![\w-])(?P<halfscale>(?:half|a\squarter\sof)\sa\s(?:million|billion|trillion))(?!\w)
    |(?<![\w-])(?P<words>(?:(?:a|"""
    + _WORD_NUMBER
    + r")[\s-](?:"
    + _SCALE_WORD
    + r")(?:[\s-](?:and\s)?(?:"
    + _WORD_NUMBER
    + r")(?![\w-]))?(?:[\s-](?:"
    + _SCALE_WORD
    + r"))?|"
    + _WORD_NUMBER
    + r"))(?![\w])",
    re.IGNORECASE | re.VERBOSE,
)
_SHARE_WORDS = re.compile(
    r"(?<![\w-])(?:(?P<n>a|one|two|three|four)[\s-](?P<d>half|third|quarter|fifth|tenth)s?"
    r"|(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)(?<!better\s)(?P<half>half)(?=\s+(?:of|the"
    r"|its|their|all)\b))"
    r"(?=\s+(?:of|the|its|their|all|in)\b)|(?<![\w-])(?P<top>one|two|three|four|five|six|seven|eight"
    r"|nine)\s(?:in|out\sof)\s(?P<bottom>two|three|four|five|six|"
    r"seven|eight|nine|ten|20|100)(?=\s+\w)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,-])(?P<n>\d{1,4})(?:st|nd|rd|th)(?!\w)", re.IGNORECASE)
_ORDINAL_WORD = re.compile(r"(?<![\w-])(?:" + "|".join(ORDINALS) + r")(?![\w])", re.IGNORECASE)
_UNIT_TAIL = re.compile(
    r"^\s?(?P<percent>%|per\s?cent(?!age)|percent(?!age)|pc\b)|^\s?(?P<points>percentage[\s-]points?|ppts?\b|pp\b)",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"^[\s-]years?[\s-]olds?", re.IGNORECASE)
_AGE_APPOSED = re.compile(r",\s(?:1\d|[2-9]\d),\s(?![A-Z0-9])")
_AGE_BEFORE = re.compile(r"(?<!\w)(?:aged?|at the age of|ages)\s$", re.IGNORECASE)


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in `text`, in order, without overlap.

    >>> [(each.low, each.unit, each.counted) for each in read_quantities("It cut 200 jobs, 14 percent of its staff.")]
    [(200.0, '', ('jobs',)), (14.0, '%', ('staff',))]
    """
    found = sorted([*_shares(text), *_ordinals(text), *_amounts(text)], key=lambda one: (one.span.start, -one.span.end))
    apart: list[Quantity] = []
    for quantity in found:
        if not apart or quantity.span.start >= apart[-1].span.end:
            apart.append(quantity)
    return tuple(inherit_counted(join_pairs(apart, text), text))


def _shares(text: str) -> Iterator[Quantity]:
    """Shares in words: "two thirds of", "half the staff", "one in five"."""
    for match in _SHARE_WORDS.finditer(text):
        if match["top"]:
            bottom = match["bottom"].lower()
            value = 100 * ONES[match["top"].lower()] / (float(bottom) if bottom.isdigit() else ONES[bottom])
        elif match["half"]:
            value = 50.0
        else:
            value = (ONES.get(match["n"].lower(), 1)) * FRACTIONS[match["d"].lower()]
        counted = noun_phrase(text, match.end())
        yield Quantity(Span(match.start(), match.end()), Kind.SHARE, value, value, Bound.ABOUT, "%", counted)


def _ordinals(text: str) -> Iterator[Quantity]:
    for match in _ORDINAL.finditer(text):
        if not AFTER_MONTH.search(text[max(0, match.start() - 12) : match.start()]) and not BEFORE_MONTH.match(
            text[match.end() : match.end() + 14]
        ):
            number = float(match["n"])
            yield Quantity(Span(*match.span()), Kind.ORDINAL, number, number, counted=noun_phrase(text, match.end()))
    for match in _ORDINAL_WORD.finditer(text):
        number = float(ORDINALS[match[0].lower()])
        yield Quantity(Span(*match.span()), Kind.ORDINAL, number, number, counted=noun_phrase(text, match.end()))


def _amounts(text: str) -> Iterator[Quantity]:
    for match in _AMOUNT.finditer(text):
        start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
        if match["digits"] and is_date_or_time(text, match):
            continue
        if (
            text[end : end + 1] in ("-", "/")
            and text[end + 1 : end + 2].isalpha()
            and text[end + 1 : end + 2].isupper()
        ):
            continue
        low, high, bound = _value(match)
        plain = Quantity(Span(start, end), Kind.COUNT, low, high, bound)
        yield qualified(text, _with_unit(text, plain, match))


def _value(match: re.Match[str]) -> tuple[float, float, Bound]:
    """Lowest and highest value of an amount, and how exactly its own words give it."""
    if match["digits"]:
        value = float(re.sub(r"[,\s]", "", match["digits"]))
        scale = SCALES[(match["scale"] or match["suffix"] or "").lower()] if match["scale"] or match["suffix"] else 1.0
        value = round(value * scale, 6)
        return value, value, Bound.EXACT
    if match["vague"]:
        low, high = VAGUE[re.sub(r"\s+", " ", match["vague"].lower())]
        return low, high, Bound.BETWEEN
    if match["few"]:
        low, high = FEW[re.sub(r"\s+", " ", match["few"].lower())]
        scale = 12.0 if match["fewscale"].lower() == "dozen" else SCALES[match["fewscale"].lower()]
        return low * scale, (high + 0.99) * scale, Bound.BETWEEN
    if match["dozen"]:
        first = match["dozen"].split()[0].lower()
        value = 6.0 if first == "half" else 12.0 * ONES.get(first, 1)
        return value, value, Bound.ABOUT
    if match["halfscale"]:
        part = 0.5 if match["halfscale"].lower().startswith("half") else 0.25
        value = part * SCALES[match["halfscale"].split()[-1].lower()]
        return value, value, Bound.ABOUT
    value = value_of_words(match["words"])
    return value, value, Bound.EXACT


def _with_unit(text: str, quantity: Quantity, match: re.Match[str]) -> Quantity:
    """The quantity with its unit, its kind and the noun phrase that it counts."""
    end = quantity.span.end
    tail = text[end : end + 24]
    if match["currency"]:
        unit = CURRENCIES[match["currency"].lower().rstrip(".")]
        return replace(quantity, kind=Kind.MONEY, unit=unit, counted=noun_phrase(text, end))
    if share := _UNIT_TAIL.match(tail):
        unit, span = ("%" if share["percent"] else "point"), Span(quantity.span.start, end + share.end())
        return replace(quantity, kind=Kind.SHARE, unit=unit, span=span, counted=noun_phrase(text, span.end))
    if age := _AGE_AFTER.match(tail):
        return replace(quantity, kind=Kind.AGE, unit="year", span=Span(quantity.span.start, end + age.end()))
    if _AGE_BEFORE.search(text[max(0, quantity.span.start - 16) : quantity.span.start]):
        return replace(quantity, kind=Kind.AGE, unit="year")
    if (
        match["digits"]
        and _AGE_APPOSED.match(text, quantity.span.start - 2)
        and text[quantity.span.start - 3 : quantity.span.start - 2].isalpha()
    ):
        return replace(quantity, kind=Kind.AGE, unit="year")
    if match["digits"] and is_year(text, match):
        return replace(quantity, kind=Kind.YEAR)
    return _with_worded_unit(text, quantity, match)


def _with_worded_unit(text: str, quantity: Quantity, match: re.Match[str]) -> Quantity:
    end = quantity.span.end
    first = WORD.match(text, end)
    of = OF.match(text[end : end + 40])
    if match["vague"] and of:
        first = WORD.match(text, end + of.end())
    if first:
        pair = WORD.match(text, first.end())
        for last, words in ((pair, f"{first['word']} {pair['word']}" if pair else ""), (first, first["word"])):
            named = unit_named(words)
            if last and named:
                span = Span(quantity.span.start, last.end())
                return replace(quantity, kind=named[0], unit=named[1], span=span, counted=noun_phrase(text, last.end()))
    counted = noun_phrase(text, end)
    if (
        match["digits"]
        and not match["scale"]
        and not match["suffix"]
        and is_label(text, quantity, match["digits"], counted)
    ):
        return replace(quantity, kind=Kind.LABEL)
    return replace(quantity, counted=counted or counted_before(text, quantity.span.start))
