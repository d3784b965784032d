"""Persons that answer the point of a question, holders of an office or doers of a deed; whether two differ. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.comparing.circumstances import are_of_other_days, years_of
from retrieval.answering.comparing.point import Asks, Point
from retrieval.answering.comparing.take import Take, Verdict
from retrieval.answering.reading.roles import (
    SHARED_BY_BODIES,
    Holding,
    Tenure,
    is_named_in,
    names_office,
    office_named,
    same_person,
)
from retrieval.answering.reading.saying import (
    Key,
    Saying,
    Weights,
    coverage,
    holdings_of,
    is_topic,
    meanings,
    names_of,
    read_keys,
    sayings_of,
)
from retrieval.language.concepts import base
from retrieval.language.names import Name
from retrieval.language.terms import fold

_HELD = 0.8
"""What it is worth to tell who holds the office; the rest is for telling of what else is asked."""
_DONE = 0.5
_SURELY = 0.8
_HOLDS = {
    Tenure.CURRENT: (Tenure.CURRENT, Tenure.INTERIM),
    Tenure.INTERIM: (Tenure.INTERIM,),
    Tenure.FORMER: (Tenure.FORMER,),
    Tenure.COMING: (Tenure.COMING, Tenure.CURRENT),
}
_PARTICIPLE = re.compile(
    r"\b(?:after|before|when|while|because|but|(?!(?:given|granted|made|taken|done|issued|carried|[a-z]*head)\b)"
    r"[a-z]{2,}(?:ed|wn|ught|nt|en))\b(?=[^.;:]*\bby\b)"
)
_PASSIVE = re.compile(
    r"[^.;:]{0,60}?\s(?:by|(?:(?:came|comes|come)\s)?from)\s(?:[\w'’-]+,?\s){0,6}?(?:the\s)?", re.IGNORECASE
)
_IS_HOLDER = re.compile(r"\W*(?:so\s|and\s)?(?:is|was|are|were|isn['’]?t|does|did|do)\s", re.IGNORECASE)
_WHO_IS = re.compile(
    r"\bwho(?:\s(?:is|was|are|were)|['’]s)\s(?:the|a|an|its|their|his|her|this|that|[A-Z][\w’']*['’]s)\s", re.IGNORECASE
)
_HEADS = re.compile(
    r"\W*who\s(?:\w+ly\s)?(?:heads|headed|leads|led|runs|ran|chairs|manages|managed|directs|oversees)\b", re.IGNORECASE
)
"""Asks for a position, which a sentence must tell by that verb: who is told of in another position is no rival."""
_BESIDE = re.compile(r",?\s(?:and|with|together\swith|along\swith|as\swell\sas)\s(?:[\w’'-]+\s){0,4}|,\s")
_OF_MANY_LISTED = """
say comment criticise praise react respond join invest own work sue support oppose leave resign quit die attend compete
benefit play star appear vote lose hire kill injure hurt meet speak talk complain protest help use want know
"""
_OF_MANY = frozenset(base(word) for word in _OF_MANY_LISTED.split())
"""Deeds that several may have done: two names for one are no disagreement."""
_ORIGINS = ("ian", "ean", "can", "man", "ese", "ish", "nch", "tch", "eek", "elsh", "wiss", "aqi", "eli", "ani")
_OF_BUYERS = re.compile(r"\b(?:[Bb]uys?|[Bb]ought|[Bb]uying)\s(?!the\s|a\s|this\s|that\s|[A-Z])")
"""Many buy tickets; a ship is bought by one."""
_WRITING_LISTED = """
write send author pen circulate issue say tell address inform sign announce email message
"""
_WRITING = frozenset(base(word) for word in _WRITING_LISTED.split())
_AUTHOR_OF = re.compile(r"\b(?:author|writer|sender)s?\sof\b", re.IGNORECASE)
_AUTHORED = re.compile(r"\b(?:email|e-mail|letter|memo|memorandum|message|note|post|statement|mail)s?\b", re.IGNORECASE)

_WRITTEN_ABOUT = re.compile(
    r"\b(?:email|e-mail|letter|memo|memorandum|message|note|post|statement|mail)s?\s"
    r"(?:announcing|about|on|regarding|concerning|explaining|confirming)\s(?P<what>[^,.;:“”\"]{3,70})",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:\b(?:not|never)|n['’]t)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_TOGETHER = re.compile(r"\bco-?found|\bfounders\b|\b(?:with|alongside|and)\b[^.;]*\bfounded\b", re.IGNORECASE)
"""Several found a thing together: another name is no disagreement."""


def holder_asked(point: Point, sayings: Sequence[Saying]) -> Point:
    """The point of "is X (still) the chief executive of Y?" as that of "who is it?"; any other as it is."""
    office = office_named(point.question) if point.asks is Asks.WHETHER and _IS_HOLDER.match(point.question) else None
    if office is None:
        return point
    persons = {fold(part) for each in sayings for held in holdings_of(each.text) for part in held.person.split()}
    names = tuple(key for key in point.names if fold(key.word).removesuffix("'s") not in persons)
    if not names or len(names) == len(point.names):
        return point
    return replace(point, asks=Asks.PERSON, office=office, names=names, keys=names, is_now=False)


def takes_of_person(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """The persons that answer the point."""
    takes = _takes_of_holder(point, sayings, weights) if point.office else []
    if not takes and not any(
        holding.office == point.office for saying in sayings for holding in holdings_of(saying.text)
    ):
        takes = _takes_of_doer(point, sayings, weights)
    asked = [key.stem for key in point.names]
    return [take for take in takes if not any(key.stem in asked for key in read_keys(str(take.value)))]


def compare_persons(point: Point, one: Take, other: Take) -> Verdict:
    """Whether two persons can be one; apart where a deed is told of other years."""
    if same_person(str(one.value), str(other.value)):
        return Verdict.AGREE
    if point.office == "founder" and any(_TOGETHER.search(take.saying.text) for take in (one, other)):
        return Verdict.APART
    if point.office:
        return Verdict.DISAGREE
    if _is_told_of(one, other) or _is_told_of(other, one):
        return Verdict.AGREE
    if are_of_other_days(one.saying, other.saying):
        return Verdict.APART
    persons = _is_known_person(one), _is_known_person(other)
    if persons[0] != persons[1]:
        return Verdict.APART
    years = years_of(one.saying), years_of(other.saying)
    is_other_time = years[0].isdisjoint(years[1]) if all(years) else not all(persons) and years[0] != years[1]
    return Verdict.APART if is_other_time else Verdict.DISAGREE


def _is_told_of(one: Take, other: Take) -> bool:
    """Whether the sentence of the one names the person of the other beside its own: several did it together."""
    text = one.saying.text
    own = [name for name in names_of(text) if same_person(str(one.value), name.text)]
    also = [name for name in names_of(text) if same_person(str(other.value), name.text)]
    return any(
        _BESIDE.fullmatch(text[min(first.end, second.end) : max(first.start, second.start)]) is not None
        for first in own
        for second in also
    )


def _is_known_person(take: Take) -> bool:
    """Whether the article treats the name as a person's: with an office, or by the last name alone."""
    name, article = str(take.value), take.saying.article
    last = name.rsplit(maxsplit=1)[-1]
    if last.isupper() or any(char.isdigit() for char in name):
        return False
    if any(same_person(holding.person, name) for saying in sayings_of(article) for holding in holdings_of(saying.text)):
        return True
    parts = name.split()
    if len(parts) > 1 and len(re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", article.text)) > article.text.count(name):
        return True
    if not 1 < len(parts) < 5 or any(fold(part).rstrip(".") in SHARED_BY_BODIES for part in parts):
        return False
    return all(
        part[0].isupper() or part in ("de", "van", "von", "der", "bin", "al", "la", "da", "del") for part in parts
    )


def _takes_of_holder(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """Who holds the office asked for, of the body asked for."""
    articles = {saying.article.id: saying.article for saying in sayings}
    everywhere = [
        (saying, holding)
        for article in articles.values()
        if names_office(article.text, point.office or "")
        for saying in sayings_of(article)
        for holding in holdings_of(saying.text)
        if holding.office == point.office
    ]
    found = []
    for saying, holding in everywhere:
        if holding.tenure not in _HOLDS[point.tenure] or not _is_of_body(point, saying, holding, everywhere):
            continue
        if point.is_now and _is_former(holding.person, everywhere):
            continue
        strength = _HELD + (1 - _HELD) * coverage(point.keys, saying.meanings, weights)
        found.append(Take(saying, strength, holding.person, holding.tenure))
    return [take for take in found if not take.saying.is_heading]


def _is_former(person: str, everywhere: Sequence[tuple[Saying, Holding]]) -> bool:
    return any(holding.tenure is Tenure.FORMER and same_person(person, holding.person) for _, holding in everywhere)


def _is_of_body(point: Point, saying: Saying, holding: Holding, everywhere: Sequence[tuple[Saying, Holding]]) -> bool:
    """Whether the office is one of the body asked for, by the sentence or by what else is told of the person."""
    asked = _bodies_asked(point, saying)
    if not asked:
        return True
    if holding.body:
        return _is_body(holding.body, asked)
    told = [other.body for _, other in everywhere if other.body and same_person(other.person, holding.person)]
    if told:
        return any(_is_body(body, asked) for body in told)
    if not any(saying.whole.meet(key) or is_topic(saying.article, key.word) for key in asked):
        return False
    return not _is_told_beside_holder(holding, asked, everywhere)


def _is_told_beside_holder(
    holding: Holding, asked: Sequence[Key], everywhere: Sequence[tuple[Saying, Holding]]
) -> bool:
    """Whether an article that tells of the person names another as holding the office of the body asked for."""
    holds = _HOLDS[Tenure.CURRENT]
    articles = {where.article.id for where, other in everywhere if same_person(other.person, holding.person)}
    return any(
        where.article.id in articles and other.tenure in holds and not same_person(other.person, holding.person)
        for where, other in everywhere
        if other.body and _is_body(other.body, asked)
    )


def _bodies_asked(point: Point, saying: Saying) -> list[Key]:
    """The words of the question that name the body: its names, or words that the article writes as names."""
    named = [
        key for key in point.names if not holdings_of(key.stem) and fold(key.stem) not in ("ceo", "cfo", "cto", "coo")
    ]
    if named:
        return named
    return [
        key
        for key in point.deeds
        if any(other.is_name and other.stem == key.stem for one in sayings_of(saying.article) for other in one.keys)
    ]


def _is_body(body: str, asked: Sequence[Key]) -> bool:
    return is_named_in(body, (fold(key.word).removesuffix("'s") for key in asked))


def _takes_of_doer(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """Who did what is asked for."""
    wrote = any(_AUTHORED.fullmatch(point.question[key.start : key.end]) for key in point.deeds)
    deeds = [key for key in point.deeds if not (wrote and key.stem in _WRITING)]
    found: list[Take] = []
    if _WHO_IS.search(point.question) and not (wrote and _AUTHOR_OF.search(point.question)):
        return found
    for saying in sayings:
        if saying.is_heading or not deeds or deeds[0].stem in _OF_MANY or _OF_BUYERS.search(point.question):
            continue
        strength = coverage(deeds, saying.whole if wrote else saying.meanings, weights)
        if wrote and _is_about_else(deeds, saying):
            continue
        met = [key for key in deeds if saying.meanings.meet(key)]
        if _HEADS.match(point.question) and not any(key.stem == deeds[0].stem for key in saying.keys):
            continue
        alone = len(met) == 1 and not any(met[0].stem == key.stem for key in saying.keys)
        if wrote and not any(_AUTHORED.fullmatch(saying.text[key.start : key.end]) for key in saying.keys):
            continue
        if strength < _DONE or alone or not _names_told(point, saying):
            continue
        if doer := _doer(point, deeds, saying, wrote=wrote):
            found.append(Take(saying, strength, doer))
    persons = [take for take in found if _is_known_person(take)]
    return persons or [take for take in found if take.strength >= _SURELY]


def _is_about_else(deeds: Sequence[Key], saying: Saying) -> bool:
    """Whether the sentence says what the letter or memo is about, and that is nothing that the question asks of."""
    asked = meanings(key for key in deeds if not _AUTHORED.fullmatch(key.word))
    told = [key for match in _WRITTEN_ABOUT.finditer(saying.text) for key in read_keys(match["what"])]
    return bool(told and asked.stems) and not any(asked.meet(key) for key in told)


def _names_told(point: Point, saying: Saying) -> bool:
    """Whether the question's names stand in the sentence or what it hangs on, or are what the article is about."""
    if all(saying.whole.meet(name) for name in point.names):
        return True
    first = next((key for key in saying.keys if key.is_name or (key.word[0].isupper() and key.start == 0)), None)
    is_of_topic = first is None or is_topic(saying.article, first.word)
    return is_of_topic and all(saying.whole.meet(name) or is_topic(saying.article, name.word) for name in point.names)


def _doer(point: Point, deeds: Sequence[Key], saying: Saying, *, wrote: bool) -> str | None:
    """The name that stands as the doer of the deed in the sentence."""
    text = saying.text
    asked_of = {key.stem for key in point.names}
    named = [
        name
        for name in names_of(text)
        if not _is_possessive(text, name)
        and not _is_origin(text, name)
        and asked_of.isdisjoint(key.stem for key in read_keys(name.text))
    ]
    for key in (key for key in saying.keys if meanings(deeds).meet(key)):
        for name in named:
            between = text[key.end : name.start]
            if name.start > key.end and _PASSIVE.fullmatch(between) and not _PARTICIPLE.search(between):
                return _bare(saying, name)
    holders = {holding.person for holding in holdings_of(text)}
    if wrote and len(holders) == 1:
        return next(iter(holders))
    asked_first = next((asked for asked in deeds if saying.meanings.meet(asked)), None)
    for deed in (key for key in saying.keys if asked_first is not None and key.meets(asked_first)):
        if _NEGATED.search(text[max(0, deed.start - 30) : deed.start]):  # who didn't do it is no doer
            continue
        before = [name for name in named if name.end <= deed.start]
        if before:  # the word may open the sentence too: "Photographer Jo Lund, who took the photograph"
            return _bare(saying, before[-1])
    return next(iter(holders)) if len(holders) == 1 else None


def _is_origin(text: str, name: Name) -> bool:
    """Whether a name only says where somebody comes from: "the Norwegian shipowner Leif Dahl"."""
    return name.text.endswith(_ORIGINS) and bool(re.match(r"\s(?:[a-z-]+\s){1,3}[A-Z]", text[name.end : name.end + 60]))


def _is_possessive(text: str, name: Name) -> bool:
    return text[name.end : name.end + 2] in ("'s", "’s") or text[name.end : name.end + 1] in ("'", "’")


def _bare(saying: Saying, name: Name) -> str:
    """The person's name without the office before it, where the sentence tells the office."""
    held = next((holding.person for holding in holdings_of(saying.text) if holding.person in name.text), None)
    return held or name.text
