"""Dates as people write them: "16 July 2025", "July 16", "in October", "2016", "last week", "2023-10-12"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR = frozenset((*_MONTHS, *_WEEKDAYS))
"""The names of months and weekdays, in lower case."""

_ISO = re.compile(rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:T[\d:]+(?:Z|[+-]\d\d:?\d\d)?)?\b")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\s*(?:%|percent|million|billion))(?:,?\s+{_YEAR}\b)?", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|by|before|after|during|early|mid|late|last|this|of)[\s-]+$", re.IGNORECASE
)
_YEAR_ALONE = re.compile(rf"(?<![\d$€£.,-]){_YEAR}(?![\d%]|[.,]\d|-\d)")
_NUMERIC = re.compile(r"\b(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.](?P<year>(?:19|20)\d\d)\b")
_RELATIVE = re.compile(
    rf"\b(?:today|yesterday|(?:this|last|past|previous)\s+(?:week|month|year|{'|'.join(_WEEKDAYS)})|"
    r"(?:in\s+|over\s+)?the\s+(?:last|past)\s+(?:few\s+|\d+\s+)?(?:days?|weeks?|months?)|\d+\s+(?:days?|weeks?|months?)\s+ago)\b",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = date.min, date.max


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: the half-open range of characters it stands at, and as much of year, month and day as it says.

    A relative date ("last week") is read against a day and then has `since` and `until`, both inclusive, instead.
    Raises ValueError where it says neither.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if (self.year, self.month, self.since) == (None, None, None):
            raise ValueError("a date says a year, a month or a range")
        if (self.since is None) != (self.until is None):
            raise ValueError("a range of dates has two ends")

    def distance(self, other: date) -> int:
        """Days between `other` and the nearest day that the mention can mean; 0 where it is one of them."""
        first, last = self.range(near=other)
        return max((first - other).days, (other - last).days, 0)

    def range(self, near: date) -> tuple[date, date]:
        """The first and last day it can mean; where it names no year, those closest to `near`."""
        if self.since is not None and self.until is not None:
            return self.since, self.until
        if self.year is not None:
            return self._in(self.year)
        candidates = [self._in(year) for year in (near.year - 1, near.year, near.year + 1)]
        return min(candidates, key=lambda span: max((span[0] - near).days, (near - span[1]).days, 0))

    def _in(self, year: int) -> tuple[date, date]:
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = calendar.monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, last)
        day = date(year, self.month, min(self.day, last))
        return day, day


def read_dates(text: str, today: date | None = None) -> tuple[DateMention, ...]:
    """The dates in `text`, in order, none overlapping; relative ones only where `today` is given.

    >>> [(each.year, each.month, each.day) for each in read_dates("in October, and on 16 July 2025")]
    [(None, 10, None), (2025, 7, 16)]
    """
    found: list[DateMention] = []
    for pattern in (_ISO, _MONTH_DAY, _DAY_MONTH, _MONTH_YEAR, _NUMERIC):
        for match in pattern.finditer(text):
            mention = _numeric(match) if pattern is _NUMERIC else _calendar(match)
            if mention is not None and _is_free(mention, found):
                found.append(mention)
    found += [mention for mention in _loose(text) if _is_free(mention, found)]
    if today is not None:
        relative = (_relative(match, today) for match in _RELATIVE.finditer(text))
        found += [mention for mention in relative if mention is not None and _is_free(mention, found)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _is_free(mention: DateMention, taken: list[DateMention]) -> bool:
    return all(mention.end <= other.start or other.end <= mention.start for other in taken)


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(
        number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3])
    )


def _calendar(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    day = int(parts["day"]) if parts.get("day") else None
    if day is not None and not 1 <= day <= 31:
        return None
    year = int(parts["year"]) if parts.get("year") else None
    return DateMention(match.start(), match.end(), year, _month(parts["month"]), day)


def _numeric(match: re.Match[str]) -> DateMention | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if 1 <= second <= 12 and 1 <= first <= 31 and first > 12:
        return DateMention(match.start(), match.end(), year, second, first)
    if 1 <= first <= 12 and 1 <= second <= 31:
        return DateMention(match.start(), match.end(), year, first, second if second > 12 or first == second else None)
    return None


def _loose(text: str) -> list[DateMention]:
    """Months and years that stand alone: a month with a capital letter ("May" only after a preposition), a year."""
    found = [
        DateMention(match.start(), match.end(), month=_month(match["month"]))
        for match in _MONTH_ALONE.finditer(text)
        if match["month"] not in ("May", "March") or _AFTER_PREPOSITION.search(text, 0, match.start())
    ]
    found += [DateMention(match.start(), match.end(), int(match["year"])) for match in _YEAR_ALONE.finditer(text)]
    return found


def _relative(match: re.Match[str], today: date) -> DateMention | None:
    said = " ".join(match.group().lower().split())
    if said in ("today", "yesterday"):
        day = today - timedelta(days=said == "yesterday")
        return DateMention(match.start(), match.end(), since=day, until=day)
    weekday = next((number for number, name in enumerate(_WEEKDAYS) if name in said), None)
    if weekday is not None:
        day = today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
        return DateMention(match.start(), match.end(), since=day, until=day)
    days = 1 if "day" in said else 7 if "week" in said else 31 if "month" in said else 366
    count = re.search(r"\d+", said)
    number = min(int(count.group()), 1000) if count else 3 if "few" in said else 1
    if said.endswith("ago"):
        middle = today - timedelta(days=days * number)
        return DateMention(
            match.start(),
            match.end(),
            since=middle - timedelta(days=days // 2),
            until=middle + timedelta(days=days // 2),
        )
    back = {"week": 7 + today.weekday(), "month": 31 + today.day, "year": 366 + today.timetuple().tm_yday}
    unit = said.split()[-1].rstrip("s")
    if said.startswith(("last", "previous")) and unit in back:
        return DateMention(match.start(), match.end(), since=today - timedelta(days=back[unit]), until=today)
    return DateMention(match.start(), match.end(), since=today - timedelta(days=days * number), until=today)
