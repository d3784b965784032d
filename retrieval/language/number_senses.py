"""Numbers that count nothing: days of the month and times of the day, years, numbers in names (Windows 11). Pure."""

import re

from retrieval.language.counted import is_plural, noun_phrase
from retrieval.language.qualifiers import QUALIFIER_AT_END
from retrieval.language.quantity import Quantity
from retrieval.language.quantity_words import (
    unit_named,
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
AFTER_MONTH = re.compile(rf"(?<!\w){_MONTH}\.?\s(?:the\s)?$", re.IGNORECASE)
BEFORE_MONTH = re.compile(rf"^(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w)", re.IGNORECASE)
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
_PLACED = re.compile(r"(?<!\w)(?:in|at|near|on|across|around|outside|from|to|by)(?:\s[A-Z]\w*)*$", re.IGNORECASE)
_SCORE_AFTER = re.compile(r"[-–]\d{1,2}(?!\w)")
_NAME_BEFORE = re.compile(r"(?<![\w’'-])(?P<word>[A-Z][\w’'.]*)[\s-]$")
_NUMBERED_LISTED = "no section article season chapter episode route flight group level phase grade type"
_NUMBERED = frozenset(_NUMBERED_LISTED.split())
_NOT_NAMED_LISTED = """
monday tuesday wednesday thursday friday saturday sunday the a some about over under nearly almost around all only just
another at in on by of for from with to and or but
"""
_NOT_NAMED = frozenset(_NOT_NAMED_LISTED.split())


def is_date_or_time(text: str, match: re.Match[str]) -> bool:
    """Whether the amount that was matched is a day of the month, a time of the day or part of a code ("4x4")."""
    before, after = text[max(0, match.start() - 14) : match.start("digits")], text[match.end() : match.end() + 16]
    if match["currency"] or match["scale"] or match["suffix"]:
        return False
    if _CLOCK.match(after) or re.match(r"/\d", after):
        return True
    if attached := re.match(r"[^\W_]+", after):
        return unit_named(attached[0]) is None
    day = len(match["digits"]) <= 2 and match["digits"].isdigit()
    return day and bool(AFTER_MONTH.search(before) or BEFORE_MONTH.match(after))


def is_year(text: str, match: re.Match[str]) -> bool:
    """Whether the amount that was matched is a year, by its digits and by what stands around it."""
    digits = match["digits"]
    if match["scale"] or match["suffix"] or not re.fullmatch(r"1[5-9]\d\d|20\d\d|2100", digits):
        return False
    before = text[max(0, match.start("digits") - 12) : match.start("digits")]
    if QUALIFIER_AT_END.search(before):
        return False
    if (
        _YEAR_BEFORE.search(before)
        or AFTER_MONTH.search(before)
        or _YEAR_AFTER.match(text[match.end() : match.end() + 12])
    ):
        return True
    counted = noun_phrase(text, match.end())
    return not counted or not is_plural(counted[-1])


def is_label(text: str, quantity: Quantity, digits: str, counted: tuple[str, ...]) -> bool:
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
