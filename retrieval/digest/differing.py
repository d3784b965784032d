"""Differing: where the articles of a story disagree. Pure.

What the articles themselves make a point of is asked of all of them: who holds an office that one names, whether is
known what one says is not, how many there are of what several count. The answers are compared as those to a person's
question are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.article import Article, Role
from retrieval.answering.comparing.agreement import DraftDisagreement, disagreements
from retrieval.answering.reading.article_reading import read_article
from retrieval.answering.reading.roles import Tenure
from retrieval.answering.reading.saying import Saying, holdings_of, quantities_of, sayings_of, stances_of
from retrieval.answering.reading.stance import Stance
from retrieval.language.numbers import Kind
from retrieval.language.terms import fold, is_stop, words

MOST_DISAGREEMENTS = 3
_ASKED_AT_MOST = 24
_DISPUTED_OFFICES = frozenset(
    "chief executive|chair|president|finance chief|operating chief|technology chief|prime minister|mayor|governor|coach|captain|owner"
    .split("|")
)
"""Offices that one person holds at a time."""
_COUNTED = (Kind.COUNT, Kind.MONEY)
_CLAUSE_WORDS = 7


def differences(articles: Sequence[Article]) -> tuple[DraftDisagreement, ...]:
    """Where the articles disagree, each point once."""
    if len({article.voice for article in articles}) < 2:
        return ()
    sayings = [saying for article in articles for saying in sayings_of(article)]
    found: list[DraftDisagreement] = []
    told: set[tuple[str, int]] = set()
    for question in dict.fromkeys(_questions(articles, sayings)):
        for draft in disagreements(question, sayings):
            stands = {(side.sayings[0].article.id, side.sayings[0].index) for side in draft.sides}
            if not stands & told:
                found.append(draft)
                told |= stands
    return tuple(found[:MOST_DISAGREEMENTS])


def subject(articles: Sequence[Article]) -> str:
    """The name that a story is about, as it is most often written; empty where it has none."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for article in articles:
        reading = read_article(article)
        own = Counter(name.text for sentence in reading.sentences for name in sentence.names)
        titled = fold(article.title or "")
        counts.update({name: count + 3 * (fold(name) in titled) for name, count in own.items()})
        spread.update(own.keys())
    return max(counts, key=lambda name: (spread[name], counts[name], name), default="")


def _questions(articles: Sequence[Article], sayings: Sequence[Saying]) -> Iterator[str]:
    about = subject(articles)
    if not about:
        return
    told = [saying for saying in sayings if saying.article.sentences[saying.index].role is not Role.HEADING]
    offices = Counter(
        (holding.office, _body(holding.body, about))
        for saying in told
        for holding in holdings_of(saying.text)
        if holding.office in _DISPUTED_OFFICES and holding.tenure in (Tenure.CURRENT, Tenure.INTERIM)
    )
    for (office, body), count in offices.most_common(_ASKED_AT_MOST):
        if count > 1:
            yield f"Who is the {office} of {body}?"
    for saying in told:
        for stand in stances_of(saying.text):
            if stand.stance is Stance.UNDISCLOSED:
                yield f"Did {about} disclose {_clause(stand.scope.of(saying.text)[stand.cue.end - stand.scope.start:])}?"
    counted = Counter(
        " ".join(quantity.counted)
        for saying in told
        for quantity in quantities_of(saying.text)
        if quantity.kind in _COUNTED and quantity.counted
    )
    for noun, count in counted.most_common(_ASKED_AT_MOST):
        if count > 1:
            yield f"How many {noun} did {about} have?"


def _body(body: str | None, about: str) -> str:
    """What an office is of: what a sentence names, unless that is a part of the subject's name."""
    if body is None or set(fold(body).split()) <= set(fold(about).split()):
        return about
    return body


def _clause(text: str) -> str:
    """What is said not to be known, up to where the sentence goes on with something else."""
    text = text.split(",")[0].split(";")[0].strip()
    short = text.split()[:_CLAUSE_WORDS]
    while short and is_stop(short[-1]):
        short.pop()
    return " ".join(short) if any(True for _ in words(" ".join(short))) else "details"
