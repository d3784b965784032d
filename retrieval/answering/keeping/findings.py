"""What reading a whole article finds, as data that can be written down and read back. Pure.

Of a reading only what is dear is kept: whom and what the article speaks of, and who says what. What its single sentences hold is
read anew where it is needed, for that takes no longer than reading it back.
"""

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from corpus.article import Article, Role
from retrieval.answering.reading.article_reading import ArticleReading
from retrieval.answering.reading.people import PEOPLE, Person
from retrieval.answering.reading.referents import BODIES, Body
from retrieval.answering.reading.speakers import UTTERANCES, Utterance

_ROLES = {role: number for number, role in enumerate(Role)}
_QUICKLY = 1
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Findings:
    """The name words, people, utterances and bodies of an article: see the functions of `reading` that find them."""

    name_words: Mapping[str, int]
    people: Mapping[str, Person]
    utterances: tuple[Utterance, ...]
    bodies: Mapping[str, Body]

    @classmethod
    def of(cls, reading: ArticleReading) -> Self:
        """What is found in an article; found now where it wasn't before."""
        return cls(reading.name_words, PEOPLE.of(reading), UTTERANCES.of(reading), BODIES.of(reading))

    def put_into(self, reading: ArticleReading) -> None:
        """Spare the reading of the same article to find this again."""
        reading.name_words = self.name_words
        PEOPLE.put(reading, self.people)
        UTTERANCES.put(reading, self.utterances)
        BODIES.put(reading, self.bodies)


def content_of(article: Article) -> bytes:
    """Names what is read of an article: its text, and its sentences with their roles and what they hang on (16 bytes)."""
    outline = array("q")
    for each in article.sentences:
        lead, heading = (-1 if link is None else link for link in (each.lead, each.heading))
        outline.extend((each.span.start, each.span.end, _ROLES[each.role], each.paragraph, lead, heading))
    digest = hashlib.blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(outline.tobytes())
    return digest.digest()


def written(findings: Findings) -> bytes:
    """Findings as deflated JSON: what several people or utterances share stands there once."""
    people = _numbered(findings.people.values())
    speakers = _numbered((each.speaker, each.description) for each in findings.utterances)
    told = [
        findings.name_words,
        [[person.name, " ".join(person.description)] for person in people],
        {key: people[person] for key, person in findings.people.items()},
        [[name, " ".join(description)] for name, description in speakers],
        [
            [each.first, each.last, speakers[each.speaker, each.description], int(each.is_quoted)]
            for each in findings.utterances
        ],
        {
            key: [body.name, body.count, " ".join(sorted(body.kinds)), int(body.is_shown)]
            for key, body in findings.bodies.items()
        },
    ]
    return zlib.compress(json.dumps(told, separators=(",", ":"), ensure_ascii=True).encode("ascii"), _QUICKLY)


def read_back(data: bytes) -> Findings:
    """The findings that `written` wrote; ValueError for anything else. Nothing in the data is run."""
    try:
        return _findings(json.loads(zlib.decompress(data)))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error) as error:
        raise ValueError("these are no findings") from error


def _findings(told: Any) -> Findings:
    name_words, persons, called, speakers, utterances, bodies = told
    people = [Person(name, _words(description)) for name, description in persons]
    names = [name for name, _ in speakers]
    told_of = [_words(description) for _, description in speakers]
    return Findings(
        dict(name_words),
        {key: people[number] for key, number in called.items()},
        tuple(
            Utterance(first, last, names[number], told_of[number], bool(quoted))
            for first, last, number, quoted in utterances
        ),
        {
            key: Body(name, count, frozenset(_words(kinds)), bool(shown))
            for key, (name, count, kinds, shown) in bodies.items()
        },
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" ")) if text else ()


def _numbered(things: Iterable[_Thing]) -> dict[_Thing, int]:
    """Each thing once, with its number in the order of appearance."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}
