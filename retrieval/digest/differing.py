"""Differing: where the articles of a story disagree. Pure.

What the articles themselves make a point of is asked of all of them: who holds an office that one names, whether a
figure is known that one says is not, how many there are of what several count. The answers are compared as those to a
person's question are; as nobody asked, a disagreement is told only where both sides surely speak of the same thing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.article import Article
from retrieval.answering.comparing.agreement import DraftDisagreement, disagreements
from retrieval.answering.reading.article_reading import read_article
from retrieval.answering.reading.roles import Tenure
from retrieval.answering.reading.saying import Saying, holdings_of, quantities_of, sayings_of, stances_of
from retrieval.answering.reading.stance import Stance
from retrieval.language.quantity import Kind
from retrieval.language.terms import fold, is_stop

MOST_DISAGREEMENTS = 3
_ASKED_AT_MOST = 24
_ONE_HOLDER = frozenset(
    (
        "chief executive", "chair", "president", "finance chief", "operating chief", "technology chief", "prime minister",
        "mayor", "governor", "coach", "captain", "owner",
    )
)  # fmt: skip
"""Offices that one person holds at a time."""
_COUNTED = (Kind.COUNT, Kind.MONEY)
_CLAUSE_WORDS = 7
_ENDS = re.compile(r"[,;]")
_FIGURE = re.compile(
    r"\b(?:numbers?|figures?|how\s(?:many|much)|amounts?|sums?|prices?|costs?|totals?|terms|size|scale|value|salar(?:y|ies))\b",
    re.IGNORECASE,
)
"""What is left unsaid is a figure."""
_SAME_WORDS = 0.5


def differences(articles: Sequence[Article]) -> tuple[DraftDisagreement, ...]:
    """Where the articles disagree, each point once."""
    if len({article.voice for article in articles}) < 2:
        return ()
    sayings = [saying for article in articles for saying in sayings_of(article)]
    found: list[DraftDisagreement] = []
    told: set[Saying] = set()
    for asked in dict.fromkeys(_asked(articles, sayings)):
        for draft in disagreements(asked.question, sayings):
            stands = {side.sayings[0] for side in draft.sides}
            if not stands & told and asked.is_met(draft):
                found.append(draft)
                told |= stands
    return tuple(found[:MOST_DISAGREEMENTS])


def subject(articles: Sequence[Article]) -> str:
    """The name that a story is about: one that half of its articles and a title have, long and often; empty for none."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for article in articles:
        own = Counter(name.text for sentence in read_article(article).sentences for name in sentence.names)
        counts.update(own)
        spread.update(own.keys())
    titles = fold(" ".join(article.title or "" for article in articles))
    common = [name for name in counts if 2 * spread[name] >= len(articles)]
    titled = [name for name in common if fold(name) in titles]
    return max(titled or common, key=lambda name: (counts[name] * len(name.split()), name), default="")


class _Asked(Protocol):
    """A question that an article raises, and whether sides surely speak of what it asks."""

    @property
    def question(self) -> str: ...

    def is_met(self, draft: DraftDisagreement) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Office:
    """Who holds an office of a body."""

    office: str
    body: str

    @property
    def question(self) -> str:
        return f"Who is the {self.office} of {self.body}?"

    def is_met(self, draft: DraftDisagreement) -> bool:
        """Whether each side has a sentence that gives the body's office to somebody, by the body's name."""
        return all(any(self._gives(saying) for saying in side.sayings) for side in draft.sides)

    def _gives(self, saying: Saying) -> bool:
        return any(
            held.office == self.office and held.body and _are_one(held.body, self.body)
            for held in holdings_of(saying.text)
        )


@dataclass(frozen=True, slots=True)
class _Figure:
    """Whether a figure is known that `unsaid` says somebody has not disclosed."""

    about: str
    clause: str
    unsaid: Saying

    @property
    def question(self) -> str:
        return f"Did {self.about} disclose {self.clause}?"

    def is_met(self, draft: DraftDisagreement) -> bool:
        """Whether one side is who leaves it open, and each other gives a number."""
        others = [side for side in draft.sides if self.unsaid not in side.sayings]
        return len(others) == len(draft.sides) - 1 and all(
            any(quantity.kind in _COUNTED and quantity.counted for quantity in quantities_of(side.sayings[0].text))
            for side in others
        )


@dataclass(frozen=True, slots=True)
class _Count:
    """How many there are of what several articles count."""

    about: str
    noun: str

    @property
    def question(self) -> str:
        return f"How many {self.noun} did {self.about} have?"

    def is_met(self, draft: DraftDisagreement) -> bool:
        """Whether the sides tell the same in much the same words, but for the number."""
        first, *others = (side.sayings[0].meanings.stems for side in draft.sides)
        return all(len(first & other) >= _SAME_WORDS * min(len(first), len(other)) for other in others)


def _asked(articles: Sequence[Article], sayings: Sequence[Saying]) -> Iterator[_Asked]:
    """What the articles raise, the offices first."""
    about = subject(articles)
    if not about:
        return
    told = [saying for saying in sayings if not saying.is_heading]
    bodies = Counter(
        (held.office, about if held.body and _are_one(held.body, about) else held.body)
        for saying in told
        for held in holdings_of(saying.text)
        if held.office in _ONE_HOLDER and held.tenure in (Tenure.CURRENT, Tenure.INTERIM)
    )
    yield from (_Office(office, body) for (office, body), _ in bodies.most_common(_ASKED_AT_MOST) if body)
    for saying in told:
        for stand in stances_of(saying.text):
            clause = _clause(saying.text[stand.cue.end : stand.scope.end])
            if stand.stance is Stance.UNDISCLOSED and _FIGURE.search(clause):
                yield _Figure(about, clause, saying)
    counted = Counter(
        " ".join(quantity.counted)
        for saying in told
        for quantity in quantities_of(saying.text)
        if quantity.kind in _COUNTED and quantity.counted
    )
    yield from (_Count(about, noun) for noun, count in counted.most_common(_ASKED_AT_MOST) if count > 1)


def _are_one(one: str, other: str) -> bool:
    """Whether one name is the other, or the other cut short."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first


def _clause(text: str) -> str:
    """What is said not to be known, up to where the sentence goes on with something else."""
    short = _ENDS.split(text, maxsplit=1)[0].split()[:_CLAUSE_WORDS]
    while short and is_stop(short[-1]):
        short.pop()
    return " ".join(short)
