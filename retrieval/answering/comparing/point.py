"""The point of a question: what a sentence must give to be an answer, so that answers can be compared. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.answering.comparing.office_asked import office_asked
from retrieval.answering.reading.chat_spelling import written_out
from retrieval.answering.reading.kinds import Kind as Wants
from retrieval.answering.reading.parts import Part, read_parts
from retrieval.answering.reading.roles import Tenure
from retrieval.answering.reading.saying import Key, quantities_of, read_keys
from retrieval.language.concepts import base
from retrieval.language.counted import noun_phrase
from retrieval.language.quantity import Kind, Quantity


class Asks(StrEnum):
    """What is asked for."""

    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    REASON = "reason"
    WHETHER = "whether"
    KNOWN = "what is known"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Point:
    """What a question asks for and of what.

    `keys` are its content words, `names` those of them that are names, `deeds` the others but for the `noun` that is
    counted. `kinds` are the kinds of quantity that can answer it, in which `units` where it tells, `given` those
    that the question itself states, `office` the office whose holder it asks for and `tenure` when; `is_now` is true of "who runs it
    now".
    """

    question: str
    asks: Asks
    keys: tuple[Key, ...]
    names: tuple[Key, ...]
    deeds: tuple[Key, ...]
    noun: tuple[Key, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    units: frozenset[str] = frozenset()
    given: tuple[Quantity, ...] = ()
    office: str | None = None
    tenure: Tenure = Tenure.CURRENT
    is_now: bool = False


_ASKS = {
    Wants.HOW_MANY: Asks.AMOUNT, Wants.HOW_MUCH: Asks.AMOUNT, Wants.PERCENT: Asks.AMOUNT, Wants.HOW_LONG: Asks.AMOUNT,
    Wants.AGE: Asks.AMOUNT, Wants.WHO: Asks.PERSON, Wants.WHEN: Asks.TIME, Wants.WHERE: Asks.PLACE, Wants.WHY: Asks.REASON,
    Wants.YES_NO: Asks.WHETHER,
}  # fmt: skip
_KINDS = {
    Wants.HOW_MUCH: frozenset({Kind.MONEY}), Wants.PERCENT: frozenset({Kind.SHARE}),
    Wants.HOW_LONG: frozenset({Kind.DURATION}), Wants.AGE: frozenset({Kind.AGE}),
}  # fmt: skip
_BIG = frozenset({Kind.MONEY, Kind.SHARE, Kind.MEASURE, Kind.COUNT})
_HOW_MANY = re.compile(
    (
        r"\bhow\s(?:many|few)\s(?:of\s(?:the|its|their)\s)?|\b(?:what|which)(?:'s|’s|\sis|\swas|\sare"
        r"|\swere)?\s(?:the\s)?(?:total\s|exact\s|overall\s)?number\sof\s(?:the\s)?"
    ),
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:disclos\w+|reveal\w*|confirm\w*|announc\w+|admit\w*|known?|clear|official\w*|public\w*"
    r"|determin\w+|establish\w*|explain\w*|specif\w+|say|said|tells?|told|"
    r"give[ns]?|gave|name[ds]?|identif\w+|comment\w*|shared?|state[ds]?|acknowledg\w+|found\sout|find\sout)\b",
    re.IGNORECASE,
)
_SURELY_KNOWN = re.compile(
    r"\b(?:disclos\w+|reveal\w*|confirm\w*|announc\w+|admit\w*|comment\w*|acknowledg\w+|specif\w+|public)\b",
    re.IGNORECASE,
)
_FOUND_OUT = re.compile(
    r"\b(?:determined|established|identified|explained|found(?!ed)|discovered|figured\sout)\b", re.IGNORECASE
)
_KNOWN_AT_END = re.compile(r"\b(?:known|clear|public|official)\b\W*(?:yet|now)?\W*$", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"\b(?:how\s(?:many|much)|what|who|why|when|where|which|whether|if|"
    r"(?:(?:the|an?)\s)?(?:exact|official|precise|firm|final)\s(?:number|count|tally|toll|total|figure|sum|amount)s?|"
    r"(?:the|an?)\s(?:number|count|tally|toll|total|price|cause|reason|sum|size|amount|figure)s?)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|currently|at\spresent|at\sthe\smoment|these\sdays|today|presently|nowadays|current)\b", re.IGNORECASE
)
_FORMER = re.compile(
    r"\b(?:former|before|previous|previously|used\sto|predecessor|ex|prior|replaced?|until)\b", re.IGNORECASE
)
_INTERIM = re.compile(r"\b(?:interim|acting|caretaker|temporary|temporarily)\b", re.IGNORECASE)
_COMING = re.compile(
    r"\b(?:next|will\s(?:be|become|lead|run|replace|succeed|take)|incoming|future|successor|tipped)\b", re.IGNORECASE
)
_WHICH = re.compile(
    r"^\W*(?:which|what)\s(?:[a-z]+\s)?(?:person|man|woman|executive|official|minister|officer|leader|politician|judge|player|boss|ceo|doctor|"
    r"professor|scientist|researcher|engineer|architect|lawyer|general|bishop|director|manager|coach|author|artist|designer|mayor|analyst)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"share|percentage|percent|proportion|fraction|tall|high|long|wide|deep|heavy|fast|far|big|large|old|hot|amount|sum|money|cash",
    re.IGNORECASE,
)
_HOW_MUCH_OF = re.compile(
    r"\bhow\smuch\s(?!(?:money|cash|did|does|do|is|was|are|were|will|would|has|have|had|more|less|it|of|in|for|compensation|debt|profit|revenue|pay|funding|"
    r"tax|rent|interest|damage|income|capital|investment|aid|support)\b)[a-z]+\s(?:fell|fall|falls|is|was|were|are|did|does|do|has|have|had|will|would|can|could|"
    r"came|went|got|leaked|spilled|burned|burnt)\b",
    re.IGNORECASE,
)
_HOW_MUCH_IS_LEFT = re.compile(r"\bhow\smuch\sof\b", re.IGNORECASE)
_SCORE_ASKED = re.compile(
    r"\b(?:what\s(?:was|is)|what['’]s|by\swhat|how\sdid)\b.*\b(?:score|scoreline)\b|\bfinal\sscore\b", re.IGNORECASE
)
_SCORE_WORD = re.compile(r"(?:final|score|scoreline|result|end)", re.IGNORECASE)
_PRICE_ASKED = re.compile(
    r"^\W*what\b.*\b(?:sell|sold|go|went|fetch|bought|paid|pay)\b.*\b(?:for|at)\W*$", re.IGNORECASE
)
_TOLL = re.compile(r"\b(?:death\s)?toll\b|\bnumber\sof\s(?:the\s)?(?:dead|deaths|victims)\b", re.IGNORECASE)
_SLOT_LISTED = """
cause reason price size extent identity name
"""
_SLOT = frozenset(base(word) for word in _SLOT_LISTED.split())
_FRAME_LISTED = """
many much number figure amount how what who when where why which question articles exactly exact actually really got
happen name tell say said long large high far now current currently true whom whose accord
"""
_FRAME = frozenset(base(word) for word in _FRAME_LISTED.split())
_LIGHT_LISTED = "go get have make take give do company firm"
_LIGHT = frozenset(base(word) for word in _LIGHT_LISTED.split())
_VAGUE_LISTED = """
go get give have make take number total know people thing year last one both
"""
_VAGUE = frozenset(base(word) for word in _VAGUE_LISTED.split())


def read_points(question: str, publishers: tuple[str, ...] = ()) -> tuple[Point, ...]:
    """The points of `question`, one for each of its parts; `publishers` are those that it names, in its words."""
    return tuple(read_point(part) for part in read_parts(question, publishers))


def read_point(part: Part) -> Point:
    """What one part of a question asks for."""
    text = written_out(part.text)
    asks = _ASKS.get(part.wanted.kind, Asks.OTHER)
    if asks is Asks.OTHER and _WHICH.match(text):
        asks = Asks.PERSON
    if asks is Asks.OTHER and _HOW_MUCH_IS_LEFT.search(text):
        asks = Asks.AMOUNT
    if _SCORE_ASKED.search(text):
        asks = Asks.AMOUNT
    if asks is Asks.OTHER and (_PRICE_ASKED.search(text) or _TOLL.search(text)):
        asks = Asks.AMOUNT
    if asks is Asks.WHETHER and _asks_what_is_known(text):
        asks = Asks.KNOWN
    stated = quantities_of(text)
    every = tuple(
        key for key in read_keys(text) if not any(one.span.start <= key.start < one.span.end for one in stated)
    )
    if asks is Asks.PERSON:  # "which executive …": the word says what is asked for
        kept = _WHICH.match(text)
        every = tuple(key for key in every if not kept or key.start >= kept.end())
    if asks is Asks.KNOWN:
        told = [pattern.fullmatch for pattern in (_KNOWN, _FOUND_OUT)]
        every = tuple(key for key in every if key.stem not in _SLOT and not any(match(key.word) for match in told))
    if _SCORE_ASKED.search(text):
        every = tuple(key for key in every if not _SCORE_WORD.fullmatch(key.word))
    if asks is Asks.AMOUNT:  # "what share", "how tall": the word says what is asked for
        every = tuple(key for key in every if not _MEASURED.fullmatch(key.word))
    kinds = _kinds(part.wanted.kind, text) if asks in (Asks.AMOUNT, Asks.KNOWN) else frozenset()
    noun = _noun(text, every) if asks in (Asks.AMOUNT, Asks.KNOWN) and kinds != _KINDS[Wants.HOW_LONG] else ()
    return Point(
        question=text,
        asks=asks,
        keys=tuple(key for key in every if key.stem not in _FRAME and (key.is_name or key.stem not in _LIGHT)),
        names=tuple(key for key in every if key.is_name and key.stem not in _FRAME),
        deeds=tuple(
            key
            for key in every
            if not key.is_name and key not in noun and key.stem not in _FRAME | _VAGUE and not key.stem.isdigit()
        ),
        noun=noun,
        kinds=kinds if asks is Asks.AMOUNT or noun else frozenset(),
        units=_units(text),
        given=tuple(one for one in stated if one.kind is not Kind.ORDINAL),
        office=office_asked(text) if asks is Asks.PERSON else None,
        tenure=_tenure(text),
        is_now=bool(_NOW.search(text)),
    )


def _asks_what_is_known(question: str) -> bool:
    """Whether it asks what was made known: "has X disclosed how many …", "is it known what …"."""
    return bool(
        _SURELY_KNOWN.search(question)
        or (_KNOWN.search(question) and _EMBEDDED.search(_after_known(question)))
        or (_FOUND_OUT.search(question) and _EMBEDDED.search(question))
        or (_KNOWN_AT_END.search(question) and _EMBEDDED.search(question))
    )


def _after_known(question: str) -> str:
    match = _KNOWN.search(question)
    return question[match.end() :] if match else ""


def _noun(question: str, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """What is counted: the words after "how many", its head last."""
    match = _HOW_MANY.search(question)
    if not match:
        return ()
    counted = noun_phrase(question, match.end())
    end = match.end() + 80
    return tuple(
        key for key in keys if match.end() <= key.start < end and question[key.start : key.end].lower() in counted
    )[: len(counted)]


def _kinds(wants: Wants, question: str) -> frozenset[Kind]:
    """The kinds of quantity that can answer."""
    if _SCORE_ASKED.search(question):
        return frozenset({Kind.SCORE})
    if _HOW_MUCH_OF.search(question) or _HOW_MUCH_IS_LEFT.search(question):
        return frozenset({Kind.MEASURE, Kind.COUNT, Kind.SHARE})
    if wants in _KINDS:
        return _KINDS[wants]
    if _TOLL.search(question):
        return frozenset({Kind.COUNT})
    if _PRICE_ASKED.search(question):
        return frozenset({Kind.MONEY})
    many = _HOW_MANY.search(question)
    if many and re.match(r"(?:dollars|euros|pounds)\b", question[many.end() :].lower()):
        return frozenset({Kind.MONEY})
    return frozenset({Kind.COUNT, Kind.MEASURE}) if many else _BIG


_LENGTHS = frozenset({"m", "km", "cm", "mm", "foot", "inch", "mile"})
_DIMENSIONS = (
    (re.compile(r"\bhow\s(?:tall|high|deep|wide|long|far)\b", re.IGNORECASE), _LENGTHS),
    (re.compile(r"\bhow\sfast\b", re.IGNORECASE), frozenset({"kph", "mph", "knot"})),
    (re.compile(r"\bhow\sheavy\b", re.IGNORECASE), frozenset({"kg", "tonne", "g"})),
)


def _units(question: str) -> frozenset[str]:
    """The units in which the answer can be, where the question asks for a height, a speed or a weight."""
    return next((units for pattern, units in _DIMENSIONS if pattern.search(question)), frozenset())


def _tenure(question: str) -> Tenure:
    if _INTERIM.search(question):
        return Tenure.INTERIM
    if _FORMER.search(question):
        return Tenure.FORMER
    return Tenure.COMING if _COMING.search(question) else Tenure.CURRENT


def recognise(point: Point, is_name: Callable[[Key], bool]) -> Point:
    """The point of a question typed without capitals, with those words as names that the articles write as names."""
    if point.question != point.question.lower():
        return point
    keys = tuple(replace(key, is_name=is_name(key)) for key in point.keys)
    names = tuple(key for key in keys if key.is_name)
    stems = {key.stem for key in names}
    return replace(point, keys=keys, names=names, deeds=tuple(key for key in point.deeds if key.stem not in stems))
