"""Wishes: "weekdays at 8 Europe/Berlin only Scale AI" → when and what a digest is, and back into words; pure."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from bot.chat.wording import visible
from bot.digest.gathering import Choice
from bot.digest.schedule import EVERY_DAY, WEEKDAYS, Rhythm, zone_names

EXAMPLE = "weekdays at 8 Europe/Berlin only Scale AI"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = {
    "weekdays": WEEKDAYS, "weekday": WEEKDAYS, "workdays": WEEKDAYS, "daily": EVERY_DAY, "every day": EVERY_DAY,
    "everyday": EVERY_DAY, "weekends": EVERY_DAY - WEEKDAYS, "weekend": EVERY_DAY - WEEKDAYS,
    "every morning": EVERY_DAY,
}  # fmt: skip
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:at\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?(?!\S)", re.IGNORECASE
)
_ONLY = re.compile(r"\b(?:only|about)\s+(?P<names>.+?)(?=\s+(?:from|quiet|at)\b|$)", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?P<names>.+?)(?=\s+(?:only|about|quiet|at)\b|$)", re.IGNORECASE)
_QUIET = re.compile(r"\bquiet(?:\s+when\s+empty)?\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+or\s+")
_FILLING = re.compile(r"\b(?:at|on|and|every|each|in|time|the)\b|[,;.]", re.IGNORECASE)
_MOST_NAMES, _MOST_CHARACTERS = 10, 80
TOO_MANY_NAMES = f"Name one to {_MOST_NAMES} topics or publishers, apart by commas."


class Unclear(ValueError):
    """What a person wrote can't be read; the words say what would be right."""


@dataclass(frozen=True, slots=True)
class Wish:
    """When a digest comes, of what, and whether it keeps quiet on days without news."""

    rhythm: Rhythm
    choice: Choice
    is_quiet: bool = False


def read_wish(text: str, zone: str | None = None) -> Wish:
    """What a person wishes; `zone` is taken where none is named. Raises Unclear."""
    rest = " ".join(visible(text).split())
    topics, rest = _names(_ONLY, rest)
    publishers, rest = _names(_FROM, rest)
    rest, is_quiet = _QUIET.sub(" ", rest), bool(_QUIET.search(rest))
    named, rest = _zone(rest)
    days, rest = _days(rest)
    at, rest = _time(rest)
    left = " ".join(_FILLING.sub(" ", rest).split())
    if left:
        raise Unclear(f"I don't know what “{left[:60]}” means here. For example: {EXAMPLE}")
    if at is None:
        raise Unclear(f"At which hour? For example: {EXAMPLE}")
    if not (named or zone):
        raise Unclear(f"In which time zone? Add its name, such as Europe/Berlin or America/New_York: {EXAMPLE}")
    return Wish(Rhythm(at, days or EVERY_DAY, named or zone or ""), Choice(frozenset(publishers), topics), is_quiet)


def told(wish: Wish) -> str:
    """The wish in words: "weekdays at 08:00 (Europe/Berlin), only what touches Scale AI".

    >>> told(read_wish("weekdays at 8 Europe/Berlin only Scale AI"))
    'weekdays at 08:00 (Europe/Berlin), only what touches Scale AI'
    """
    rhythm, choice = wish.rhythm, wish.choice
    parts = [f"{days_told(rhythm.days)} at {rhythm.at:%H:%M} ({rhythm.zone})"]
    if choice.topics:
        parts.append(f"only what touches {_listed(choice.topics, 'or')}")
    if choice.publishers:
        parts.append(f"only from {_listed(sorted(choice.publishers), 'and')}")
    parts.append("nothing on days without news" if wish.is_quiet else "")
    return ", ".join(part for part in parts if part)


def days_told(days: frozenset[int]) -> str:
    """The days in words."""
    if days in (EVERY_DAY, WEEKDAYS):
        return "every day" if days == EVERY_DAY else "weekdays"
    return _listed([f"{DAY_NAMES[day]}s" for day in sorted(days)], "and")


def _names(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, ...], str]:
    match = pattern.search(text)
    if match is None:
        return (), text
    names = read_names(match["names"])
    if not names:
        raise Unclear(TOO_MANY_NAMES)
    return names, f"{text[: match.start()]} {text[match.end() :]}"


def read_names(text: str) -> tuple[str, ...]:
    """Topics or publishers that stand apart by commas, each once. Raises Unclear for too many or too long ones."""
    names = tuple(dict.fromkeys(name for name in _BETWEEN.split(visible(text).strip(" ,;.")) if name))
    if len(names) > _MOST_NAMES or any(len(name) > _MOST_CHARACTERS for name in names):
        raise Unclear(TOO_MANY_NAMES)
    return names


def read_zone(name: str) -> str:
    """A time zone as its name is written, however somebody wrote it. Raises Unclear where there is no such zone."""
    known = _zones().get(name.strip().casefold())
    if known is None:
        raise Unclear(
            f"There is no time zone “{visible(name)[:60]}”. Names are such as Europe/Berlin or America/New_York."
        )
    return known


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names() if "/" in name or name in {"UTC", "GMT"}}


def _zone(text: str) -> tuple[str, str]:
    for word in text.split():
        bare = word.strip("(),;")
        if bare.casefold() in _zones():
            return read_zone(bare), text.replace(word, " ", 1)
        if re.fullmatch(r"[A-Za-z]+/[\w/+-]+", bare):
            read_zone(bare)
    return "", text


def _days(text: str) -> tuple[frozenset[int], str]:
    for name, days in _NAMED.items():
        pattern = re.compile(rf"\b{name}\b", re.IGNORECASE)
        if pattern.search(text):
            return days, pattern.sub(" ", text, count=1)
    short = [day[:3].casefold() for day in DAY_NAMES]
    found = frozenset(short.index(match[1].casefold()) for match in _DAY.finditer(text))
    return found, _DAY.sub(" ", text)


def _time(text: str) -> tuple[time | None, str]:
    match = _TIME.search(text)
    if match is None:
        return None, text
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "")[:1].casefold()
    if half and not 1 <= hour <= 12:
        raise Unclear(f"“{match[0].strip()}” is no time of day.")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    if hour > 23 or minute > 59:
        raise Unclear(f"“{match[0].strip()}” is no time of day.")
    return time(hour, minute), f"{text[: match.start()]} {text[match.end() :]}"


def _listed(names: list[str] | tuple[str, ...], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
