"""Who says what in an article: quotations and reported speech, each with its speaker; pure.

Attribution is read from the verb of speaking and the subject nearest to it, before it ("Wang said", "Foody, chief executive of
Mercor, told Forbes that") or after a quotation ("…,” said Lisa Reynolds, technology strategist at BrightForge"). A quotation without one
belongs to who spoke before it in the same paragraph, or is introduced by the sentence it hangs on ("He admitted,").
"""

import re
from dataclasses import dataclass

from corpus.article import Role
from retrieval.answering.reading.article_reading import ArticleReading, FoundOnce, SentenceReading
from retrieval.answering.reading.people import BREAK, bare_name, read_people
from retrieval.language.concepts import base
from retrieval.language.terms import fold, is_stop, words

_VERB = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|admitted|admits|explained|explains|noted|notes|"
    r"announced|announces|warned|warns|argued|argues|claimed|claims|"
    r"stated|states|insisted|insists|promised|promises|conceded|concedes|recalled|recalls|joked|replied|"
    r"replies|reiterated|reiterates|emphasi[sz]ed|emphasi[sz]es|"
    r"stressed|stresses|maintains|maintained|revealed|reveals|testified|tweeted|posted|called|asked|urged|"
    r"predicted|predicts|suggested|suggests|described|describes|confirmed|"
    r"confirms|denied|denies|acknowledged|acknowledges|complained|cited|cites|pointed|thinks|believes|"
    r"advises|advised|vowed|pledged|declared|commented|remarked|praised|criticised|criticized|"
    r"continued|concluded|quipped|lamented|cautioned|boasted|objected|responded|respond|say|acknowledge|"
    r"claim|argue|believe|wonders|wondered|expects|expected|hopes|thanked|apologi[sz]ed|referred|mused)"
)
_SPEAKS = re.compile(rf"\b{_VERB}\b")
_INVERTED = re.compile(
    rf"(?:[,.!?…][”\"’']|[”\"’'][,]?|[”\"]\s*[—–-])\s*(?P<verb>{_VERB})\s+(?P<who>(?!that\b|in\b|on\b|at\b|"
    rf"to\b)(?:\b(?:Dr|Mr|Ms|Mrs|Prof|Sen|Gov|Rep|Gen|Jr|Sr|St|[A-Z])\.|[^“\".:;]){{2,140}})"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<who>[^,.;:“”\"]{2,90})|\b[Ii]n (?P<own>[A-Z][^,.;:“”\"]{2,40}?)(?:'s|’s) "
    r"(?:words|view|opinion)\b"
)
_COLON = re.compile(r"^(?P<who>[A-Z][^:“”\"]{2,110}):\s*[“]")
_SIGNED = re.compile(r"[—–]\s?(?P<who>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\s\(@\w+\)")
"""A quotation that its speaker's name and a colon open, and a post that its writer's name closes."""
_PRONOUN = re.compile(
    r"(?:^|[\s“\"(])(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)\s+(?:\w+ly\s+|also\s+|then\s+|has\s+|"
    r"had\s+|did\s+|later\s+|once\s+)*$"
)
_NOUN_SUBJECT = re.compile(
    r"(?:^|[\s,“\"(])(?P<noun>(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]wo|[Ss]ome|[Oo]ur|"
    r"[Aa]nother|[Ss]everal|[Mm]any|[A-Z][\w’'-]+(?:'s|"
    r"’s))\s+(?:[\w'’-]+\s+){0,5}?[\w'’-]+)\s+(?:\w+ly\s+|also\s+|then\s+|has\s+|had\s+|later\s+)*$"
)
_OPEN, _CLOSE = "“", "”"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says in consecutive sentences `first` up to, not including, `last`.

    `speaker` is the name or noun phrase as the article gives it; `description` the base stems that tell who that is.
    """

    first: int
    last: int
    speaker: str
    description: tuple[str, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Attribution:
    speaker: str
    description: tuple[str, ...]
    is_person: bool


def read_utterances(reading: ArticleReading) -> tuple[Utterance, ...]:
    """The utterances of an article in order, one for each run of sentences of one speaker; read once."""
    return UTTERANCES.of(reading)


class _Listener:
    """Goes through an article sentence by sentence and keeps in mind who spoke last."""

    def __init__(self, reading: ArticleReading) -> None:
        self._reading = reading
        self._people = read_people(reading)
        self._last: _Attribution | None = None
        self._last_named: _Attribution | None = None
        self._in_quote = False
        self._spoke_at = -2
        self._texts = _curly(reading)

    def listen(self) -> tuple[Utterance, ...]:
        found: list[Utterance] = []
        for index, sentence in enumerate(self._reading.sentences):
            if sentence.sentence.role is Role.HEADING:
                self._in_quote = False
                continue
            attribution, carried = self._of(index, sentence)
            if attribution is not None:
                self._add(
                    found, index, attribution, joined=carried, quoted=_has_quote(self._texts[index]) or self._in_quote
                )
                self._last, self._spoke_at = attribution, index
            self._follow_quote(self._texts[index])
            if attribution is not None and attribution.is_person:
                self._last_named = attribution
            else:
                self._remember_name(sentence)
        return tuple(found)

    def _add(self, found: list[Utterance], index: int, who: _Attribution, *, joined: bool, quoted: bool) -> None:
        if found and joined and found[-1].last == index and found[-1].speaker == who.speaker:
            last = found.pop()
            found.append(Utterance(last.first, index + 1, who.speaker, last.description, last.is_quoted or quoted))
        else:
            found.append(Utterance(index, index + 1, who.speaker, who.description, quoted))

    def _of(self, index: int, sentence: SentenceReading) -> tuple[_Attribution | None, bool]:
        """Who speaks in the sentence, and whether it goes on from the sentence before."""
        own = self._attributed(index) or self._named_where_it_closes(index) or self._signed_below(index)
        same_paragraph = (
            index > 0 and self._reading.sentences[index - 1].sentence.paragraph == sentence.sentence.paragraph
        )
        goes_on = self._spoke_at == index - 1 and same_paragraph
        if own is not None:
            return own, goes_on
        lead = sentence.sentence.lead
        introduced = (
            lead is not None
            and self._last is not None
            and lead <= self._spoke_at
            and _introduces(self._reading.sentences[lead].text)
        )
        if self._last is not None and (self._in_quote or introduced):
            return self._last, True
        if (
            self._last is not None
            and sentence.text.lstrip().startswith((_OPEN, '"'))
            and (goes_on or self._spoke_at == index - 1)
        ):
            return self._last, goes_on
        return None, False

    def _named_where_it_closes(self, index: int) -> _Attribution | None:
        """The speaker of a quotation that opens here and is attributed only where it closes, in the same paragraph."""
        if self._in_quote or not self._texts[index].startswith(_OPEN) or _CLOSE in self._texts[index]:
            return None
        paragraph = self._reading.sentences[index].sentence.paragraph
        for other in range(index + 1, len(self._texts)):
            if self._reading.sentences[other].sentence.paragraph != paragraph:
                return None
            if _CLOSE in self._texts[other]:
                return self._attributed(other)
        return None

    def _signed_below(self, index: int) -> _Attribution | None:
        """The writer of a post that ends in this paragraph with the writer's name."""
        paragraph = self._reading.sentences[index].sentence.paragraph
        for other in range(index + 1, len(self._texts)):
            if self._reading.sentences[other].sentence.paragraph != paragraph:
                return None
            if _SIGNED.search(self._texts[other]):
                return self._attributed(other)
        return None

    def _attributed(self, index: int) -> _Attribution | None:
        sentence, text = self._reading.sentences[index], self._texts[index]
        if match := _COLON.search(text) or _SIGNED.search(text):
            found = self._named(sentence, match["who"], match.start("who"), first=True)
            if found is not None:
                return found
        if match := _INVERTED.search(text):
            who = re.split(r"\s(?:in|on|at|during|after|before|when|while|as)\s", match["who"])[0]
            return self._named(sentence, match["who"], match.start("who"), first=True) or self._noun(who)
        if match := _ACCORDING.search(text):
            who = match["who"] or match["own"]
            return self._named(sentence, who, match.start("who" if match["who"] else "own"), first=True) or self._noun(
                who
            )
        for match in _SPEAKS.finditer(text):
            if not _inside_quote(text, match.start()) and (found := self._subject(sentence, match.start())):
                return found
        return None

    def _subject(self, sentence: SentenceReading, verb: int) -> _Attribution | None:
        """The subject nearest before the verb."""
        before = sentence.text[:verb]
        tail = before[max(0, len(before) - 160) :]
        if match := _PRONOUN.search(tail):
            return self._meant_by(match["pronoun"])
        spoken = re.sub(r"\s+(?:\w+ly|also|then|has|had|later|once|never|only|still)\s*$", " ", before)
        nearest = [name for name in sentence.names if name.end <= len(spoken) + 1]
        if nearest and not sentence.text[nearest[-1].end : len(spoken)].strip(" ’'s"):
            return self._named(sentence, nearest[-1].text, nearest[-1].start, first=False)
        if match := _NOUN_SUBJECT.search(tail):
            return self._noun(match["noun"])
        if spoken.rstrip().endswith(",") or re.search(r",\s*(?:and\s+)?$", spoken):
            return self._before_apposition(sentence, spoken)
        return None

    def _before_apposition(self, sentence: SentenceReading, before: str) -> _Attribution | None:
        """The name that an apposition or relative clause before the verb belongs to: "Droege, who stepped in …, said"."""
        for name in sentence.names:
            if name.end <= len(before) and sentence.text[name.end : name.end + 2].lstrip().startswith(","):
                return self._named(sentence, name.text, name.start, first=False)
        return None

    def _named(self, sentence: SentenceReading, text: str, start: int, *, first: bool) -> _Attribution | None:
        """The speaker among the names within `text`, which stands at `start` of the sentence."""
        inside = [name for name in sentence.names if start <= name.start < start + len(text)]
        people = [name for name in inside if fold(bare_name(name.text)) in self._people]
        chosen = (people or inside)[:1] if first else (people or inside)[-1:]
        if not chosen:
            return None
        if first and not people and text[: chosen[0].start - start].strip() != "":
            return None
        bare = bare_name(chosen[0].text)
        person = self._people.get(fold(bare))
        description = [*_told_by(bare), BREAK, *(person.description if person else ())]
        if first:
            description += [BREAK, *_told_by(text)]
        return _Attribution(person.name if person else bare, tuple(description), person is not None)

    def _noun(self, phrase: str) -> _Attribution:
        return _Attribution(" ".join(phrase.split()), tuple(_told_by(phrase)), is_person=False)

    def _meant_by(self, pronoun: str) -> _Attribution | None:
        if pronoun.lower() in ("i", "we"):
            return None
        return (self._last_named or self._last) if pronoun.lower() in ("he", "she") else self._last

    def _follow_quote(self, text: str) -> None:
        if text.rfind(_OPEN) > text.rfind(_CLOSE):
            self._in_quote = True
        elif _CLOSE in text:
            self._in_quote = False

    def _remember_name(self, sentence: SentenceReading) -> None:
        for name in sentence.names:
            person = self._people.get(fold(bare_name(name.text)))
            if person is not None:
                told = (*_told_by(person.name), BREAK, *person.description)
                self._last_named = _Attribution(person.name, told, is_person=True)
                return


UTTERANCES: FoundOnce[tuple[Utterance, ...]] = FoundOnce(lambda reading: _Listener(reading).listen())


def _introduces(text: str) -> bool:
    return text.rstrip().endswith((":", ","))


def _has_quote(text: str) -> bool:
    return _OPEN in text or _CLOSE in text


def _inside_quote(text: str, place: int) -> bool:
    before = text[:place]
    close = before.rfind(_CLOSE)
    return before.rfind(_OPEN) > close or (close < 0 and _OPEN not in before and _closes_first(text[place:]))


def _closes_first(text: str) -> bool:
    """Whether a quotation that was open before `text` closes in it."""
    close = text.find(_CLOSE)
    return close >= 0 and not 0 <= text.find(_OPEN) < close


def _curly(reading: ArticleReading) -> tuple[str, ...]:
    """The sentences with straight quotation marks made curly: by turns, anew in each paragraph. Every place stays."""
    texts: list[str] = []
    is_open, paragraph = False, -1
    for sentence in reading.sentences:
        if sentence.sentence.paragraph != paragraph:
            is_open, paragraph = False, sentence.sentence.paragraph
        parts = sentence.text.split('"')
        text = parts[0]
        for part in parts[1:]:
            text += (_CLOSE if is_open else _OPEN) + part
            is_open = not is_open
        texts.append(text)
    return tuple(texts)


def _told_by(text: str) -> list[str]:
    return [base(word.text) for word in words(text) if not is_stop(word.text)]
