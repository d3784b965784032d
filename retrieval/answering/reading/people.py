"""The people in an article: which names are persons', and what the article calls each of them ("chief executive of Mercor"); pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.article import Role
from retrieval.answering.reading.article_reading import ArticleReading, FoundOnce, SentenceReading
from retrieval.language.concepts import base
from retrieval.language.names import Name
from retrieval.language.terms import fold, is_stop

_NOT_PEOPLE = frozenset(
    """ai inc corp co ltd llc plc labs lab technologies technology systems airlines airways air university college school department bank
    group association council institute company companies ministry agency union club party court commission board committee police
    league times post news insider news journal herald telegraph tribune gazette office house senate congress parliament street road
    avenue county city state states kingdom republic park stadium arena center centre airport hospital church museum bridge river lake
    mountain island islands north south east west northern southern eastern western international national federal united foundation
    fund capital partners holdings ventures media entertainment studios pictures records games software networks energy power motors
    industries services solutions security defense deepmind docs act bill law cup championship trophy prize award awards festival day
    week month year monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december war world europe america africa asia trust society press magazine radio tv television channel network
    deal project program programme plan report study survey index exchange market markets data cloud open pro max plus edition season
    officer president minister director manager chief spokesman spokeswoman spokesperson secretary leader head staff writer editor
    facebook google microsoft amazon apple meta openai twitter youtube tesla netflix""".split()
)
_TITLES = frozenset(
    "mr mrs ms mx dr prof professor sir dame lord lady sen senator rep representative gov governor "
    "president judge justice rev "
    "captain capt sgt sergeant lt lieutenant col colonel gen general king queen prince princess pope saint".split()
)
_ROLE_WORDS = frozenset(
    """ceo cto cfo coo chief executive founder co-founder cofounder chairman chairwoman chair chairperson president director head
    boss leader manager spokesman spokeswoman spokesperson spokes analyst economist lawyer attorney professor researcher scientist
    engineer minister secretary senator mayor governor judge officer editor reporter author coach captain player striker striker's
    employee worker resident owner investor strategist technologist marshal sheriff detective general fellow partner principal star
    singer actor actress writer artist designer developer expert consultant adviser advisor representative organiser organizer
    activist campaigner teacher doctor nurse pilot farmer driver supervisor installer broker trader banker chairlady""".split()
)
_SPEAKING = re.compile(
    r"^(?:said|says|told|tells|wrote|writes|added|adds|admitted|explained|noted|announced|warned|argued|"
    r"claimed|stated|insisted|"
    r"promised|conceded|recalled|joked|replied|reiterated|emphasi[sz]ed|stressed|maintains|maintained|"
    r"revealed|testified|tweeted|posted|"
    r"called|asked|urged|predicted|suggested|described|confirmed|denied|acknowledged|complained|declined|"
    r"resigned|stepped|who|joined)$"
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LONE = re.compile(
    r"(?:^|[.!?,;:“\"(—–]\s?|(?<![\w’'-])[a-z][\w’'-]*\s)(?P<word>[A-Z]\w*(?:-[A-Z]\w*)*)\b(?!\s[A-Z]|-)"
)
_TWO_CAPITALS = re.compile(r"[A-Z][\w.’'-]*\s(?:(?:de|van|von|der|bin|al|la|le|da|del)\s)*[A-Z]")
_BREAKS = re.compile(r"[.;:!?“”\"()—–,]")
_SUBORDINATE = re.compile(r"\s(?:after|before|when|while|because|since|where|that|if|as)\s")
_APPOSED = re.compile(r"(?:an?|the|who|whose|one of|its|his|her|their|our|formerly|previously|now|once|then)\b")
_BEING = re.compile(
    r"\s(?:is|was|became|becomes|remains|serves as|carries on as|has been|will be)\s(?P<what>[^.,;:!?“”\"()]{3,90})"
)
_AFTER = re.compile(r"^\s?,\s(?P<what>[^,.;:!?“”\"()—–]{3,110})|^\s?\((?P<in>[^()]{3,80})\)")


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the fullest form of the name, and the base stems of what the article says he or she is, in order."""

    name: str
    description: tuple[str, ...]

    @property
    def surname(self) -> str:
        """The last word of the name, folded."""
        return fold(self.name.split()[-1])


BREAK = "|"
"""Stands in a description between what one place says and what another does."""


def read_people(reading: ArticleReading) -> Mapping[str, Person]:
    """The people of an article, by each folded form in which they are named: full name and surname; read once."""
    return PEOPLE.of(reading)


def _read_people(reading: ArticleReading) -> Mapping[str, Person]:
    full: dict[str, str] = {}
    described: dict[str, dict[tuple[str, ...], None]] = {}
    told = [sentence for sentence in reading.sentences if sentence.sentence.role is not Role.HEADING]
    lone = _lone_names(told)
    for sentence in told:
        if not _TWO_CAPITALS.search(sentence.text):
            continue
        for name in sentence.names:
            bare = bare_name(name.text)
            if looks_personal(bare) and (bare.split()[-1] in lone or _is_introduced(sentence, name)):
                full.setdefault(fold(bare), bare)
                described.setdefault(fold(bare), {})
    surnames = {fold(name.split()[-1]): key for key, name in reversed(full.items())}
    lasts = tuple({name.split()[-1] for name in full.values()})
    for sentence in told:
        if not any(last in sentence.text for last in lasts):
            continue
        for name in sentence.names:
            bare = fold(bare_name(name.text))
            key = bare if bare in full else surnames.get(bare, "")
            if key:
                described[key].update(dict.fromkeys(_description(sentence, name)))
    people = {
        key: Person(name, tuple(stem for told in described[key] for stem in (*told, BREAK)))
        for key, name in full.items()
    }
    return {**{surname: people[key] for surname, key in surnames.items()}, **people}


PEOPLE: FoundOnce[Mapping[str, Person]] = FoundOnce(_read_people)


def known_people(readings: tuple[ArticleReading, ...]) -> Mapping[str, Person]:
    """The people of several articles by folded name, what each article says of them taken together."""
    merged: dict[str, Person] = {}
    for reading in readings:
        for key, person in read_people(reading).items():
            if key in merged:
                both = merged[key].description + person.description
                merged[key] = Person(max(merged[key].name, person.name, key=len), both)
            else:
                merged[key] = person
    return merged


def names_of_people(readings: Iterable[ArticleReading]) -> frozenset[str]:
    """Every folded form in which the people of several articles are named."""
    return frozenset().union(*map(read_people, readings))


def bare_name(name: str) -> str:
    """The name without titles and roles before it: "Dr. Lisa Reynolds", "CEO Jason Droege"."""
    parts = name.split(" of ", maxsplit=1)[0].split() or [name]
    while len(parts) > 1 and (fold(parts[0]).strip(".") in _TITLES or is_role_word(parts[0])):
        parts = parts[1:]
    for place in range(len(parts) - 2, 0, -1):  # "Scale AI CEO Alexandr Wang"
        if is_role_word(parts[place]) and len(parts) - place > 2:
            return " ".join(parts[place + 1 :])
    return " ".join(parts)


def is_role_word(word: str) -> bool:
    """Whether a word names an office or a trade: "chief", "engineer"."""
    return fold(word).strip(".,") in _ROLE_WORDS


def looks_personal(name: str) -> bool:
    """Whether a name is written like a person's: two to four words, none of them one that only other names have."""
    parts = name.replace(".", " ").split()
    if not 2 <= len(parts) <= 4 or any(fold(part) in _NOT_PEOPLE for part in parts):
        return False
    return (
        all(
            part[0].isupper() or part in ("de", "van", "von", "der", "bin", "al", "la", "le", "da", "del")
            for part in parts
        )
        and all(len(part) == 1 or not part.isupper() for part in parts)
        and not any(char.isdigit() for char in name)
    )


def _is_introduced(sentence: SentenceReading, name: Name) -> bool:
    """Whether a title, a role or a verb of speaking stands by the name."""
    before = _WORD.findall(sentence.text[max(0, name.start - 40) : name.start])[-1:]
    inside = _WORD.findall(name.text)
    after = _WORD.findall(sentence.text[name.end : name.end + 24])[:1]
    if any(is_role_word(word) or fold(word).strip(".") in _TITLES for word in before + inside[:-2]):
        return True
    if after and _SPEAKING.match(after[0]):
        return True
    if before and _SPEAKING.match(before[-1]) and before[-1] not in ("who", "joined"):
        return True
    follows = _AFTER.match(sentence.text[name.end :])
    what = (follows["what"] or follows["in"]) if follows else ""
    return any(is_role_word(word) for word in re.split(r"[\s-]+", what.lower()))


def _lone_names(told: Iterable[SentenceReading]) -> frozenset[str]:
    """The words that stand with a capital and without another name word before or behind them: "Droege said", "with Wang"."""
    return frozenset(match["word"] for sentence in told for match in _LONE.finditer(sentence.text))


def _description(sentence: SentenceReading, name: Name) -> Iterator[tuple[str, ...]]:
    """What the sentence says the person is, as base stems: the role before the name, the apposition after it, what it "is"."""
    text = sentence.text
    bare_start = name.start + max(0, name.text.find(bare_name(name.text)))
    before = _BREAKS.split(text[: max(0, bare_start)].rstrip(" ,"))[-1]
    words = _WORD.findall(before)[-7:]
    if any(_has_role(word) for word in words):
        yield _stems(_near_role(words))
    follows = _AFTER.match(text[name.end :])
    what = (follows["what"] or follows["in"]) if follows else ""
    if what and _is_apposition(what):
        yield _stems(_WORD.findall(_SUBORDINATE.split(what)[0]))
    if (being := _BEING.match(text[name.end :])) and any(map(_has_role, _WORD.findall(being["what"])[:7])):
        yield _stems(_WORD.findall(_SUBORDINATE.split(being["what"])[0]))


def _has_role(word: str) -> bool:
    return any(map(is_role_word, re.split(r"[-’']", word)))


def _is_apposition(phrase: str) -> bool:
    """Whether what follows a name and a comma tells who it is, and doesn't begin another clause."""
    return bool(_APPOSED.match(phrase)) or any(map(_has_role, _WORD.findall(phrase)[:4]))


def _near_role(words: list[str]) -> list[str]:
    """Of the words before a name those that belong to its role: from the last verb or preposition but "of" on."""
    kept: list[str] = []
    for word in reversed(words):
        if kept and is_stop(word) and word.lower() not in ("of", "the", "for", "at", "and"):
            break
        kept.insert(0, word)
    return kept


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(base(part) for word in words for part in word.split("-") if part and not is_stop(part))
