"""What is said by the speaker whom a question names or describes ("the mayor"). Pure."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from retrieval.answering.reading.article_reading import ArticleReading
from retrieval.answering.reading.people import known_people
from retrieval.answering.reading.speakers import Utterance, read_utterances
from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import fold, is_stop, words

_DESCRIBED = 0.7


def spoken_by(speaker: str, readings: Mapping[str, ArticleReading]) -> Mapping[tuple[str, int], Utterance]:
    """The utterances of the speaker whom a question names, or describes ("the mayor"), by article id and sentence.

    A name must be the speaker's; a description is met word by word, by the same stem or a word of the same concept. Words that
    name what the article is about may be left out of it.
    """
    asked = [base(word.text) for word in words(speaker) if not is_stop(word.text)]
    if not asked:
        return {}
    people, head = known_people(tuple(readings.values())), _head(speaker)
    own = re.sub(r"\b[\w-]+(?:['’]s|s['’])\s", "", speaker)  # somebody's wife is another
    named = next(
        (people[key] for key in sorted(people, key=len, reverse=True) if set(key.split()) <= _folded(own)), None
    )
    found: dict[tuple[str, int], Utterance] = {}
    for article, reading in readings.items():
        topic = {base(word) for word in reading.topic_words}
        for utterance in read_utterances(reading):
            if named is not None:
                is_meant = fold(utterance.speaker) == fold(named.name)
            else:
                person = people.get(fold(utterance.speaker))
                told = utterance.description + (person.description if person else ())
                is_meant = _describes(asked, head, told, topic) >= _DESCRIBED
            if is_meant:
                found.update({(article, index): utterance for index in range(utterance.first, utterance.last)})
    return found


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word.text).removesuffix("'s") for word in words(text))


def _describes(asked: Sequence[str], head: int, told: tuple[str, ...], topic: set[str]) -> float:
    """The share of the asked words that the description tells; a word for what the article is about counts half untold.

    The asked word at `head`, what the speaker is, has to be told, by itself or by a word that means the same.
    """
    concepts = _concepts(told)
    own = concepts_of(asked)
    worth = [
        1.0 if stem in told or numbers & concepts else 0.5 if stem in topic else 0.0
        for stem, numbers in zip(asked, own, strict=True)
    ]
    return sum(worth) / len(worth) if worth[head] == 1.0 else 0.0


@lru_cache(maxsize=4096)
def _concepts(told: tuple[str, ...]) -> frozenset[int]:
    return frozenset[int]().union(*concepts_of(told))


def _head(speaker: str) -> int:
    """Which content word of the phrase is its head: the last one before "of", "at", "for"."""
    before = re.split(r"\s(?:of|at|for|from|in|who|that|with)\s", speaker)[0]
    return max(0, sum(not is_stop(word.text) for word in words(before)) - 1)
