"""Every date, month, year and weekday of a statement is in what it cites, or follows from when that was published. Pure."""

import re
from collections.abc import Iterator

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.language.dates import DateMention, read_dates

_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_TURN = re.compile(
    r"\b(last|past|previous|next|coming|this|following)\s+(?:few\s+)?(week|month|year|quarter|spring|summer|autumn|fall|winter"
    r"|weekend|night)s?\b|\b(yesterday|today|tomorrow)\b",
    re.IGNORECASE,
)
_BACK, _ON = (
    frozenset({"last", "past", "previous", "yesterday"}),
    frozenset({"next", "coming", "following", "tomorrow"}),
)
_YEAR = re.compile(r"(?<![\d.,$€£])(1[5-9]\d\d|20\d\d)(?![\d]|[.,]\d)")
_DAYS_AWAY = 7


def check_days(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """What is wrong with the dates of the statement."""
    quoted = read_dates(evidence.text)
    read = read_dates(statement)
    for mention in read:
        written = statement[mention.start : mention.end]
        if written in evidence.text or any(_fits(mention, other, evidence) for other in quoted):
            continue
        if _follows(mention, evidence):
            continue
        near = f" ≠ {evidence.text[quoted[0].start : quoted[0].end]}" if quoted else " is not in the cited words"
        yield Finding(Fault.DATE, f"{written}{near}", is_against=bool(quoted))
    yield from _years(statement, read, evidence)
    yield from _weekdays(statement, evidence)
    yield from _turns(statement, evidence)


def _years(statement: str, read: tuple[DateMention, ...], evidence: Evidence) -> Iterator[Finding]:
    """Years that are no part of a date that was read."""
    for match in _YEAR.finditer(statement):
        if any(each.start <= match.start() < each.end for each in read) or match[0] in evidence.text:
            continue
        yield Finding(Fault.DATE, f"{match[0]} is not in the cited words")


def _fits(mention: DateMention, other: DateMention, evidence: Evidence) -> bool:
    """Whether `other`, with the year of publication where it names none, says all that `mention` says."""
    if mention.since is not None or other.since is not None:
        return (mention.since, mention.until) == (other.since, other.until)
    year = other.year
    if year is None and evidence.published is not None and other.month is not None:
        year = other.range(near=evidence.published)[0].year
    said = (mention.year, mention.month, mention.day)
    return all(
        ours is None or ours == theirs for ours, theirs in zip(said, (year, other.month, other.day), strict=True)
    )


def _follows(mention: DateMention, evidence: Evidence) -> bool:
    """Whether the date is that of a "yesterday" or "on Wednesday" in what is quoted, counted from its publication."""
    if evidence.published is None or mention.since is not None:
        return False
    relative = [each for each in read_dates(evidence.text, evidence.published) if each.since is not None]
    first, last = mention.range(near=evidence.published)
    if any(each.since and each.until and first <= each.until and each.since <= last for each in relative):
        return True
    weekday = _WEEKDAY.search(evidence.text)
    near = abs((first - evidence.published).days) <= _DAYS_AWAY
    return (
        bool(weekday) and first == last and near and f"{first:%A}".lower().startswith(weekday[1].lower())
        if weekday
        else False
    )


def _weekdays(statement: str, evidence: Evidence) -> Iterator[Finding]:
    here = {match[1].lower() for match in _WEEKDAY.finditer(evidence.text)}
    for match in _WEEKDAY.finditer(statement):
        if match[1].lower() not in here:
            yield Finding(Fault.DATE, f"{match[0]} is not in the cited words")


def _turns(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Turns of time that were others: "last year" for "next year"."""
    there = list(_TURN.finditer(evidence.text))
    for match in _TURN.finditer(statement):
        unit, way = (match[2] or "day").lower(), _way(match)
        rivals = [each for each in there if (each[2] or "day").lower() == unit]
        if rivals and way and all(_way(each) not in (way, 0) for each in rivals):
            yield Finding(Fault.DATE, f"{match[0]} ≠ {rivals[0][0]}", is_against=True)
        elif not rivals and way and not there and match[3]:
            yield Finding(Fault.DATE, f"{match[0]} is not in the cited words")


def _way(match: re.Match[str]) -> int:
    """-1 for the past, 1 for the future, 0 for neither."""
    word = (match[1] or match[3]).lower()
    return -1 if word in _BACK else 1 if word in _ON else 0
