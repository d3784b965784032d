"""Where in a sentence an answer of the wanted kind can stand, and how well it fits; pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.people import bare_name
from retrieval.answering.reading.question_kind import Kind, Wanted
from retrieval.answering.reading.roles import Holding, Tenure
from retrieval.language.concepts import base, concepts_of
from retrieval.language.numbers import Bound, Quantity
from retrieval.language.numbers import Kind as Measured
from retrieval.language.terms import fold, words


@dataclass(frozen=True, slots=True)
class Found:
    """A possible answer: the position of its first and last word in the sentence, and how well it fits, above 0 up to 1."""

    first: int
    last: int
    fit: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question itself says, so that it is no answer: folded words; and who is known to be a person, by folded name.

    `office` is the one whose holder is asked for (see roles.OFFICES), `tenure` when.
    """

    folded: frozenset[str]
    people: frozenset[str] = frozenset()
    office: str | None = None
    tenure: Tenure = Tenure.CURRENT


_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b(?:noon|midnight|o[’']clock|lunchtime|dawn|"
    r"dusk)\b",
    re.IGNORECASE,
)
_LOOSE_DATE = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?:on |last |next |this |every )?(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)days?(?: (?:morning|afternoon|evening|night))?|"
    r"(?:last|next|this|earlier this|later this|early this|late last|early next) (?:week|month|year|"
    r"spring|summer|autumn|fall|winter|season|quarter|weekend|decade)|"
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|\d+) (?:minutes?|hours?|"
    r"days?|weeks?|months?|years?|decades?) (?:ago|later|earlier|after|before|from now)|"
    r"(?:in|by|since|until|before|after|during) (?:the )?(?:spring|summer|autumn|fall|winter|(?:early|"
    r"late|mid)-?\s?\w+|(?:first|second|third|fourth) (?:half|quarter))|"
    r"(?:first|second) half of|(?:start|end|beginning|middle) of (?:the )?(?:year|month|week|season|\w+)|"
    r"less than a (?:week|month|year)|(?:the )?(?:1[0-9]|20)?\d\ds|\d\d?(?:th|st|nd|rd)[- ]century|"
    r"in the (?:past|last|coming|next) (?:few )?\w+|over the (?:past|last) (?:few )?\w+|for the first time)\b",
    re.IGNORECASE,
)
_OLD_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|[Bb]y|[Ss]ince|[Ff]rom|[Uu]ntil|[Oo]f|[Tt]o|[Bb]etween|and|[Aa]round|[Bb]efore|"
    r"[Aa]fter|[Cc]irca|[Aa]bout|c\.|[A-Z]\w+|early|late)\s|[(–-]\s?)"
    r"(?P<year>1[0-8]\d\d(?:s|[–-]\d{2,4})?|[3-9]\d\d)\b(?!\s*(?:%|percent|people|million|thousand|years|\w{3,}s\b))"
)
_CLAUSE_OF_TIME = re.compile(r"\b(?:after|when|once|following|as soon as|before|until|since|during)\b")
_PREPOSED = re.compile(
    r"\b(?:in|at|from|near|to|across|outside|into|via|throughout|around|through|within|toward|towards|of|"
    r"based in|on|between)\s+(?:the\s+|its\s+|their\s+|nearby\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
_UNCOUNTED = 0.55
_TURNS_AGE = re.compile(r"\bturn(?:s|ed|ing)? (?:[1-9]\d?|1[01]\d)\b(?![\d%,.]\d| per)")
_PEOPLE = frozenset(map(base, ("people", "persons", "members", "men", "women", "folk", "folks")))
_PERSONS = re.compile(
    r"(?:goers|ers|ors|ists|ians|ants|ees|men|women|fans|students|colleagues|residents|victims|recruits|cans|rats)$"
)
"""Those whom a number of people can be told as: "concertgoers", "colleagues"."""
_NUMBER_OF = re.compile(r"\b(?:number|count|total|tally) of (?:[\w-]+ ){0,3}?(?P<noun>[\w-]+s)\b")
_UNNAMED = re.compile(
    r"\b(?:[Oo]ne|[Aa]n?|[Tt]he|[Tt]wo|[Ss]everal)\s+(?:[\w-]+\s+){0,3}(?:employee|worker|firm|company|"
    r"driver|official|investor|supplier|"
    r"family|group|supervisor|engineer|contractor|owner|court|union|agency)s?\b"
)
_ENUMERATES = re.compile(
    r"(?:\b(?:including|includes?|such as|like|namely)|"
    r":)\s+(?:the\s)?[A-Z0-9“][\w’'.&-]*(?:\s[\w’'.&()-]+){0,3}(?:,| and\s)"
    r"|\b(?:at|for|are|were|from|of|by|in)\s+[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*){0,3}, (?:and )?[A-Z]"
)
_ROLE_ASKED = re.compile(r"\b(?:role|position|job|title|post)\b")
_ROLE_TOLD = re.compile(
    r"\b(?:[A-Z][\w-]+\s){0,3}(?:Officer|Director|President|Chief|Manager|Head|Editor|Secretary|Minister|"
    r"Chair\w*|CEO|CTO|CFO|COO)\b|"
    r"\b(?:chief [a-z]+(?: officer)?|chief executive|director|co-?founder|founder|spokes\w+|chair\w*|"
    r"president|manager|coach|captain|adviser|analyst|"
    r"secretary|editor|professor|strategist|technologist|interim \w+|executive|player|owner|mayor|minister)\b"
)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|known as|nicknamed|entitled|titled|branded|rebranded)\b|[“\"‘]", re.IGNORECASE
)
CLASSES = frozenset(
    """company companies firm firms organisation organization organisations organizations publication newspaper outlet
    magazine person people man woman individual country countries city town state place executive official team party
    agency""".split()
)
"""Nouns after "which" that a name can stand for without being called so."""
_DEFINES = re.compile(
    r"(?:,| is| was| are| were| has been)\s(?:an?|the|one of|its|formerly|once)\b|\s\(|\sprovides\b|, which\b",
    re.IGNORECASE,
)
_SPECIAL = ((_ROLE_ASKED, _ROLE_TOLD), (re.compile(r"\b(?:called|named?|title|nickname)\b"), _CALLED))
_SETTLED = re.compile(r"\b(?:city|cities|town|country|countries|state|village|county|region|continent|province)\b")
_IN_PLACE = re.compile(r"\b(?:in|from|near|outside|to|of|at)\s+(?:the\s+)?(?:city of\s+|town of\s+)?$", re.IGNORECASE)
_SPOT = re.compile(
    r"\b(?:in|at|from|near|across|outside|into|on|under|behind|inside)\s+(?:the|a|an|its|their|his|her)\s+\w+"
)
_STRONG_CAUSE = re.compile(
    r"\bbecause\b|\bdue to\b|\bas a result\b|\bresult(?:ed)? (?:of|from|in)\b|\bcaus(?:e|es|ed|ing)\b|"
    r"\bled to\b|\bleads to\b|\bin order to\b|\bso that\b|\breasons?\b|"
    r"\bblam\w+|\bcit(?:es?|ed|ing)\b|\bowing to\b|\bthanks to\b|\bprompted\b|\btriggered\b|\bdr(?:ove|"
    r"iven) by\b|\battribut\w+|\bstem\w* from\b|"
    r"(?<!raise )(?<!raises )(?<!raised )(?<!raising )\b(?:fears?|concern(?:s|ed)?) (?:of|that|over|about)\b|"
    r"\bover (?:concerns?|fears?|claims?|allegations?|worries)\b|\bto (?:help|save|avoid|cut|"
    r"reduce|raise|pay|make|allow|focus|streamline|meet|boost|keep|prevent|protect)\b|"
    r"\bin return for\b|\bwhich is why\b|\btoo (?!early to)\w+|\bran out\b|\bshort of\b|\bshortage\b|"
    r"\bnecessary\b|\bessential\b|\breflects?\b|\bpoint(?:s|ed|ing) to\b|\bin response\b|\bworr\w+|"
    r"\bexplain\w*",
    re.IGNORECASE,
)
_WEAK_CAUSE = re.compile(
    r"\b(?:amid|following|after|meant|means|need\w*|wanted|could not|"
    r"couldn[’']t|fail\w*|drop\w*|los[ts]\w*|losing|pressure)\b",
    re.IGNORECASE,
)
_OF_WEAK_CAUSE = 0.6
_POLAR = re.compile(
    r"\b(?:not|never|no longer|no one|nobody|none|denied|denies|confirmed|confirms|yes|no|without|refused|"
    r"declined|rejected|"
    r"reportedly|disclosed|n[’']t)\b|n[’']t\b",
    re.IGNORECASE,
)
_WHOLE_SHARE = re.compile(
    r"\b(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters|majority|a tenth|a fifth|most|all|none)\b",
    re.IGNORECASE,
)
_NUMBER_KINDS = (Measured.COUNT, Measured.MEASURE, Measured.SCORE)


def find_answers(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> tuple[Found, ...]:
    """The possible answers in the sentence; a kind that any words can answer has one without a place: the whole sentence."""
    finder = _FINDERS.get(wanted.kind)
    if finder is None:
        return (Found(0, max(0, len(sentence.words) - 1), 0.5),)
    return tuple(finder(wanted, sentence, asked))


def is_typed(kind: Kind) -> bool:
    """Whether an answer of that kind has a form of its own, without which a sentence is none."""
    return kind in (Kind.WHO, Kind.WHEN, Kind.TIME, Kind.HOW_MANY, Kind.HOW_MUCH, Kind.PERCENT, Kind.AGE, Kind.HOW_LONG)


def _at(sentence: SentenceReading, start: int, end: int, fit: float) -> Found:
    return Found(sentence.place_at(start), sentence.place_at(max(start, end - 1)), fit)


def _is_new(text: str, asked: Asked) -> bool:
    """Whether the words aren't all in the question already."""
    return any(
        fold(word.text).removesuffix("'s") not in asked.folded
        for word in words(text)
        if word.text[0].isupper() or word.text[0].isdigit() or len(word.text) > 3
    )


def _is_asked_about(person: str, asked: Asked) -> bool:
    """Whether the question names the person, by the surname at least: "Jason Droege" where it says "Droege"."""
    return fold(person.rsplit(maxsplit=1)[-1]).removesuffix("'s") in asked.folded


@lru_cache(maxsize=4096)
def _is_another_role(role: str, asked: frozenset[str]) -> bool:
    """Whether a role isn't the one that the question names, in whatever words: a "CEO" is the "chief" that it speaks of."""
    own = [base(word.text) for word in words(role)]
    known = {base(word) for word in asked}
    alike = frozenset[int]().union(*concepts_of(sorted(known)))
    return any(stem not in known and not numbers & alike for stem, numbers in zip(own, concepts_of(own), strict=True))


def _counts(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    head = [base(word) for word in wanted.noun.split()]
    for quantity in sentence.quantities:
        text = quantity.span.of(sentence.text)
        fit = _count_fit(quantity, head)
        if (
            fit == _UNCOUNTED
            and head
            and (number_of := _NUMBER_OF.search(sentence.text))
            and base(number_of["noun"]) == head[-1]
        ):
            fit = 0.95
        if fit and text.strip().lower() not in asked.folded:
            yield _at(sentence, quantity.span.start, quantity.span.end, fit)


def _count_fit(quantity: Quantity, head: Sequence[str]) -> float:
    """How well a quantity counts the thing asked for; vague ones ("hundreds of") less well."""
    fit = _noun_fit(quantity, head)
    return 0.7 * fit if quantity.bound is Bound.BETWEEN and quantity.high >= 2 * quantity.low else fit


def _noun_fit(quantity: Quantity, head: Sequence[str]) -> float:
    """How well the noun of a quantity is the one asked for: the same, a like one, none, another one."""
    if quantity.kind in (Measured.YEAR, Measured.ORDINAL, Measured.AGE):
        return 0.0
    if quantity.kind is Measured.LABEL:
        return 0.1
    if not head:
        return {Measured.DURATION: 0.6, Measured.MONEY: 0.8}.get(quantity.kind, 0.85)
    if quantity.kind in (Measured.MONEY, Measured.DURATION):
        return 0.2
    if quantity.kind is Measured.SHARE:
        return 0.35
    counted = [base(part) for word in quantity.counted for part in word.split("-")]
    unit = base(quantity.unit) if quantity.unit else ""
    if head[-1] in counted or head[-1] == unit:
        return 1.0 if counted and counted[-1] == head[-1] else 0.95
    if counted and _alike(head[-1:], counted):
        return 0.9
    if not counted:
        return _UNCOUNTED
    return 0.75 if head[-1] in _PEOPLE and _PERSONS.search(quantity.counted[-1]) else 0.3


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of base stems share a concept."""
    left = frozenset[int]().union(*concepts_of(list(one)))
    return bool(left & frozenset[int]().union(*concepts_of(list(other))))


def _measured(
    kinds: dict[Measured, float], loose: re.Pattern[str] | None = None
) -> Callable[[Wanted, SentenceReading, Asked], Iterator[Found]]:
    """A finder of quantities of these kinds, each with its fit, and of what the pattern finds."""

    def find(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
        for quantity in sentence.quantities:
            if (fit := kinds.get(quantity.kind, 0.0)) and quantity.span.of(
                sentence.text
            ).strip().lower() not in asked.folded:
                yield _at(sentence, quantity.span.start, quantity.span.end, fit)
        if loose is not None:
            for match in loose.finditer(sentence.text):
                yield _at(sentence, match.start(), match.end(), 0.7)

    return find


def _ages(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Ages; one right behind the name of somebody who isn't asked about is that person's."""
    for quantity in sentence.quantities:
        if quantity.kind is Measured.AGE and quantity.span.of(sentence.text).strip().lower() not in asked.folded:
            whose = [
                name for name in sentence.names if sentence.text[name.end : quantity.span.start].strip(" (") == ","
            ]
            is_others = whose and all(fold(word.text) not in asked.folded for word in words(whose[-1].text))
            yield _at(sentence, quantity.span.start, quantity.span.end, 0.15 if is_others else 1.0)
    for match in _TURNS_AGE.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 1.0)


def _dates(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    year = bool(re.search(r"\byears?\b", wanted.topic))
    for date in sentence.dates:
        text = sentence.text[date.start : date.end]
        if _is_new(text, asked):
            yield _at(sentence, date.start, date.end, 0.7 if year and date.year is None else 1.0)
    for match in _OLD_YEAR.finditer(sentence.text):
        if match["year"] not in asked.folded:
            yield _at(sentence, match.start("year"), match.end("year"), 0.95)
    for match in _LOOSE_DATE.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.4 if year else 0.7)
    for match in _CLAUSE_OF_TIME.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.2 if year else 0.4)


def _times(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    for match in _CLOCK.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 1.0)
    for match in _LOOSE_DATE.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.3)


def _places(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Names after a preposition of place; where a city or a country is asked for, only such as stand for one."""
    is_settled = bool(_SETTLED.search(wanted.topic))
    for name in sentence.names:
        if not _is_new(name.text, asked) or fold(bare_name(name.text)) in asked.people:
            continue
        before = sentence.text[max(0, name.start - 30) : name.start]
        is_based = sentence.text[name.end : name.end + 6] == "-based"
        is_place = is_based or bool((_IN_PLACE if is_settled else _PREPOSED).search(before))
        yield _at(sentence, name.start, name.end, 1.0 if is_place else 0.2 if is_settled else 0.6)
    for match in _SPOT.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.15 if is_settled else 0.45)


def _people(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """People, then other names; where the holder of an office is asked for, those who are said to hold it."""
    if asked.office is not None:
        for holding in sentence.holdings:
            is_new = _is_new(holding.person, asked) and not _is_asked_about(holding.person, asked)
            if holding.office == asked.office and is_new:
                fit = _holding_fit(holding, asked)
                yield _at(sentence, holding.span.start, holding.span.end, fit)
    person, other = (1.0, 0.75) if asked.office is None else (0.5, 0.3)
    for name in sentence.names:
        bare = bare_name(name.text)
        is_person = fold(bare) in asked.people
        if _is_new(bare, asked) and not (is_person and _is_asked_about(bare, asked)):
            yield _at(sentence, name.start, name.end, person if is_person else other)
    if match := _UNNAMED.search(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.35)
    if wanted.is_plural and (match := _ENUMERATES.search(sentence.text)):
        yield _at(sentence, match.start(), match.end(), 1.0)


def _holding_fit(holding: Holding, asked: Asked) -> float:
    """How well a holder of the office fits: less for another time, and for the office of another body than the question's."""
    fit = 1.0
    if asked.tenure is not holding.tenure:
        both_now = {asked.tenure, holding.tenure} <= {Tenure.CURRENT, Tenure.INTERIM}
        fit = 0.9 if both_now else 0.4
    if holding.body and all(fold(word.text).removesuffix("'s") not in asked.folded for word in words(holding.body)):
        fit *= 0.4
    return fit


def _named(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """The thing asked for by its noun; names beside it, for "which"; what something is called, where that is asked."""
    yield Found(0, max(0, len(sentence.words) - 1), 0.4)
    yield from _nouns(wanted, sentence)
    if (wanted.is_plural or wanted.kind is Kind.LIST) and (match := _ENUMERATES.search(sentence.text)):
        yield _at(sentence, match.start(), match.end(), 1.0)
    if wanted.kind is Kind.WHICH or wanted.noun:
        fit = 0.5 if wanted.is_plural else 0.75 if wanted.kind is Kind.WHICH else 0.55
        for name in sentence.names:
            if _is_new(name.text, asked):
                yield _at(sentence, name.start, name.end, fit)
    for asks, told in _SPECIAL:
        if asks.search(wanted.topic):
            for match in told.finditer(sentence.text):
                if told is not _ROLE_TOLD or _is_another_role(match.group(), asked.folded):
                    yield _at(sentence, match.start(), match.end(), 1.0)


def _nouns(wanted: Wanted, sentence: SentenceReading) -> Iterator[Found]:
    """Where the noun asked for stands, or one that means much the same."""
    if not wanted.noun or (wanted.kind is Kind.WHICH and wanted.noun.split()[-1] in CLASSES):
        return
    head = base(wanted.noun.split()[-1])
    exact = sentence.places.get(head, ())
    alike = concepts_of((head,))[0]
    for place in {place for number in alike for place in sentence.concepts.get(number, ())}.union(exact):
        yield Found(place, place, 0.9 if place in exact else 0.8)


def _causes(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    for match in _STRONG_CAUSE.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 1.0)
    for match in _WEAK_CAUSE.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), _OF_WEAK_CAUSE)
    yield Found(0, max(0, len(sentence.words) - 1), 0.3)


def _definitions(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Where a name of the question is followed by what it is: "Mercor, a rival", "Mercor is a rival"."""
    yield Found(0, max(0, len(sentence.words) - 1), 0.4)
    for name in sentence.names:
        is_asked = any(fold(word.text).removesuffix("'s") in asked.folded for word in words(name.text))
        if is_asked and _DEFINES.match(sentence.text[name.end :]):
            yield _at(sentence, name.start, name.end, 1.0)
    yield from _named(wanted, sentence, asked)


def _polar(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    yield Found(0, max(0, len(sentence.words) - 1), 0.5)
    for match in _POLAR.finditer(sentence.text):
        yield _at(sentence, match.start(), match.end(), 0.7)


_FINDERS: dict[Kind, Callable[[Wanted, SentenceReading, Asked], Iterator[Found]]] = {
    Kind.WHO: _people,
    Kind.WHEN: _dates,
    Kind.TIME: _times,
    Kind.WHERE: _places,
    Kind.HOW_MANY: _counts,
    Kind.HOW_MUCH: _measured({Measured.MONEY: 1.0, Measured.SHARE: 0.5, Measured.COUNT: 0.3, Measured.MEASURE: 0.6}),
    Kind.PERCENT: _measured({Measured.SHARE: 1.0}, _WHOLE_SHARE),
    Kind.HOW_LONG: _measured(
        {Measured.DURATION: 1.0, Measured.AGE: 0.3},
        re.compile(
            r"\b(?:until|permanent\w*|since)\b|\b\d[\d,.]*[- ](?:pages?|miles?|kilomet\w+|met(?:er|re)s?|feet|words)\b"
        ),
    ),
    Kind.AGE: _ages,
    Kind.WHY: _causes,
    Kind.WHICH: _named,
    Kind.LIST: _named,
    Kind.DEFINITION: _definitions,
    Kind.WHAT: _named,
    Kind.YES_NO: _polar,
}
