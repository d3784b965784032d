"""Where in a sentence an answer of the wanted kind can stand, and how well it fits; pure."""

import re
from collections.abc import Callable, Iterator

from retrieval.answering.choosing.answer_names import find_definitions, find_named, find_people, find_places
from retrieval.answering.choosing.answer_quantities import WHOLE_SHARE, find_ages, find_counts, finder_of
from retrieval.answering.choosing.possible_answer import Asked, Found, found_at, is_new
from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.kinds import Kind, Wanted
from retrieval.language.quantity import Kind as Measured

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
    r"\b(?:amid|following|after(?! (?:[\w-]+ ){1,3}(?:years?|months?|weeks?|days?|decades?)\b)|meant|means|need\w*|wanted|could not|"
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


_FORMERLY = re.compile(
    r"\b(?P<surely>former(?:ly)?|previous(?:ly)?|ex-\w+|used to|one-?time|erstwhile|(?:came|comes|hired|poached|recruited|lured|joined) "
    r"(?:away )?from|began (?:\w+ )?as|started (?:out )?as|worked (?:at|for|as)|served as|had been|"
    r"before (?:joining|becoming|taking|moving|that|he|she))\b|"
    r"\b(?:once|earlier|then|was|left|until|after|spent|started|founded|ran|led|headed)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:how far|by how much|by what|how (?:big|large|sharp|steep) an?|"
    r"how much (?:did|has|have|had) .* (?:fall|drop|rise|grow|go up|go down|decline))\b"
)


def find_answers(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> tuple[Found, ...]:
    """The possible answers in the sentence; a kind that any words can answer has one without a place: the whole sentence."""
    finder = _FINDERS.get(wanted.kind)
    if finder is None:
        return (Found(0, max(0, len(sentence.words) - 1), 0.5),)
    return tuple(finder(wanted, sentence, asked))


def is_typed(kind: Kind) -> bool:
    """Whether an answer of that kind has a form of its own, without which a sentence is none."""
    return kind in (
        Kind.WHO,
        Kind.WHEN,
        Kind.TIME,
        Kind.HOW_MANY,
        Kind.HOW_MUCH,
        Kind.PERCENT,
        Kind.AGE,
        Kind.HOW_LONG,
        Kind.FORMERLY,
    )


def _dates(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    year = bool(re.search(r"\byears?\b", wanted.topic))
    for date in sentence.dates:
        text = sentence.text[date.start : date.end]
        if is_new(text, asked):
            yield found_at(sentence, date.start, date.end, 0.7 if year and date.year is None else 1.0)
    for match in _OLD_YEAR.finditer(sentence.text):
        if match["year"] not in asked.folded:
            yield found_at(sentence, match.start("year"), match.end("year"), 0.95)
    for match in _LOOSE_DATE.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.4 if year else 0.7)
    for match in _CLAUSE_OF_TIME.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.2 if year else 0.4)


def _times(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    for match in _CLOCK.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 1.0)
    for match in _LOOSE_DATE.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.3)


def _earlier(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    for match in _FORMERLY.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 1.0 if match["surely"] else 0.6)


def _sums(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    yield from (_OF_CHANGES if _CHANGES.search(wanted.topic) else _OF_SUMS)(wanted, sentence, asked)


def _causes(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    for match in _STRONG_CAUSE.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 1.0)
    for match in _WEAK_CAUSE.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), _OF_WEAK_CAUSE)
    yield Found(0, max(0, len(sentence.words) - 1), 0.3)


def _polar(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    yield Found(0, max(0, len(sentence.words) - 1), 0.5)
    for match in _POLAR.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 0.7)


_OF_SUMS = finder_of({Measured.MONEY: 1.0, Measured.SHARE: 0.5, Measured.COUNT: 0.3, Measured.MEASURE: 0.6})
_OF_CHANGES = finder_of({Measured.SHARE: 1.0, Measured.MONEY: 0.8, Measured.COUNT: 0.7, Measured.MEASURE: 0.8})
_FINDERS: dict[Kind, Callable[[Wanted, SentenceReading, Asked], Iterator[Found]]] = {
    Kind.WHO: find_people,
    Kind.WHEN: _dates,
    Kind.TIME: _times,
    Kind.WHERE: find_places,
    Kind.HOW_MANY: find_counts,
    Kind.HOW_MUCH: _sums,
    Kind.FORMERLY: _earlier,
    Kind.PERCENT: finder_of({Measured.SHARE: 1.0}, WHOLE_SHARE),
    Kind.HOW_LONG: finder_of(
        {Measured.DURATION: 1.0, Measured.AGE: 0.3},
        re.compile(
            r"\b(?:until|permanent\w*|since)\b|\b\d[\d,.]*[- ](?:pages?|miles?|kilomet\w+|met(?:er|re)s?|feet|words)\b"
        ),
    ),
    Kind.AGE: find_ages,
    Kind.WHY: _causes,
    Kind.WHICH: find_named,
    Kind.LIST: find_named,
    Kind.DEFINITION: find_definitions,
    Kind.WHAT: find_named,
    Kind.YES_NO: _polar,
}
