"""The publishers that a question names, as people write them: "Verge", "FOX News", "the Independent's", "NYT"; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.language.dates import DateMention
from retrieval.language.terms import fold, is_stop
from retrieval.publisher_topics import PIECE, is_topic

_SAYS = (
    r"(?:says?|said|reports?|reported|writes?|wrote|claims?|claimed|describes?|described|"
    r"suggests?|suggested|publish(?:es|ed)|states?|stated|covers?|covered)"
)
_AFTER_MENTION = re.compile(rf"^['\"’”]?(?:['’]s?)?\s+(?:news\s+)?(?:{PIECE}|{_SAYS})\b", re.IGNORECASE)
_BEFORE_MENTION = re.compile(
    rf"\b(?:according\s+to|(?:reported|published|covered|written|described|quoted|mentioned|accused)\s+(?:by|in|on)|"
    rf"{PIECE}(?:\s+\w+)?\s+(?:from|by|in|of|on|at)|does|did|do|from|via|per)\s+(?:an?\s+|the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
LIST_LINK = re.compile(
    r"^['\"’”]?(?:['’]s)?\s*(?:,|and|or|&|,\s*and|,\s*or|as well as|both|versus|vs\.?)\s*(?:the\s+)?(?:both\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
"""What may stand between two names of one list."""

_CAPITALISED = r"[A-Z][\w&.'’-]*(?:\s+(?:(?:of|the|and|&|for|in)\s+)?[A-Z][\w&.'’-]*){0,4}"
_UNKNOWN = (
    re.compile(rf"\b{PIECE}s?\s+(?:\w+\s+)?(?:from|by|in)\s+(?:both\s+)?['\"‘“]?(?P<name>{_CAPITALISED})"),
    re.compile(
        rf"(?:\b[Tt]he|\b[Aa]n?)\s+['\"‘“]?(?P<name>{_CAPITALISED})['\"’”]?(?:['’]s)?\s+(?:article|report|newspaper|story)\b"
    ),
    re.compile(rf"\b(?:as\s+)?(?:reported|published)\s+(?:by|in|on)\s+['\"‘“]?(?P<name>{_CAPITALISED})"),
    re.compile(
        rf"\b[Aa]ccording\s+to\s+(?:(?:an?|the)\s+)?(?:(?:article|report)\s+(?:by|from|in)\s+)?['\"‘“]?(?P<name>{_CAPITALISED})"
    ),
)


@dataclass(frozen=True, slots=True)
class PublisherMention:
    """Where a question names a publisher, and the publishers of the library that it can mean: none where it has none."""

    text: str
    start: int
    end: int
    publishers: tuple[str, ...]


@lru_cache(maxsize=64)
def _spellings(publishers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every way in which a publisher is written, folded, with the publishers it can mean."""
    meant: dict[str, list[str]] = {}
    for publisher in publishers:
        for spelling in _ways(publisher):
            meant.setdefault(spelling, []).append(publisher)
    return {spelling: tuple(dict.fromkeys(names)) for spelling, names in meant.items()}


def _ways(publisher: str) -> set[str]:
    """The ways to write one publisher: whole, without section or slogan, without "The" and ".com", in one or two words."""
    whole = _plain(publisher)
    brand = _plain(re.split(r"\s+[-–—|]\s+|\s*[:|]\s+", publisher)[0])
    ways = {whole, brand}
    ways |= {re.sub(r"\.(?:com|org|net|co\.uk|co|io)$", "", way) for way in ways}
    ways |= {way.removeprefix("the ") for way in ways}
    written = re.split(r"\s+[-–—|]\s+|\s*[:|]\s+", publisher)[0]
    written = re.sub(r"\.(?:com|org|net|co\.uk|co|io)$", "", written)
    apart = _plain(re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", written))
    ways |= {apart.removeprefix("the "), apart.replace(" ", "")}
    ways |= {way.removesuffix(" english").removesuffix(" news") for way in ways if way.count(" ") == 1}
    capitals = [word[0] for word in written.split() if word[:1].isupper()]
    initials = "".join(capitals[1:] if written.startswith("The ") else capitals).lower()
    if len(initials) >= 3:
        ways.add(initials)
    return {way for way in ways | _KNOWN_SHORT.get(brand, frozenset()) if len(way) > 1}


_KNOWN_SHORT = {
    "the wall street journal": frozenset({"wsj", "the journal"}),
    "the washington post": frozenset({"wapo", "washpo"}),
    "the new york times": frozenset({"nyt", "ny times", "the times"}),
    "financial times": frozenset({"ft"}),
    "los angeles times": frozenset({"la times"}),
}


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


@lru_cache(maxsize=64)
def _spelling_pattern(publishers: tuple[str, ...]) -> re.Pattern[str] | None:
    spellings = sorted(_spellings(publishers), key=len, reverse=True)
    if not spellings:
        return None
    listed = "|".join(re.escape(way).replace(r"\ ", r"\s+").replace("'", "['’]") for way in spellings)
    return re.compile(rf"(?<![\w$])(?P<the>the\s+)?(?P<name>{listed})(?![\w])", re.IGNORECASE)


def read_mentions(
    question: str, publishers: tuple[str, ...], dates: Sequence[DateMention]
) -> tuple[PublisherMention, ...]:
    """The publishers that the question names, in order: first those of the library, then such as it has nothing of."""
    pattern = _spelling_pattern(publishers)
    matches = list(pattern.finditer(question)) if pattern else []
    sure = [_is_surely_meant(question, match) for match in matches]
    if len(matches) == 1 and is_topic(question, matches[0].start(), matches[0].end()):
        sure = [False]
    for _ in range(2):  # in a list ("Wired, Fortune and The Verge") one sure publisher vouches for its neighbours
        for index, (before, after) in enumerate(pairwise(matches)):
            if LIST_LINK.match(question[before.end() : after.start()]) and sure[index] != sure[index + 1]:
                unsure = after if sure[index] else before
                if unsure["name"] != unsure["name"].lower() or question == question.lower():
                    sure[index] = sure[index + 1] = True
    spellings = _spellings(publishers)
    known = []
    for match, is_meant in zip(matches, sure, strict=True):
        if is_meant:
            whole = _plain(match.group())
            meant = spellings.get(whole) or spellings[_plain(match["name"])]
            known.append(PublisherMention(match.group(), match.start(), match.end(), meant))
    taken = [(mention.start, mention.end) for mention in known] + [(said.start, said.end) for said in dates]
    unknown = _unknown(question, taken)
    return tuple(sorted((*known, *unknown), key=lambda mention: mention.start))


def _is_surely_meant(question: str, match: re.Match[str]) -> bool:
    """Whether a publisher's spelling means the publisher: many are everyday words too ("wired", "fortune", "the age")."""
    before, after = question[: match.start()], question[match.end() :]
    if _AFTER_MENTION.match(after) or (re.search(r"['\"‘“]$", before) and re.match(r"^['\"’”]", after)):
        return True
    if re.match(r"\s+of\s+(?!\w+ing\b)", after):  # "the age of reason", but "accused by The Age of hiding …"
        return False
    name = match["name"]
    if _BEFORE_MENTION.search(before) and not re.match(r"\s+[a-z]+ing\b", after):
        return name != name.lower() or question == question.lower() or "according" in before[-24:].lower()
    if (
        any(c.isupper() for c in name[1:])
        and name[0].isupper()
        and (" " in name or not name.isupper() or len(name) > 2)
    ):
        return not re.match(r"\s+[A-Z][a-z]", after) or " " in name
    if name == name.lower():
        return " " in name and len(name) > 8 and name.count(" ") >= 2
    starts = not before.strip() or bool(re.search(r"[.?!:]\s*$", before))
    followed = re.match(r"\s+(?:[A-Z]|\d)", after)
    return not followed and (bool(match["the"]) or not starts) and (name[0].isupper())


def _unknown(question: str, taken: Sequence[tuple[int, int]]) -> list[PublisherMention]:
    """What stands where a publisher does ("a Bloomberg article", "reported by Variety") and is none of the library's."""
    found: list[PublisherMention] = []
    for pattern in _UNKNOWN:
        for match in pattern.finditer(question):
            start = match.start("name")
            name = re.sub(r"(?:['’]s|['’.,])+$", "", match["name"])
            known = any(start < until and since < start + len(name) for since, until in taken)
            known = known or any(start < other.end and other.start < start + len(name) for other in found)
            if not known and not is_stop(name.split()[0] if name.count(" ") == 0 else name):
                found.append(PublisherMention(name, start, start + len(name), ()))
    return found
