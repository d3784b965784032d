"""Whom "he" and what "the company" mean, told only where there is one answer; pure.

A wrong name in brackets is worse than none. So a person is told only where the sentence before has that one person as its
subject or speaker and nobody else, and a company only where the article shows it to be one (a title, an apposition, an office
in it), and no other could be meant.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Role
from retrieval.answering.reading.article_reading import ArticleReading, FoundOnce, SentenceReading
from retrieval.answering.reading.people import Person, bare_name, is_role_word, looks_personal, read_people
from retrieval.language.names import Name
from retrieval.language.terms import fold, is_stop

_MOST_BACK = 4
_LEAD_IN = 45
_SPOKE = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|admitted|explained|explains|noted|notes|announced|warned|argued|"
    r"argues|claimed|stated|insisted|promised|recalled|recalls|replied|continued|continues|confirmed|denied|"
    r"acknowledged|predicted|suggested|testified|joked|posted|tweeted|asked|believes|thinks)"
)
_SPEAKS_AFTER = re.compile(rf"\s?(?:\([^()]*\)\s)?(?:\w+ly\s|also\s|then\s|has\s|had\s|later\s)?{_SPOKE}\b")
_SPEAKS_BEFORE = re.compile(rf"\b{_SPOKE}\s(?:[\w’'-]+\s){{0,4}}$")
_GENDERED = {
    "he": re.compile(
        r"\b(?:she|her|hers|herself|mother|wife|woman|daughter|sister|actress|girl|\w+woman|Ms|Mrs|Miss|lady|queen)\b",
        re.IGNORECASE,
    ),
    "she": re.compile(
        r"\b(?:he|him|his|himself|father|husband|man|son|brother|actor|boy|\w+sman|chairman|Mr|king)\b", re.IGNORECASE
    ),
}
_OWN = {
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
}
_KINDS = (
    r"(?:company|firm|start-?up|business|maker|manufacturer|operator|carrier|airline|bank|lender|retailer|chain|"
    r"supermarket|giant|publisher|studio|insurer|broker|brewer|club|university|college|agency|regulator|supplier|"
    r"shipyard|utility|subsidiary|nonprofit|charity|conglomerate)"
)
_APPOSED = re.compile(rf"\s?[,(–—-]\s?(?:an?|the|one of|its|which is an?|once an?)\s(?:[\w’'&.-]+\s){{0,5}}?{_KINDS}\b")
_IS_A = re.compile(rf"\s(?:is|was|became|remains)\s(?:an?|the)\s(?:[\w’'&.-]+\s){{0,5}}?{_KINDS}\b")
_KIND_BEFORE = re.compile(rf"\b(?:[\w-]+\s)?(?P<kind>{_KINDS})\s(?:called\s|named\s)?$", re.IGNORECASE)
_OFFICES = (
    r"(?:CEO|CFO|CTO|COO|chief\s(?:executive|financial|operating|technology)|chairman|chairwoman|chairperson|founder|"
    r"co-?founder|spokes\w+|investors?|shareholders?|employees|workforce|shares|board|headquarters|subsidiary|executives?)"
)
_OWNS = re.compile(rf"(?:['’]s?)?\s(?:\w+\s)?{_OFFICES}\b")
_OFFICE_BEFORE = re.compile(
    rf"\b{_OFFICES}\s(?:of|at|for)\s(?:the\s)?(?:[\w-]+\s)?$|\b(?:acquir\w+|shares in|stake in|invest\w* in)\s$"
)
_SUFFIX = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|Co|Company|Group|Holdings|Airlines?|Airways|Air|Bank|Motors|Labs?|Technologies|Systems|Mills|"
    r"Foods|Media|Studios?|Pictures|Games|Partners|Capital|Ventures|Energy|Industries|University|College|FC|AI|Mining|"
    r"Pharma\w*|Therapeutics|Software|Networks?|Records|Press|Stores|Brewery|Shipping|Ferries|Railways?|Steel)\.?$"
)
_PLACED = re.compile(
    r"\b(?:in|near|across|outside|around|throughout|[Cc]ity of|[Tt]own of|[Pp]ort of|[Vv]illage of|streets of|"
    r"(?:north|south|east|west) of)\s(?:the\s|nearby\s|downtown\s|central\s)?$"
)
_OWNED = re.compile(r"\b(?:invest\w*|stakes?|shares?|interest|confidence|trust|percent|per cent|bought|buys?)\b|%")
"""Words after which "in" is followed by what is owned."""
_NO_BODIES = frozenset("ai us uk eu u.s u.k ceo cfo cto dei hr it pr genai tv usa un".split())
_OPENING = re.compile(r"[“\"]?(?P<word>[A-Z][a-z]\w*[a-rt-z])\b")
_PLAIN_KINDS = frozenset(("company", "firm", "startup", "start-up", "business"))
_LIKE = {
    "carrier": ("carrier", "airline", "air", "airways", "airlines"),
    "airline": ("carrier", "airline", "air", "airways", "airlines"),
    "bank": ("bank", "lender"),
    "retailer": ("retailer", "chain", "supermarket", "stores"),
    "maker": ("maker", "manufacturer"),
    "club": ("club", "fc"),
    "university": ("university", "college"),
}


@dataclass(frozen=True, slots=True)
class Body:
    """What could be an organisation in an article: how it calls it, empty where in ways that differ; how often; as what."""

    name: str
    count: int
    kinds: frozenset[str]
    is_shown: bool


def person_meant(reading: ArticleReading, index: int, pronoun: str) -> str:
    """The person that `pronoun` at the start of a sentence means; empty where somebody else could be meant."""
    gender = pronoun.lower()
    for place in range(index - 1, max(-1, index - 1 - _MOST_BACK), -1):
        sentence = reading.sentences[place]
        if sentence.sentence.role is Role.HEADING:
            return ""
        found = list(_personal(reading, sentence))
        if found:
            return _only_subject(sentence, found, gender, reading.sentences[index].text)
        if not _OWN[gender].search(sentence.text) or _GENDERED[gender].search(sentence.text):
            return ""
    return ""


def is_named_speaker(sentence: SentenceReading, person: str) -> bool:
    """Whether the sentence itself says that the person of that full name says something."""
    surname = fold(person.rsplit(maxsplit=1)[-1])
    return any(
        fold(bare_name(name.text)).split()[-1:] == [surname] and _speaks(sentence, name) for name in sentence.names
    )


def speakers_in(sentence: SentenceReading) -> Iterator[str]:
    """The names beside a verb of speaking, each once."""
    yield from dict.fromkeys(fold(bare_name(name.text)) for name in sentence.names if _speaks(sentence, name))


def company_meant(reading: ArticleReading, index: int, noun: str) -> str:
    """The body that "the company", "the airline" at the start of a sentence means; empty where another could be meant."""
    bodies = _bodies(reading)
    main = max(bodies, key=lambda key: bodies[key].count, default="")
    if not main or not bodies[main].is_shown or not bodies[main].name:
        return ""
    if any(2 * body.count >= bodies[main].count for key, body in bodies.items() if key != main and body.is_shown):
        return ""
    for place in range(index - 1, max(-1, index - 1 - _MOST_BACK), -1):
        sentence = reading.sentences[place]
        if sentence.sentence.role is Role.HEADING:
            break
        named = [name for name in _names(reading, sentence) if (key := _key(name.text)) in bodies]
        if any(
            (key := _key(name.text)) != main and (bodies[key].is_shown or _is_subject(sentence, name)) for name in named
        ):
            return ""
        if named:
            break
    asked = noun.lower().split()[-1]
    is_one = asked in _PLAIN_KINDS or bodies[main].kinds.intersection(_LIKE.get(asked, (asked,)))
    return bodies[main].name if is_one else ""


def names_someone(reading: ArticleReading, index: int) -> bool:
    """Whether a sentence names a person or a body that the next one could speak of."""
    sentence = reading.sentences[index]
    bodies = _bodies(reading)
    return any(_is_shown(bodies, name) for name in _names(reading, sentence)) or any(_personal(reading, sentence))


def _only_subject(sentence: SentenceReading, found: list[tuple[Name, Person | None]], gender: str, told: str) -> str:
    """The one person among those found, where he or she is the subject or the speaker and of that gender."""
    people = {person for _, person in found}
    if len(people) > 1 or (person := found[0][1]) is None:
        return ""
    if _GENDERED[gender].search(sentence.text) or person.surname in fold(told):
        return ""
    if not any(_speaks(sentence, name) or _is_subject(sentence, name) for name, _ in found):
        return ""
    return person.name


def _personal(reading: ArticleReading, sentence: SentenceReading) -> Iterator[tuple[Name, Person | None]]:
    """The names in a sentence that are, or could be, a person's; None for one of whom nothing is known."""
    people, bodies = read_people(reading), _bodies(reading)
    for name in sentence.names:
        if re.search(r"\b(?:the|an?|our)\s$", sentence.text[: name.start], re.IGNORECASE):
            continue
        bare = bare_name(name.text)
        person = people.get(fold(bare))
        if person is not None and person.description:
            yield name, person
        elif not _is_shown(bodies, name) and (person or looks_personal(bare) or _speaks(sentence, name)):
            known = person if person is not None and _is_spoken_of(reading, person) else None
            yield name, known


def _is_spoken_of(reading: ArticleReading, person: Person) -> bool:
    """Whether the article lets the person speak, by name: what nobody describes may be a thing's name."""
    return any(is_named_speaker(sentence, person.name) for sentence in reading.sentences)


def _speaks(sentence: SentenceReading, name: Name) -> bool:
    after, before = sentence.text[name.end :], sentence.text[: name.start]
    return bool(_SPEAKS_AFTER.match(after) or (_SPEAKS_BEFORE.search(before) and not re.match(r"['’]s\b", after)))


def _is_subject(sentence: SentenceReading, name: Name) -> bool:
    """Whether the sentence opens with the name, after at most a short lead-in, and goes on with what it does."""
    before, after = sentence.text[: name.start], sentence.text[name.end :]
    if re.match(r"['’]s\b|\sand\s[A-Z]|['’]\s", after) or re.search(
        r"\b(?:of|by|to|for|with|from|in|at|and)\s$", before
    ):
        return False
    return len(before) <= _LEAD_IN and not re.search(r"[“\"”;:]", before) and (not before or before.count(",") <= 1)


def _names(reading: ArticleReading, sentence: SentenceReading) -> Sequence[Name]:
    """The names of a sentence, with the word that opens it where it stands nowhere in lower case and is no plural."""
    first = _OPENING.match(sentence.text)
    if (
        first is None
        or sentence.sentence.role is not Role.PROSE
        or (sentence.names and sentence.names[0].start < first.end())
    ):
        return sentence.names
    word = first["word"]
    if is_stop(word) or is_role_word(word) or word.lower() in reading.runs:
        return sentence.names
    return (Name(word, first.start("word"), first.end("word")), *sentence.names)


def _is_shown(bodies: Mapping[str, Body], name: Name) -> bool:
    body = bodies.get(_key(name.text))
    return body is not None and body.is_shown


def _key(name: str) -> str:
    bare = fold(bare_name(name)).removeprefix("the ")
    return bare.split()[0].removesuffix("'s") if bare else ""


def _bodies(reading: ArticleReading) -> Mapping[str, Body]:
    """What could be an organisation in an article, by first word; read once."""
    return BODIES.of(reading)


def _read_bodies(reading: ArticleReading) -> Mapping[str, Body]:
    """The names that are no person's and stand nowhere as a place's; shown to be bodies where the words around them say so."""
    people = read_people(reading)
    mentions: dict[str, list[tuple[SentenceReading, Name]]] = {}
    for sentence in reading.sentences:
        if sentence.sentence.role is Role.HEADING:
            continue
        for name in _names(reading, sentence):
            if (key := _key(name.text)) and key not in _NO_BODIES and fold(bare_name(name.text)) not in people:
                mentions.setdefault(key, []).append((sentence, name))
    return {
        key: _body(named)
        for key, named in mentions.items()
        if not any(_is_placed(sentence.text[: name.start]) for sentence, name in named)
    }


BODIES: FoundOnce[Mapping[str, Body]] = FoundOnce(_read_bodies)


def _body(named: Sequence[tuple[SentenceReading, Name]]) -> Body:
    told = [_kinds_told(sentence.text, name) for sentence, name in named]
    is_shown = any(told) or any(_is_body(sentence.text, name) for sentence, name in named)
    kinds = frozenset[str]().union(*told, *(fold(name.text).split() for _, name in named))
    return Body(_called([name.text.removeprefix("The ") for _, name in named]), len(named), kinds, is_shown)


def _is_placed(before: str) -> bool:
    """Whether what stands before a name makes it a place's."""
    return bool(_PLACED.search(before)) and not _OWNED.search(before[-60:])


def _kinds_told(text: str, name: Name) -> set[str]:
    """What kind of body the words around a name say it is."""
    before = _KIND_BEFORE.search(text[: name.start])
    after = _APPOSED.match(text, name.end) or _IS_A.match(text, name.end)
    return {word for match in (before, after) if match for word in fold(match.group()).replace(",", " ").split()}


def _is_body(text: str, name: Name) -> bool:
    """Whether the name, or the words around it, show an organisation: "Inc", "the chief executive of …", "…'s shares"."""
    return bool(_SUFFIX.search(name.text) or _OWNS.match(text, name.end) or _OFFICE_BEFORE.search(text[: name.start]))


def _called(written: Sequence[str]) -> str:
    """The commonest way of writing a name, the longest of those; empty where as many ways could be another body's."""
    ways = Counter(written)
    best = max(ways, key=lambda way: (ways[way], len(way)))
    related = sum(count for way, count in ways.items() if way.startswith(best) or best.startswith(way))
    alone = ways[best] if len(ways) > 2 else related
    return best if 2 * alone >= len(written) else ""
