"""Where in a sentence a person, a place or a named thing stands, and how well it fits; pure."""

import re
from collections.abc import Iterator

from retrieval.answering.choosing.possible_answer import (
    PEOPLE,
    Asked,
    Found,
    found_at,
    is_another_role,
    is_asked_about,
    is_new,
)
from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.kinds import Kind, Wanted
from retrieval.answering.reading.people import bare_name
from retrieval.answering.reading.roles import Holding, Tenure
from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import fold, words

_PREPOSED = re.compile(
    r"\b(?:in|at|from|near|to|across|outside|into|via|throughout|around|through|within|toward|towards|of|"
    r"based in|on|between)\s+(?:the\s+|its\s+|their\s+|nearby\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
_SUCCEEDS = re.compile(r"\b(?:took over|takes over|replac|succe|step(?:ped|s)? (?:down|in)|resign|appoint|promot)")
_PERSON_NOUN = re.compile(
    r"(?:man|woman|person|driver|judge|lawyer|employee|worker|boss|executive|exec|vp|ceo|player|striker|coach|doctor|nurse|teacher|"
    r"victim|official|officer|minister|engineer|researcher|scientist|director|manager|founder|owner|buyer|captain|mayor)s?"
)
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
    """company companies firm firms organisation organization organisations organizations publication newspaper newspapers outlet
    outlets magazine magazines person people man woman individual country countries city town state place executive official team party
    agency""".split()
)
"""Nouns after "which" that a name can stand for without being called so."""
_DEFINES = re.compile(
    r"(?:,| is| was| are| were| has been)\s(?:an?|the|one of|its|formerly|once)\b|\s\(|\sprovides\b|, which\b",
    re.IGNORECASE,
)
_SPECIAL = ((_ROLE_ASKED, _ROLE_TOLD), (re.compile(r"\b(?:called|named?|title|nickname)\b"), _CALLED))
SETTLED = re.compile(r"\b(?:city|cities|town|country|countries|state|village|county|region|continent|province)\b")
_IN_PLACE = re.compile(
    r"\b(?:in|from|near|outside|to|city of|town of)\s+(?:the\s+)?(?:city of\s+|town of\s+)?$", re.IGNORECASE
)
_FROM_THERE = re.compile(r"\s(?:[a-z-]+\s){1,3}(?=[A-Z])")
"""Between a place and who comes from there: "the Boston investment firm Redmayne"."""
_NO_TOWN = re.compile(
    r"\b(?:Lane|Street|St|Road|Avenue|Square|Park|Stadium|Arena|Airport|Bridge|Station|Hall|House|Building|Tower|Court)$"
)
_SPOT = re.compile(
    r"\b(?:in|at|from|near|across|outside|into|on|under|behind|inside)\s+(?:the|a|an|its|their|his|her)\s+\w+"
)


def has_new_name(sentence: SentenceReading, asked: Asked, *, is_person: bool) -> bool:
    """Whether the sentence names somebody, or something, that the question doesn't."""
    for name in sentence.names:
        bare = bare_name(name.text)
        known = fold(bare) in asked.people
        if is_new(bare, asked) and not (known and is_asked_about(bare, asked)) and (known or not is_person):
            return True
    return False


def is_person_noun(noun: str) -> bool:
    """Whether a noun stands for people by what they do: "driver", "strikers", "judge"."""
    last = noun.rsplit(maxsplit=1)[-1].lower() if noun else ""
    return base(last) in PEOPLE or bool(_PERSON_NOUN.fullmatch(last))


def find_places(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Names after a preposition of place; where a city or a country is asked for, only such as stand for one."""
    is_settled = bool(SETTLED.search(wanted.topic))
    for name in sentence.names:
        if not is_new(name.text, asked) or fold(bare_name(name.text)) in asked.people:
            continue
        before = sentence.text[max(0, name.start - 30) : name.start]
        is_based = sentence.text[name.end : name.end + 6] == "-based"
        is_place = is_based or bool((_IN_PLACE if is_settled else _PREPOSED).search(before))
        if is_settled:
            is_place = (is_place and not _NO_TOWN.search(name.text)) or _is_from_there(sentence, name.end, asked)
        yield found_at(sentence, name.start, name.end, 1.0 if is_place else 0.2 if is_settled else 0.6)
    for match in _SPOT.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.15 if is_settled else 0.45)


def _is_from_there(sentence: SentenceReading, end: int, asked: Asked) -> bool:
    """Whether what stands behind a name that ends at `end` is of the question, and told to come from there."""
    between = _FROM_THERE.match(sentence.text, end)
    if between is None:
        return False
    return any(
        name.start == between.end() and any(fold(word.text) in asked.folded for word in words(name.text))
        for name in sentence.names
    )


def find_people(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """People, then other names; where the holder of an office is asked for, those who are said to hold it."""
    if asked.office is not None:
        for holding in sentence.holdings:
            is_another = is_new(holding.person, asked) and not is_asked_about(holding.person, asked)
            if holding.office == asked.office and is_another:
                fit = _holding_fit(holding, asked)
                yield found_at(sentence, holding.span.start, holding.span.end, fit)
    person, other = (1.0, 0.75) if asked.office is None else (0.5, 0.3)
    if _SUCCEEDS.search(wanted.topic):  # only a person does
        other = 0.25
    for name in sentence.names:
        bare = bare_name(name.text)
        is_person = fold(bare) in asked.people
        if is_new(bare, asked) and not (is_person and is_asked_about(bare, asked)):
            yield found_at(sentence, name.start, name.end, person if is_person else other)
    if match := _UNNAMED.search(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.35)
    if wanted.is_plural and (match := _ENUMERATES.search(sentence.text)):
        yield found_at(sentence, match.start(), match.end(), 1.0)


def _holding_fit(holding: Holding, asked: Asked) -> float:
    """How well a holder of the office fits: less for another time, and for the office of another body than the question's."""
    fit = 1.0
    if asked.tenure is not holding.tenure:
        both_now = {asked.tenure, holding.tenure} <= {Tenure.CURRENT, Tenure.INTERIM}
        fit = 0.9 if both_now else 0.4
    if holding.body and all(fold(word.text).removesuffix("'s") not in asked.folded for word in words(holding.body)):
        fit *= 0.4
    return fit


def find_named(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """The thing asked for by its noun; names beside it, for "which"; what something is called, where that is asked."""
    yield Found(0, max(0, len(sentence.words) - 1), 0.4)
    yield from _nouns(wanted, sentence)
    if (wanted.is_plural or wanted.kind is Kind.LIST) and (match := _ENUMERATES.search(sentence.text)):
        yield found_at(sentence, match.start(), match.end(), 1.0)
    if wanted.kind is Kind.WHICH or wanted.noun:
        fit = 0.5 if wanted.is_plural else 0.75 if wanted.kind is Kind.WHICH else 0.55
        for name in sentence.names:
            if is_new(name.text, asked):
                yield found_at(sentence, name.start, name.end, fit)
    for asks, told in _SPECIAL:
        if asks.search(wanted.topic):
            for match in told.finditer(sentence.text):
                if told is not _ROLE_TOLD or is_another_role(match.group(), asked.folded):
                    yield found_at(sentence, match.start(), match.end(), 1.0)


def _nouns(wanted: Wanted, sentence: SentenceReading) -> Iterator[Found]:
    """Where the noun asked for stands, or one that means much the same."""
    if not wanted.noun or (wanted.kind is Kind.WHICH and wanted.noun.split()[-1] in CLASSES):
        return
    head = base(wanted.noun.split()[-1])
    exact = sentence.places.get(head, ())
    alike = concepts_of((head,))[0]
    for place in {place for number in alike for place in sentence.concepts.get(number, ())}.union(exact):
        yield Found(place, place, 0.9 if place in exact else 0.8)


def find_definitions(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Where a name of the question is followed by what it is: "Mercor, a rival", "Mercor is a rival"."""
    yield Found(0, max(0, len(sentence.words) - 1), 0.4)
    for name in sentence.names:
        is_asked = any(fold(word.text).removesuffix("'s") in asked.folded for word in words(name.text))
        if is_asked and _DEFINES.match(sentence.text[name.end :]):
            yield found_at(sentence, name.start, name.end, 1.0)
    yield from find_named(wanted, sentence, asked)
