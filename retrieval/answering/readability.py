"""Statements that can be read alone: lists joined, markers gone, pronouns told by bracketed names or the sentence before; pure."""

import re
from collections.abc import Sequence

from corpus.article import Role
from corpus.span import Span
from retrieval.answering.article_reading import ArticleReading, Stretch
from retrieval.answering.people import bare_name, read_people
from retrieval.answering.speakers import Utterance, read_utterances
from retrieval.language.terms import fold

_MARKER = re.compile(r"^\s*(?:[•◦▪‣·*–—-]|\d{1,2}[.)])\s+")
_PERSON = re.compile(
    r"^(?P<lead>(?:[\"“”]?)(?:(?:But|And|Then|Also|Meanwhile|Still|However|Yet|So|"
    r"Later),?\s+)?)(?P<pronoun>He|She|he|she)\b(?!['’]s own)"
)
_COMPANY = re.compile(
    r"^(?P<lead>(?:(?:But|And|Then|Also|Still|However|Yet|So|While|Though|Although|As|Because|Since|"
    r"Nevertheless|Despite [\w\s]{3,20}),?\s+)?)"
    r"(?P<noun>[Tt]he (?:company|firm|startup|start-up|carrier|airline|bank|club|group|retailer|maker|"
    r"publisher|business|agency|university|team))\b(?!['’])"
)
_HANGS = re.compile(
    r"^(?:This|These|That|Those|Such|It|They|Both|Neither|Another|His|Her|Their|Its|One of them|Some of them|"
    r"Two of them|Half of them|The (?:former|latter|move|decision|cuts?|deal|figure|changes?|letter|plan|two|"
    r"three|same))\b(?!\s+(?:is\s+)?(?:year|week|month|time|morning|said|clear|because|not only)\b)"
)
_ARROW = re.compile(r"^(?:…|\.\.\.)\s*")


def statement_text(reading: ArticleReading, stretch: Stretch) -> str:
    """The stretch in words that stand alone: items joined after their lead, pronouns at the start told."""
    sentences = [reading.sentences[index] for index in stretch.indices]
    text = ""
    for place, sentence in enumerate(sentences):
        piece = " ".join(_MARKER.sub("", sentence.text).split())
        if not text:
            text = piece
        elif (
            sentence.sentence.role is Role.ITEM
            and sentences[place - 1].sentence.role is Role.ITEM
            and not text.endswith((":", ".", "!", "?", ";"))
        ):
            text += "; " + piece
        elif _ARROW.match(piece):
            text = text.rstrip(":") + " " + _ARROW.sub("", piece)
        else:
            text += " " + piece
    return _told(reading, stretch.indices[0], text)


def spans_of(reading: ArticleReading, indices: Sequence[int]) -> tuple[Span, ...]:
    """The spans that cite these sentences: one for each run that no text around the article interrupts."""
    article = reading.article
    spans: list[Span] = []
    last = -2
    for index in indices:
        own = article.sentences[index].span
        joined = Span(spans[-1].start, own.end) if index == last + 1 else own
        if index == last + 1 and article.is_own(joined):
            spans[-1] = joined
        else:
            spans.append(own)
        last = index
    return tuple(spans)


def readable(reading: ArticleReading, stretch: Stretch) -> Stretch:
    """The stretch, with the sentence before it where it begins with what only that one tells ("This has led …")."""
    first = stretch.indices[0]
    text = reading.sentences[first].text
    if not first or stretch.is_list or not _HANGS.match(text):
        return stretch
    before = reading.sentences[first - 1]
    if (
        before.sentence.role is Role.HEADING
        or before.is_question
        or (before.sentence.lead is not None and before.sentence.role is Role.ITEM)
    ):
        return stretch
    if len(before.text) > 400:
        return stretch
    return Stretch(stretch.article, (first - 1, *stretch.indices), stretch.is_list)


def _told(reading: ArticleReading, first: int, text: str) -> str:
    """`text` with what it begins with told: who "he", "the company" or a quotation without a name belongs to, in brackets."""
    if match := _PERSON.match(text):
        name = _person_before(reading, first)
        return f"{match['lead']}[{name}]{text[match.end() :]}" if name else text
    if match := _COMPANY.match(text):
        name = company_before(reading)
        if any(fold(word) in fold(text) for word in name.split()[:1]):
            return text
        return f"{match['lead']}[{name}]{text[match.end() :]}" if name else text
    if text.startswith(("“", '"')):
        name = _speaker_at(reading, first)
        return f"[{name}] {text}" if name and fold(name.split()[-1]) not in fold(text) else text
    return text


def _speaker_at(reading: ArticleReading, index: int) -> str:
    """The person whose quotation a sentence is; empty where none is known."""
    spoken = _utterance_at(read_utterances(reading), index)
    return spoken.speaker if spoken is not None and fold(spoken.speaker) in read_people(reading) else ""


def _person_before(reading: ArticleReading, index: int) -> str:
    """The person that "he" or "she" at the start of a sentence means: who spoke there, or who was named last."""
    people = read_people(reading)
    spoken = _utterance_at(read_utterances(reading), index)
    if spoken is not None and fold(spoken.speaker) in people:
        return spoken.speaker
    for before in range(index - 1, max(-1, index - 5), -1):
        for name in reading.sentences[before].names:
            person = people.get(fold(bare_name(name.text)))
            if person is not None:
                return person.name
    return ""


def _utterance_at(utterances: Sequence[Utterance], index: int) -> Utterance | None:
    return next((each for each in utterances if each.first <= index < each.last), None)


def company_before(reading: ArticleReading) -> str:
    """The company that "the company" means: the name that the article gives most often and that is no person's, in its fullest form."""
    people = read_people(reading)
    counts: dict[str, int] = {}
    spelt: dict[str, dict[str, int]] = {}
    told = [sentence for sentence in reading.sentences if sentence.sentence.role is not Role.HEADING]
    for sentence in told:
        for name in sentence.names:
            bare = name.text.removeprefix("The ")
            if fold(bare_name(name.text)) in people or not bare:
                continue
            first = fold(bare.split()[0])
            counts[first] = counts.get(first, 0) + (2 if name.start < 4 else 1)
            ways = spelt.setdefault(first, {})
            ways[bare] = ways.get(bare, 0) + 1
    if not counts:
        return ""
    ways = spelt[max(counts, key=lambda first: counts[first])]
    return max(ways, key=lambda way: (ways[way] > 1, len(way.split()) < 4, ways[way] + 2 * len(way.split())))
