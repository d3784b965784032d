"""Of what place, group or scope a sentence speaks, so that parts of different wholes are not set against each other. Pure."""

import re

from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import same_date
from retrieval.answering.reading.saying import Key, Saying, dates_of, read_keys
from retrieval.language.concepts import base

_NAMED_PLACE = re.compile(
    r"\b(?P<how>(?i:in|at|to|for|across|against|near|outside))\s"
    r"(?:(?!(?:said|told|which|that)\b)[a-z’'-]+\s){0,3}?(?P<what>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})"
)
_PART_OF = re.compile(
    r"\b(?P<part>wing|part|section|branch|half|end|side|unit|division|roof|hall|annexe?|extension|floor|phase|stretch|arm|subsidiary|rest|"
    r"son|daughter|wife|husband|mother|father|brother|sister|child|friend|owner|widow|partner|neighbour|deputy|rival)\s"
    r"of\s(?:(?:the|its|this|that|his|her|a|an)\s)?(?P<whole>[\w-]+(?:\s[\w-]+)?)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?P<owned>[a-z]+)\sof\s(?:(?:the|a|an)\s)?(?P<owner>[a-z]{3,})\b")
_GROUP = re.compile(
    r"^[^.,;:]{0,12}?\b(?P<how>in|among|for|at|on)\s(?:(?:the|its|their|a|an|all|her|his)\s)?(?P<what>[a-z]+(?:-[a-z]+)?)"
)
_WHOLE = re.compile(
    r"\b(?:worldwide|globally|nationwide|overall|altogether|in\s(?:total|all)|across\sthe\s(?:world|globe|country|group))\b",
    re.IGNORECASE,
)
_SPLIT_OFF = re.compile(
    r"\b(?:among(?:st)?\s|alone\b|excluding\b|including\b|(?:under|over|(?:those|people|children|adults|men|women|voters)\saged)[\s-]\d\d\b(?!\s(?:percent|people|million))"
    r"|on\sthe\s(?:first|opening|second|third|last|final)\s(?:day|night|evening|morning)\b"
    r"|in\sthe\s(?:first|opening|last|final)\s(?:hours?|minutes?|days?|weeks?|round)\b)",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|\w+day|Christmas|Easter"
)
_SPOKEN = re.compile(
    r"\b(?:said|says|saying|told|tells|announced|confirmed|reported|according\sto|statement|interview)\b[^,.;:]{0,40}$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_AGAIN = re.compile(
    r"\b(?:re-?open\w*|again|once\smore|improved|revised|initial(?:ly)?|at\sfirst|originally)\b", re.IGNORECASE
)
_APART = re.compile(r",\s(?:which|who|whose|where)\b|\b(?:since|founded|established|born)\b|\bthat\s(?:has|have|had)\b")


_OTHER = re.compile(r"\b(?:deputy|former|vice|assistant|other|another|ex)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:(?:last|this|next)\s(?:week|month|year|season|night|morning)|(?:last|this|next|first|second|third|fourth|final)\s(?:quarter|half)|yesterday|today|tomorrow|"
    r"year-on-year|year\sover\syear|overnight|after-hours|premarket|so\sfar|quarter(?:ly)?|weekly|daily|monthly|annual(?:ly)?)\b",
    re.IGNORECASE,
)


def are_of_others(point: Point, one: Saying, at: int, other: Saying, there: int) -> bool:
    """Whether two sentences, from the places of their answers on, speak of other places, groups or scopes.

    What the question itself names tells nothing, and what only one of them names hardly anything.
    """
    named, also = _places(point, one), _places(point, other)
    if any(how in also and stems.isdisjoint(also[how]) for how, stems in named.items()):
        return True
    if (_WHOLE.search(one.text) and also and not named) or (_WHOLE.search(other.text) and named and not also):
        return True
    if _parts(point, one) != _parts(point, other):
        return True
    owners, others = _owners(point, one), _owners(point, other)
    if owners and others and owners.isdisjoint(others):
        return True
    if not _is_split_off(point.question) and _is_split_off(one.text) != _is_split_off(other.text):
        return True
    return _groups_differ(point, one.text[at:], other.text[there:])


def _parts(point: Point, saying: Saying) -> frozenset[str]:
    """What stands before "of" and a word of the question: parts, relatives and belongings, which are not the thing itself."""
    asked = {key.stem for key in point.keys}
    return frozenset(
        match["part"].lower()
        for match in _PART_OF.finditer(saying.text)
        if any(base(word) in asked for word in match["whole"].split()) and base(match["part"]) not in asked
    )


def _owners(point: Point, saying: Saying) -> frozenset[str]:
    """Of what a thing that the question asks about is, where the question doesn't tell: "the driver of the lorry"."""
    asked = {key.stem for key in point.keys}
    return frozenset(
        base(match["owner"])
        for match in _OWNED.finditer(saying.text)
        if base(match["owned"]) in asked and base(match["owner"]) not in asked
    )


def _is_split_off(text: str) -> bool:
    """Whether it tells of a part: of one group, one place alone, the first day; not on which day somebody said so."""
    return any(not _SPOKEN.search(text[: match.start()]) for match in _SPLIT_OFF.finditer(text))


def _places(point: Point, saying: Saying) -> dict[str, frozenset[str]]:
    """The stems of the names that stand after each preposition, but for days, and for what a speaker is quoted with."""
    found: dict[str, frozenset[str]] = {}
    for match in _NAMED_PLACE.finditer(saying.text):
        if _CALENDAR.fullmatch(match["what"].split()[0]) or _SPOKEN.search(saying.text[: match.start()]):
            continue
        stems = {key.stem for key in read_keys(match["what"])}
        if stems and not any(key.stem in stems for key in point.keys):
            how = match["how"].lower()
            found[how] = found.get(how, frozenset()) | stems
    return found


def _groups_differ(point: Point, one: str, other: str) -> bool:
    """Whether another word follows the same preposition: "in the league", "in the cup"."""
    first, second = _GROUP.match(one), _GROUP.match(other)
    if not first or not second or first["how"].lower() != second["how"].lower():
        return False
    heads = _head(first["what"]), _head(second["what"])
    if heads[0] is None or heads[1] is None or heads[0].meets(heads[1]):
        return False
    return not any(key.meets(head) for key in point.keys for head in heads if head)


def _head(word: str) -> Key | None:
    return next(iter(read_keys(word)), None)


def weekdays_of(saying: Saying) -> frozenset[str]:
    """The days of the week on which it happened, without those on which somebody only told of it."""
    return frozenset(
        match.group() for match in _WEEKDAY.finditer(saying.text) if not _SPOKEN.search(saying.text[: match.start()])
    )


def are_of_other_days(one: Saying, other: Saying) -> bool:
    """Whether both name days of the week, and no day is the same."""
    days = weekdays_of(one), weekdays_of(other)
    return all(days) and days[0].isdisjoint(days[1])


def are_of_other_times(one: Saying, other: Saying, *, is_strict: bool = False) -> bool:
    """Whether the two tell of other days, months, years or seasons; strictly, where one names a time that the other doesn't."""
    if are_of_other_days(one, other) or _dates_differ(one, other):
        return True
    times = _times(one), _times(other)
    return times[0].isdisjoint(times[1]) and (all(times) or (is_strict and any(times)))


def _times(saying: Saying) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _TIMES.finditer(saying.text))


def _dates_differ(one: Saying, other: Saying) -> bool:
    """Whether both tell dates, and no date of the one can be one of the other."""
    dates, also = (
        [date for date in dates_of(each.text) if not _SPOKEN.search(each.text[: date.start])] for each in (one, other)
    )
    return bool(dates and also) and not any(same_date(first, second) for first in dates for second in also)


def is_of_later(one: Saying, other: Saying) -> bool:
    """Whether only one of them tells of a first or of a second time: "reopened", "the improved offer"."""
    return bool(_AGAIN.search(one.text)) != bool(_AGAIN.search(other.text))


def years_of(saying: Saying, at: int | None = None) -> frozenset[int]:
    """The years that the sentence names; with `at`, without those in a clause of their own, away from that place."""
    return frozenset(
        date.year
        for date in dates_of(saying.text)
        if date.year is not None
        and (at is None or not _APART.search(saying.text[min(at, date.start) : max(at, date.start)]))
    )


def substitutes(saying: Saying) -> frozenset[str]:
    """Words that make of somebody somebody else: the deputy mayor isn't the mayor."""
    return frozenset(match.group().lower() for match in _OTHER.finditer(saying.text))
