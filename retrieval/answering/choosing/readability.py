"""Statements that can be read alone: lists joined, markers gone, pronouns told by bracketed names or the sentence before; pure."""

import re
from collections.abc import Sequence

from corpus.article import Role
from corpus.span import Span
from retrieval.answering.reading.article_reading import ArticleReading, Stretch
from retrieval.answering.reading.referents import (
    company_meant,
    is_named_speaker,
    names_someone,
    person_meant,
    speakers_in,
)
from retrieval.answering.reading.speakers import read_utterances
from retrieval.language.terms import fold

_MARKER = re.compile(r"^\s*(?:[•◦▪‣·*–—-]|\d{1,2}[.)])\s+")
_PERSON = re.compile(
    r"^(?P<lead>(?:[\"“”]?)(?:(?:But|And|Then|Also|Meanwhile|Still|However|Yet|So|"
    r"Later),?\s+)?)(?P<pronoun>He|She|he|she)\b(?!['’]s own)"
)
_COMPANY = re.compile(
    r"^(?P<lead>(?:(?:But|And|Then|Also|Still|However|Yet|So|While|Though|Although|As|Because|Since|"
    r"Nevertheless|Despite [\w\s]{3,20}),?\s+)?)"
    r"(?P<noun>[Tt]he (?:company|firm|startup|start-up|carrier|airline|bank|club|group|retailer|maker|publisher|agency|"
    r"university))\b(?!['’-]|\s(?:unit|side|arm|owner|captain|president|chair\w*|chief|boss|holiday|account|executive|"
    r"industry|sector|legend|manager|statement|spokes\w+|C[EFT]O|memo|website|blog|stage|worker|employee|of)s?\b)"
)
_HANGS = re.compile(
    r"^(?:This|These|That|Those|Such|It|They|Both|Neither|Another|His|Her|Their|Its|One of them|Some of them|"
    r"Two of them|Half of them|The (?:former|latter|move|decision|cuts?|deal|figure|changes?|letter|plan|two|"
    r"three|same))\b(?!\s+(?:is\s+)?(?:year|week|month|time|morning|said|clear|because|not only)\b)"
)
_SAID_PRONOUN = re.compile(
    r"[,.!?…][”\"’'][,]?\s(?P<after>he|she)\s(?:\w+ly\s|also\s|then\s)?\w+|"
    r"\b(?P<before>[Hh]e|[Ss]he)\s(?:\w+ly\s|also\s|then\s)?(?:said|added|told|wrote|admitted|explained|continued)\b"
)
_LATER = re.compile(
    r"^(?:(?:However|But|And|Still|Then|Later|Eventually|Now|Instead|Rather|Meanwhile|Earlier|In|On|At|Last|This|By|Since|After)"
    r"\b[^,.;:“”\"]{0,40}, )(?:[a-z][^,.;:“”\"]{2,40}, )?(?:it|they|(?:the|this) (?:company|firm|start-?up|club|group|pair|duo|trio))\b"
)
"""Begins with when or how, and goes on with what only the sentence before tells."""
_MOST_BEFORE = 280
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
    if not first or stretch.is_list:
        return stretch
    if not _HANGS.match(text) and not _LATER.match(text) and not _is_untold(reading, first):
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


def _is_untold(reading: ArticleReading, first: int) -> bool:
    """Whether a sentence begins with a "he" or "the company" that isn't sure to be told, and the one before it names who it may be."""
    text, before = reading.sentences[first].text, reading.sentences[first - 1]
    if not (_PERSON.match(text) or _COMPANY.match(text)) or _is_inside_quotation(reading, first):
        return False
    if before.sentence.paragraph < reading.sentences[first].sentence.paragraph - 1 or len(before.text) > _MOST_BEFORE:
        return False
    return _told(reading, first, text) == text and names_someone(reading, first - 1)


def subject_meant(reading: ArticleReading, index: int) -> str:
    """Whom the "he" or "the company" that a sentence begins with means; empty where it begins otherwise, or it isn't sure."""
    text = reading.sentences[index].text
    if match := _PERSON.match(text):
        return _person_at(reading, index, match["pronoun"])
    if match := _COMPANY.match(text):
        return "" if _is_inside_quotation(reading, index) else company_meant(reading, index, match["noun"])
    return ""


def _told(reading: ArticleReading, first: int, text: str) -> str:
    """`text` with what it begins with told: who "he", "the company" or a quotation without a name belongs to, in brackets."""
    if match := _PERSON.match(text):
        name = subject_meant(reading, first)
        return f"{match['lead']}[{name}]{text[match.end() :]}" if name else text
    if match := _COMPANY.match(text):
        name = subject_meant(reading, first)
        if not name or fold(name.split()[0]) in fold(text):
            return text
        return f"{match['lead']}[{name}]{text[match.end() :]}"
    if text.startswith(("“", '"')):
        name = _speaker_at(reading, first)
        return f"[{name}] {text}" if name and fold(name.split()[-1]) not in fold(text) else text
    return text


def _person_at(reading: ArticleReading, index: int, pronoun: str) -> str:
    """The person that a pronoun at the start of a sentence means; empty within quotations, whose "he" is not the article's."""
    return "" if _is_inside_quotation(reading, index) else person_meant(reading, index, pronoun)


def _is_inside_quotation(reading: ArticleReading, index: int) -> bool:
    """Whether a quotation that opened before the sentence, in its paragraph, is still open, or the sentence opens with one."""
    own = reading.sentences[index]
    if own.text.startswith(("“", '"', "‘")):
        return True
    before = ""
    for place in range(index - 1, -1, -1):
        if reading.sentences[place].sentence.paragraph != own.sentence.paragraph:
            break
        before = reading.sentences[place].text + before
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _speaker_at(reading: ArticleReading, index: int) -> str:
    """The person whose quotation a sentence is; empty where it isn't sure."""
    spoken = next((each for each in read_utterances(reading) if each.first <= index < each.last), None)
    if spoken is None:
        return ""
    run = [reading.sentences[place] for place in range(max(0, spoken.first - 1), spoken.last)]
    own = next((match for match in map(_SAID_PRONOUN.search, (sentence.text for sentence in run[1:])) if match), None)
    pronoun = _SAID_PRONOUN.search(reading.sentences[index].text) or own
    if pronoun is not None:
        name = person_meant(reading, index, pronoun["after"] or pronoun["before"])
        return name if name == spoken.speaker else ""
    paragraph = reading.sentences[index].sentence.paragraph
    return (
        spoken.speaker
        if any(
            is_named_speaker(sentence, spoken.speaker) and len(list(speakers_in(sentence))) == 1
            for sentence in run
            if sentence.sentence.paragraph == paragraph or sentence.text.rstrip().endswith((":", ","))
        )
        else ""
    )
