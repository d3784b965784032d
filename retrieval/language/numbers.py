"""Quantities in English text: how much of what, how exactly, and where it stands. Pure.

A quantity is read with all that qualifies it: "more than 100,000 jobs", "US$14.3 billion", "14 percent of its
workforce", "several hundred employees", "between 10 and 15 pilots", "five teams, down from 16". Days of the month and
times of the day are left to the reader of dates; years are kept apart from counts, and so are numbers that are names
(Windows 11, Section 230).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.span import Span
from retrieval.language.quantity import Bound, Kind, Quantity, agree
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

__all__ = ["Bound", "Kind", "Quantity", "agree", "is_plural", "noun_phrase", "read_quantities"]

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
_BEFORE_END = re.compile(
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
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_AFTER_MONTH = re.compile(rf"(?<!\w){_MONTH}\.?\s(?:the\s)?$", re.IGNORECASE)
_BEFORE_MONTH = re.compile(rf"^(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w)", re.IGNORECASE)
_CLOCK = re.compile(r"^(?::\d\d|\s?(?:[ap]\.?m\.?)(?!\w)|\s?o['’]clock|(?:h|hrs)(?!\w))", re.IGNORECASE)
_YEAR_AFTER = re.compile(
    r"^(?:s\b|[-–/]\d\d)?\s*(?:$|[^\s\w]|(?:and|or|to|was|were|is|when|as|with|after|by|for|in|at|the"
    r"|he|she|it|that|on|has|had|will)\b)"
)
_YEAR_BEFORE = re.compile(
    (
        r"(?:\bin|since|\bby|until|during|\bthe|\bits|['’]s|early|late|mid|-|–|spring|summer|autumn"
        r"|\bfall|winter|year)[\s-]?$"
    ),
    re.IGNORECASE,
)
_UNIT_TAIL = re.compile(
    r"^\s?(?P<percent>%|per\s?cent(?!age)|percent(?!age)|pc\b)|^\s?(?P<points>percentage[\s-]points?|ppts?\b|pp\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\s-]*(?P<word>°[CF]|km/h|[^\W\d_][\w]*(?:[’'-][^\W\d_]+)*)")
_PLACED = re.compile(r"(?<!\w)(?:in|at|near|on|across|around|outside|from|to|by)(?:\s[A-Z]\w*)*$", re.IGNORECASE)
_NAME_NUMBER = re.compile(r"\s\d{1,4}(?=\s[^\W\d])")
_SCORE_AFTER = re.compile(r"[-–]\d{1,2}(?!\w)")
_NAME_BEFORE = re.compile(r"(?<![\w’'-])(?P<word>[A-Z][\w’'.]*)[\s-]$")
_NUMBERED_LISTED = "no section article season chapter episode route flight group level phase grade type"
_NUMBERED = frozenset(_NUMBERED_LISTED.split())
_NOT_NAMED_LISTED = """
monday tuesday wednesday thursday friday saturday sunday the a some about over under nearly almost around all only just
another at in on by of for from with to and or but
"""
_NOT_NAMED = frozenset(_NOT_NAMED_LISTED.split())
_AGE_AFTER = re.compile(r"^[\s-]years?[\s-]olds?", re.IGNORECASE)
_AGE_APPOSED = re.compile(r",\s(?:1\d|[2-9]\d),\s(?![A-Z0-9])")
_TOLL_BEFORE = re.compile(
    r"\b(?:number\sof\s(?:the\s|its\s|their\s)?(?P<noun>[a-z-]+(?:\s[a-z]+s)?)|(?:death\s)?toll)\b[^.;:]{0,70}?"
    r"\b(?:at|to|is|was|of|reached|stands|stood|exceeds|exceeded|hit|above|over|than)\s(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(r"(?<!\w)(?:aged?|at the age of|ages)\s$", re.IGNORECASE)
_OF = re.compile(
    r"^\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|all|those|these|a|an|some|company['’]s|global)\s+)*",
    re.IGNORECASE,
)
_ITS = re.compile(r"^\s+(?:the|its|their|all|our)\s+(?:of\s+(?:the|its|their)\s+)?", re.IGNORECASE)
_JOIN = re.compile(r"^\s?(?:(?P<dash>[-–—])|(?P<word>to|and|or))\s?$", re.IGNORECASE)
_STOP_LISTED = """
a an the this that these those them us and or but nor as at by for from in into of off on onto out over per to
under up upon with within without after before because since while when where which who whom whose than then
there here is are was were be been being am has have had having do does did will would can could may might must
shall should not no he she it they we you i his her its their our my your down now today yesterday tomorrow ago
each every both all also only just about around roughly more less fewer last next this said says say told tells
left lost died quit resigned joined voted won went came got get gets made makes took takes if so too very later
earlier again such via against between among during until till through across plus versus based according
including
"""
_STOP = frozenset(_STOP_LISTED.split())
_COLLECTIVE_LISTED = """
people men women children staff personnel aircraft police cattle fish sheep species teeth feet workforce spacecraft crew
"""
_COLLECTIVE = frozenset(_COLLECTIVE_LISTED.split())


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in `text`, in order, without overlap."""
    found = sorted([*_shares(text), *_ordinals(text), *_amounts(text)], key=lambda one: (one.span.start, -one.span.end))
    apart: list[Quantity] = []
    for quantity in found:
        if not apart or quantity.span.start >= apart[-1].span.end:
            apart.append(quantity)
    return tuple(_inherit(_join(apart, text), text))


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
        if not _AFTER_MONTH.search(text[max(0, match.start() - 12) : match.start()]) and not _BEFORE_MONTH.match(
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
        if match["digits"] and _is_date_or_time(text, match):
            continue
        if (
            text[end : end + 1] in ("-", "/")
            and text[end + 1 : end + 2].isalpha()
            and text[end + 1 : end + 2].isupper()
        ):
            continue
        low, high, bound = _value(match)
        plain = Quantity(Span(start, end), Kind.COUNT, low, high, bound)
        yield _qualified(text, _with_unit(text, plain, match))


def _is_date_or_time(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 14) : match.start("digits")], text[match.end() : match.end() + 16]
    if match["currency"] or match["scale"] or match["suffix"]:
        return False
    if _CLOCK.match(after) or re.match(r"/\d", after):
        return True
    if attached := re.match(r"[^\W_]+", after):
        return unit_named(attached[0]) is None
    day = len(match["digits"]) <= 2 and match["digits"].isdigit()
    return day and bool(_AFTER_MONTH.search(before) or _BEFORE_MONTH.match(after))


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
    if match["digits"] and _is_year(text, match):
        return replace(quantity, kind=Kind.YEAR)
    return _with_worded_unit(text, quantity, match)


def _with_worded_unit(text: str, quantity: Quantity, match: re.Match[str]) -> Quantity:
    end = quantity.span.end
    first = _WORD.match(text, end)
    of = _OF.match(text[end : end + 40])
    if match["vague"] and of:
        first = _WORD.match(text, end + of.end())
    if first:
        pair = _WORD.match(text, first.end())
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
        and _is_label(text, quantity, match["digits"], counted)
    ):
        return replace(quantity, kind=Kind.LABEL)
    return replace(quantity, counted=counted or _counted_before(text, quantity.span.start))


def _counted_before(text: str, position: int) -> tuple[str, ...]:
    """What a number counts that is told before it: "the number of visitors … at 900", "the death toll … to 31"."""
    before = text[max(0, position - 100) : position]
    if toll := _TOLL_BEFORE.search(before):
        return (toll["noun"].lower().split()[-1],) if toll["noun"] else ("people",)
    return ()


def _is_year(text: str, match: re.Match[str]) -> bool:
    digits = match["digits"]
    if match["scale"] or match["suffix"] or not re.fullmatch(r"1[5-9]\d\d|20\d\d|2100", digits):
        return False
    before = text[max(0, match.start("digits") - 12) : match.start("digits")]
    if _BEFORE_END.search(before):
        return False
    if (
        _YEAR_BEFORE.search(before)
        or _AFTER_MONTH.search(before)
        or _YEAR_AFTER.match(text[match.end() : match.end() + 12])
    ):
        return True
    counted = noun_phrase(text, match.end())
    return not counted or not is_plural(counted[-1])


def _is_label(text: str, quantity: Quantity, digits: str, counted: tuple[str, ...]) -> bool:
    """Whether the number is part of a name: a capitalised word directly before it, nothing that is counted after it."""
    before = _NAME_BEFORE.search(text[max(0, quantity.span.start - 30) : quantity.span.start])
    if (
        not digits.isdigit()
        or not before
        or before["word"].lower() in _NOT_NAMED
        or _SCORE_AFTER.match(text, quantity.span.end)
    ):
        return False
    if before["word"].rstrip(".").lower() in _NUMBERED:
        return True
    named_on = bool(re.match(r"\s[A-Z]", text[quantity.span.end : quantity.span.end + 2]))
    clear = text[: max(0, quantity.span.start - 30) + before.start()].rstrip()
    if counted and is_plural(counted[-1]) and not named_on:  # "In Gaza 12 people", but "its HearthPack 10 units"
        return bool(clear) and clear[-1].isalnum() and not _PLACED.search(clear)
    return named_on or (bool(clear) and clear[-1] not in '.!?:\n“"')


def noun_phrase(text: str, position: int) -> tuple[str, ...]:
    """The words counted, from `position` on: adjectives and the head, in lower case; empty where none follow."""
    of = _OF.match(text[position : position + 60]) or _ITS.match(text[position : position + 12])
    at = position + of.end() if of else position
    words: list[str] = []
    while len(words) < 5 and (match := _WORD.match(text, at)):
        word = match["word"].lower()
        if word in _STOP or (words and is_plural(words[-1]) and not is_plural(word)):
            break
        if word in ONES or word in TENS:
            at = match.end()
            continue
        words.append(re.sub(r"['’]s$", "", word))
        at = match.end()
        if match["word"][0].isupper() and (number := _NAME_NUMBER.match(text, at)):  # HearthPack 10 batteries
            at = number.end()
    plural = [index for index, word in enumerate(words) if is_plural(word)]
    return tuple(words[: plural[-1] + 1] if plural else words[:2])


def is_plural(word: str) -> bool:
    """Whether a word in lower case is plural, or names several without an s."""
    return word in _COLLECTIVE or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    )


def _qualified(text: str, quantity: Quantity) -> Quantity:
    """The quantity with "about", "more than", "down from" before it taken in."""
    before = text[max(0, quantity.span.start - 40) : quantity.span.start]
    words = _BEFORE_END.search(before)
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


def _join(found: list[Quantity], text: str) -> list[Quantity]:
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


def _inherit(found: list[Quantity], text: str) -> Iterator[Quantity]:
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
